"""Times as callers give them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sousveil.errors import UsageError


def in_utc(moment: datetime, name: str) -> datetime:
    """Return the time in UTC; one without a zone is taken to be in it, as on the command line.

    Raises:
        UsageError: it is no `datetime`.
    """
    if not isinstance(moment, datetime):
        raise UsageError(f"{name} is a datetime.datetime, not {moment!r}")
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def not_ahead(moment: datetime, name: str) -> datetime:
    """Return a time that has come, in UTC; a day is allowed for clocks and for whole days.

    Raises:
        UsageError: it lies ahead: a list known only then would hide every later one.
    """
    found = in_utc(moment, name)
    if found > datetime.now(UTC) + timedelta(days=1):
        raise UsageError(f"{name} lies in the future: {found:%Y-%m-%d %H:%M} UTC")
    return found
