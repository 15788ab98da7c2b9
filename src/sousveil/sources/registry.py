"""All readers, and recognition: which of them can read the files that were given."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from sousveil.errors import FormatError, NotFoundError, UnreadableError
from sousveil.sources.base import Reader, Recognition, SourceFile
from sousveil.sources.eu_csv import EuCsvReader
from sousveil.sources.eu_xml import EuXmlReader
from sousveil.sources.ftm_json import FtmJsonReader
from sousveil.sources.mapped_table import MappedTableReader
from sousveil.sources.ofac_advanced import OfacAdvancedXml
from sousveil.sources.ofac_csv import OfacCsv
from sousveil.sources.ofac_enhanced import OfacEnhancedXml
from sousveil.sources.ofac_xml import OfacXml
from sousveil.sources.os_simple import OpenSanctionsSimpleReader
from sousveil.sources.register import RegisterReader
from sousveil.sources.senzing import SenzingReader
from sousveil.sources.uk_conlist import UkConlistReader
from sousveil.sources.uk_csv import UkCsvReader
from sousveil.sources.uk_xml import UkXmlReader
from sousveil.sources.un import UnXmlReader
from sousveil.sources.us_bis import UsBisDplCsvReader, UsBisDplReader
from sousveil.sources.us_csl import UsCslCsvReader, UsCslJsonReader

READERS: tuple[Reader, ...] = (
    MappedTableReader(),
    RegisterReader(),
    OfacCsv(),
    OfacXml(),
    OfacAdvancedXml(),
    OfacEnhancedXml(),
    UnXmlReader(),
    EuXmlReader(),
    EuCsvReader(),
    UkXmlReader(),
    UkCsvReader(),
    UkConlistReader(),
    UsCslCsvReader(),
    UsCslJsonReader(),
    UsBisDplReader(),
    UsBisDplCsvReader(),
    OpenSanctionsSimpleReader(),
    FtmJsonReader(),
    SenzingReader(),
)
"""Every format that can be read. The first that recognises a file wins: a mapping, which somebody
wrote for that very table, then the narrow formats, then the wide ones."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was found among files: the claims of readers, and the files that none claimed."""

    claims: tuple[Recognition, ...]
    unclaimed: tuple[SourceFile, ...]


def reader_for(format_name: str) -> Reader:
    """Return the reader of that name.

    Raises:
        NotFoundError: no reader has that name; the message names those that there are.
    """
    for reader in READERS:
        if reader.format == format_name:
            return reader
    names = [reader.format for reader in READERS]
    close = get_close_matches(format_name, names, n=1)
    meant = f"; did you mean {close[0]!r}?" if close else ""
    raise NotFoundError(
        f"there is no format {format_name!r}{meant}", hint=f"formats: {', '.join(names)}"
    )


def source_files(path: Path) -> tuple[SourceFile, ...]:
    """Return the file, or the files directly in the folder, by name; hidden ones left out.

    Raises:
        UnreadableError: nothing is there, or the folder is empty.
    """
    if path.is_dir():
        entries = sorted(path.iterdir())
        found = [entry for entry in entries if entry.is_file() and not entry.name.startswith(".")]
        if not found:
            raise UnreadableError("the folder holds no files", path=str(path))
        return tuple(SourceFile(entry) for entry in found)
    if not path.exists():
        raise UnreadableError("there is no such file", path=str(path), hint="check the path")
    if not path.is_file():
        raise UnreadableError(
            "this is a pipe or device, not a file", path=str(path), hint="name a file or folder"
        )
    if path.stat().st_size == 0:
        raise UnreadableError("the file is empty", path=str(path))
    return (SourceFile(path),)


def recognise(files: Iterable[SourceFile], *, format_name: str | None = None) -> Recognised:
    """Let readers claim the files, each set once.

    Args:
        files: candidates, usually from `source_files`.
        format_name: ask only the reader of that name.

    Raises:
        FormatError: nobody recognises any of the files.
        NotFoundError: there is no such format.
    """
    left = [file for file in files if file.head]
    readers = (reader_for(format_name),) if format_name else READERS
    claims = []
    for reader in readers:
        while left and (claim := reader.recognise(left)) is not None:
            claims.append(claim)
            left = [file for file in left if file not in claim.files]
    if not claims:
        names = ", ".join(file.name for file in left[:5]) or "the files are empty"
        known = ", ".join(reader.format for reader in readers)
        raise FormatError(
            f"not recognised as any list: {names}",
            hint=f"formats are {known}; a table of suppliers goes to `sousveil screen`",
        )
    return Recognised(tuple(claims), tuple(left))


def as_dataset(claim: Recognition, name: str | None) -> Recognition:
    """Return the claim under the name that the user gives the list, if any."""
    return claim if name is None else replace(claim, dataset=name)
