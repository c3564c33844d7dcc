"""The content of dates and times that the tokenizer has read."""

from __future__ import annotations

import datetime
from typing import Any, Final


def date_content(val: Any, _: str) -> dict[str, object] | None:
    """The date; None for one that no calendar has, such as 31. febrúar."""
    year, month, day = (part or None for part in val)
    try:
        datetime.date(year or LEAP_YEAR, month or 1, day or 1)
    except ValueError:
        return None
    return {"kind": "date", "year": year, "month": month, "day": day}


LEAP_YEAR: Final = 2000
"""Stands in for a year that the text does not give, for 29. febrúar may be meant."""


def timestamp_content(val: Any, text: str) -> dict[str, object] | None:
    """The date with the time of day; None where one of them does not exist."""
    date, time = date_content(val[:3], text), time_content(val[3:], text)
    return {**date, **time, "kind": "timestamp"} if date and time else None


def time_content(val: Any, _: str) -> dict[str, object] | None:
    """The time of day; None for one that no clock has, such as `klukkan 9999`."""
    hour, minute, second = val
    if not (0 <= hour <= 24 and 0 <= minute < 60 and 0 <= second < 60):
        return None
    return {"kind": "time", "hour": hour % 24, "minute": minute, "second": second}


def year_content(val: Any, _: str) -> dict[str, object]:
    """The content of a year alone."""
    return {"kind": "date", "year": val, "month": None, "day": None}
