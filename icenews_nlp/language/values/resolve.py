"""Dates and times -> ISO 8601, counted from the day of publication where the text does not say the whole date.

A day is a day in Iceland, whose clocks have been on Greenwich Mean Time all year since 1968 (lög nr. 6/1968, um tímareikning
á Íslandi), so it is the day in UTC. Seasons are numbered as in ISO 8601-2 (21 is spring, 24 winter), a winter by the year in
which it begins.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from icenews_nlp.language.values.clause import Clause
from icenews_nlp.language.values.days import (
    FEASTS,
    SEASONS,
    Anchor,
    Content,
    Day,
    counted,
    exists,
    feast,
    feast_day,
    season,
    weekday_of_week,
    weekend,
    year_of,
)
from icenews_nlp.language.values.value import ParsedValue

_COUNTABLE: Final = range(100, 9900)
"""Years of publication that days are counted from; at the ends of the calendar, tomorrow does not exist."""
_GAP: Final = 2
"""Most words between a date and the time of that day."""


class Resolved(NamedTuple):
    """A date or time in ISO 8601, a range as `A/B`; None for what needs the time of publication where none is given."""

    iso: str | None
    precision: str | None
    """year, season, month, week, day, minute, second or range; None where the value is no date and no time."""


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
    day = day_in_iceland(published) if published and published.year in _COUNTABLE else None
    found: list[Resolved] = []
    at = 0
    told = _years_told(values)
    for first, end in sentences:
        inside = []
        while at < len(values) and values[at].first < end:
            inside.append(values[at])
            at += 1
        if inside:
            clause = Clause(first, tags[first:end], [norm.lower() for norm in norms[first:end]])
            found += _resolve_sentence(inside, clause, day, told[at - len(inside) : at])
    return found


def _resolve_sentence(
    values: Sequence[ParsedValue], clause: Clause, day: Day | None, told: Sequence[int | None]
) -> list[Resolved]:
    """Resolve the values of a sentence; `told` has the year that the text told last before each."""
    found: list[Resolved] = []
    direction = 0
    for i, value in enumerate(values):
        if not i or not clause.joins(values[i - 1], value):
            direction = clause.direction(value)
        said = clause.said_direction(value)
        year = _year_after(values, i, day, clause) or _year_before(values, i, clause)
        anchor = Anchor(day, said or direction, year, clause.weekday(value), is_sure=said is not None)
        known = _day_of_week(values, i, day) or _night_before(value, clause, anchor) or _duration(value, clause)
        found.append(known or _of_year_told(value, clause, anchor, told[i]) or _resolved(value.content, anchor))
    _put_times_on_days(values, found, clause)
    return found


def _put_times_on_days(values: Sequence[ParsedValue], found: list[Resolved], clause: Clause) -> None:
    """Resolve the times of a sentence anew, with the days that they are of."""
    host: int | None = None
    for i, value in enumerate(values):
        if _is_time(value.content):
            beside = _day_beside(values, found, i, clause)
            host = host if beside is None else beside  # `klukkan 9 í morgun og … klukkan 11`
            content: Content = values[host].content if host is not None else {}
            part = clause.part_of_day(value) or content.get("part")
            found[i] = _on_day(value.content, "" if host is None else str(found[host].iso), part)
        elif found[i].precision == "day" and i != host:
            host = None


def _years_told(values: Sequence[ParsedValue]) -> list[int | None]:
    """The year that a value before each told last itself."""
    found: list[int | None] = [None]
    for value in values:
        content: Content = value.content
        year = (content["last"] if content["kind"] == "range" else content).get("year")
        found.append(year if isinstance(year, int) else found[-1])
    return found[:-1]


def _year_before(values: Sequence[ParsedValue], i: int, clause: Clause) -> int | None:
    """The year right before value i, of which it is a day or month: `Árið 1975, nánar tiltekið 24. október`."""
    before: Content = values[i - 1].content if i else {}
    is_year = before.get("kind") == "date" and not before.get("month")
    return before["year"] if is_year and clause.is_of(values[i], values[i - 1]) else None


def _of_year_told(value: ParsedValue, clause: Clause, anchor: Anchor, told: int | None) -> Resolved | None:
    """A day or month of a year counted from the one told last; without an ISO date where none was told: `í júlí sama ár`."""
    content: Content = value.content
    years = clause.years_on(value) if content["kind"] == "date" and content["month"] and not content["year"] else None
    if years is None:
        return None
    if told is None:
        return Resolved(None, "day" if content["day"] else "month")
    return _date(content, anchor._replace(year=told + years))


def _duration(value: ParsedValue, clause: Clause) -> Resolved | None:
    """What `eftir sex ár` says in the past: how long something took, and no day."""
    content: Content = value.content
    is_counted = content["kind"] == "relative" and content["offset"] and not content["weekday"]
    return Resolved(None, content["unit"]) if is_counted and clause.is_duration(value) else None


def _night_before(value: ParsedValue, clause: Clause, anchor: Anchor) -> Resolved | None:
    """The day of publication in `aðfaranótt laugardags`; without the first word a weekday is another day than that."""
    is_today = anchor.published is not None and value.content.get("weekday") == anchor.published.isoweekday()
    if not is_today or anchor.direction > 0 or clause.before(value, 1) != "aðfaranótt":
        return None
    return Resolved(str(anchor.published), "day")


def _day_of_week(values: Sequence[ParsedValue], i: int, day: Day | None) -> Resolved | None:
    """A weekday of the week that the value right after it tells: `föstudaginn í næstu viku`."""
    after = values[i + 1] if i + 1 < len(values) and values[i + 1].first == values[i].last + 1 else None
    content: Content = values[i].content
    if not day or not content.get("weekday") or after is None or after.content.get("unit") != "week":
        return None
    week: Content = after.content
    if week["offset"] is None:
        return None
    return Resolved(weekday_of_week(day, content["weekday"], week["offset"]).isoformat(), "day")


def _year_after(values: Sequence[ParsedValue], i: int, day: Day | None, clause: Clause) -> int | None:
    """The year that the value right after value i tells: `26. nóvember í fyrra`, not `um áramótin eftir tíu ár`."""
    after = values[i + 1] if i + 1 < len(values) and values[i + 1].first == values[i].last + 1 else None
    is_year = after is not None and after.content["kind"] == "relative" and after.content.get("unit") == "year"
    if day and after and is_year and clause.norms[after.first - clause.first] != "eftir":
        offset = after.content.get("offset")
        return day.year + offset if isinstance(offset, int) and not after.content.get("part") else None
    return None


def _resolved(content: Content, anchor: Anchor) -> Resolved:
    kind = content["kind"]
    if kind == "date":
        return _date(content, anchor)
    if kind == "relative":
        return _relative(content, anchor)
    if kind == "range":
        return _range(content, anchor)
    if kind == "time":
        return Resolved(_clock(content), "second" if content["second"] else "minute")
    if kind == "timestamp":
        date = _date(content, anchor)
        return Resolved(date.iso and date.iso + _clock(content), "second" if content["second"] else "minute")
    return Resolved(None, None)


def _is_time(content: Content) -> bool:
    return (content["first"] if content["kind"] == "range" else content)["kind"] == "time"  # type: ignore[no-any-return]  # content is of JSON


def _clock(content: Content) -> str:
    seconds = f":{content['second']:02}" if content["second"] else ""
    return f"T{content['hour']:02}:{content['minute']:02}{seconds}"


def _day_beside(values: Sequence[ParsedValue], found: Sequence[Resolved], i: int, clause: Clause) -> int | None:
    """The index of the day that the time at index i is of: right before it, or right after.

    One that follows without a word between is nearer than one before: `kl. 20 á fimmtudag og kl. 16 á laugardag`.
    """
    gaps = {j: clause.gap(values[min(i, j)], values[max(i, j)]) for j in (i - 1, i + 1) if 0 <= j < len(values)}
    days = [j for j, gap in gaps.items() if gap <= _GAP and found[j].precision == "day" and found[j].iso]
    is_taken = i > 1 and _is_time(values[i - 2].content) and clause.gap(values[i - 2], values[i - 1]) == 0
    return min(days, key=lambda j: (j < i and is_taken, j > i and gaps[j] > 0, gaps[j] > 0, j), default=None)


def _on_day(content: Content, day: str, part: str | None) -> Resolved:
    """A time, or a range of times, on a day ("" where none is known); `kl. 8 í kvöld` is at 20."""
    if content["kind"] == "range":
        first, last = (_on_day(end, day, part).iso for end in (content["first"], content["last"]))
        return Resolved(f"{first}/{last}", "range")
    late = part in ("evening", "afternoon") and 0 < content["hour"] < 12
    moment = {**content, "hour": content["hour"] + 12} if late else content
    return Resolved(day + _clock(moment), "second" if content["second"] else "minute")


def _date(content: Content, anchor: Anchor) -> Resolved:
    year, month, day = content["year"] or anchor.year, content["month"], content["day"]
    precision = "day" if day else "month" if month else "year"
    if not year and month and anchor.published:
        year = year_of(month, day, anchor)
    if not year or (day and not month):
        return Resolved(None, precision if year or month or day else None)
    if day and not exists(year, month, day):
        return Resolved(None, precision)
    return Resolved("-".join([f"{year:04}", *(f"{part:02}" for part in (month, day) if part)]), precision)


def _range(content: Content, anchor: Anchor) -> Resolved:
    """`A/B`; a first date without a year is the last one before the last date."""
    first, last = content["first"], content["last"]
    end = _resolved(last, anchor)
    if first["kind"] == "date" and not first["year"] and first["month"] and end.iso:
        later = first["month"] > (last["month"] or 12)
        first = {**first, "year": int(end.iso[:4]) - later}
    start = _resolved(first, anchor)
    return Resolved(f"{start.iso}/{end.iso}" if start.iso and end.iso else None, "range")


def _relative(content: Content, anchor: Anchor) -> Resolved:
    unit, offset, weekday = content["unit"], content["offset"], content["weekday"]
    if unit in FEASTS or (weekday and unit in SEASONS):
        return _feast(content, anchor)
    if unit in SEASONS:
        return Resolved(season(content, anchor), "season")
    if unit == "weekend":
        return Resolved(weekend(offset, anchor) if anchor.published else None, "range")
    precision = {"year": "season" if content["part"] in SEASONS else "year"}.get(unit, unit)
    if unit is None or anchor.published is None or (offset is None and not weekday):
        return Resolved(None, precision)
    try:
        return Resolved(counted(content, anchor.published, anchor.direction), precision)
    except (OverflowError, ValueError):  # beyond the years that the calendar has
        return Resolved(None, precision)


def _feast(content: Content, anchor: Anchor) -> Resolved:
    """A feast of some days, or a day of it, of the year that the text tells or the tense chooses."""
    unit, weekday = content["unit"], content["weekday"]
    anchor = anchor._replace(year=content.get("year") or anchor.year)
    if content["offset"]:  # `um síðustu jól`
        anchor = anchor._replace(direction=content["offset"], is_sure=True)
    precision = "day" if weekday else "range"
    if not anchor.year and not anchor.published:
        return Resolved(None, precision)
    return Resolved(feast_day(unit, weekday, anchor) if weekday else feast(unit, anchor), precision)
