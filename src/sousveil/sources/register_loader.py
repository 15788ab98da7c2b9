"""Strict reading of the bundled register's YAML files.

Unknown keys, missing citations, bad dates and references to nothing are errors with file and line,
so that a register that loads is complete in itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Protocol, TypeVar

from sousveil.errors import FormatError, UnreadableError
from sousveil.model.ftm import clean_value, get_property, is_a
from sousveil.model.locator import at_line
from sousveil.names.dates import parse_date
from sousveil.sources.base import SourceFile
from sousveil.sources.register_facts import (
    BASES,
    About,
    Entry,
    Holding,
    Part,
    Register,
    RegisterParty,
    Restriction,
    Source,
    Value,
)
from sousveil.sources.yaml_tree import MAX_BYTES, Item, read_tree

KIND_KEY = "sousveil_register"

_NAME_KINDS = {"names": "name", "aliases": "alias", "former": "previousName"}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{3}")
_FORM_ALONE = re.compile(r"(?:ltd|limited|inc|llc|corp|s\.?a)\.?", re.IGNORECASE)
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_SHARE = re.compile(r"(\d{1,3}(?:\.\d+)?)(?:\.\.(\d{1,3}(?:\.\d+)?))?")


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_Fact = TypeVar("_Fact", bound=_Identified)


def read_register(files: Sequence[SourceFile]) -> Register:
    """Read the register's files: one of kind `about`, one of `restrictions`, some of `parties`.

    Raises:
        FormatError: a file is missing or breaks a rule; file and line are named.
        UnreadableError: a file is empty, damaged or not UTF-8.
        HostileInputError: a file is an attack on its reader.
    """
    trees: dict[str, list[Item]] = {"about": [], "restrictions": [], "parties": []}
    for file in files:
        tree = _tree(file)
        kind = tree.mapping().get(KIND_KEY)
        if kind is None or kind.text() not in trees:
            raise tree.fail(f"{KIND_KEY} must be one of {', '.join(trees)}")
        trees[kind.text()].append(tree)
    for kind_name, found in trees.items():
        if not found:
            raise FormatError(f"the register's file of kind {kind_name!r} is missing")
        if len(found) > 1 and kind_name != "parties":
            raise found[1].fail(f"a second file of kind {kind_name!r}")
    about = trees["about"][0].fields(required=(KIND_KEY, "about", "sources"))
    return _Checker(
        sources=_unique(about["sources"].items(), _source),
        parties=_unique(_members(trees["parties"], "parties"), _party),
    ).register(_about(about["about"]), _members(trees["restrictions"], "restrictions"))


def _tree(file: SourceFile) -> Item:
    with file.open() as stream:
        try:
            data = stream.read(MAX_BYTES + 1)
        except (OSError, EOFError) as error:
            raise UnreadableError(f"damaged: {error}", path=file.name) from error
    return read_tree(data, name=file.name)


def _members(trees: Iterable[Item], key: str) -> list[Item]:
    return [item for tree in trees for item in tree.fields(required=(KIND_KEY, key))[key].items()]


class _Checker:
    """Holds what can be referred to, and refuses references to anything else."""

    def __init__(self, *, sources: dict[str, Source], parties: dict[str, RegisterParty]) -> None:
        self.sources, self.parties = sources, parties

    def register(self, about: About, restrictions: Sequence[Item]) -> Register:
        """Return the register, once every reference leads somewhere."""
        for party in self.parties.values():
            self._check_party(party)
        found = _unique(restrictions, self._restriction)
        return Register(
            about=about,
            sources=self.sources,
            restrictions=tuple(found.values()),
            parties=self.parties,
        )

    def _check_party(self, party: RegisterParty) -> None:
        references = [(source, party.at) for source in party.sources]
        references += [(holding.source, holding.at) for holding in party.holdings]
        for source, at in references:
            if source not in self.sources:
                raise _dangling("source", source, at)
        owners = [(parent.text, parent.at) for parent in party.parents]
        owners += [(holding.owner, holding.at) for holding in party.holdings]
        for owner, at in owners:
            if owner not in self.parties or owner == party.id:
                raise _dangling("other party", owner, at)

    def _restriction(self, item: Item) -> Restriction:
        plain = ("id", "program", "title", "authority", "country", "topics", "url", "entries")
        found = item.fields(required=plain, optional=("parts", "provisions"))
        if ("parts" in found) == ("provisions" in found):
            raise item.fail("either 'parts' or 'provisions' is needed, and not both")
        dated = "parts" in found
        parts = (
            tuple(_unique(found["parts"].items(), _part).values())
            if dated
            else (Part(id="", since=None, provisions=found["provisions"].text()),)
        )
        entries = _unique(found["entries"].items(), lambda entry: self._entry(entry, dated=dated))
        return Restriction(
            id=_slug(found["id"]),
            program=found["program"].text(),
            title=found["title"].text(),
            authority=found["authority"].text(),
            country=_clean("Sanction", "country", found["country"]),
            topics=_topics(found["topics"]),
            url=_clean("Sanction", "programUrl", found["url"]),
            parts=parts,
            entries=tuple(entries.values()),
        )

    def _entry(self, item: Item, *, dated: bool) -> Entry:
        since = () if dated else ("since",)
        found = item.fields(
            required=("id", "source", "parties", "covers", *since),
            optional=("basis", "reason", "verify"),
        )
        if (source := found["source"].text()) not in self.sources:
            raise found["source"].fail(f"there is no source {source!r}")
        basis = found["basis"].text() if "basis" in found else BASES[0]
        if basis not in BASES:
            raise found["basis"].fail(f"the basis must be one of {', '.join(BASES)}")
        parties = tuple(_value("entity", member) for member in found["parties"].items())
        for party in parties:
            if party.text not in self.parties:
                raise _dangling("party", party.text, party.at)
        return Entry(
            id=_slug(found["id"]),
            source=source,
            parties=parties,
            covers=found["covers"].text(),
            basis=basis,
            since=_day(found["since"]) if since else None,
            reason=_optional(found.get("reason")),
            verify=_optional(found.get("verify")),
        )


def _about(item: Item) -> About:
    names = ("version", "date", "title", "publisher", "note", "warning")
    found = item.fields(required=names)
    if len(_day(found["date"])) != len("2019-08-13"):
        raise found["date"].fail("the register's date is a day")
    return About(**{name: found[name].text() for name in names})


def _source(item: Item) -> Source:
    found = item.fields(required=("id", "publisher", "title", "date", "url"))
    return Source(
        id=_slug(found["id"]),
        publisher=found["publisher"].text(),
        title=found["title"].text(),
        date=_day(found["date"]),
        url=_clean("Sanction", "sourceUrl", found["url"]),
    )


def _part(item: Item) -> Part:
    found = item.fields(required=("id", "since", "provisions"))
    return Part(
        id=_slug(found["id"]), since=_day(found["since"]), provisions=found["provisions"].text()
    )


def _party(item: Item) -> RegisterParty:
    lists = (
        "aliases",
        "weak",
        "former",
        "abbreviations",
        "brands",
        "identifiers",
        "parents",
        "owners",
    )
    found = item.fields(
        required=("id", "schema", "country", "names", "sources"),
        optional=(*lists, "topics", "founded", "note", "verify"),
    )
    schema = found["schema"].text()
    if not is_a(schema, "LegalEntity") or is_a(schema, "Person"):
        raise found["schema"].fail("the register holds companies and bodies only")
    return RegisterParty(
        id=_slug(found["id"]),
        schema=schema,
        country=_clean(schema, "country", found["country"]),
        at=_at(item),
        values=tuple(_party_values(schema, found)),
        brands=_values("alias", found.get("brands")),
        parents=_values("parent", found.get("parents")),
        holdings=tuple(_holding(owner) for owner in found["owners"].items())
        if "owners" in found
        else (),
        sources=found["sources"].texts(),
        note=_optional(found.get("note")),
        verify=_optional(found.get("verify")),
    )


def _party_values(schema: str, found: Mapping[str, Item]) -> Iterator[Value]:
    for key, prop in _NAME_KINDS.items():
        if key in found:
            yield from _names(prop, found[key])
    yield from _values("abbreviation", found.get("abbreviations"))
    yield from _values("weakAlias", found.get("weak"))
    if "topics" in found:
        _topics(found["topics"])
        yield from _values("topics", found["topics"])
    if "founded" in found:
        _day(found["founded"])
        yield _value("incorporationDate", found["founded"])
    if "identifiers" in found:
        for prop, item in found["identifiers"].mapping().items():
            if (known := get_property(schema, prop)) is None or known.type.name != "identifier":
                raise item.fail(f"{schema} has no identifier {prop!r}")
            for member in item.items():
                _clean(schema, prop, member)
                yield _value(prop, member)


def _names(prop: str, item: Item) -> Iterator[Value]:
    for language, texts in item.mapping().items():
        if not _LANGUAGE.fullmatch(language):
            raise texts.fail(f"{language!r} is no language of ISO 639-3")
        texts.texts()
        for member in texts.items():
            if _FORM_ALONE.fullmatch(member.text()):
                raise member.fail("a name with a comma was cut in two: put it between quotes")
            yield _value(prop, member, language)


def _holding(item: Item) -> Holding:
    found = item.fields(required=("owner", "share", "dates", "source"), optional=("note", "verify"))
    share = _SHARE.fullmatch(found["share"].text())
    low, high = (share[1], share[2] or share[1]) if share else ("1", "0")
    if not float(low) <= float(high) <= 100:
        raise found["share"].fail("a share is a percentage like 51 or a range like 42..100")
    found["dates"].texts()
    return Holding(
        owner=found["owner"].text(),
        low=low,
        high=high,
        dates=tuple(_day(date) for date in found["dates"].items()),
        source=found["source"].text(),
        at=_at(item),
        note=_optional(found.get("note")),
        verify=_optional(found.get("verify")),
    )


def _unique(items: Iterable[Item], read: Callable[[Item], _Fact]) -> dict[str, _Fact]:
    found: dict[str, _Fact] = {}
    for item in items:
        fact = read(item)
        if fact.id in found:
            raise item.fail(f"the id {fact.id!r} is taken already")
        found[fact.id] = fact
    return found


def _values(prop: str, item: Item | None) -> tuple[Value, ...]:
    if item is None:
        return ()
    item.texts()
    return tuple(_value(prop, member) for member in item.items())


def _value(prop: str, item: Item, lang: str | None = None) -> Value:
    return Value(prop=prop, text=item.text(), at=_at(item), lang=lang)


def _topics(item: Item) -> tuple[str, ...]:
    return tuple(_clean("LegalEntity", "topics", member) for member in item.items())


def _clean(schema: str, prop: str, item: Item) -> str:
    """Return the text, which must stand there as the property's type writes it."""
    text = item.text()
    if clean_value(schema, prop, text) != text:
        raise item.fail(f"{text!r} is no {prop} as FollowTheMoney writes it")
    return text


def _slug(item: Item) -> str:
    text = item.text()
    if not _SLUG.fullmatch(text):
        raise item.fail(f"the id {text!r} must be small letters, digits and single hyphens")
    return text


def _day(item: Item) -> str:
    text = item.text()
    if not _DAY.fullmatch(text) or parse_date(text) is None:
        raise item.fail(f"{text!r} is no date like 2019, 2019-08 or 2019-08-13")
    return text


def _optional(item: Item | None) -> str | None:
    return None if item is None else item.text()


def _at(item: Item) -> str:
    return at_line(item.file, item.line)


def _dangling(what: str, reference: str, at: str) -> FormatError:
    return FormatError(f"there is no {what} {reference!r}", path=at)
