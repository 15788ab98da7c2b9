from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sousveil.errors import UnreadableError
from support.tables import Put, take

WESTERN = "Name;Land\nMüller & Söhne GmbH;Österreich\nSociété Générale;Côte d’Ivoire\n"
CHINESE = "供应商,国家\n杭州海康威视数字技术股份有限公司,中国\n浙江大华技术股份有限公司,中国\n"


@pytest.mark.parametrize(
    "encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"]
)
@pytest.mark.parametrize("text", [WESTERN, CHINESE])
def test_wide_encodings_with_and_without_mark(put: Put, encoding: str, text: str) -> None:
    table = take(put("a.csv", text.encode(encoding)))
    assert list(table.columns) == text.splitlines()[0].replace(";", ",").split(",")
    assert len(table.rows) == 2
    assert "�" not in str(table.rows)
    assert [note for note in table.notes if note.startswith("read as utf-")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_utf8_needs_no_note(put: Put, encoding: str) -> None:
    table = take(put("a.csv", WESTERN.encode(encoding)))
    assert table.columns == ("Name", "Land")
    assert table.notes == {}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (WESTERN, "cp1252"),
        ("name\nCafé\n", "cp1252"),
        ("name;c\nMüller, Co;España\n", "cp1252"),
        ("name\nNestlé S.A.\n", "cp1252"),
        (CHINESE, "gb18030"),
        ("name\n华为\n", "gb18030"),
        ("id,name\n1,Acme\n2,㐀𠀀公司有限责任\n3,商汤科技有限公司\n", "gb18030"),
        ("供應商\n台灣積體電路製造股份有限公司\n", "big5"),
        ("会社名\nパナソニック株式会社\n", "cp932"),
        ("회사명,국가\n한화테크윈,한국\n", "cp949"),
        ("поставщик;страна\nАкционерное общество Вега;Россия\n", "cp1251"),
        ("dodavatel;země\nČeská společnost;Česko\n", "cp1250"),
        ("name\nTürk Şirketi İstanbul Güvenlik\n", "cp1254"),
    ],
)
def test_legacy_encodings_of_short_files(put: Put, text: str, encoding: str) -> None:
    path = put("a.csv", text.encode(encoding))
    table = take(path)
    mark = ";" if ";" in text else ","
    assert [list(table.columns), *table.rows] == [line.split(mark) for line in text.splitlines()]
    assert any(note.startswith("read as ") for note in table.notes)
    assert take(path) == table


def test_legacy_text_far_behind_ascii_is_found(put: Put) -> None:
    body = b"name,country\n" + b"Acme Limited,US\n" * 100_000 + "Café Müller,DE\n".encode("cp1252")
    table = take(put("a.csv", body))
    assert table.rows[-1] == ["Café Müller", "DE"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_damaged_utf8_is_refused_with_its_line(put: Put, end: str) -> None:
    good = f"name{end}Müller{end}Søn{end}".encode()
    with pytest.raises(UnreadableError, match=r"a\.csv: line 4: the bytes ff .*utf-8") as caught:
        take(put("a.csv", good + b"Bad\xff" + end.encode() + "Größe".encode()))
    assert "UTF-8" in caught.value.hint


def test_a_file_cut_within_a_character_is_refused(put: Put) -> None:
    with pytest.raises(UnreadableError, match="line 3"):
        take(put("a.csv", "name\nMüller\nGrö".encode()[:-1]))


def test_one_damaged_byte_among_few_is_refused(put: Put) -> None:
    with pytest.raises(UnreadableError, match="line 3"):
        take(put("a.csv", "name\nMüller\n".encode() + b"Bad\xe9\n"))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_damage_in_wide_text_behind_the_first_block_has_the_right_line(
    put: Put, encoding: str
) -> None:
    body = ("\ufeffname\n" + "Müller GmbH\n" * 100_000).encode(encoding)
    broken = "\ud800A\n".encode(encoding, "surrogatepass")
    with pytest.raises(UnreadableError, match="line 100002:"):
        take(put("a.csv", body + broken))


def test_a_cut_wide_file_is_refused(put: Put) -> None:
    with pytest.raises(UnreadableError, match="utf-16"):
        take(put("a.csv", "name\nMüller\n".encode("utf-16")[:-1]))


def test_damage_behind_the_first_block_has_the_right_line(put: Put) -> None:
    lines = 200_000
    body = b"name\n" + "Größe\n".encode() * lines + b"x\xff\n" + "Größe\n".encode()
    with pytest.raises(UnreadableError, match=f"line {lines + 2}:"):
        take(put("a.csv", body))


cells = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.lists(cells, min_size=1, max_size=6),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_unicode_encodings_round_trip(tmp_path: Path, names: list[str], encoding: str) -> None:
    path = tmp_path / "in.csv"
    text = "name,x\n" + "".join(f'"{name.replace(chr(34), chr(34) * 2)}",1\n' for name in names)
    path.write_bytes(text.encode(encoding))
    assert take(path).rows == [[name, "1"] for name in names]
