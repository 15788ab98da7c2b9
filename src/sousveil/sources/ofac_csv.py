"""OFAC's legacy CSV files: SDN and consolidated list, up to four files without any header.

Layout after the publisher's `dat_spec.txt` (2023-09-25). The files of one set join on the
party's number: `sdn`/`cons_prim` (12 columns), `alt` (5), `add` (6), `comments` (2, what does not
fit into 1,000 characters of remarks). Only the first is needed.
"""

from __future__ import annotations

import codecs
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sousveil.errors import FormatError, UnreadableError
from sousveil.model.locator import at_line
from sousveil.model.statement import Statement
from sousveil.sources.base import HEAD_BYTES, Reader, ReadReport, Recognition, SourceFile
from sousveil.sources.ofac_kinds import AIRCRAFT, ENTITY, dataset_of, schema_of
from sousveil.sources.ofac_party import ALIAS_KINDS, Listing, OfacParty, Primaries
from sousveil.sources.ofac_remarks import Fact, parse_remarks
from sousveil.sources.text import Row, head_rows, read_rows

PRIM = (
    "ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage",
    "GRT", "Vess_flag", "Vess_owner", "Remarks",
)  # fmt: skip
ALT = ("ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks")
ADD = ("Ent_num", "Add_num", "Address", "City/State/Province/Postal Code", "Country", "Add_remarks")
COMMENTS = ("ent_num", "remarks continuation")

KINDS = frozenset({"individual", "entity", "vessel", "aircraft"})
REMARKS_WIDTH = 1000
_NULL = "-0-"
_END_OF_FILE = "\x1a"
_VESSEL_FACTS = {
    "Call_Sign": "Vessel Call Sign", "Vess_type": "Vessel Type", "Tonnage": "Vessel Tonnage",
    "GRT": "Gross Registered Tonnage", "Vess_flag": "Vessel Flag", "Vess_owner": "Vessel Owner",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A row of one of the files: its cells by column name, null ones empty."""

    file: str
    number: int
    cells: dict[str, str]

    @property
    def uid(self) -> str:
        """The party's number, which stands in the first column."""
        return next(iter(self.cells.values()))

    def get(self, column: str) -> str:
        """Return the trimmed cell."""
        return self.cells[column].strip()

    def at(self, column: str | None = None) -> str:
        """Return the locator of the row, or of one of its cells."""
        return at_line(self.file, self.number, column)


@dataclass(frozen=True, slots=True)
class Joined:
    """What the other files say, by the party's number."""

    aliases: dict[str, list[Line]]
    addresses: dict[str, list[Line]]
    comments: dict[str, list[Line]]


class OfacCsv(Reader):
    """Reads `sdn.csv` or `cons_prim.csv` with the aliases, addresses and comments beside it."""

    format = "ofac-csv"
    title = "OFAC SDN or consolidated list, legacy CSV"

    def recognise(self, files: Sequence[SourceFile]) -> Recognition | None:
        """Claim one list's files; of two lists' files, those whose names agree with the first's."""
        layouts = [(file, layout) for file in files if (layout := layout_of(file))]
        lists = [file for file, layout in layouts if layout == PRIM]
        if not lists:
            return None
        first = lists[0]
        side = "cons" in first.name.casefold()
        mixed = len(lists) > 1
        claimed = [first] + [
            file
            for file, layout in layouts
            if layout != PRIM and (not mixed or ("cons" in file.name.casefold()) == side)
        ]
        programs = [_programs(row[3]) for row in _head_rows(first) if len(row) == len(PRIM)]
        return Recognition(self.format, dataset_of(programs, first.name), tuple(claimed))

    def read(self, source: Recognition, report: ReadReport) -> Iterator[Statement]:
        """Yield the statements, party by party."""
        self.require(source)
        first, *others = source.files
        joined = _joined(others, report, first.name)
        listing = Listing(source.dataset, report, _primaries(first))
        seen: set[str] = set()
        for line in _lines(first, PRIM):
            if line.uid in seen:
                report.note("the same ent_num twice", line.at("ent_num"))
            seen.add(line.uid)
            report.records += 1
            yield from _party(line, joined, listing).statements()
        if not seen:
            raise UnreadableError("the file holds no party", path=first.name)
        _note_orphans(joined, seen, report)


def layout_of(file: SourceFile) -> tuple[str, ...] | None:
    """Return the columns of a file of the set, by what its first row holds; None if it is none.

    Damage further down must not keep a file from being recognised: reading it names the place.
    """
    row = next(iter(_head_rows(file)), [])
    tests: dict[tuple[str, ...], Callable[[list[str]], bool]] = {
        PRIM: lambda row: (
            row[2].strip() in KINDS | {_NULL} and any(cell.strip() == _NULL for cell in row)
        ),
        ALT: lambda row: row[1].strip().isdigit() and row[2].strip().lower() in ALIAS_KINDS,
        ADD: lambda row: row[1].strip().isdigit() and row[5].strip() in {_NULL, ""},
        COMMENTS: lambda row: any(map(str.isalpha, row[1])),
    }
    for columns, test in tests.items():
        if len(row) == len(columns) and row[0].strip().isdigit() and test(row):
            return columns
    return None


def _head_rows(file: SourceFile) -> list[list[str]]:
    """Return the rows of the file's first 64 KiB, without the last, which may be cut off."""
    if b"\0" in file.head:
        return []
    rows = [row for row in head_rows(file) if row and not _is_end(row)]
    return rows[:-1] if len(rows) > 1 and len(file.head) == HEAD_BYTES else rows


def _lines(file: SourceFile, columns: tuple[str, ...]) -> Iterator[Line]:
    """Yield the rows; the end-of-file mark that the publisher appends is dropped.

    Raises:
        UnreadableError: the file is empty or cut off.
        FormatError: a row has another number of cells, or no number first.
    """
    for row in read_rows(file, encoding=_encoding(file)):
        if _is_end(row.cells):
            continue
        yield Line(file.name, row.line, _cells(file.name, row, columns))


def _cells(name: str, row: Row, columns: tuple[str, ...]) -> dict[str, str]:
    """Return the cells by column name, null ones empty."""
    if len(row.cells) != len(columns):
        raise FormatError(
            f"{len(row.cells)} cells instead of {len(columns)}: the file is cut off here, "
            "or a quote is lost",
            path=name,
            line=row.line,
            hint="get the file again from its publisher; nothing was written",
        )
    uid = row.cells[0].strip()
    if not (uid.isascii() and uid.isdigit()):
        raise FormatError(f"{uid[:40]!r} is no number", path=name, line=row.line, column=columns[0])
    values = ("" if cell.strip() == _NULL else cell for cell in row.cells[1:])
    return {columns[0]: uid, **dict(zip(columns[1:], values, strict=True))}


def _is_end(cells: list[str]) -> bool:
    """Tell whether it is the row of the end-of-file mark (0x1A), as published or re-saved."""
    return cells[0].strip(" ") in {_END_OF_FILE, "^Z"} and not any(cells[1:])


def _encoding(file: SourceFile) -> str:
    """Return `utf-8`, or `latin-1` where the file is not: OFAC has published both."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with file.open() as stream:
        try:
            while chunk := stream.read(1 << 20):
                decoder.decode(chunk)
        except UnicodeDecodeError:
            return "latin-1"
        except (OSError, EOFError, zlib.error) as error:
            raise UnreadableError(f"damaged gzip: {error}", path=file.name) from error
    return "utf-8"


def _primaries(file: SourceFile) -> Primaries:
    """Return all primary names, which remarks refer to, forwards and backwards."""
    names = Primaries()
    for line in _lines(file, PRIM):
        kind = line.get("SDN_Type") or ENTITY
        names.put(line.get("SDN_Name"), line.uid, legal=kind not in {"vessel", AIRCRAFT})
    return names


def _joined(files: list[SourceFile], report: ReadReport, first: str) -> Joined:
    """Read the other files, and note which were not given."""
    tables: dict[tuple[str, ...], dict[str, list[Line]]] = {
        columns: defaultdict(list) for columns in (ALT, ADD, COMMENTS)
    }
    given = set()
    for file in files:
        columns = layout_of(file)
        if columns not in tables:
            raise FormatError("no file of the same set", path=file.name)
        given.add(columns)
        for line in _lines(file, columns):
            tables[columns][line.uid].append(line)
    for columns, what in ((ALT, "aliases"), (ADD, "addresses")):
        if columns not in given:
            report.note(f"the file of {what} was not given", first)
    return Joined(tables[ALT], tables[ADD], tables[COMMENTS])


def _programs(cell: str) -> list[str]:
    """Split `SDGT] [IFSR`."""
    return [tag.strip(" []") for tag in cell.split("] [")]


def _party(line: Line, joined: Joined, listing: Listing) -> OfacParty:
    """Build one party from all its rows."""
    kind = line.get("SDN_Type") or ENTITY
    facts = parse_remarks(_remarks(line, joined, listing.report))
    schema = schema_of(kind, [(fact.label, fact.value) for fact in facts])
    party = OfacParty(line.uid, schema, at=line.at(), listing=listing)
    party.add_name("name", line.get("SDN_Name"), at=line.at("SDN_Name"))
    party.add_programs(_programs(line.cells["Program"]), at=line.at("Program"))
    if title := line.get("Title"):
        party.add_fact(Fact("Title", title, title), at=line.at("Title"))
    for column, label in _VESSEL_FACTS.items():
        if value := line.get(column):
            party.add_fact(Fact(label, value, f"{label} {value}"), at=line.at(column))
    for alias in joined.aliases.get(line.uid, ()):
        _add_alias(party, alias)
    for address in joined.addresses.get(line.uid, ()):
        parts = (address.get(ADD[2]), address.get(ADD[3]))
        party.add_address(parts, address.get("Country"), at=address.at())
    for fact in facts:
        if fact.label or fact.value != line.get("Title"):
            party.add_fact(fact, at=line.at("Remarks"))
    return party


def _remarks(line: Line, joined: Joined, report: ReadReport) -> str:
    """Return the remarks with their continuation, joined raw: the cut goes through words."""
    remarks = line.cells["Remarks"]
    more = joined.comments.get(line.uid, ())
    if len(remarks) >= REMARKS_WIDTH and not more:
        report.note("remarks cut off at 1,000 characters, and no comments given", line.at())
    return remarks + "".join(row.cells[COMMENTS[1]] for row in more)


def _add_alias(party: OfacParty, alias: Line) -> None:
    """Add a strong alias; the weak ones stand in the remarks."""
    kind = alias.get("alt_type").lower()
    if kind not in ALIAS_KINDS:
        party.listing.report.note(f"unknown alias type {kind!r}", alias.at("alt_type"))
    prop = ALIAS_KINDS.get(kind, "alias")
    party.add_name(prop, alias.get("alt_name"), at=alias.at("alt_name"))


def _note_orphans(joined: Joined, seen: set[str], report: ReadReport) -> None:
    """Note rows of the other files whose party is not on the list: files of different days."""
    named = (
        ("alias", joined.aliases),
        ("address", joined.addresses),
        ("comment", joined.comments),
    )
    for what, table in named:
        for uid, lines in table.items():
            for line in lines if uid not in seen else ():
                report.note(f"{what} of a party that is not on the list", line.at())
