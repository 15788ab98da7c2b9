"""The bundled register of restricted surveillance-technology companies, as statements.

Its facts are kept in YAML files that people read and review (`docs/register.md`); what the program
says of them is made here. Three decisions show in every statement:

- What the editors have only from wide publication, without having checked the document, says so:
  in the `status` and the `provisions` of a `Sanction`, the `status` of an `Ownership`, the `notes`
  of a company.
- A brand becomes an `alias` of its maker, so that a supplier list that says `EZVIZ` meets it at
  full strength, and a `notes` value says that it is a brand and not the company's name.
- A law with parts of different dates becomes a `Sanction` for each part, all of one `program`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files as package_files
from pathlib import Path

from sousveil.errors import WorkspaceError
from sousveil.model.statement import Statement
from sousveil.sources.base import Draft, Reader, ReadReport, Recognition, SourceFile
from sousveil.sources.register_facts import (
    Entry,
    Holding,
    Part,
    Register,
    RegisterParty,
    Restriction,
)
from sousveil.sources.register_loader import KIND_KEY, read_register

DATASET = "sousveil_register"
ID_PREFIX = "register"

_KIND_LINE = re.compile(rb"(?m)^" + KIND_KEY.encode() + rb":")
_BASIS_STATUS = {
    "named": "named by it",
    "subsidiary": "covered as a subsidiary, not by its name",
    "described": "covered by description, not by name",
}


class RegisterReader(Reader):
    """Reads the bundled register, or a corrected copy of it."""

    format = "register"
    title = "the bundled register of restricted surveillance-technology companies (YAML)"

    def recognise(self, files: Sequence[SourceFile]) -> Recognition | None:
        """Return a claim on all files that begin with the register's own key, together."""
        mine = tuple(file for file in files if _KIND_LINE.search(file.head))
        return Recognition(self.format, DATASET, mine) if mine else None

    def read(self, source: Recognition, report: ReadReport) -> Iterator[Statement]:
        """Yield the statements: parties in their files' order, each with what belongs to it.

        `report.published_at` becomes the register's date. The whole register is checked before the
        first statement: see `read_register` for the errors.
        """
        register = read_register(source.files)
        report.published_at = register.about.date
        writer = _Writer(register, source.dataset, report)
        for party in register.parties.values():
            report.records += 1
            yield from writer.everything_of(party)


def register_path() -> Path:
    """Return the folder of the bundled register's files.

    Raises:
        WorkspaceError: the program was installed without them, or into an archive.
    """
    folder = package_files("sousveil") / "data" / "register"
    if not isinstance(folder, Path) or not folder.is_dir():
        raise WorkspaceError(
            "the bundled register is not installed", hint="install sousveil again, unpacked"
        )
    return folder


def register_date(folder: Path) -> date:
    """Return the day of the edition in `folder`, which is `register_path()` or a corrected copy.

    Raises:
        FormatError: the register there breaks a rule; see `read_register`.
    """
    files = tuple(SourceFile(path) for path in sorted(folder.glob("*.yml")))
    return date.fromisoformat(read_register(files).about.date)


@dataclass(frozen=True, slots=True)
class _Meeting:
    """A restriction, the entry of it that holds a party, and the place where it does."""

    restriction: Restriction
    entry: Entry
    at: str


class _Writer:
    """Turns the facts of one register into drafts."""

    def __init__(self, register: Register, dataset: str, report: ReadReport) -> None:
        self.register, self.dataset, self.report = register, dataset, report
        self.meetings: dict[str, list[_Meeting]] = {}
        for restriction in register.restrictions:
            for entry in restriction.entries:
                for met in entry.parties:
                    meeting = _Meeting(restriction, entry, met.at)
                    self.meetings.setdefault(met.text, []).append(meeting)

    def everything_of(self, party: RegisterParty) -> Iterator[Statement]:
        """Yield the statements of the party, of shares in it and of what restricts it."""
        yield from self._party(party).statements()
        for holding in party.holdings:
            yield from self._ownership(party, holding).statements()
        for meeting in self.meetings.get(party.id, ()):
            for part in meeting.restriction.parts:
                yield from self._sanction(party, meeting, part).statements()

    def _draft(self, entity_id: str, schema: str, at: str) -> Draft:
        return Draft(entity_id, schema, dataset=self.dataset, at=at, report=self.report)

    def _party(self, party: RegisterParty) -> Draft:
        draft = self._draft(_party_id(party.id), party.schema, party.at)
        for value in party.values:
            draft.add(value.prop, value.text, at=value.at, lang=value.lang)
        draft.add("country", party.country)
        for brand in party.brands:
            draft.add("alias", brand.text, at=brand.at)
            told = f"{brand.text} is a brand, not a name of the company."
            draft.add("notes", told, at=brand.at, lang="eng")
        for parent in party.parents:
            draft.add("parent", _party_id(parent.text), at=parent.at)
        for meeting in self.meetings.get(party.id, ()):
            for topic in meeting.restriction.topics:
                draft.add("topics", topic, at=meeting.at)
        draft.add("notes", party.note, lang="eng")
        draft.add("notes", _to_verify(party.verify), lang="eng")
        for source in party.sources:
            draft.add("sourceUrl", self.register.sources[source].url)
        return draft

    def _ownership(self, party: RegisterParty, holding: Holding) -> Draft:
        source = self.register.sources[holding.source]
        entity_id = f"{ID_PREFIX}-ownership-{holding.owner}-{party.id}"
        draft = self._draft(entity_id, "Ownership", holding.at)
        draft.add("owner", _party_id(holding.owner))
        draft.add("asset", _party_id(party.id))
        draft.add("percentage", holding.percentage)
        for day in holding.dates:
            draft.add("date", day)
        draft.add("description", holding.note, lang="eng")
        draft.add("status", _to_verify(holding.verify), lang="eng")
        draft.add("summary", source.citation, lang="eng")
        draft.add("publisher", source.publisher)
        draft.add("sourceUrl", source.url)
        return draft

    def _sanction(self, party: RegisterParty, meeting: _Meeting, part: Part) -> Draft:
        restriction, entry = meeting.restriction, meeting.entry
        source = self.register.sources[entry.source]
        keys = (ID_PREFIX, "sanction", party.id, restriction.id, entry.id, part.id)
        draft = self._draft("-".join(filter(None, keys)), "Sanction", meeting.at)
        draft.add("entity", _party_id(party.id))
        draft.add("program", restriction.program)
        draft.add("programUrl", restriction.url)
        draft.add("authority", restriction.authority)
        draft.add("country", restriction.country)
        draft.add("startDate", part.since or entry.since)
        provisions = f"{part.provisions} Covers: {entry.covers}"
        verify = _to_verify(entry.verify)
        draft.add("provisions", f"{provisions} {verify}" if verify else provisions, lang="eng")
        draft.add("status", _BASIS_STATUS[entry.basis], lang="eng")
        draft.add("status", verify, lang="eng")
        draft.add("reason", entry.reason, lang="eng")
        draft.add("description", restriction.title, lang="eng")
        draft.add("summary", source.citation, lang="eng")
        draft.add("publisher", source.publisher)
        draft.add("sourceUrl", source.url)
        return draft


def _party_id(slug: str) -> str:
    return f"{ID_PREFIX}-{slug}"


def _to_verify(what: str | None) -> str | None:
    """Return the sentence that marks a fact as not yet checked against its document."""
    return f"Widely published, to be verified: {what}." if what else None
