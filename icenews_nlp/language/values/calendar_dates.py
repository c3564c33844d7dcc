"""Dates of the calendar beyond those of the tokenizer: lists, ranges, feasts, and days whose ordinal is a word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.clock_times import TO, begins_clock, read_clock
from icenews_nlp.language.values.contents import Content, between, date
from icenews_nlp.language.values.periods import YEAR, begins_period, read_period, year_at
from icenews_nlp.language.values.quantities.numerals import norm_at
from icenews_nlp.language.values.quantities.ordinals import begins_ordinal, read_ordinals
from icenews_nlp.language.values.value import ParsedValue

_MONTHS: Final = (
    *("jan(?:úar)?", "feb(?:r|rúar)?", "mar(?:s)?", "apr(?:íl)?", "maí", "jún(?:í)?", "júl(?:í)?", "ág(?:úst)?"),
    *("sept?(?:ember)?", "okt(?:óber)?", "nóv(?:ember)?", "des(?:ember)?"),
)
_MONTH: Final = re.compile(rf"(?:{'|'.join(f'({month})' for month in _MONTHS)})\.?")
"""One group per month."""
_ORDINAL: Final = re.compile(r"(\d{1,2})\.")
_YEARS: Final = re.compile(r"([12]\d{3})[-–/]([12]\d{3})")
_SHORT_YEARS: Final = re.compile(r"([12]\d{3})[-–/](\d\d)")
_DAY_AND_MONTH: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.")
_FEASTS: Final = {
    **{"aðfangadag": (12, 24), "jóladag": (12, 25), "gamlársdag": (12, 31), "nýársdag": (1, 1), "þrettándann": (1, 6)},
    **{"þorláksmess": (12, 23), "gamlárskvöld": (12, 31), "aðfangadagskvöld": (12, 24), "þjóðhátíðardag": (6, 17)},
}
_SECOND: Final = frozenset({"annan", "annar", "annars"})
"""Before `í jólum`."""
_FEAST: Final = re.compile(
    rf"({'|'.join(sorted(_FEASTS, key=len, reverse=True))})(?:ur|inn|inum|urinn|s|sins|i|a|u|ið|inu)?", re.IGNORECASE
)


def begins_calendar(text: str) -> bool:
    """Whether a value of `read_calendar` that the tokenizer has not read may begin with that word."""
    lower = text.lower()
    return (
        begins_ordinal(text)
        or begins_clock(text)
        or begins_period(lower)
        or _FEAST.fullmatch(lower) is not None
        or _months_of(lower) is not None
    )


def read_calendar(words: Sequence[Word], i: int, known: Mapping[int, ParsedValue]) -> ParsedValue | None:
    """The date or time that begins at word i, alone or as the beginning of a range, beyond what the tokenizer reads."""
    text = words[i].norm
    value = _read_days(words, i) if begins_ordinal(text) else None
    if text[0].isdecimal():
        value = value or _read_years(words, i) or _read_day_and_month(words, i)
    value = value or read_clock(words, i) or read_period(words, i) or _read_feast(words, i) or _read_months(words, i)
    return _extended(words, value or known.get(i), known)


def _read_days(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`26. nóvember`, `fyrsta desember 1918`, `13.-15. mars`, `13. til 15. mars`, each day of `13., 14. og 15. mars`."""
    told = read_ordinals(words, i)
    month, year, end = _month_at(words, told.end) if told else (None, None, i)
    if told is None or month is None:
        return None
    if not words[i].norm[0].isdecimal() and norm_at(words, end) == "í" and norm_at(words, end + 1) == "röð":
        return None  # `þriðji mars í röð`
    first = date(year, month, told.first)
    content = between(first, date(year, month, told.last)) if told.is_range else first
    return ParsedValue(i, (told.first_end if told.is_list else end) - 1, content) if content else None


def _read_day_and_month(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`3.2. 1925`, `3. 2. 1925`; the tokenizer reads them without a space before the year."""
    if both := _DAY_AND_MONTH.fullmatch(words[i].norm):
        day, month, last = int(both[1]), int(both[2]), i + 1
    elif (one := _ORDINAL.fullmatch(words[i].norm)) and (other := _ORDINAL.fullmatch(norm_at(words, i + 1))):
        day, month, last = int(one[1]), int(other[1]), i + 2
    else:
        return None
    content = date(int(norm_at(words, last)), month, day) if YEAR.fullmatch(norm_at(words, last)) and day and month else None
    return ParsedValue(i, last, content) if content else None


def _read_months(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`janúar–mars 2025`, two months in one word."""
    if (months := _months_of(words[i].norm)) is None:
        return None
    year, end = year_at(words, i + 1)
    start, stop = date(None, months[0]), date(year, months[1])
    content = between({**start, "year": _year_before(start, stop)}, stop) if start and stop else None
    return ParsedValue(i, end - 1, content) if content else None


def _months_of(text: str) -> tuple[int, int] | None:
    """Two months in one word: 1 and 3 of `janúar–mars`."""
    first, dash, last = text.lower().replace("–", "-").partition("-")
    months = (month_of(first), month_of(last)) if dash else (None, None)
    return None if months[0] is None or months[1] is None else (months[0], months[1])


def _month_at(words: Sequence[Word], i: int) -> tuple[int | None, int | None, int]:
    """The month at word i, the year after it, and the first word after both."""
    month = month_of(norm_at(words, i).lower())
    return (month, *year_at(words, i + 1)) if month else (None, None, i)


def month_of(text: str) -> int | None:
    """The month by its name or abbreviation in small letters."""
    name = _MONTH.fullmatch(text)
    return name.lastindex if name else None


def _read_years(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`2019-2023`, `2004–2010`, `2004 til 2010`; the tokenizer has those alone."""
    if years := _YEARS.fullmatch(words[i].norm):
        first, last, end = int(years[1]), int(years[2]), i
    elif years := _SHORT_YEARS.fullmatch(words[i].norm):
        first, end = int(years[1]), i
        last = first - first % 100 + int(years[2])
        if first + 1 < last <= first - first % 100 + 12:
            return None  # 2001-12 may be a month
    elif YEAR.fullmatch(words[i].norm) and norm_at(words, i + 1) in TO and YEAR.fullmatch(norm_at(words, i + 2)):
        first, last, end = int(words[i].norm), int(words[i + 2].norm), i + 2
    else:
        return None
    content = between(date(first), date(last))
    return ParsedValue(i, end, content) if content and first < last else None


def _read_feast(words: Sequence[Word], i: int) -> ParsedValue | None:
    """Days by name: `aðfangadagur`, `annan í jólum`."""
    text = words[i].norm.lower()
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
    year, after = year_at(words, end)
    if lacks_year and year:  # aðfangadag 2024, desember árið 2019
        value, end = ParsedValue(value.first, after - 1, {**value.content, "year": year}), after
    if norm_at(words, end) not in TO or end + 1 >= len(words):
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
    told = read_ordinals(words, i)
    return (_read_days(words, i) if told and not told.is_range and not told.is_list else None) or known.get(i)
