"""Lists that cannot be loaded: each is refused with its place, and what was loaded stays."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from support.hostile import bounded, state
from support.lists import invented_name, write_ftm

from .conftest import Run

pytestmark = pytest.mark.usefixtures("workspace")

UN = (
    '<?xml version="1.0" encoding="UTF-8"?>\n{dtd}<CONSOLIDATED_LIST '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="2021-07-01T00:00:00Z">'
    "<INDIVIDUALS/><ENTITIES><ENTITY>\n<DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>"
    "<FIRST_NAME>{name}</FIRST_NAME><UN_LIST_TYPE>Demo</UN_LIST_TYPE>"
    "<REFERENCE_NUMBER>DEe.001</REFERENCE_NUMBER><LISTED_ON>2009-04-24</LISTED_ON>"
    "</ENTITY></ENTITIES></CONSOLIDATED_LIST>\n"
)
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>\n'
OUTSIDE = '<!DOCTYPE x [<!ENTITY b SYSTEM "file:///etc/hostname">]>\n'


def un(name: str = "BADOFI", dtd: str = "") -> bytes:
    return UN.format(dtd=dtd, name=name).encode()


def line(name: str) -> bytes:
    return f'{{"id":"x","schema":"Company","properties":{{"name":["{name}"]}}}}\n'.encode()


REFUSED = {
    "empty": ("a.json", b"", "the file is empty"),
    "no-list": ("a.csv", b"name\nHikvision\n", "not recognised as any list"),
    "table": ("a.csv", b"=1+1,=2\n=3,=4\n", "not recognised as any list"),
    "cut-json": ("a.json", (line("A") * 9)[:-20], "line 9: the last line breaks off"),
    "bad-byte": ("a.json", line("A") + line("B?").replace(b"?", b"\xff"), "line 2: the bytes ff"),
    "nul": ("a.json", line("A") + line("B\0"), "line 2: not JSON"),
    "deep": (
        "a.json",
        line("A") + line("x").replace(b'"x"]', b"[" * 5000 + b"]" * 5000 + b"]"),
        "line 2: ",
    ),
    "no-id": ("a.json", line("A").replace(b'"x"', b'""'), "line 1: the entity has no id"),
    "no-party": (
        "a.json",
        b'{"id":"s","schema":"Sanction","properties":{"program":["P"]}}\n',
        "holds no person, organisation, vessel or aircraft",
    ),
    "cut-gzip": ("a.json.gz", gzip.compress(line(os.urandom(9000).hex()))[:-40], "gzip"),
    "gzip-magic": ("a.json.gz", b"\x1f\x8b", "gzip"),
    "cut-xml": ("a.xml", un()[:-70], "cut off"),
    "laughs": ("a.xml", un("&b;", LAUGHS), "document type declaration"),
    "outside": ("a.xml", un("&b;", OUTSIDE), "document type declaration"),
    "outside-16": (
        "a.xml",
        un("&b;", OUTSIDE).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        "document type declaration",
    ),
    "remote": (
        "a.xml",
        un(dtd='<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">\n'),
        "document type declaration",
    ),
    "nul-xml": ("a.xml", un().replace(b"BADOFI", b"BAD\0FI"), "line 3: not well-formed XML"),
    "bad-byte-xml": ("a.xml", un().replace(b"BADOFI", b"BAD\xff"), "line 3: "),
    "deep-xml": ("a.xml", un("<a>" * 9999 + "</a>" * 9999), "absurd XML"),
}


@pytest.mark.parametrize(("name", "content", "words"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_list_is_said_and_changes_nothing(
    run: Run, tmp_path: Path, workspace: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    before, listed = state(workspace), run("lists").stdout
    result = run("lists", "add", path)
    assert result.exit_code == 4, result.output
    error, hint = result.stderr.splitlines()
    assert error.startswith("error: ")
    assert name in error
    assert words in error
    assert hint.startswith("hint: ")
    assert run("lists").stdout == listed
    assert state(workspace).items() >= before.items()  # raw bytes may be left, unseen by all
    assert not list(workspace.rglob(".writing-*"))


@pytest.mark.parametrize("kind", ["missing", "empty-folder", "pipe", "device"])
def test_what_is_no_file_is_said_and_never_waited_for(run: Run, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "list"
    if kind == "empty-folder":
        path.mkdir()
        (path / ".hidden").write_text("x")
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/zero")
    words = {
        "missing": "there is no such file",
        "empty-folder": "the folder holds no files",
        "pipe": "this is a pipe or device",
        "device": "this is a pipe or device",
    }
    result = run("lists", "add", path)
    assert result.exit_code == 4
    assert words[kind] in result.stderr


def test_one_bad_file_of_a_folder_loads_none(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "lists"
    folder.mkdir()
    write_ftm(folder / "good.json", 5)
    (folder / "bad.xml").write_bytes(un("&b;", LAUGHS))
    os.mkfifo(folder / "pipe")
    result = run("lists", "add", folder)
    assert result.exit_code == 4
    assert "bad.xml, line 2" in result.stderr
    assert "invented" not in run("lists").stdout


BOMBS = {
    "blank-lines": (line("A") + b"\n" * 100_000_000, "more than 1,000,000 blank lines"),
    "one-line": (line("A") + b'{"id":"' + b"x" * 200_000_000, "packed bytes unpack to more than"),
    "one-text": (un("A" * 200_000_000), "line 3: absurd XML"),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_bombs_are_refused_within_bounds(workspace: Path, tmp_path: Path, kind: str) -> None:
    content, words = BOMBS[kind]
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(content, 6))
    ended = bounded("lists", "add", path, workspace=workspace)
    assert ended.exit_code == 4, ended.stderr
    assert words in ended.stderr
    assert "Traceback" not in ended.stderr


def test_lists_in_gzip_and_with_a_mark_are_read(run: Run, tmp_path: Path) -> None:
    plain = write_ftm(tmp_path / "list.json", 5).read_bytes()
    (tmp_path / "list.json.gz").write_bytes(gzip.compress(b"\xef\xbb\xbf" + plain))
    assert "5 entities" in run("lists", "add", tmp_path / "list.json.gz").stdout
    (tmp_path / "rows.csv").write_text(f"name\n{invented_name(3)}\n")
    assert "inv-3" in run("search", invented_name(3)).stdout


@pytest.mark.parametrize("damage", ["lost", "cut", "altered"])
def test_damaged_statements_are_said_and_loading_again_heals_them(
    run: Run, tmp_path: Path, workspace: Path, damage: str
) -> None:
    path = write_ftm(tmp_path / "list.json", 50)
    before = set((workspace / "statements").iterdir())
    assert run("lists", "add", path).exit_code == 0
    [statements] = set((workspace / "statements").iterdir()) - before
    content = bytearray(statements.read_bytes())
    statements.unlink()
    if damage == "cut":
        statements.write_bytes(content[:500])
    elif damage == "altered":
        content[100:900] = bytes(255 - byte for byte in content[100:900])
        statements.write_bytes(content)
    result = run("search", invented_name(3))
    assert result.exit_code == 1
    assert "the store of statements cannot be read" in result.stderr
    assert "LINE" not in result.stderr
    assert "load the lists again" in result.stderr
    assert run("lists", "add", path).exit_code == 0
    assert "inv-3" in run("search", invented_name(3)).stdout


@pytest.mark.parametrize("content", [b"", b"no catalogue" * 999, None])
def test_a_catalogue_that_is_none(run: Run, workspace: Path, content: bytes | None) -> None:
    catalogue = workspace / "catalogue.sqlite"
    if content is None:
        catalogue.unlink()
        catalogue.mkdir()
    else:
        catalogue.write_bytes(content)
    result = run("lists")
    assert result.exit_code == (0 if content == b"" else 1)
    assert "unexpected" not in result.stderr
    if content:
        assert "is damaged or no catalogue" in result.stderr
        assert "hint: move the file aside" in result.stderr
