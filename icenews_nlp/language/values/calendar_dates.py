"""Dates and times of the calendar: those of the tokenizer, and lists, ranges, centuries and clock times of several words."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.quantities.numerals import NUMBER_WORDS, norm_at
from icenews_nlp.language.values.value import ParsedValue

Content = dict[str, object]

_MONTHS: Final = (
    *("jan(?:úar)?", "feb(?:r|rúar)?", "mar(?:s)?", "apr(?:íl)?", "maí", "jún(?:í)?", "júl(?:í)?", "ág(?:úst)?"),
    *("sept?(?:ember)?", "okt(?:óber)?", "nóv(?:ember)?", "des(?:ember)?"),
)
_MONTH: Final = tuple(re.compile(rf"{month}\.?") for month in _MONTHS)
_ORDINAL: Final = re.compile(r"(\d{1,2})\.")
_DAYS: Final = re.compile(r"(\d{1,2})\.?[-–](\d{1,2})\.")
_YEAR: Final = re.compile(r"[12]\d{3}")
_YEARS: Final = re.compile(r"([12]\d{3})[-–/]([12]\d{3})")
_YEAR_WORDS: Final = frozenset({"árið", "ársins", "árinu", "árs"})
_TO: Final = frozenset({"til", "–", "-"})
_LIST: Final = frozenset({",", "og", "eða", "né", *_TO})
_MOST_LISTED: Final = 16
"""Words from the first day of a list to its month."""
_CENTURY: Final = re.compile(r"öld(?:in|ina|inni)?|aldar(?:innar)?")
_CLOCK_WORDS: Final = re.compile(r"kl\.?|klukkan", re.IGNORECASE)
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?")
_TIMES: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?[-–](\d{1,2})(?:[:.](\d{2}))?")
_APPROXIMATE: Final = re.compile(r"(\d{1,2}|[a-záðéíóúýþæö]+?)-?(?:leytið|leyti)")
_HOUR_NAMES: Final = {"hádegi": 12, "hádegið": 12, "miðnætti": 0, "miðnættið": 0}
_FEASTS: Final = {
    **{"aðfangadag": (12, 24), "jóladag": (12, 25), "gamlársdag": (12, 31), "nýársdag": (1, 1), "þrettándann": (1, 6)},
    **{"þorláksmess": (12, 23), "gamlárskvöld": (12, 31), "aðfangadagskvöld": (12, 24), "þjóðhátíðardag": (6, 17)},
}
LEAP_YEAR: Final = 2000
"""Stands in for a year that the text does not give, for 29. febrúar may be meant."""
_SECOND: Final = frozenset({"annan", "annar", "annars"})
"""Before `í jólum`."""
_FEAST: Final = re.compile(
    rf"({'|'.join(sorted(_FEASTS, key=len, reverse=True))})(?:ur|inn|inum|urinn|s|sins|i|a|u|ið|inu)?", re.IGNORECASE
)


def date_content(val: Any, _: str) -> dict[str, object] | None:
    """The date; None for one that no calendar has, such as 31. febrúar."""
    year, month, day = (part or None for part in val)
    try:
        datetime.date(year or LEAP_YEAR, month or 1, day or 1)
    except ValueError:
        return None
    return {"kind": "date", "year": year, "month": month, "day": day}


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


def date(year: int | None, month: int | None = None, day: int | None = None) -> Content | None:
    """The content of a date; None for one that no calendar has."""
    return date_content((year or 0, month or 0, day or 0), "")


def time(hour: int, minute: int = 0, second: int = 0) -> Content | None:
    """The content of a time of day; None for one that no clock has."""
    return time_content((hour, minute, second), "")


def between(first: Content | None, last: Content | None) -> Content | None:
    """The content of a range."""
    return {"kind": "range", "first": first, "last": last} if first and last else None


def read_calendar(words: Sequence[Word], i: int, known: Mapping[int, ParsedValue]) -> ParsedValue | None:
    """The date or time that begins at word i, alone or as the beginning of a range, beyond what the tokenizer reads."""
    text = words[i].norm
    value = None
    if text[0].isdecimal():
        value = _read_days(words, i) or _read_years(words, i) or _read_century(words, i)
    elif _CLOCK_WORDS.fullmatch(text):
        value = _read_clock(words, i)
    return _extended(words, value or _read_named(words, i) or known.get(i), known)


def _read_days(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`13.-15. mars`, `13. til 15. mars`, and each day of `13., 14. og 15. mars`."""
    if days := _DAYS.fullmatch(words[i].norm):
        month, year, end = _month_at(words, i + 1)
        content = month and between(date(year, month, int(days[1])), date(year, month, int(days[2])))
        return ParsedValue(i, end - 1, content) if content else None
    day = _ORDINAL.fullmatch(words[i].norm)
    if not day:
        return None
    at, is_range = i + 1, norm_at(words, i + 1) in _TO
    last = day
    while at < i + _MOST_LISTED and norm_at(words, at) in _LIST:
        at += 1
        if other := _ORDINAL.fullmatch(norm_at(words, at)):
            last, at = other, at + 1
    month, year, end = _month_at(words, at)
    if not month or at == i + 1:
        return _read_day(words, i, int(day[1]))
    if is_range and at == i + 3:
        content = between(date(year, month, int(day[1])), date(year, month, int(last[1])))
        return ParsedValue(i, end - 1, content) if content else None
    content = date(year, month, int(day[1]))
    return ParsedValue(i, i, content) if content else None


def _read_day(words: Sequence[Word], i: int, day: int) -> ParsedValue | None:
    """`26. nóvember`, `9. júlí árið 2019`."""
    month, year, end = _month_at(words, i + 1)
    content = date(year, month, day) if month else None
    return ParsedValue(i, end - 1, content) if content else None


def _month_at(words: Sequence[Word], i: int) -> tuple[int | None, int | None, int]:
    """The month at word i, the year after it, and the first word after both."""
    text = norm_at(words, i).lower()
    month = next((number for number, name in enumerate(_MONTH, 1) if name.fullmatch(text)), None)
    if month is None:
        return None, None, i
    at = i + 2 if norm_at(words, i + 1) in _YEAR_WORDS else i + 1
    if _YEAR.fullmatch(norm_at(words, at)):
        return month, int(norm_at(words, at)), at + 1
    return month, None, i + 1


def _read_years(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`2019-2023`, `2004–2010`, `2004 til 2010`; the tokenizer has those alone."""
    if years := _YEARS.fullmatch(words[i].norm):
        first, last, end = int(years[1]), int(years[2]), i
    elif _YEAR.fullmatch(words[i].norm) and norm_at(words, i + 1) in _TO and _YEAR.fullmatch(norm_at(words, i + 2)):
        first, last, end = int(words[i].norm), int(words[i + 2].norm), i + 2
    else:
        return None
    content = between(date(first), date(last))
    return ParsedValue(i, end, content) if content and first < last else None


def _read_century(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`20. öld`, the years 1901 to 2000."""
    century = _ORDINAL.fullmatch(words[i].norm)
    if not century or not _CENTURY.fullmatch(norm_at(words, i + 1)) or not 1 < int(century[1]) < 31:
        return None
    content = between(date(100 * int(century[1]) - 99), date(100 * int(century[1])))
    return ParsedValue(i, i + 1, content) if content else None


def _read_clock(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`kl. 10-16`, `klukkan 10 til 16`, `milli klukkan 10 og 16`; the tokenizer reads single times."""
    text, end, joint = norm_at(words, i + 1), i + 1, norm_at(words, i + 2)
    is_range = joint in _TO or (joint == "og" and norm_at(words, i - 1).lower() == "milli")
    if is_range and _TIME.fullmatch(text) and _TIME.fullmatch(norm_at(words, i + 3)):
        text, end = f"{text}-{norm_at(words, i + 3)}", i + 3
    times = _TIMES.fullmatch(text)
    if times is None:
        return None
    content = between(time(int(times[1]), int(times[2] or 0)), time(int(times[3]), int(times[4] or 0)))
    return ParsedValue(i, end, content) if content else None


def _read_named(words: Sequence[Word], i: int) -> ParsedValue | None:
    """Times and days by name: `hádegi`, `áttaleytið`, `aðfangadagur`."""
    text = words[i].norm.lower()
    if (hour := _HOUR_NAMES.get(text)) is not None:
        return None if norm_at(words, i - 1) in ("eftir", "fyrir") else ParsedValue(i, i, time(hour) or {})
    if about := _APPROXIMATE.fullmatch(text):
        number = int(about[1]) if about[1].isdecimal() else NUMBER_WORDS.get(about[1])
        content = time(number) if number and number < 25 else None
        return ParsedValue(i, i, content) if content else None
    if text in _SECOND and norm_at(words, i + 1) == "í" and norm_at(words, i + 2) == "jólum":
        return ParsedValue(i, i + 2, date(None, 12, 26) or {})
    feast = _FEAST.fullmatch(text)
    content = date(None, *_FEASTS[feast[1].lower()]) if feast else None
    return ParsedValue(i, i, content) if content else None


def _extended(words: Sequence[Word], value: ParsedValue | None, known: Mapping[int, ParsedValue]) -> ParsedValue | None:
    """The value, or the range of which it is the beginning: `13. mars til 15. apríl`, `kl. 10:00 – 12:00`, `mars til maí`."""
    if value is None or value.content["kind"] not in ("date", "time"):
        return value
    end = value.last + 1
    lacks_year = value.content["kind"] == "date" and value.content["month"] and not value.content["year"]
    if lacks_year and norm_at(words, end) in _YEAR_WORDS and _YEAR.fullmatch(norm_at(words, end + 1)):  # desember árið 2019
        value = ParsedValue(value.first, end + 1, {**value.content, "year": int(words[end + 1].norm)})
        end = value.last + 1
    if norm_at(words, end) not in _TO or end + 1 >= len(words):
        return value
    last = _read_day_or_known(words, end + 1, known)
    if last is None or last.content["kind"] != value.content["kind"]:
        return value
    if value.content["kind"] == "date" and (value.content["day"] is None) != (last.content["day"] is None):
        return value
    first = value.content
    if first["kind"] == "date" and first["year"] is None:
        first = {**first, "year": _year_before(first, last.content)}
    content = between(first, last.content)
    return ParsedValue(value.first, last.last, content) if content else value


def _year_before(first: Content, last: Content) -> int | None:
    """The year of a month that the last month of a range follows: 2025 in `28. desember til 3. janúar 2026`."""
    year, month = last["year"], last["month"]
    if not isinstance(year, int):
        return None
    return year - 1 if isinstance(month, int) and isinstance(first["month"], int) and first["month"] > month else year


def _read_day_or_known(words: Sequence[Word], i: int, known: Mapping[int, ParsedValue]) -> ParsedValue | None:
    day = _ORDINAL.fullmatch(words[i].norm)
    return (_read_day(words, i, int(day[1])) if day else None) or known.get(i)
