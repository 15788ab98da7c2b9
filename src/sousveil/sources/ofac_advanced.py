"""OFAC's SDN_ADVANCED.XML and CONS_ADVANCED.XML: names in all scripts, dates, relations.

Two passes in bounded memory: the first keeps what is referred to by number
(`ofac_advanced_index`), the second builds the parties one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sousveil.errors import FormatError
from sousveil.model.statement import Statement
from sousveil.sources import xml
from sousveil.sources.base import ReadReport, SourceFile
from sousveil.sources.ofac_advanced_index import PARTY, Entry, Index, period_text, read_index
from sousveil.sources.ofac_kinds import (
    AIRCRAFT,
    CONSOLIDATED,
    SCHEMATA,
    SDN,
    is_known,
    schema_of,
)
from sousveil.sources.ofac_party import ALIAS_KINDS, Listing, OfacParty, inverted
from sousveil.sources.ofac_remarks import Fact, free, parse_comment
from sousveil.sources.ofac_xml import check_count
from sousveil.sources.one_file import OneFileReader
from sousveil.sources.vocabulary import words
from sousveil.sources.xml import Element, XmlRecord

ROOT = "Sanctions"
LATIN = frozenset({"", "latin", "latn"})
_ELEMENTS = words(
    "DistinctParty Comment Profile Identity Alias DocumentedName DocumentedNamePart NamePartValue "
    "NamePartGroups MasterNamePartGroup NamePartGroup Feature FeatureVersion IdentityReference "
    "VersionDetail VersionLocation DatePeriod Start End From To Year Month Day"
)
_FAMILY_FIRST = ("chinese", "japanese", "korean", "han", "hangul")
_LAST = "last name"
_ADDRESS, _NATIONALITIES = "location", frozenset({"nationality country", "citizenship country"})


class OfacAdvancedXml(OneFileReader):
    """Reads SDN_ADVANCED.XML and CONS_ADVANCED.XML."""

    format = "ofac-advanced-xml"
    title = "OFAC SDN or consolidated list, advanced XML"

    def is_mine(self, file: SourceFile) -> bool:
        """Tell whether the root is `Sanctions`, with reference values in it."""
        return xml.has_root(file, ROOT) and b"ReferenceValueSets" in file.head.replace(b"\0", b"")

    def dataset_of(self, file: SourceFile) -> str:
        """Return which list it is.

        That stands at the very end of the file, so its name is believed here, and checked when it
        is read; a name that says nothing costs one pass over the file.
        """
        name = file.name.casefold()
        named = {"sdn": SDN, "cons": CONSOLIDATED}
        dataset = next((found for part, found in named.items() if part in name), None)
        return dataset or read_index(file, ReadReport()).dataset

    def statements(
        self, file: SourceFile, *, dataset: str, report: ReadReport
    ) -> Iterator[Statement]:
        """Yield the statements, party by party.

        Raises:
            FormatError: the entries are on the other of OFAC's two lists than the file's name says.
        """
        index = read_index(file, report)
        other = {SDN: CONSOLIDATED, CONSOLIDATED: SDN}.get(dataset)
        if index.entries and index.dataset == other:
            raise FormatError(
                f"the file holds {other}, and is to be read as {dataset}", path=file.name
            )
        listing = Listing(dataset, report)
        for record in xml.records(file, (PARTY,)):
            report.records += 1
            _note_unknown(record, report)
            yield from _Builder(record, index, listing).build().statements()
        check_count(file.name, report)


@dataclass(frozen=True, slots=True)
class _Builder:
    """Builds one party from its element and the index."""

    record: XmlRecord
    index: Index
    listing: Listing

    def build(self) -> OfacParty:
        """Return the party."""
        uid = self.record.element.get("FixedRef", "")
        if not (uid.isascii() and uid.isdigit()):
            raise FormatError(
                f"{uid[:40]!r} is no FixedRef", path=self.record.file, line=self.record.line
            )
        profiles = list(xml.children(self.record.element, "Profile"))
        facts = [found for profile in profiles for found in self._facts(profile)]
        kind = self._kind(profiles)
        schema = schema_of(kind, [(fact.label, fact.value) for fact, _ in facts])
        party = OfacParty(uid, schema, at=self.record.at, listing=self.listing)
        for profile in profiles:
            for identity in xml.children(profile, "Identity"):
                self._add_names(party, identity)
            self._add_entries(party, profile.get("ID", uid))
            self._add_addresses(party, profile)
        for fact, at in facts:
            party.add_fact(fact, at=at)
        self._add_relations(party, profiles)
        return party

    def _kind(self, profiles: list[Element]) -> str:
        """Return individual, entity, vessel or aircraft; two of OFAC's subtypes read `Unknown`."""
        for profile in profiles:
            number = profile.get("PartySubTypeID", "")
            subtype = self.index.value("PartySubType", number).casefold()
            if subtype in {"vessel", AIRCRAFT}:
                return subtype
            party_type = self.index.party_types.get(number, "")
            kind = self.index.value("PartyType", party_type).casefold()
            if kind in SCHEMATA:
                return kind
        self.listing.report.note("party of unknown type", self.record.at)
        return "entity"

    def _add_names(self, party: OfacParty, identity: Element) -> None:
        groups = {
            group.get("ID", ""): self.index.value(
                "NamePartType", group.get("NamePartTypeID")
            ).casefold()
            for group in xml.descend(
                identity, "NamePartGroups", "MasterNamePartGroup", "NamePartGroup"
            )
        }
        for alias in xml.children(identity, "Alias"):
            prop = self._name_kind(alias)
            for documented in xml.children(alias, "DocumentedName"):
                self._add_name(party, prop, documented, groups)

    def _name_kind(self, alias: Element) -> str:
        if alias.get("LowQuality", "").casefold() == "true":
            return "weakAlias"
        if alias.get("Primary", "").casefold() == "true":
            return "name"
        kind = self.index.value("AliasType", alias.get("AliasTypeID")).casefold()
        return ALIAS_KINDS.get(kind.replace(".", ""), "alias")

    def _add_name(
        self, party: OfacParty, prop: str, documented: Element, groups: dict[str, str]
    ) -> None:
        """Add a name in one script: in Latin as OFAC writes it, in others in reading order."""
        family: list[str] = []
        given: list[str] = []
        script = ""
        for part in xml.descend(documented, "DocumentedNamePart", "NamePartValue"):
            kind = groups.get(part.get("NamePartGroupID", ""), "")
            (family if kind == _LAST else given).append(xml.content(part))
            script = self.index.value("Script", part.get("ScriptID")).casefold()
        at = self.record.place(documented)
        if script in LATIN or script.isdigit():
            party.add_name(prop, inverted(" ".join(family), " ".join(given)), at=at)
        elif script.startswith(_FAMILY_FIRST):
            party.main.add(prop, "".join((*family, *given)), at=at)
        else:
            party.main.add(prop, " ".join((*given, *family)), at=at)

    def _add_entries(self, party: OfacParty, profile: str) -> None:
        entries = self.index.entries.get(profile, ())
        if not entries:
            self.listing.report.note("party without a sanctions entry", self.record.at)
            party.add_programs(())
        for entry in entries:
            for program in entry.programs or ("",):
                _add_entry(party, program, entry)

    def _add_addresses(self, party: OfacParty, profile: Element) -> None:
        for feature in xml.children(profile, "Feature"):
            if self._label(feature) != _ADDRESS:
                continue
            for found in xml.descend(feature, "FeatureVersion", "VersionLocation"):
                location = self.index.locations.get(found.get("LocationID", ""))
                if location is None:
                    self.listing.report.note("unknown location", self.record.place(found))
                    continue
                for line in location.lines or ((),):
                    party.add_address(line, location.country, at=location.at)

    def _label(self, feature: Element) -> str:
        label = self.index.value("FeatureType", feature.get("FeatureTypeID"))
        return label.casefold().strip()

    def _facts(self, profile: Element) -> Iterator[tuple[Fact, str]]:
        """Yield features, documents and comments, each with its locator."""
        for feature in xml.children(profile, "Feature"):
            if self._label(feature) != _ADDRESS:
                yield from self._feature(feature)
        for identity in xml.children(profile, "Identity"):
            for fact, validity, at in self.index.documents.get(identity.get("ID", ""), ()):
                yield fact, at
                if validity.casefold() == "fraudulent":
                    yield free(f"{fact.text}: {validity}"), at
        for comment in xml.children(self.record.element, "Comment"):
            for fact in parse_comment(xml.content(comment)):
                yield fact, self.record.place(comment)

    def _feature(self, feature: Element) -> Iterator[tuple[Fact, str]]:
        """Yield the values of a feature, and what is remarked on them."""
        label = self.index.value("FeatureType", feature.get("FeatureTypeID"))
        for version in xml.children(feature, "FeatureVersion"):
            at = self.record.place(version)
            for value in self._values(version, label):
                yield Fact(label if is_known(label) else "", value, f"{label} {value}"), at
            if comment := xml.text(version, "Comment"):
                yield free(f"{label}: {comment}"), at

    def _values(self, version: Element, label: str) -> Iterator[str]:
        """Yield the values of a feature: looked up, as text, as a place, or as dates."""
        for detail in xml.children(version, "VersionDetail"):
            number = detail.get("DetailReferenceID")
            value = self.index.value("DetailReference", number) if number else xml.content(detail)
            if value:
                yield value
        for found in xml.children(version, "VersionLocation"):
            location = self.index.locations.get(found.get("LocationID", ""))
            if location is None:
                self.listing.report.note("unknown location", self.record.place(found))
            elif label.casefold() in _NATIONALITIES:
                yield location.country
            else:
                line = location.lines[0] if location.lines else ()
                yield ", ".join(part for part in (*line, location.country) if part)
        for period in xml.children(version, "DatePeriod"):
            yield period_text(period)

    def _add_relations(self, party: OfacParty, profiles: list[Element]) -> None:
        for profile in profiles:
            for relation in self.index.relations.get(profile.get("ID", ""), ()):
                link = party.add_link(relation.target, relation.role, at=relation.at)
                link.add("status", "Former" if relation.former else None)
                link.add("summary", relation.comment)


def _note_unknown(record: XmlRecord, report: ReadReport) -> None:
    for element in record.element.iter():
        name = xml.local(element)
        if name not in _ELEMENTS:
            report.note(f"unknown element {name} in {PARTY}", record.place(element))


def _add_entry(party: OfacParty, program: str, entry: Entry) -> None:
    sanction = party.sanction(program, at=entry.at)
    for date in entry.dates:
        sanction.add("listingDate", date, at=entry.at)
    for basis in entry.basis:
        sanction.add("reason", basis, at=entry.at)
    for measure in entry.measures:
        sanction.add("provisions", measure, at=entry.at)
