"""Recognition: each file goes to the one reader that it is for, whatever it is called."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sousveil.errors import FormatError, NotFoundError
from sousveil.sources.base import SourceFile
from sousveil.sources.registry import READERS, reader_for, recognise, source_files

DATA = Path(__file__).parent / "data"
DOCS = Path(__file__).parents[2] / "docs/formats.md"
SAMPLES = {
    "csl.csv": "us-csl-csv",
    "csl.json": "us-csl-json",
    "dpl.txt": "us-bis-dpl",
    "dpl_export.csv": "us-bis-dpl-csv",
    "entities.ftm.json": "ftm-json",
    "eu_fsf.csv": "eu-fsf-csv",
    "eu_fsf.xml": "eu-fsf-xml",
    "senzing.json": "senzing-json",
    "targets.nested.json": "ftm-json",
    "targets.simple.csv": "opensanctions-simple-csv",
    "uk_conlist.csv": "uk-conlist-csv",
    "uk_sanctions.csv": "uk-csv",
    "uk_sanctions.xml": "uk-xml",
    "un_consolidated.xml": "un-xml",
}


@pytest.mark.parametrize(("name", "format_name"), SAMPLES.items())
def test_content_decides_whatever_the_name(tmp_path: Path, name: str, format_name: str) -> None:
    for renamed in (name, "download", "list.bin"):
        path = tmp_path / renamed
        shutil.copy(DATA / name, path)
        [claim] = recognise(source_files(path)).claims
        assert claim.format == format_name


def test_every_sample_in_one_folder_is_claimed_once(tmp_path: Path) -> None:
    for name in SAMPLES:
        shutil.copy(DATA / name, tmp_path / name)
    found = recognise(source_files(tmp_path))
    assert {file.name for claim in found.claims for file in claim.files} == set(SAMPLES)
    assert sum(len(claim.files) for claim in found.claims) == len(SAMPLES)
    assert found.unclaimed == ()


def test_formats_have_one_reader_each_and_are_documented() -> None:
    names = [reader.format for reader in READERS]
    assert len(set(names)) == len(names)
    text = DOCS.read_text(encoding="utf-8")
    for reader in READERS:
        assert reader_for(reader.format) is reader
        assert f"`{reader.format}`" in text
        assert reader.title


def test_a_named_format_is_asked_alone(tmp_path: Path) -> None:
    shutil.copy(DATA / "csl.csv", tmp_path)
    with pytest.raises(FormatError, match=r"csl\.csv"):
        recognise(source_files(tmp_path / "csl.csv"), format_name="un-xml")
    with pytest.raises(NotFoundError):
        recognise([SourceFile(tmp_path / "csl.csv")], format_name="nothing")
