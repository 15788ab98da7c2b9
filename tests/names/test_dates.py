"""Partial dates: the shapes that lists use, and what must hold for every date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sousveil.names.dates import PartialDate, parse_date

DAYS = st.dates()
FAR = st.dates(min_value=date(200, 1, 1), max_value=date(9800, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    first, last = sorted((draw(FAR), draw(FAR)))
    return PartialDate(first, last, draw(st.booleans()))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1970-05-05", "1970-05-05", "1970-05-05"),
        ("1970-05-05T00:00:00", "1970-05-05", "1970-05-05"),
        ("1970-05-05+02:00", "1970-05-05", "1970-05-05"),
        ("05 May 1970", "1970-05-05", "1970-05-05"),
        ("5 may 1970.", "1970-05-05", "1970-05-05"),
        ("1st January 1980", "1980-01-01", "1980-01-01"),
        ("28/02/1970", "1970-02-28", "1970-02-28"),
        ("28.02.1970", "1970-02-28", "1970-02-28"),
        ("May 5, 1970", "1970-05-05", "1970-05-05"),
        ("29 Feb 1972", "1972-02-29", "1972-02-29"),
        ("Nov. 1973", "1973-11-01", "1973-11-30"),
        ("February 1972", "1972-02-01", "1972-02-29"),
        ("1970-05", "1970-05-01", "1970-05-31"),
        ("00/05/1970", "1970-05-01", "1970-05-31"),
        ("dd/mm/1945", "1945-01-01", "1945-12-31"),
        ("00/00/1975", "1975-01-01", "1975-12-31"),
        ("1970-00-00", "1970-01-01", "1970-12-31"),
        ("12/25/1970", "1970-12-25", "1970-12-25"),
        ("12/11/1970", "1970-11-12", "1970-11-12"),
        ("1970/01/05", "1970-01-05", "1970-01-05"),
        ("1970.1.5", "1970-01-05", "1970-01-05"),
        ("1970-1-5", "1970-01-05", "1970-01-05"),
        ("1970/01/05 00:00:00", "1970-01-05", "1970-01-05"),
        ("19700105", "1970-01-05", "1970-01-05"),
        ("1970年1月5日", "1970-01-05", "1970-01-05"),
        ("1970年01月", "1970-01-01", "1970-01-31"),
        ("1970年", "1970-01-01", "1970-12-31"),
        ("1970", "1970-01-01", "1970-12-31"),
        ("1970 to 1973", "1970-01-01", "1973-12-31"),
        ("1970-1973", "1970-01-01", "1973-12-31"),
        ("1970/1973", "1970-01-01", "1973-12-31"),
        ("between 1970 and 1973", "1970-01-01", "1973-12-31"),
        ("Between Jun 1970 and 3 Jul 1970", "1970-06-01", "1970-07-03"),
        ("01 Jan 1961 to 31 Dec 1963", "1961-01-01", "1963-12-31"),
    ],
)
def test_shapes_that_lists_use(text: str, first: str, last: str) -> None:
    expected = PartialDate(date.fromisoformat(first), date.fromisoformat(last))

    assert parse_date(text) == expected
    assert parse_date(f"  {text} ") == expected


@pytest.mark.parametrize("about", ["circa ", "Circa ", "c. ", "ca. ", "approximately ", "about "])
def test_about_is_kept(about: str) -> None:
    assert parse_date(f"{about}1971") == PartialDate(date(1971, 1, 1), date(1971, 12, 31), True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "unknown",
        "circa",
        "30 Feb 1970",
        "29/02/1970",
        "1970-13",
        "1970-02-30",
        "0000",
        "0000-01-01",
        "5 Foo 1970",
        "1973 to 1970",
        "1970 to 1971 to 1972",
        "1970 to",
        "19700",
        "25571",
        "05011970",
        "1970/1.5",
        "1970/13/01",
        "1970/25/12",
        "12.25.1970",
        "00/25/1970",
        "13/25/1970",
        "02/30/1970",
        "1970年1月5",
        "1970年13月",
        "12",
        "5 May",
        "'",
        "５ May １９７０ or so",
    ],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert parse_date(text) is None


@given(st.text())
def test_any_text_is_read_or_refused_without_a_fault(text: str) -> None:
    parsed = parse_date(text)

    assert parsed is None or parsed.earliest <= parsed.latest


@given(DAYS)
def test_a_day_reads_the_same_in_every_spelling(day: date) -> None:
    expected = PartialDate(day, day)
    month = "JanFebMarAprMayJunJulAugSepOctNovDec"[3 * (day.month - 1) :][:3]

    assert parse_date(day.isoformat()) == expected
    assert parse_date(f"{day.day:02d} {month} {day.year:04d}") == expected
    assert parse_date(f"{day.day}/{day.month}/{day.year:04d}") == expected
    assert parse_date(f"{month} {day.day}, {day.year:04d}") == expected
    for mark in "/.-":
        assert parse_date(f"{day.year:04d}{mark}{day.month}{mark}{day.day}") == expected
        assert parse_date(f"{day.year:04d}{mark}{day.month:02d}{mark}{day.day:02d}") == expected
    assert parse_date(f"{day:%Y%m%d}".zfill(8)) == expected
    assert parse_date(f"{day.year:04d}年{day.month}月{day.day}日") == expected


@given(DAYS)
def test_the_month_stands_first_only_where_nothing_else_can(day: date) -> None:
    read = parse_date(f"{day.month}/{day.day}/{day.year:04d}")

    assert read
    assert read.earliest == read.latest
    swapped = day.day <= 12
    assert read.earliest == (date(day.year, day.day, day.month) if swapped else day)


@given(DAYS)
def test_a_coarser_spelling_holds_the_finer_one(day: date) -> None:
    spellings = (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4])
    fine, middle, coarse = (parse_date(text) for text in spellings)

    assert fine
    assert middle
    assert coarse
    assert coarse.earliest <= middle.earliest <= fine.earliest == day
    assert day == fine.latest <= middle.latest <= coarse.latest


@given(DAYS, DAYS)
def test_prefixes_read_back_as_the_same_span(one: date, other: date) -> None:
    span = PartialDate(min(one, other), max(one, other))
    spans = [parse_date(prefix) for prefix in span.prefixes]

    assert len(spans) in {1, 2}
    assert spans[0]
    assert spans[-1]
    assert (spans[0].earliest, spans[-1].latest) == (span.earliest, span.latest)


@pytest.mark.parametrize(
    ("text", "prefixes"),
    [
        ("1970", ("1970",)),
        ("May 1970", ("1970-05",)),
        ("5 May 1970", ("1970-05-05",)),
        ("1970 to 1973", ("1970", "1973")),
        ("Jun 1970 to 3 Jul 1970", ("1970-06", "1970-07-03")),
        ("circa 1971", ("1971",)),
    ],
)
def test_prefixes_are_as_exact_as_the_source(text: str, prefixes: tuple[str, ...]) -> None:
    parsed = parse_date(text)

    assert parsed
    assert parsed.prefixes == prefixes


def days_of(span: PartialDate) -> set[date]:
    """Every day of a span: slow and obvious."""
    length = (span.latest - span.earliest).days + 1
    return {span.earliest + timedelta(days=number) for number in range(length)}


@given(FAR, st.integers(0, 40), st.integers(-60, 60), st.integers(0, 40))
def test_overlap_is_a_common_day(start: date, length: int, shift: int, other: int) -> None:
    one = PartialDate(start, start + timedelta(days=length))
    begin = start + timedelta(days=shift)
    two = PartialDate(begin, begin + timedelta(days=other))

    assert one.overlaps(two) == bool(days_of(one) & days_of(two))


@given(partial_dates(), partial_dates(), st.integers(0, 10))
def test_overlap_has_no_direction_and_every_date_meets_itself(
    one: PartialDate, other: PartialDate, slack: int
) -> None:
    assert one.overlaps(one)
    assert one.overlaps(other, slack_years=slack) == other.overlaps(one, slack_years=slack)


@given(partial_dates(), partial_dates(), st.integers(1, 10))
def test_slack_only_adds_and_only_to_circa_dates(
    one: PartialDate, other: PartialDate, slack: int
) -> None:
    if one.overlaps(other):
        assert one.overlaps(other, slack_years=slack)
    assume(not one.circa and not other.circa)
    assert one.overlaps(other, slack_years=slack) == one.overlaps(other)


@given(DAYS, st.integers(0, 20))
def test_widening_stays_within_the_calendar(day: date, years: int) -> None:
    wide = PartialDate(day, day).widened(years)

    assert wide.earliest <= day <= wide.latest
    assert wide.earliest.year == max(1, day.year - years)
    assert wide.latest.year == min(9999, day.year + years)
