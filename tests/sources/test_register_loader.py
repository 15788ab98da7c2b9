"""A register that breaks a rule is refused with file and line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sousveil.errors import FormatError, InputError, UnreadableError
from sousveil.sources.base import SourceFile
from sousveil.sources.register_loader import read_register

INVENTED = Path(__file__).parent / "data" / "register"
FILES = {path.name: path.read_text("utf-8") for path in sorted(INVENTED.iterdir())}


def read(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    read_register([SourceFile(folder / name) for name in files])


def test_the_invented_register_is_whole(tmp_path: Path) -> None:
    read(tmp_path, FILES)


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "words"),
    [
        ("parties.yml", "    country: cn", "    colour: red", 5, "unknown key 'colour'"),
        ("parties.yml", "    country: cn\n", "", 3, "'country' is missing"),
        ("parties.yml", "    country: cn", "    country: China", 5, "'China' is no country"),
        ("parties.yml", "schema: Company", "schema: Person", 4, "companies and bodies only"),
        ("parties.yml", "schema: Company", "schema: Firm", None, "'Firm' is not a"),
        ("parties.yml", "id: lens\n", "id: Lens\n", 3, "small letters"),
        ("parties.yml", "id: lens-holding", "id: lens", 30, "taken already"),
        ("parties.yml", "      zho:", "      chinese:", 8, "ISO 639-3"),
        ("parties.yml", '["Lens Works Co., Ltd."]', "[Lens Works Co., Ltd.]", 7, "cut in two"),
        ("parties.yml", "[Lens Works]", "[Lens, Lens]", 10, "same member twice"),
        ("parties.yml", "[Lens Works]", "[]", 10, "at least one member"),
        ("parties.yml", "[Lens Works]", "Lens Works", 10, "a list"),
        ("parties.yml", "founded: 1999", "founded: 1999-13", 16, "no date"),
        ("parties.yml", "ticker: [", "eyeColor: [", 18, "no identifier 'eyeColor'"),
        ("parties.yml", "51..66.5", "66.5..51", 22, "a percentage"),
        ("parties.yml", "51..66.5", "51..101", 22, "a percentage"),
        ("parties.yml", "51..66.5", "about half", 22, "a percentage"),
        ("parties.yml", "owner: lens-holding", "owner: nobody", None, "no other party 'nobody'"),
        ("parties.yml", "owner: lens-holding", "owner: lens", None, "no other party 'lens'"),
        ("parties.yml", "parents: [lens-h", "parents: [no-h", None, "no other party"),
        ("parties.yml", "topics: [gov.soe]", "topics: [bad]", 35, "'bad' is no topics"),
        ("restrictions.yml", "source: gazette-1", "source: gossip", 15, "no source 'gossip'"),
        ("restrictions.yml", "        source: gazette-1\n", "", 14, "'source' is missing"),
        ("restrictions.yml", "parties: [lens]", "parties: [prism]", None, "no party 'prism'"),
        ("restrictions.yml", "since: 2022-02", "since: 02/2022", 29, "no date"),
        ("restrictions.yml", "since: 2022-02", "since: 2022-02-30", 29, "no date"),
        ("restrictions.yml", "basis: subsidiary", "basis: rumour", 31, "the basis must be"),
        ("restrictions.yml", "    provisions: No exports.\n", "", 19, "either 'parts' or"),
        ("restrictions.yml", "covers: everything.", "covers: [every, thing]", 36, "a text"),
        ("restrictions.yml", "https://ministry.example/list", "ministry", 25, "no programUrl"),
        ("about.yml", "url: https://gazette.example/1", "url: gazette", 14, "no sourceUrl"),
        ("about.yml", "    date: 2020-05-01\n", "", 10, "'date' is missing"),
        ("about.yml", "date: 2026-10-08", "date: 2026-10", 4, "is a day"),
        ("about.yml", "register: about", "register: parties", None, "kind 'about' is missing"),
        ("about.yml", "register: about", "register: rumours", 1, "must be one of"),
        ("about.yml", "sousveil_register: about\n", "", 1, "must be one of"),
    ],
)
def test_a_broken_rule_names_its_place(
    tmp_path: Path, file: str, old: str, new: str, line: int | None, words: str
) -> None:
    assert old in FILES[file]
    with pytest.raises(InputError, match=re.escape(words)) as caught:
        read(tmp_path, FILES | {file: FILES[file].replace(old, new, 1)})
    if line is not None:
        assert str(caught.value).startswith(f"{file}, line {line}: ")


@pytest.mark.parametrize("missing", sorted(FILES))
def test_a_missing_file_is_named_by_kind(tmp_path: Path, missing: str) -> None:
    files = {name: text for name, text in FILES.items() if name != missing}
    with pytest.raises(FormatError, match=missing.removesuffix(".yml")):
        read(tmp_path, files)


def test_a_second_table_of_restrictions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="second file"):
        read(tmp_path, FILES | {"more.yml": FILES["restrictions.yml"]})


def test_damaged_gzip_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "about.yml").write_bytes(b"\x1f\x8b\x08\x00 not gzip")
    with pytest.raises(UnreadableError, match="damaged"):
        read_register([SourceFile(tmp_path / "about.yml")])
