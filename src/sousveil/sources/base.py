"""What every reader of a published format shares: files, recognition, drafts of entities, reports.

A reader is a small class with two methods: `recognise` says from content alone which of the given
files are its own, and `read` turns them into statements, streaming. Readers hold no state.
"""

from __future__ import annotations

import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import IO, ClassVar

from sousveil.errors import FormatError, UnreadableError
from sousveil.model.ftm import WITHHELD, clean_value, get_property
from sousveil.model.snapshot import ReadNote
from sousveil.model.statement import EXISTENCE, Statement
from sousveil.names.dates import parse_date
from sousveil.sources.unpacking import open_unpacked
from sousveil.tables.notes import Notes

HEAD_BYTES = 65536
GZIP_MAGIC = b"\x1f\x8b"


@dataclass(frozen=True)
class SourceFile:
    """A file to read: its name as published and where its bytes lie. Gzip is seen through."""

    path: Path
    published_name: str | None = None

    @property
    def name(self) -> str:
        """The published name, which locators and messages use."""
        return self.published_name or self.path.name

    def open(self) -> IO[bytes]:
        """Open the content as bytes, decompressed.

        Raises:
            UnreadableError: the file is missing or not readable.
        """
        try:
            raw = self.path.open("rb")
        except OSError as error:
            raise UnreadableError(error.strerror or "cannot be opened", path=self.name) from error
        if raw.read(2) == GZIP_MAGIC:
            raw.close()
            return open_unpacked(self.path, self.name)
        raw.seek(0)
        return raw

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB of the content, for recognition."""
        with self.open() as stream:
            try:
                return stream.read(HEAD_BYTES)
            except (OSError, EOFError, zlib.error) as error:
                raise UnreadableError(f"damaged gzip: {error}", path=self.name) from error


@dataclass(frozen=True, slots=True)
class Recognition:
    """A reader's claim on files: which of them, and as what dataset they are published."""

    format: str
    dataset: str
    files: tuple[SourceFile, ...]


@dataclass(slots=True)
class ReadReport:
    """What a reader tells beside its statements. The only mutable value that passes between rooms.

    Attributes:
        published_at: time that the source states of itself (ISO prefix).
        declared_records: number of records that the source says it holds, for the check
            against truncation.
        records: number of records read.
    """

    published_at: str | None = None
    declared_records: int | None = None
    records: int = 0
    _notes: Notes = field(default_factory=Notes)

    def note(self, kind: str, where: str) -> None:
        """Count one oddity of a kind (`orphan alias`, `unknown column X`); keep its first place."""
        self._notes.add(kind, where)

    @property
    def notes(self) -> tuple[ReadNote, ...]:
        """All oddities, most frequent first."""
        return tuple(sorted(self._notes, key=lambda note: (-note.count, note.kind)))


class Draft:
    """An entity under construction: cleans values through FollowTheMoney and keeps every original.

    `dataset` and `at` (the record's locator) are the defaults of its statements.
    """

    __slots__ = ("_seen", "_statements", "at", "dataset", "id", "report", "schema")

    def __init__(
        self, entity_id: str, schema: str, *, dataset: str, at: str, report: ReadReport
    ) -> None:
        self.id, self.schema, self.dataset = entity_id, schema, dataset
        self.at, self.report = at, report
        self._seen: set[tuple[str, str, str | None]] = set()
        self._statements: list[Statement] = []
        self.also_in(dataset)

    def add(
        self,
        prop: str,
        text: str | None,
        *,
        at: str | None = None,
        original: str | None = None,
        lang: str | None = None,
    ) -> None:
        """Add one value; blank ones and repetitions are passed over.

        What the property's type cannot read (a country that is none) is kept as a `notes` value
        and counted in the report, so that nothing is lost. Withheld properties are counted only.

        Args:
            prop: FollowTheMoney property of the entity's schema.
            text: the value in a form that the property's type can clean.
            at: locator, where narrower than the record's.
            original: the published text, where it is not `text` (`circa 1971` for `1971`).
            lang: ISO 639-3 code, where the source states the language.
        """
        text = " ".join(text.split()) if text else ""
        if not text:
            return
        where = at or self.at
        if prop in WITHHELD:
            self.report.note(f"property {prop} withheld", where)
            return
        value = clean_value(self.schema, prop, text)
        published = original or text
        if value is None:
            self._keep_as_note(prop, published, where)
            return
        self._append(prop, value, where, published if published != value else None, lang)

    def add_date(self, prop: str, text: str | None, *, at: str | None = None) -> None:
        """Add a date in any published shape; a range gives its two ends, each with the original."""
        published = " ".join(text.split()) if text else ""
        if not published:
            return
        parsed = parse_date(published)
        if parsed is None:
            self._keep_as_note(prop, published, at or self.at)
            return
        for value in parsed.prefixes:
            self.add(prop, value, at=at, original=published)

    def also_in(self, dataset: str) -> None:
        """Say that the dataset holds the entity."""
        self._statements.append(
            Statement(
                entity_id=self.id,
                schema=self.schema,
                prop=EXISTENCE,
                value=self.id,
                dataset=dataset,
                locator=self.at,
            )
        )

    def statements(self) -> Iterator[Statement]:
        """Yield the statements, first the one that the entity exists."""
        yield from self._statements

    def _keep_as_note(self, prop: str, published: str, where: str) -> None:
        self.report.note(f"{prop} kept as a note only", where)
        holder = "notes" if get_property(self.schema, "notes") else "description"
        self._append(holder, f"{prop}: {published}", where, published, None)

    def _append(
        self, prop: str, value: str, where: str, original: str | None, lang: str | None
    ) -> None:
        key = (prop, value, original)
        if key in self._seen:
            return
        self._seen.add(key)
        self._statements.append(
            Statement(
                entity_id=self.id,
                schema=self.schema,
                prop=prop,
                value=value,
                dataset=self.dataset,
                locator=where,
                original=original,
                lang=lang,
            )
        )


class Reader(ABC):
    """One published format.

    Class attributes:
        format: name for `--format` and snapshots, e.g. `un-xml`.
        title: what it reads, for people.
        version: raised whenever the statements it makes would differ.
    """

    format: ClassVar[str]
    title: ClassVar[str]
    version: ClassVar[int] = 1

    @abstractmethod
    def recognise(self, files: Sequence[SourceFile]) -> Recognition | None:
        """Return a claim on those files that are of this format by content, or None."""

    @abstractmethod
    def read(self, source: Recognition, report: ReadReport) -> Iterator[Statement]:
        """Yield the statements of the files, in bounded memory.

        Raises:
            UnreadableError: a file is empty, truncated or undecodable.
            FormatError: a file breaks its format; path, row and column are named.
            HostileInputError: a file is an attack on its reader.
        """

    def require(self, source: Recognition, *, at_least: int = 1) -> None:
        """Raise `FormatError` when fewer files were recognised than the format needs."""
        if len(source.files) < at_least:
            raise FormatError(f"{self.title} needs {at_least} files, {len(source.files)} given")
