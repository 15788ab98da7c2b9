"""The catalogue of publishers: who publishes which list, where, and what being on it means.

The table is `publishers.yml` beside this file. Datasets are named as OpenSanctions names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files as package_files

from sousveil.sources.yaml_tree import Item, read_tree

_FILE = "publishers.yml"
_REQUIRED = ("dataset", "title", "publisher", "format", "licence", "cadence", "means")
_OPTIONAL = ("page", "files", "stale_after", "min_entities", "min_bytes")


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """A file that a publisher offers: the name that readers know it by, and its address."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """One published list.

    Attributes:
        dataset: name as OpenSanctions has it, e.g. `us_ofac_sdn`.
        title: the list's name, for people.
        publisher: who publishes it.
        page: address of its page for people; empty where none is known.
        files: what to fetch for a complete copy; empty where no fixed address exists.
        format: name of the reader, or empty where the files decide.
        licence: licence or terms, or None where not known.
        cadence: how often it is published, in words.
        stale_after: days after which a copy is too old to rely on, or None for never.
        means: what being on the list means, in one or two sentences.
        min_entities: fewer entities than this mean that the copy is not whole.
        min_bytes: fewer bytes in all files together mean the same.
    """

    dataset: str
    title: str
    publisher: str
    page: str
    format: str
    licence: str | None
    cadence: str
    means: str
    files: tuple[RemoteFile, ...] = ()
    stale_after: int | None = None
    min_entities: int = 1
    min_bytes: int = 1


def publishers() -> tuple[Publisher, ...]:
    """Return all known lists, the bundled register first."""
    return tuple(_catalogue().values())


def publisher(dataset: str) -> Publisher:
    """Return what is known of the dataset.

    Of one that is not in the catalogue nothing is claimed: it is called by its name, has no
    address, does not go stale, and `means` says that its publisher must be asked.
    """
    known = _catalogue().get(dataset)
    if known is not None:
        return known
    return Publisher(
        dataset=dataset,
        title=dataset,
        publisher="not known to the program",
        page="",
        format="",
        licence=None,
        cadence="not known",
        means=(
            f"The party is named in the list that was loaded as {dataset}; what that means, only "
            "whoever publishes the list can say."
        ),
    )


@cache
def _catalogue() -> Mapping[str, Publisher]:
    data = (package_files("sousveil.sources") / _FILE).read_bytes()
    table = read_tree(data, name=_FILE).fields(required=("publishers",))
    found: dict[str, Publisher] = {}
    for item in table["publishers"].items():
        entry = _publisher(item)
        if entry.dataset in found:
            raise item.fail(f"the dataset {entry.dataset!r} stands here twice")
        found[entry.dataset] = entry
    return found


def _publisher(item: Item) -> Publisher:
    found = item.fields(required=_REQUIRED, optional=_OPTIONAL)
    remote = found["files"].mapping() if "files" in found else {}
    return Publisher(
        **{name: found[name].text() for name in _REQUIRED},
        page=found["page"].text() if "page" in found else "",
        files=tuple(RemoteFile(name, url.text()) for name, url in remote.items()),
        stale_after=_number(found["stale_after"]) if "stale_after" in found else None,
        min_entities=_number(found["min_entities"]) if "min_entities" in found else 1,
        min_bytes=_number(found["min_bytes"]) if "min_bytes" in found else 1,
    )


def _number(item: Item) -> int:
    text = item.text()
    if not text.isdecimal():
        raise item.fail(f"{text!r} is no number")
    return int(text)
