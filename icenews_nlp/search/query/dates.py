"""Dates as a query gives them: a year, a month or a day, or two of them with `..` between.

Iceland keeps UTC all year, so a day is from midnight to midnight UTC.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import Final

from icenews_nlp.errors import QueryError
from icenews_nlp.search.query.tree import DateFilter

_DATE: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
ALLOWED: Final = "a year, month or day: 2026, 2026-11 or 2026-11-24"


def published(value: str) -> DateFilter:
    """What was published in a year, month or day, or from one through another: `2026-11`, `2026-11-01..2026-11-24`, `2026..`.

    Raises:
        QueryError: the value is no such date or range, or the range ends before it begins.
    """
    first, dots, last = value.partition("..")
    if not dots:
        return DateFilter(*_period(value, f"published:{value}"))
    if not first and not last:
        raise QueryError(f"published:{value} has no date; give {ALLOWED}, on one side of the .. or both")
    begin = _period(first, f"published:{value}")[0] if first else None
    end = _period(last, f"published:{value}")[1] if last else None
    if begin and end and begin >= end:
        raise QueryError(f"published:{value} ends before it begins; put the earlier date first")
    return DateFilter(begin, end)


def since(value: str) -> DateFilter:
    """What was published on the first moment of a date or later.

    Raises:
        QueryError: it is no date.
    """
    return DateFilter(_period(value, f"since:{value}")[0], None)


def until(value: str) -> DateFilter:
    """What was published through the last moment of a date.

    Raises:
        QueryError: it is no date.
    """
    return DateFilter(None, _period(value, f"until:{value}")[1])


def _period(value: str, given: str) -> tuple[datetime, datetime]:
    """The half-open range of time that a date names."""
    match = _DATE.fullmatch(value)
    if match is None:
        raise QueryError(f"{given} is no date that can be read; give {ALLOWED}, or two with .. between")
    year, month, day = (None if part is None else int(part) for part in match.groups())
    try:
        start = datetime(year or 0, month or 1, day or 1, tzinfo=timezone.utc)
        if day is not None:
            return start, start + timedelta(days=1)
        if month is not None:
            return start, (start + timedelta(days=31)).replace(day=1)
        return start, start.replace(year=start.year + 1)
    except (ValueError, OverflowError) as error:
        raise QueryError(f"{given} is a date that does not exist; give {ALLOWED}") from error
