"""Sample screening runs: companies that are on public lists, with reasons in our own words.

Names and dates of the listed companies are those of public lists (OFAC's NS-CMIC list, the BIS
Entity List, the FCC's covered list); the suppliers, ids, hashes and counts are invented.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from sousveil.model.match import Match, Reason, Restriction
from sousveil.model.run import ListVersion, ScreeningRun
from sousveil.model.snapshot import StoredFile

STARTED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)

CMIC_MEANS = (
    "United States persons may not buy or sell publicly traded securities of the company. "
    "Buying its goods is not what this list restricts."
)
ENTITY_LIST_MEANS = (
    "Exports, re-exports and transfers of items under the US export regulations to this party "
    "need a licence."
)
COVERED_MEANS = (
    "New equipment of this producer gets no authorisation in the United States, and federal "
    "subsidies may not pay for it."
)


def stored(name: str, size: int) -> StoredFile:
    """Return a file whose hash is that of its name."""
    return StoredFile(name, hashlib.sha256(name.encode()).hexdigest(), size)


CMIC = ListVersion(
    dataset="us_ofac_cons",
    title="US OFAC Consolidated (non-SDN) List",
    publisher="US Department of the Treasury, Office of Foreign Assets Control",
    url="https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
    means=CMIC_MEANS,
    entities=442,
    retrieved_at=datetime(2026, 2, 27, 6, 0, tzinfo=UTC),
    published_at="2026-02-26",
    licence="US government work",
    files=(stored("cons_prim.csv", 131_072), stored("cons_alt.csv", 65_536)),
)
ENTITY_LIST = ListVersion(
    dataset="us_trade_csl",
    title="US Consolidated Screening List",
    publisher="US Department of Commerce, International Trade Administration",
    url="https://www.trade.gov/consolidated-screening-list",
    means=ENTITY_LIST_MEANS,
    entities=23_417,
    retrieved_at=datetime(2026, 3, 1, 6, 0, tzinfo=UTC),
    published_at="2026-03-01",
    licence="US government work",
    files=(stored("consolidated.csv", 20_971_520),),
)
REGISTER = ListVersion(
    dataset="sousveil_register",
    title="Register of surveillance-technology companies",
    publisher="sousveil",
    url="https://www.fcc.gov/supplychain/coveredlist",
    means=COVERED_MEANS,
    entities=41,
    retrieved_at=datetime(2026, 1, 15, tzinfo=UTC),
    files=(stored("companies.yml", 48_211),),
)

HIKVISION_EUROPE = Match(
    row=2,
    query_id="S-1002",
    query_name="Hikvision Europe B.V.",
    score=0.84,
    entity_id="ofac-30946",
    entity_name="HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO., LTD.",
    matched_name="HIKVISION",
    schema="Company",
    datasets=("us_ofac_cons",),
    programs=("CMIC-EO13959",),
    listed_since="2021-06-03",
    listed_until="",
    reason="Score 0.84: “Hikvision” is the same; “Europe” stands in the row only.",
    source_url="https://sanctionssearch.ofac.treas.gov/Details.aspx?id=30946",
    reasons=(
        Reason("same", 5.1, "Hikvision", "HIKVISION", "“Hikvision” is the same, a rare word"),
        Reason("left over", -0.9, "Europe", "", "“Europe” stands in the row only, a common word"),
        Reason("legal form", -0.2, "B.V.", "", "“B.V.” is a legal form; the list states none"),
        Reason("country", -0.6, "nl", "cn", "the row says nl, the list cn"),
    ),
    restrictions=(Restriction(text=CMIC_MEANS),),
)
HIKVISION_HANZI = Match(
    row=1,
    query_id="S-1001",
    query_name="杭州海康威视数字技术股份有限公司",
    score=0.97,
    entity_id="ofac-30946",
    entity_name="HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO., LTD.",
    matched_name="HANGZHOU HIKVISION DIGITAL TECHNOLOGY CO., LTD.",
    schema="Company",
    datasets=("us_ofac_cons", "us_trade_csl"),
    programs=("CMIC-EO13959", "Entity List (EL)"),
    listed_since="2019-10-09",
    listed_until="",
    reason=(
        "Score 0.97: “杭州” is Hangzhou, “海康威视” is Hikvision, “数字技术” is digital "
        "technology; the legal forms correspond."
    ),
    source_url="https://sanctionssearch.ofac.treas.gov/Details.aspx?id=30946",
    reasons=(
        Reason("transliteration", 2.2, "杭州", "HANGZHOU", "“杭州” reads Hangzhou"),
        Reason("transliteration", 5.4, "海康威视", "HIKVISION", "“海康威视” is known as Hikvision"),
        Reason("transliteration", 1.3, "数字技术", "DIGITAL TECHNOLOGY", "the words correspond"),
        Reason("legal form", 0.3, "股份有限公司", "CO., LTD.", "both are companies by shares"),
        Reason("identifier", 4.0, "91330000733796106P", "91330000733796106P", "the same USCC"),
    ),
    restrictions=(Restriction(text=CMIC_MEANS), Restriction(text=ENTITY_LIST_MEANS)),
)
HIKVISION_REGISTER = Match(
    row=1,
    query_id="S-1001",
    query_name="杭州海康威视数字技术股份有限公司",
    score=0.95,
    entity_id="reg-hikvision",
    entity_name="Hangzhou Hikvision Digital Technology Co., Ltd.",
    matched_name="杭州海康威视数字技术股份有限公司",
    schema="Company",
    datasets=("sousveil_register",),
    programs=(),
    listed_since="",
    listed_until="",
    reason="Score 0.95: the names are the same, letter by letter.",
    source_url="",
    reasons=(
        Reason(
            "same",
            8.9,
            "杭州海康威视数字技术股份有限公司",
            "杭州海康威视数字技术股份有限公司",
            "the same, letter by letter",
        ),
    ),
    restrictions=(Restriction(text=COVERED_MEANS),),
)
DAHUA = Match(
    row=5,
    query_id="S-1005",
    query_name="Zheijang Dahua Technolgy Co Ltd",
    score=0.91,
    entity_id="csl-dahua",
    entity_name="Dahua Technology",
    matched_name="Zhejiang Dahua Technology Co., Ltd.",
    schema="Company",
    datasets=("us_trade_csl",),
    programs=("Entity List (EL)",),
    listed_since="2019-10-09",
    listed_until="",
    reason=(
        "Score 0.91: “Dahua” is the same; “Zheijang” and “Technolgy” are misspelt by one or two "
        "letters; the legal form is the same."
    ),
    source_url="https://www.federalregister.gov/d/2019-22210",
    reasons=(
        Reason("same", 4.6, "Dahua", "Dahua", "“Dahua” is the same, a rare word"),
        Reason("spelling", 1.4, "Zheijang", "Zhejiang", "two letters swapped"),
        Reason("spelling", 0.8, "Technolgy", "Technology", "one letter missing"),
        Reason("legal form", 0.2, "Co Ltd", "Co., Ltd.", "the same legal form"),
    ),
    restrictions=(Restriction(text=ENTITY_LIST_MEANS),),
)
ARABIC_DAHUA = Match(
    row=7,
    query_id="",
    query_name="شركة داهوا للأنظمة الأمنية",
    score=0.72,
    entity_id="csl-dahua",
    entity_name="Dahua Technology",
    matched_name="Dahua Technology",
    schema="Company",
    datasets=("us_trade_csl",),
    programs=("Entity List (EL)",),
    listed_since="2019-10-09",
    listed_until="",
    reason="Score 0.72: “داهوا” reads Dahua; “شركة” and “للأنظمة الأمنية” were left over.",
    source_url="https://www.federalregister.gov/d/2019-22210",
    reasons=(
        Reason("transliteration", 3.1, "داهوا", "Dahua", "“داهوا” reads Dahua"),
        Reason("left over", -0.8, "للأنظمة الأمنية", "", "security systems, in the row only"),
        Reason("left over", -0.4, "", "Technology", "on the list only, a common word"),
        Reason("legal form", 0.0, "شركة", "", "“شركة” means company"),
    ),
    restrictions=(Restriction(text=ENTITY_LIST_MEANS),),
)

WARNING = (
    "The bundled register is no substitute for the publishers' current lists: load them with "
    "`sousveil lists update`."
)
SUPPLIERS = ScreeningRun(
    source="suppliers.csv",
    rows=12,
    unnamed_rows=1,
    matches=(HIKVISION_HANZI, HIKVISION_REGISTER, HIKVISION_EUROPE, DAHUA, ARABIC_DAHUA),
    lists=(CMIC, ENTITY_LIST, REGISTER),
    threshold=0.7,
    limit=5,
    started_at=STARTED,
    version="0.1.0",
    warnings=(WARNING,),
)
"""A small run with Han, Arabic and misspelt names, several lists, and absences."""

NO_MATCH = replace(SUPPLIERS, matches=(), warnings=(), unnamed_rows=0)
ONE_MATCH = replace(SUPPLIERS, matches=(DAHUA,), warnings=())
EMPTY = replace(NO_MATCH, rows=0, lists=(), source="empty.csv")

HOSTILE_NAMES = (
    "<script>alert(1)</script>",
    "\" onmouseover=\"alert(1)' x='",
    "</bdi></td></table><h1>broken out</h1>",
    "Hikvision\u202egnihcraes\u202c Ltd",
    "Hik\u200bvision\ufeff",
    "Two\nlines\r\nand\ttabs",
    "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J",
    "[bold red]markup[/] [link=https://example.org]x[/link]",
    "{{ 7 * 7 }} {% raw %} ${x}",
    "A" * 400,
    "word " * 400,
    "Z" + "\u0301" * 200 + "algo",
    "lone \ud800 surrogate",
    "\u2066isolated",
)


def hostile() -> ScreeningRun:
    """Return a run in which every text that comes from outside is an attack, one match for each."""
    return replace(
        SUPPLIERS,
        source=HOSTILE_NAMES[0] + ".csv",
        matches=tuple(
            _attacked(row, name, HOSTILE_NAMES[-row]) for row, name in enumerate(HOSTILE_NAMES, 1)
        ),
        lists=tuple(
            replace(version, title=name, publisher=name, licence=name, url="javascript:alert(1)")
            for version, name in zip(SUPPLIERS.lists, HOSTILE_NAMES, strict=False)
        ),
        rows=len(HOSTILE_NAMES) + 1,
        warnings=HOSTILE_NAMES[:6],
    )


def _attacked(row: int, name: str, other: str) -> Match:
    return replace(
        DAHUA,
        row=row,
        query_id=name,
        query_name=name,
        entity_id=other,
        entity_name=other,
        matched_name=name,
        programs=(name,),
        datasets=("us_trade_csl", name),
        listed_until=name[:40],
        reason=name,
        source_url="javascript:alert(1)" if row % 2 else "https://treasury.gov@example.org/",
        reasons=(
            Reason("same", 1.0, name, name, name),
            Reason(name[:40], -1.0, name[:3], "", other),
        ),
        restrictions=(Restriction(text=name),),
    )


def many(count: int) -> ScreeningRun:
    """Return a run of `count` matches, two to a row."""
    samples = SUPPLIERS.matches
    matches = tuple(
        replace(
            samples[index % len(samples)],
            row=index // 2 + 1,
            query_id=f"S-{index // 2 + 1}",
            query_name=samples[(index // 2) % len(samples)].query_name,
            score=round(0.99 - (index % 2) * 0.01 - (index % 25) / 100, 4),
            entity_id=f"entity-{index}",
        )
        for index in range(count)
    )
    return replace(SUPPLIERS, matches=matches, rows=count * 4, source="large.csv")
