"""Formats of one file: the first that is of the format is claimed, and a second one is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from sousveil.errors import FormatError
from sousveil.sources.base import ReadReport, Recognition, SourceFile
from sousveil.sources.one_file import OneFileReader
from sousveil.sources.registry import READERS

DATA = Path(__file__).parent / "data"
ONE_FILE = [reader for reader in READERS if isinstance(reader, OneFileReader)]
FILES = [SourceFile(path) for path in sorted([*DATA.glob("*.*"), *DATA.glob("ofac/*.*")])]


@pytest.mark.parametrize("reader", ONE_FILE, ids=lambda reader: reader.format)
def test_the_first_file_of_the_format_is_claimed(reader: OneFileReader) -> None:
    claim = reader.recognise(FILES)
    assert claim is not None
    first = next(file for file in FILES if reader.is_mine(file))
    assert claim == Recognition(reader.format, reader.dataset_of(first), (first,))
    assert reader.recognise([file for file in FILES if not reader.is_mine(file)]) is None


@pytest.mark.parametrize("reader", ONE_FILE, ids=lambda reader: reader.format)
@pytest.mark.parametrize("number", [0, 2])
def test_no_file_and_two_are_refused(reader: OneFileReader, number: int) -> None:
    files = (SourceFile(Path("old")), SourceFile(Path("new")))[:number]
    with pytest.raises(FormatError, match=r"is one file, given: (none|old, new)$") as caught:
        list(reader.read(Recognition(reader.format, "x", files), ReadReport()))
    assert "each edition of a list by itself" in caught.value.hint
