"""The contents of dates and times, which no calendar or clock refutes."""

from __future__ import annotations

import datetime
from typing import Any, Final

Content = dict[str, object]

LEAP_YEAR: Final = 2000
"""Stands in for a year that the text does not give, for 29. febrúar may be meant."""


def date_content(val: Any, _: str) -> Content | None:
    """The date; None for one that no calendar has, such as 31. febrúar."""
    year, month, day = (part or None for part in val)
    try:
        datetime.date(year or LEAP_YEAR, month or 1, day or 1)
    except ValueError:
        return None
    return {"kind": "date", "year": year, "month": month, "day": day}


def timestamp_content(val: Any, text: str) -> Content | None:
    """The date with the time of day; None where one of them does not exist."""
    date, time = date_content(val[:3], text), time_content(val[3:], text)
    return {**date, **time, "kind": "timestamp"} if date and time else None


def time_content(val: Any, _: str) -> Content | None:
    """The time of day; None for one that no clock has, such as `klukkan 9999`."""
    hour, minute, second = val
    if not (0 <= hour <= 24 and 0 <= minute < 60 and 0 <= second < 60):
        return None
    return {"kind": "time", "hour": hour % 24, "minute": minute, "second": second}


def year_content(val: Any, _: str) -> Content:
    """The content of a year alone."""
    return {"kind": "date", "year": val, "month": None, "day": None}


def date(year: int | None, month: int | None = None, day: int | None = None) -> Content | None:
    """The content of a date; None for one that no calendar has."""
    return date_content((year or 0, month or 0, day or 0), "")


def time(hour: int, minute: int = 0, second: int = 0) -> Content | None:
    """The content of a time of day; None for one that no clock has."""
    return time_content((hour, minute, second), "")


def between(first: Content | None, last: Content | None) -> Content | None:
    """The content of a range."""
    return {"kind": "range", "first": first, "last": last} if first and last else None
