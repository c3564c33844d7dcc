"""Days, weeks, months, years, seasons and feasts, counted from the day of publication.

Seasons are numbered as in ISO 8601-2 (21 is spring, 24 winter), a winter by the year in which it begins.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

Day = datetime.date
Content = Mapping[str, Any]

SEASONS: Final = {"spring": (21, 3), "summer": (22, 6), "autumn": (23, 9), "winter": (24, 12)}
"""ISO 8601-2's number of a season and its first month."""
FEASTS: Final = ("new_year", "christmas", "easter", "merchants_weekend")
_FAR: Final = datetime.timedelta(days=270)
_NEAR: Final = datetime.timedelta(days=30)
"""A day that the tense puts farther away than `_FAR` gives way to one on the other side that is nearer than `_NEAR`."""
_WEEK: Final = datetime.timedelta(days=7)


class Anchor(NamedTuple):
    """What decides a date that is given in part."""

    published: Day | None
    direction: int
    """-1 for the past, 1 for the future, 0 where no verb tells."""
    year: int | None = None
    """A year that words beside it say: `í mars í fyrra`."""
    weekday: int | None = None
    """A weekday that words beside it say, by ISO 8601."""
    is_sure: bool = False
    """Whether a word beside it gives the direction, and not the tense alone."""


def exists(year: int, month: int, day: int) -> bool:
    """Whether the calendar has that day."""
    try:
        Day(year, month, day)
    except ValueError:
        return False
    return True


def year_of(month: int, day: int | None, anchor: Anchor) -> int | None:
    """The year of a day or month that the text gives without one."""
    published = anchor.published
    assert published is not None
    if day is None:
        now = published.month
        past, future = published.year - (month > now), published.year + (month < now)
        if anchor.direction == 0:
            return min((past, future), key=lambda year: abs(12 * (year - published.year) + month - now))
        return past if anchor.direction < 0 else future
    years = [year for year in range(published.year - 8, published.year + 9) if 1 <= year <= 9999 and exists(year, month, day)]
    days = [Day(year, month, day) for year in years]
    fitting = [one for one in days if one.isoweekday() == anchor.weekday]
    if fitting and not anchor.is_sure:
        anchor = anchor._replace(direction=0)  # it falls on that weekday in one year of six
    return getattr(_pick(fitting or days, anchor), "year", None)


def _pick(days: Sequence[Day], anchor: Anchor) -> Day | None:
    """Of the days of several years, the one that tense and nearness to publication choose."""
    if len(days) == 1:
        return days[0]
    published = anchor.published
    assert published is not None
    past = max((day for day in days if day <= published), default=None)
    future = min((day for day in days if day >= published), default=None)
    if past is None or future is None:
        return past or future
    if anchor.direction == 0:
        return past if published - past <= future - published else future
    chosen, other = (past, future) if anchor.direction < 0 else (future, past)
    is_other = abs(chosen - published) > _FAR and abs(other - published) <= _NEAR
    return other if is_other and not anchor.is_sure else chosen


def counted(content: Content, published: Day, direction: int) -> str:
    """A day, week, month or year that many from publication."""
    unit, offset, weekday = content["unit"], content["offset"], content["weekday"]
    if weekday:
        return _weekday(published, weekday, offset or direction).isoformat()
    if unit == "day":
        return (published + datetime.timedelta(days=offset)).isoformat()
    if unit == "week":
        year, week, _ = (published + offset * _WEEK).isocalendar()
        return f"{year:04}-W{week:02}"
    if unit == "month":
        year, month = divmod(12 * published.year + published.month - 1 + offset, 12)
        return Day(year, month + 1, 1).isoformat()[:7]
    year = Day(published.year + offset, 1, 1).year
    return f"{year:04}-{SEASONS[content['part']][0]}" if content["part"] in SEASONS else f"{year:04}"


def weekday_of_week(published: Day, weekday: int, weeks: int) -> Day:
    """The weekday of the week that many after that of publication; weeks begin on Mondays."""
    return published + datetime.timedelta(days=weekday - published.isoweekday()) + weeks * _WEEK


def _weekday(published: Day, weekday: int, direction: int) -> Day:
    """The nearest such day after publication, before it, or on either side; never the day of publication itself."""
    ahead = (weekday - published.isoweekday()) % 7 or 7
    if direction > 0 or (direction == 0 and ahead <= 3):
        return published + datetime.timedelta(days=ahead)
    return published + datetime.timedelta(days=ahead) - _WEEK * (2 if ahead == 7 else 1)


def season(content: Content, anchor: Anchor) -> str | None:
    """A season of a year: the one named, or the one that is on, was or comes."""
    number, month = SEASONS[content["unit"]]
    year = content.get("year")
    if not year and anchor.published:
        begun = anchor.published.year if anchor.published.month >= month else anchor.published.year - 1
        over = 12 * anchor.published.year + anchor.published.month >= 12 * begun + month + 3
        offset = content["offset"]
        if offset is None:
            offset = 1 if anchor.direction > 0 and over else 0
        elif offset < 0 and over:
            offset += 1
        year = begun + offset
    return f"{year:04}-{number}" if year else None


def weekend(offset: int | None, anchor: Anchor) -> str:
    """A Saturday and its Sunday, as a range."""
    published = anchor.published
    assert published is not None
    saturday = published + datetime.timedelta(days=6 - published.isoweekday())  # of this week
    is_weekend = published.isoweekday() >= 6
    if offset is None:
        offset = 0 if is_weekend or anchor.direction >= 0 else -1
    elif offset:
        offset = 0 if offset > 0 and not is_weekend else offset
    first = saturday + offset * _WEEK
    return f"{first}/{first + datetime.timedelta(days=1)}"


def feast(unit: str, anchor: Anchor) -> str | None:
    """A feast of some days, as a range."""
    first = _pick([_feast(unit, year) for year in _years(anchor)], anchor)
    return f"{first}/{first + datetime.timedelta(days=_LENGTHS[unit])}" if first else None


def feast_day(unit: str, weekday: int, anchor: Anchor) -> str | None:
    """The day of a feast that falls on that weekday: Good Friday of Easter, the Thursday with which the old summer begins."""
    firsts = [Day(year, 4, 19) if unit == "summer" else _feast(unit, year) for year in _years(anchor)]
    days = [first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7) for first in firsts]
    day = _pick(days, anchor)
    return day.isoformat() if day else None


def _years(anchor: Anchor) -> Sequence[int]:
    """The year that the text tells, else those around publication."""
    if anchor.year:
        return (anchor.year,)
    assert anchor.published is not None
    return range(max(anchor.published.year - 1, 1), min(anchor.published.year + 2, 9999))


_LENGTHS: Final = {"new_year": 1, "christmas": 2, "easter": 4, "merchants_weekend": 2}
"""Days from the first day of a feast to its last."""


def _feast(unit: str, year: int) -> Day:
    """The first day of a feast: New Year's Eve, Christmas Eve, Maundy Thursday, the Saturday before August's first Monday."""
    if unit == "easter":
        return _easter(year) - datetime.timedelta(days=3)
    if unit == "merchants_weekend":
        return Day(year, 8, 1) + datetime.timedelta(days=(1 - Day(year, 8, 1).isoweekday()) % 7 - 2)
    return Day(year, 12, 31 if unit == "new_year" else 24)


def _easter(year: int) -> Day:
    """Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    k = (32 + 2 * e + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return Day(year, month, day + 1)
