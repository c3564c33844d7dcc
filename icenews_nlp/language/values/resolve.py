"""Dates and times -> ISO 8601, counted from the day of publication where the text does not say the whole date.

A day is a day in Iceland, whose clocks have been on Greenwich Mean Time all year since 1968 (lög nr. 6/1968, um tímareikning
á Íslandi), so it is the day in UTC. Seasons are numbered as in ISO 8601-2 (21 is spring, 24 winter), a winter by the year in
which it begins.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from icenews_nlp.language.values.value import ParsedValue

Day = datetime.date
Content = Mapping[str, Any]

_PERFECT: Final = frozenset("hef hefur höfum hafið hafa hafi hafir".split())  # noqa: SIM905 (reads as the list it is)
"""Present forms of hafa: `hefur verið opnað` is of the past."""
_SEASONS: Final = {"spring": (21, 3), "summer": (22, 6), "autumn": (23, 9), "winter": (24, 12)}
"""ISO 8601-2's number of a season and its first month."""
_FEASTS: Final = ("new_year", "christmas", "easter")
_FAR: Final = datetime.timedelta(days=270)
_NEAR: Final = datetime.timedelta(days=60)
"""A day that the tense puts farther away than `_FAR` gives way to one on the other side that is nearer than `_NEAR`."""
_GAP: Final = 2
"""Most words between a date and the time of that day."""
_WEEK: Final = datetime.timedelta(days=7)


class Resolved(NamedTuple):
    """A date or time in ISO 8601, a range as `A/B`; None for what publication would say and nobody has told."""

    iso: str | None
    precision: str | None
    """year, season, month, week, day, minute, second or range; None where the value is no date and no time."""


class _Place(NamedTuple):
    """What decides a date that is told in part."""

    published: Day | None
    direction: int
    """-1 for the past, 1 for the future, 0 where no verb tells."""
    year: int | None = None
    """A year that the next words say: `í mars í fyrra`."""


def day_in_iceland(published: datetime.datetime) -> Day:
    """The day of a moment by Iceland's clocks."""
    return published.astimezone(datetime.timezone.utc).date()


def resolve(
    values: Sequence[ParsedValue],
    sentences: Iterable[tuple[int, int]],
    tags: Sequence[str],
    norms: Sequence[str],
    published: datetime.datetime | None,
) -> list[Resolved]:
    """Resolve the dates and times of a text.

    Args:
        values: the values, in order.
        sentences: half-open ranges of words, in order.
        tags: MIM-GOLD tags of the words, which tell the tense of the sentence.
        norms: norms of the words.
        published: when the text was published, with a time zone; None if unknown.

    Returns:
        One result per value. Without `published`, only what the text dates in full has an `iso`.
    """
    day = day_in_iceland(published) if published else None
    found: list[Resolved] = []
    at = 0
    for first, end in sentences:
        inside = []
        while at < len(values) and values[at].first < end:
            inside.append(values[at])
            at += 1
        if inside:
            verbs = [(i, tags[i], norms[i].lower()) for i in range(first, end) if tags[i][:2] in ("sf", "sv")]
            found += _resolve_sentence(inside, verbs, day)
    return found


def _resolve_sentence(values: Sequence[ParsedValue], verbs: Sequence[tuple[int, str, str]], day: Day | None) -> list[Resolved]:
    places = [_Place(day, _direction(value, verbs), _year_after(values, i, day)) for i, value in enumerate(values)]
    found = [_resolved(value.content, place) for value, place in zip(values, places, strict=True)]
    for i, value in enumerate(values):
        if _is_time(value.content) and (host := _day_beside(values, found, i)) is not None:
            content: Content = values[host].content
            found[i] = _on_day(value.content, str(found[host].iso), content.get("part"))
    return found


def _direction(value: ParsedValue, verbs: Sequence[tuple[int, str, str]]) -> int:
    """The tense of the finite verb nearest to the value; the one before it where two are as near."""
    if not verbs:
        return 0
    _, tag, norm = min(
        verbs, key=lambda verb: (value.first - verb[0] if verb[0] < value.first else verb[0] - value.last, verb[0])
    )
    return -1 if tag[5:6] == "þ" or norm in _PERFECT else 1


def _year_after(values: Sequence[ParsedValue], i: int, day: Day | None) -> int | None:
    """The year that the value right after value i tells, as in `26. nóvember í fyrra`."""
    after = values[i + 1] if i + 1 < len(values) and values[i + 1].first == values[i].last + 1 else None
    if day and after and after.content["kind"] == "relative" and after.content.get("unit") == "year":
        offset = after.content.get("offset")
        return day.year + offset if isinstance(offset, int) and not after.content.get("part") else None
    return None


def _resolved(content: Content, place: _Place) -> Resolved:
    kind = content["kind"]
    if kind == "date":
        return _date(content, place)
    if kind == "relative":
        return _relative(content, place)
    if kind == "range":
        return _range(content, place)
    if kind == "time":
        return Resolved(_clock(content), "second" if content["second"] else "minute")
    if kind == "timestamp":
        date = _date(content, place)
        return Resolved(date.iso and date.iso + _clock(content), "second" if content["second"] else "minute")
    return Resolved(None, None)


def _is_time(content: Content) -> bool:
    return (content["first"] if content["kind"] == "range" else content)["kind"] == "time"  # type: ignore[no-any-return]


def _clock(content: Content) -> str:
    seconds = f":{content['second']:02}" if content["second"] else ""
    return f"T{content['hour']:02}:{content['minute']:02}{seconds}"


def _day_beside(values: Sequence[ParsedValue], found: Sequence[Resolved], i: int) -> int | None:
    """The index of the day that the time at index i is of: right before it, or right after."""
    for j, gap in (
        (i - 1, values[i].first - values[i - 1].last),
        (i + 1, values[min(i + 1, len(values) - 1)].first - values[i].last),
    ):
        if 0 <= j < len(values) and gap <= _GAP + 1 and found[j].precision == "day" and found[j].iso:
            return j
    return None


def _on_day(content: Content, day: str, part: str | None) -> Resolved:
    """A time, or a range of times, on a day; `kl. 8 í kvöld` is at 20."""
    if content["kind"] == "range":
        first, last = (_on_day(end, day, part).iso for end in (content["first"], content["last"]))
        return Resolved(f"{first}/{last}", "range")
    late = part in ("evening", "afternoon") and 0 < content["hour"] < 12
    moment = {**content, "hour": content["hour"] + 12} if late else content
    return Resolved(day + _clock(moment), "second" if content["second"] else "minute")


def _date(content: Content, place: _Place) -> Resolved:
    year, month, day = content["year"] or place.year, content["month"], content["day"]
    precision = "day" if day else "month" if month else "year"
    if not year and month and place.published:
        year = _year_of(month, day, place)
    if not year or (day and not month):
        return Resolved(None, precision if year or month or day else None)
    if day and not _exists(year, month, day):
        return Resolved(None, precision)
    return Resolved("-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)]), precision)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        Day(year, month, day)
    except ValueError:
        return False
    return True


def _year_of(month: int, day: int | None, place: _Place) -> int | None:
    """The year of a day or month that the text gives without one."""
    published = place.published
    assert published is not None
    if day is None:
        now = published.month
        past, future = published.year - (month > now), published.year + (month < now)
        if place.direction == 0:
            return min((past, future), key=lambda year: abs(12 * (year - published.year) + month - now))
        return past if place.direction < 0 else future
    years = [year for year in range(published.year - 8, published.year + 9) if 1 <= year <= 9999 and _exists(year, month, day)]
    return getattr(_pick([Day(year, month, day) for year in years], place), "year", None)


def _pick(days: Sequence[Day], place: _Place) -> Day | None:
    """Of the days of several years, the one that tense and nearness to publication choose."""
    published = place.published
    assert published is not None
    past = max((day for day in days if day <= published), default=None)
    future = min((day for day in days if day >= published), default=None)
    if past is None or future is None:
        return past or future
    if place.direction == 0:
        return past if published - past <= future - published else future
    chosen, other = (past, future) if place.direction < 0 else (future, past)
    return other if abs(chosen - published) > _FAR and abs(other - published) <= _NEAR else chosen


def _range(content: Content, place: _Place) -> Resolved:
    """`A/B`; a first date without a year is the last one before the last date."""
    first, last = content["first"], content["last"]
    end = _resolved(last, place)
    if first["kind"] == "date" and not first["year"] and first["month"] and end.iso:
        later = first["month"] > (last["month"] or 12)
        first = {**first, "year": int(end.iso[:4]) - later}
    start = _resolved(first, place)
    return Resolved(f"{start.iso}/{end.iso}" if start.iso and end.iso else None, "range")


def _relative(content: Content, place: _Place) -> Resolved:
    unit, offset = content["unit"], content["offset"]
    if unit in _SEASONS:
        return _season(content, place)
    if unit in _FEASTS or unit == "weekend":
        return Resolved(_days_off(unit, offset, place) if place.published else None, "range")
    precision = {"year": "season" if content["part"] in _SEASONS else "year"}.get(unit, unit)
    if unit is None or place.published is None or (offset is None and not content["weekday"]):
        return Resolved(None, precision)
    try:
        return Resolved(_counted(content, place.published, place.direction), precision)
    except (OverflowError, ValueError):  # beyond the years that the calendar has
        return Resolved(None, precision)


def _counted(content: Content, published: Day, direction: int) -> str:
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
    return f"{year:04}-{_SEASONS[content['part']][0]}" if content["part"] in _SEASONS else f"{year:04}"


def _weekday(published: Day, weekday: int, direction: int) -> Day:
    """The nearest such day after publication, before it, or on either side; never the day of publication itself."""
    ahead = (weekday - published.isoweekday()) % 7 or 7
    if direction > 0 or (direction == 0 and ahead <= 3):
        return published + datetime.timedelta(days=ahead)
    return published + datetime.timedelta(days=ahead) - _WEEK * (2 if ahead == 7 else 1)


def _season(content: Content, place: _Place) -> Resolved:
    number, month = _SEASONS[content["unit"]]
    year = content.get("year")
    if not year and place.published:
        begun = place.published.year if place.published.month >= month else place.published.year - 1
        over = 12 * place.published.year + place.published.month >= 12 * begun + month + 3
        offset = content["offset"]
        if offset is None:
            offset = 1 if place.direction > 0 and over else 0
        elif offset < 0 and over:
            offset += 1
        year = begun + offset
    return Resolved(f"{year:04}-{number}" if year else None, "season")


def _days_off(unit: str, offset: int | None, place: _Place) -> str | None:
    """A weekend or a feast of some days, as a range."""
    published = place.published
    assert published is not None
    if unit == "weekend":
        saturday = published + datetime.timedelta(days=6 - published.isoweekday())  # of this week
        weekend = published.isoweekday() >= 6
        if offset is None:
            offset = 0 if weekend or place.direction >= 0 else -1
        elif offset:
            offset = 0 if offset > 0 and not weekend else offset
        first: Day | None = saturday + offset * _WEEK
        length = 1
    else:
        years = range(max(published.year - 1, 1), min(published.year + 2, 9999))
        direction = offset if offset is not None else place.direction
        first, length = _pick([_feast(unit, year) for year in years], place._replace(direction=direction)), _LENGTHS[unit]
    return f"{first}/{first + datetime.timedelta(days=length)}" if first else None


_LENGTHS: Final = {"new_year": 1, "christmas": 2, "easter": 4}
"""Days from the first day of a feast to its last."""


def _feast(unit: str, year: int) -> Day:
    """The first day of a feast: New Year's Eve, Christmas Eve, Maundy Thursday."""
    if unit == "easter":
        return _easter(year) - datetime.timedelta(days=3)
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
