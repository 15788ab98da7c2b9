"""The catalogue of publishers: whole, https, and at one with the readers that there are."""

from __future__ import annotations

import subprocess
import sys
from urllib.parse import urlsplit

import pytest

from sousveil.errors import FormatError
from sousveil.sources.publishers import Publisher, _publisher, publisher, publishers
from sousveil.sources.registry import READERS
from sousveil.sources.yaml_tree import read_tree

EXPECTED = {
    "sousveil_register", "us_ofac_sdn", "us_ofac_cons", "un_sc_sanctions", "eu_fsf",
    "gb_fcdo_sanctions", "gb_hmt_sanctions", "us_trade_csl", "us_bis_denied",
}  # fmt: skip


def test_all_lists_are_there() -> None:
    assert {entry.dataset for entry in publishers()} == EXPECTED
    assert publishers()[0].dataset == "sousveil_register"


@pytest.mark.parametrize("entry", publishers(), ids=lambda entry: entry.dataset)
def test_each_entry_is_whole(entry: Publisher) -> None:
    assert publisher(entry.dataset) is entry
    assert entry.means.endswith(".")
    assert entry.min_entities > 1
    assert entry.min_bytes > 1
    assert entry.licence
    assert entry.page.startswith("https://") or entry.dataset == "sousveil_register"
    for file in entry.files:
        assert urlsplit(file.url).scheme == "https"
        assert "/" not in file.name
    assert len({file.name for file in entry.files}) == len(entry.files)
    assert len({file.url for file in entry.files}) == len(entry.files)


def test_what_can_be_fetched_goes_stale() -> None:
    fetched = [entry for entry in publishers() if entry.files]
    assert len(fetched) == 6
    assert all(entry.stale_after for entry in fetched)


@pytest.mark.parametrize("entry", publishers(), ids=lambda entry: entry.dataset)
def test_each_format_has_a_reader(entry: Publisher) -> None:
    assert entry.format in {reader.format for reader in READERS}


def test_nothing_is_claimed_of_an_unknown_list() -> None:
    entry = publisher("our_own_list")
    assert entry.title == "our_own_list"
    assert (entry.files, entry.page, entry.stale_after, entry.licence) == ((), "", None, None)
    assert "our_own_list" in entry.means


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("dataset: x", "dataset: x\nowner: y", "line 2: unknown key 'owner'"),
        ("means: m.", "", "'means' is missing"),
        ("cadence: c", "cadence: c\nstale_after: soon", "'soon' is no number"),
    ],
)
def test_faults_of_the_table_name_their_line(old: str, new: str, words: str) -> None:
    text = "dataset: x\ntitle: t\npublisher: p\nformat: f\nlicence: l\ncadence: c\nmeans: m.\n"
    assert _publisher(read_tree(text.encode(), name="p.yml")).means == "m."
    with pytest.raises(FormatError, match=words):
        _publisher(read_tree(text.replace(old, new).encode(), name="p.yml"))


def test_looking_up_a_publisher_stays_light() -> None:
    code = "import sys; from sousveil.sources.publishers import publisher; publisher('x'); "
    code += "print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    assert not {"followthemoney", "httpx", "duckdb", "pyarrow", "lxml"} & set(loaded)
