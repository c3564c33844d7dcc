"""Dates as a query gives them: a year, a month or a day, or two of them with `..` between.

Iceland keeps UTC all year, so a day is from midnight to midnight UTC.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Final, NamedTuple

from icenews_nlp.errors import QueryError
from icenews_nlp.search.query.tree import DateFilter

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
ALLOWED: Final = "2026, 2026-11 or 2026-11-24"


class _Period(NamedTuple):
    """A half-open range of time."""

    start: datetime
    end: datetime


def published(value: str) -> DateFilter:
    """Read what was published in a year, month or day, or from one through another.

    Args:
        value: `2026-11`, `2026-11-01..2026-11-24`, `2026..` or `..2026`.

    Raises:
        QueryError: The value is no such date or range, or the range ends before it begins.
    """
    first, dots, last = value.partition("..")
    if not dots:
        return DateFilter(*_period(value, "published:"))
    if not first and not last:
        raise QueryError(f"published:{value} needs a date on one side of the .. or both; use {ALLOWED}")
    begin = _period(first, "published:").start if first else None
    end = _period(last, "published:").end if last else None
    if begin and end and begin >= end:
        raise QueryError(f"published:{value} ends before it begins; put the earlier date first")
    return DateFilter(begin, end)


def since(value: str) -> DateFilter:
    """Read what was published on the first moment of a date or later.

    Raises:
        QueryError: It is no date.
    """
    return DateFilter(_period(value, "since:").start, None)


def until(value: str) -> DateFilter:
    """Read what was published through the last moment of a date.

    Raises:
        QueryError: It is no date.
    """
    return DateFilter(None, _period(value, "until:").end)


def _period(value: str, field: str) -> _Period:
    """The time that a date stands for."""
    match = _DATE.fullmatch(value)
    if match is None:
        raise QueryError(f"{value!r} is not a valid date for {field}; use {ALLOWED}")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        start = datetime(year or 0, month or 1, day or 1, tzinfo=timezone.utc)
        if day is not None:
            return _Period(start, start + timedelta(days=1))
        if month is not None:
            return _Period(start, (start + timedelta(days=31)).replace(day=1))
        return _Period(start, start.replace(year=start.year + 1))
    except (ValueError, OverflowError) as error:
        raise QueryError(f"there is no date {value} for {field}; use {ALLOWED}") from error
