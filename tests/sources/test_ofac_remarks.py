"""The remarks grammar: measured segments, and the law that no segment is ever lost."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sousveil.sources.ofac_kinds import IDENTIFIERS, MEASURES, PROPERTIES
from sousveil.sources.ofac_remarks import Fact, parse_comment, parse_remarks

LABELS = [
    label
    for table in (IDENTIFIERS, PROPERTIES, MEASURES)
    for labels in table.values()
    for label in labels
] + ["Linked To:", "a.k.a.", "Digital Currency Address - XBT", "Registrar's Secret Number", ""]


def one(segment: str) -> Fact:
    (fact,) = parse_remarks(segment + ".")
    return fact


@pytest.mark.parametrize(
    ("segment", "label", "value"),
    [
        ("DOB 01 May 1970", "DOB", "01 May 1970"),
        ("alt. DOB circa 1971", "DOB", "circa 1971"),
        ("POB Tehran, Iran", "POB", "Tehran, Iran"),
        ("nationality Korea, North", "nationality", "Korea, North"),
        ("Gender Male", "Gender", "Male"),
        ("a.k.a. 'VANYA'", "a.k.a.", "VANYA"),
        ("a.k.a. 'EL 'X''", "a.k.a.", "EL 'X'"),
        ("f.k.a. 'OLD NAME'", "a.k.a.", "OLD NAME"),
        ("Linked To: EXAMPLE, S.A. DE C.V.", "Linked To", "EXAMPLE, S.A. DE C.V."),
        ("Digital Currency Address - XBT 1abcDEF", "Digital Currency Address - XBT", "1abcDEF"),
        ("info@example.test (email)", "Email Address", "info@example.test"),
        ("Email:info@example.test", "Email", "info@example.test"),
        ("Listing Date (CMIC) 03 Jun 2021", "Listing Date", "03 Jun 2021"),
        ("Effective Date (EO 14024 Directive 3): 26 Mar 2022", "Effective Date", "26 Mar 2022"),
        ("Vessel Registration Identification IMO 9999993",
         "Vessel Registration Identification", "IMO 9999993"),
        ("Aircraft Manufacturer's Serial Number (MSN) 21514",
         "Aircraft Manufacturer's Serial Number (MSN)", "21514"),
        ("Nationality of Registration Russia", "Nationality of Registration", "Russia"),
        ("SWIFT/BIC EXAMRUMM", "SWIFT/BIC", "EXAMRUMM"),
        ("Executive Order 13662 Directive Determination - Subject to Directive 1",
         "Executive Order 13662 Directive Determination", "Subject to Directive 1"),
        ("National ID No. D489833(9)", "National ID No", "D489833(9)"),
    ],
)  # fmt: skip
def test_measured_segments(segment: str, label: str, value: str) -> None:
    fact = one(segment)
    assert (fact.label, fact.value, fact.text) == (label, value, segment)


def test_an_identifier_says_its_country_office_and_dates() -> None:
    fact = one("alt. Passport A1234567 (Congo, Republic of the) issued May 2001 expires 2011")
    assert (fact.label, fact.value) == ("Passport", "A1234567")
    assert (fact.country, fact.issued, fact.expires) == (
        "Congo, Republic of the",
        "May 2001",
        "2011",
    )
    two = one("Company Number 0582030 (Connecticut) (United States)")
    assert (two.value, two.authority, two.country) == ("0582030", "Connecticut", "United States")


def test_an_unknown_kind_of_number_is_told_by_its_words() -> None:
    fact = one("Wholesalers' Guild Number 77-B (Malta)")
    assert (fact.label, fact.value, fact.country) == ("Wholesalers' Guild Number", "77-B", "Malta")


@pytest.mark.parametrize(
    "segment",
    [
        "Passport and National ID were issued in Ulm, Germany",
        "arrested 23 Apr 2002",
        "HAMAS - Gaza",
        "Member of Parliament since 1991",
        "all offices worldwide",
    ],
)
def test_prose_stays_free_text(segment: str) -> None:
    assert one(segment) == Fact("", segment, segment)


def test_a_number_in_prose_gives_the_number_and_the_prose() -> None:
    segment = "Passport 4117921 issued under the name Example Khan"
    number, prose = parse_remarks(segment)
    assert (number.label, number.value, number.issued) == ("Passport", "4117921", None)
    assert prose == Fact("", segment, segment)


def test_the_comment_of_the_xml_formats() -> None:
    facts = parse_comment(
        "Director. (Linked To: EXAMPLE (HOLDING) CO.) (Linked To: B); Gender Male"
    )
    assert [(fact.label, fact.value) for fact in facts] == [
        ("", "Director."),
        ("Gender", "Male"),
        ("Linked To", "EXAMPLE (HOLDING) CO."),
        ("Linked To", "B"),
    ]
    assert parse_comment("(Linked To: never closed")[0].value == "never closed"
    assert parse_comment("") == ()


texts = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters=";", exclude_categories=("Cc", "Zl")),
    max_size=40,
)
segments = st.builds(
    lambda alt, label, gap, rest: f"{alt}{label}{gap}{rest}",
    st.sampled_from(["", "alt. "]),
    st.sampled_from(LABELS),
    st.sampled_from([" ", ": ", ""]),
    texts,
)


@given(st.lists(segments, max_size=6))
def test_no_segment_is_lost(written: list[str]) -> None:
    facts = parse_remarks("; ".join(written) + ".")
    body = ("; ".join(written) + ".").strip().removesuffix(".")
    expected = [segment.strip() for segment in body.split("; ") if segment.strip()]
    seen = list(dict.fromkeys(fact.text for fact in facts))
    assert seen == list(dict.fromkeys(expected))
    assert all(fact.value for fact in facts)


@given(st.text(max_size=60).map(lambda text: text.replace("x", "(Linked To: ")))
def test_no_comment_breaks_the_grammar(text: str) -> None:
    facts = parse_comment(text)
    assert bool(facts) or not any(
        character.isalnum() for character in text.replace("Linked To", "")
    )


def test_the_real_list_is_read_nearly_whole(shared: Path) -> None:
    """Counted independently: kinds by plain search in the published text."""
    path = shared / "lists/us_ofac/2021-07/sdn.csv"
    with path.open(newline="") as stream:
        remarks = [row[11] for row in csv.reader(stream) if len(row) == 12 and row[11] != "-0- "]
    split = [segment for text in remarks for segment in text.rstrip(".").split("; ")]
    facts = [fact for text in remarks for fact in parse_remarks(text)]
    labels = Counter(fact.label for fact in facts)
    labels["nationality"] += labels["Nationality"]
    plain = Counter[str]()
    for segment in split:
        bare = segment.strip().lower().removeprefix("alt. ").strip()
        for label in ("DOB", "POB", "Gender", "Linked To", "nationality", "Website"):
            plain[label] += bare.startswith((f"{label.lower()} ", f"{label.lower()}:"))
        plain["nationality"] -= bare.startswith("nationality of registration")
    assert {label: labels[label] for label in plain} == dict(plain)
    assert len({fact.text for fact in facts}) == len({segment.strip() for segment in split})
    assert labels[""] / len(split) < 0.07
