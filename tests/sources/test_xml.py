"""XML: records with their places, in bounded memory, and nothing hostile gets through."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest
from lxml import etree

from sousveil.errors import FormatError, HostileInputError, UnreadableError
from sousveil.sources import xml
from sousveil.sources.base import SourceFile

LIST = b"""<l:LIST xmlns:l="urn:example" as-of="2026-10-08"><l:INFO>x</l:INFO>
<l:GROUP><l:PARTY><l:NAME>  One\n two </l:NAME><l:NAME/><l:NOTE id="7"/></l:PARTY>
<l:OTHER/><l:PARTY><l:NAME>Two</l:NAME></l:PARTY></l:GROUP>
<l:GROUP><!-- none --><l:PARTY/></l:GROUP></l:LIST>"""


def written(folder: Path, content: bytes) -> SourceFile:
    path = folder / "list.xml"
    path.write_bytes(content)
    return SourceFile(path)


def paths(file: SourceFile, *tags: str) -> list[str]:
    return [record.xpath for record in xml.records(file, tags or ("PARTY",))]


def test_records_are_found_by_local_name_with_their_places(tmp_path: Path) -> None:
    file = written(tmp_path, LIST)
    assert paths(file) == [
        "/LIST/GROUP[1]/PARTY[1]",
        "/LIST/GROUP[1]/PARTY[2]",
        "/LIST/GROUP[2]/PARTY[1]",
    ]
    assert paths(file, "INFO", "OTHER") == ["/LIST/INFO[1]", "/LIST/GROUP[1]/OTHER[1]"]


def test_values_inside_a_record_have_places_too(tmp_path: Path) -> None:
    record = next(xml.records(written(tmp_path, LIST), ("PARTY",)))
    first, second = xml.children(record.element, "NAME")
    assert (xml.content(first), xml.content(second)) == ("One two", "")
    assert record.place(second) == "list.xml#xpath=/LIST/GROUP[1]/PARTY[1]/NAME[2]"
    note = xml.child(record.element, "NOTE")
    assert note is not None
    assert record.place(note, "id") == "list.xml#xpath=/LIST/GROUP[1]/PARTY[1]/NOTE[1]/@id"
    assert record.line == 2
    assert record.at == "list.xml#xpath=/LIST/GROUP[1]/PARTY[1]"


def test_places_agree_with_a_whole_tree(tmp_path: Path) -> None:
    """The slow twin: parse everything, and ask libxml2 what stands at each place."""
    body = b"<r>" + b"".join(b"<g>%s</g>" % (b"<p><q/></p><z/>" * n) for n in range(6)) + b"</r>"
    whole = etree.fromstring(body)
    for record in xml.records(written(tmp_path, body), ("p",)):
        assert whole.xpath(f"count({record.xpath})") == 1
        assert whole.xpath(f"local-name({record.xpath})") == "p"
    assert len(paths(written(tmp_path, body), "p")) == len(whole.findall(".//p"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "iso-8859-5"])
def test_declared_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><L><P><N>Имя</N></P></L>'
    file = written(tmp_path, text.encode(encoding))
    (name,) = [xml.text(record.element, "N") for record in xml.records(file, ("P",))]
    assert name == "Имя"
    root = xml.head_root(file)
    assert root is not None
    assert root.tag == "L"


def test_gzip_is_seen_through(tmp_path: Path) -> None:
    assert len(paths(written(tmp_path, gzip.compress(LIST)))) == 3


def test_the_root_is_told_from_the_head(tmp_path: Path) -> None:
    root = xml.head_root(written(tmp_path, LIST + b"<" * 10))
    assert root == xml.Root("LIST", "urn:example", {"as-of": "2026-10-08"})


@pytest.mark.parametrize("content", [b"", b"   ", b"ent_num,name\r\n", b"PK\x03\x04", b"{}", b"<a"])
def test_what_is_no_xml_has_no_root(tmp_path: Path, content: bytes) -> None:
    assert xml.head_root(written(tmp_path, content)) is None


def test_a_web_page_is_only_not_ours(tmp_path: Path) -> None:
    root = xml.head_root(written(tmp_path, b"<!DOCTYPE html><html><body/></html>"))
    assert root is not None
    assert root.tag == "html"


LAUGHS = (
    b'<!DOCTYPE L [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><L><PARTY>&c;</PARTY></L>'
)


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS,
        LAUGHS.decode().encode("utf-16"),
        b'<!DOCTYPE L [<!ENTITY x SYSTEM "file:///etc/hostname">]><L><PARTY>&x;</PARTY></L>',
        b'<!DOCTYPE L SYSTEM "http://127.0.0.1:9/x.dtd"><L><PARTY/></L>',
        b'<!DOCTYPE L [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p;]><L><PARTY/></L>',
        b'<!DOCTYPE L [<!ATTLIST PARTY a CDATA "x">]><L><PARTY/></L>',
        b"<!DOCTYPE html><html><PARTY/></html>",
    ],
)
def test_document_type_declarations_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(HostileInputError, match=r"list\.xml, line 1: .*document type"):
        paths(written(tmp_path, content))


def test_a_declaration_with_contents_is_refused_at_recognition(tmp_path: Path) -> None:
    with pytest.raises(HostileInputError):
        xml.head_root(written(tmp_path, LAUGHS))


@pytest.mark.parametrize(
    "content",
    [
        b"<a>" * 400 + b"<PARTY/>" + b"</a>" * 400,
        b"<a><PARTY>" + b"x" * 11_000_000 + b"</PARTY></a>",
        b"<a><PARTY x='" + b"x" * 11_000_000 + b"'/></a>",
    ],
    ids=["depth", "text", "attribute"],
)
def test_absurd_sizes_are_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(HostileInputError, match="absurd"):
        paths(written(tmp_path, content))


def test_endless_prologs_and_recordless_stretches_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml, "PROLOG_BYTES", 100_000)
    with pytest.raises(HostileInputError, match="prolog"):
        paths(written(tmp_path, b"<!-- " + b"x" * 300_000 + b" --><a/>"))
    monkeypatch.setattr(xml, "RECORD_BYTES", 100_000)
    with pytest.raises(HostileInputError, match="without the end of a record"):
        paths(written(tmp_path, b"<a>" + b"<b/>" * 100_000 + b"<PARTY/></a>"))


@pytest.mark.parametrize("cut", [20, 110, 130, 200, len(LIST) - 3])
def test_a_truncated_file_is_unreadable(tmp_path: Path, cut: int) -> None:
    with pytest.raises(UnreadableError, match=r"^list\.xml.*cut off"):
        paths(written(tmp_path, LIST[:cut]))


def test_faults_name_the_line(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=r"^list\.xml, line 3: not well-formed"):
        paths(written(tmp_path, b"<a>\n<PARTY>\n</PARTI>\n</a>"))
    with pytest.raises(UnreadableError, match=r"^list\.xml, line 2: "):
        paths(written(tmp_path, b"<a>\n<PARTY>\xff</PARTY></a>"))
    with pytest.raises(FormatError, match=r"line 1: .*Entity 'nbsp' not defined"):
        paths(written(tmp_path, b"<a><PARTY>&nbsp;</PARTY></a>"))


@pytest.mark.parametrize("encoding", ["klingon", "shift_jis", "rot13"])
def test_unheard_of_encodings_are_unreadable(tmp_path: Path, encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode()
    with pytest.raises(UnreadableError):
        paths(written(tmp_path, declared))


def test_empty_and_foreign_files_say_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="is empty"):
        paths(written(tmp_path, b""))
    with pytest.raises(FormatError, match="not XML"):
        paths(written(tmp_path, b"ent_num,name\n"))
    with pytest.raises(UnreadableError, match="gzip"):
        paths(written(tmp_path, gzip.compress(LIST * 2000)[:200]))


def test_a_record_inside_a_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="stands inside"):
        paths(written(tmp_path, b"<a><PARTY><PARTY/></PARTY></a>"))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Python's own allocations; libxml2's follow, since the emptied elements are removed."""
    record = b"<PARTY><NAME>" + b"x" * 400 + b"</NAME></PARTY>"
    file = written(tmp_path, b"<a><g>" + record * 20_000 + b"</g></a>")
    tracemalloc.start()
    try:
        kept = 0
        for found in xml.records(file, ("PARTY",)):
            parent = found.element.getparent()
            assert parent is not None
            kept = max(kept, len(parent))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 200
    assert peak < 4_000_000
