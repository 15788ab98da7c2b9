"""Dates as lists and people write them: a day, a month, a year, a range, about then.

Lists state dates with the precision that they have, and so do we: `1970` is the whole of that
year, never its first day. The shapes are those measured in OFAC's, the UN's, the EU's and the
UK's lists: `05 May 1970`, `May 1970`, `1970`, `circa 1970`, `1970 to 1973`, `1970-05`,
`28/02/1970`, `dd/mm/1945`, `00/00/1975`, `Nov. 1973`. Spreadsheets and databases add `1970/01/05`,
`1970.1.5`, `19700105`, `1970年1月5日` and, in the United States, `12/25/1970`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june",
            "jul july", "aug august", "sep sept september", "oct october", "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_ABOUT = re.compile(r"^(?:circa|approximately|approx\.?|about|around|c\.|ca\.?)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"^(?:between|from)\s+", re.IGNORECASE)
_RANGE = re.compile(r"\s+(?:to|and|until)\s+|\s+[-–]\s+", re.IGNORECASE)
_YEARS = re.compile(r"^(\d{4})\s*[-–/]\s*(\d{4})$")
_ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{2}:\d{2}.*|Z|[+-]\d{2}:\d{2})?$")
_DAY_MONTH_YEAR = re.compile(r"^'?(\d{1,2}|dd|xx)[/.-](\d{1,2}|mm|xx)[/.-](\d{4})$", re.IGNORECASE)
_YEAR_FIRST = re.compile(
    r"^(\d{4})(?:([/.-])(\d{1,2})\2(\d{1,2})|年(?:(\d{1,2})月(?:(\d{1,2})日)?)?)"
    r"(?:[T ]\d{1,2}:\d{2}.*)?$"
)
_FIGURES = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_NAMED = re.compile(
    r"^(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?,?\s+(\d{4})$", re.IGNORECASE
)
_NAMED_US = re.compile(r"^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to lie from `earliest` to `latest`, both included; `circa` if only about."""

    earliest: date
    latest: date
    circa: bool = False

    @property
    def prefixes(self) -> tuple[str, ...]:
        """ISO prefixes as FollowTheMoney writes dates: one, or the two ends of a range."""
        single = _prefix(self.earliest, self.latest)
        if single is not None:
            return (single,)
        return (_open_prefix(self.earliest, first=True), _open_prefix(self.latest, first=False))

    def overlaps(self, other: PartialDate, *, slack_years: int = 0) -> bool:
        """Tell whether both can be the same day, each circa date widened by `slack_years`."""
        mine = self.widened(slack_years) if self.circa else self
        theirs = other.widened(slack_years) if other.circa else other
        return mine.earliest <= theirs.latest and theirs.earliest <= mine.latest

    def widened(self, years: int) -> PartialDate:
        """Return the date with `years` added on both sides."""
        first = date(max(1, self.earliest.year - years), 1, 1)
        return PartialDate(first, date(min(9999, self.latest.year + years), 12, 31), self.circa)


@lru_cache(maxsize=65536)
def parse_date(text: str) -> PartialDate | None:
    """Read a date in any of the shapes above, or return None.

    Numbers between slashes are day, month, year, as European lists write them; month, day, year
    only where the second is no month (`12/25/1970`).
    """
    rest = text.strip().rstrip(".").strip()
    about = _ABOUT.match(rest)
    if about:
        rest = rest[about.end() :]
    rest = _BETWEEN.sub("", rest)
    years = _YEARS.match(rest)
    ends = list(years.groups()) if years else _RANGE.split(rest)
    spans = [_span(end.strip()) for end in ends]
    first, last = spans[0], spans[-1]
    if len(spans) > 2 or first is None or last is None or first[0] > last[1]:
        return None
    return PartialDate(first[0], last[1], circa=about is not None)


def _span(text: str) -> tuple[date, date] | None:
    """Read one date without qualifiers as its first and last day."""
    if found := _ISO.match(text):
        return _days(found[1], found[2], found[3])
    if found := _YEAR_FIRST.match(text):
        return _days(found[1], found[3] or found[5], found[4] or found[6])
    if found := _FIGURES.match(text):
        return _days(found[1], found[2], found[3])
    if found := _DAY_MONTH_YEAR.match(text):
        return _days(found[3], found[2], found[1]) or _days_american(found)
    if found := _NAMED.match(text):
        return _days(found[3], _month(found[2]), found[1])
    if found := _NAMED_US.match(text):
        return _days(found[3], _month(found[1]), found[2])
    return None


def _days_american(found: re.Match[str]) -> tuple[date, date] | None:
    """Return the day of month, day, year, where between slashes and no other reading is left."""
    month, day = found[1], found[2]
    if not (month.isdigit() and day.isdigit() and "/" in found[0]):
        return None
    return _days(found[3], month, day) if int(day) > 12 and int(month) > 0 else None


def _month(name: str) -> str:
    """Return the month's number, or a number that no month has."""
    return str(MONTHS.get(name.lower(), 13))


def _days(year: str, month: str | None, day: str | None) -> tuple[date, date] | None:
    """Return the first and last day; `dd`, `mm`, `xx` and `00` stand for an unknown part."""
    y = int(year)
    m = int(month) if month and month.isdigit() else 0
    d = int(day) if day and day.isdigit() else 0
    if not 1 <= y <= 9999 or m > 12:
        return None
    if m == 0:
        return (date(y, 1, 1), date(y, 12, 31))
    last = monthrange(y, m)[1]
    if d == 0:
        return (date(y, m, 1), date(y, m, last))
    return (date(y, m, d), date(y, m, d)) if d <= last else None


def _prefix(first: date, last: date) -> str | None:
    """Return the ISO prefix that covers exactly those days, or None."""
    if first == last:
        return first.isoformat()
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return f"{first.year:04d}"
    same_month = (first.year, first.month) == (last.year, last.month)
    if same_month and first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return first.isoformat()[:7]
    return None


def _open_prefix(day: date, *, first: bool) -> str:
    """Return one end of a range, as a year or a month where the end is that of a whole one."""
    if (day.month, day.day) == ((1, 1) if first else (12, 31)):
        return f"{day.year:04d}"
    if day.day == (1 if first else monthrange(day.year, day.month)[1]):
        return day.isoformat()[:7]
    return day.isoformat()
