"""Centuries, decades, and parts of a year: `á fjórða ársfjórðungi 2025`, `á fyrri helmingi ársins`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.contents import between, date
from icenews_nlp.language.values.quantities.numerals import NUMBER_WORDS, norm_at
from icenews_nlp.language.values.quantities.ordinals import begins_ordinal, read_ordinals
from icenews_nlp.language.values.value import ParsedValue

YEAR: Final = re.compile(r"[12]\d{3}")
YEAR_WORDS: Final = frozenset({"árið", "ársins", "árinu", "árs"})
_CENTURY: Final = re.compile(r"öld(?:in|ina|inni|um|unum)?|alda(?:r|rinnar|nna)?|aldir(?:nar)?")
_DECADE: Final = re.compile(r"áratug(?:ur|urinn|inn|num|i|ar|arins|um|unum)?")
_LAST_CENTURY: Final = 20
"""Of `á níunda áratugnum`, and of `síðustu aldar`."""
_EARLIEST: Final = 4
"""The first decade that can only be of the last century, where no century is told; the third may be this one's."""
_QUARTER: Final = re.compile(r"(árs)?fjórðung(?:ur|i|s|inn|num|urinn|sins)?")
_HALF: Final = re.compile(r"(árs)?helming(?:ur|i|s|inn|num|urinn|sins)?")
_HALVES: Final = {"fyrri": (1, 6), "seinni": (7, 12), "síðari": (7, 12)}
_OF_YEAR: Final = frozenset({"ársins", "árs"})
_MONTHS_OF: Final = frozenset({"fyrstu", "síðustu"})
"""Before months of a year: `fyrstu níu mánuði ársins`."""
_MONTHS: Final = re.compile(r"mánuð(?:i|um|ir|ina|unum|irnir)|mánaða(?:nna)?")
_ENDS: Final = {
    **dict.fromkeys(("ársbyrjun", "ársbyrjunar"), 1),
    **dict.fromkeys(("árslok", "árslokum", "ársloka"), 12),
}
"""The beginning and the end of a year, as the month that they are."""


def begins_period(text: str) -> bool:
    """Whether a value of `read_period` may begin with that word in small letters."""
    return begins_ordinal(text) or text in _HALVES or text in _MONTHS_OF or text in _ENDS


def read_period(words: Sequence[Word], i: int) -> ParsedValue | None:
    """The period that begins at word i; one without a year is of the one that the tense of its sentence chooses."""
    text = words[i].norm.lower()
    if begins_ordinal(text) and (value := _read_age(words, i) or _read_quarter(words, i)):
        return value
    if text in _HALVES and (half := _HALF.fullmatch(norm_at(words, i + 1))):
        return _months(words, i, i + 2, *_HALVES[text], told=half[1] is not None)
    if text in _MONTHS_OF and _MONTHS.fullmatch(norm_at(words, i + 2)):
        count = norm_at(words, i + 1)
        number = int(count) if count.isdecimal() and len(count) < 3 else NUMBER_WORDS.get(count, 0)
        first, last = (1, number) if text == "fyrstu" else (13 - number, 12)
        return _months(words, i, i + 3, first, last, told=False) if 0 < number < 12 else None
    is_end = text in _ENDS and year_at(words, i + 1)[0] is None  # of `árslok 2028` MIM-GOLD-NER's date is the year alone
    return ParsedValue(i, i, date(None, _ENDS[text]) or {}) if is_end else None


def year_at(words: Sequence[Word], i: int) -> tuple[int | None, int]:
    """The year at word i (`2025`, `árið 2025`) and the first word after it; without one None and i."""
    at = i + 1 if norm_at(words, i) in YEAR_WORDS else i
    return (int(norm_at(words, at)), at + 1) if YEAR.fullmatch(norm_at(words, at)) else (None, i)


def _read_age(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`20. öld` (1901 to 2000), each of `18. og 19. öld`, `níunda áratug síðustu aldar` (1981 to 1990)."""
    told = read_ordinals(words, i)
    if told is None:
        return None
    years: Callable[[int], tuple[int, int] | None] = _century
    if _CENTURY.fullmatch(norm_at(words, told.end)):
        end = told.end + 1
    elif _DECADE.fullmatch(norm_at(words, told.end)):
        century, end = _century_at(words, told.end + 1)
        if century is None and told.first < _EARLIEST:
            return None
        years = _decades_of(century or _LAST_CENTURY)
    else:
        return None
    first, last = years(told.first), years(told.last if told.is_range else told.first)
    content = between(date(first[0]), date(last[1])) if first and last else None
    return ParsedValue(i, (told.first_end if told.is_list else end) - 1, content) if content else None


def _century(number: int) -> tuple[int, int] | None:
    return (100 * number - 99, 100 * number) if 1 < number < 31 else None


def _decades_of(century: int) -> Callable[[int], tuple[int, int] | None]:
    """The years of a decade of that century by its number."""
    start = 100 * century - 100
    return lambda number: (start + 10 * number - 9, start + 10 * number) if 0 < number < 11 else None


def _century_at(words: Sequence[Word], i: int) -> tuple[int | None, int]:
    """The century at word i, as in `níunda áratug 20. aldar`, and the first word after it; without one None and i."""
    if norm_at(words, i) == "síðustu" and _CENTURY.fullmatch(norm_at(words, i + 1)):
        return _LAST_CENTURY, i + 2
    if norm_at(words, i) == "þessarar" and _CENTURY.fullmatch(norm_at(words, i + 1)):
        return _LAST_CENTURY + 1, i + 2
    told = read_ordinals(words, i)
    if told and _CENTURY.fullmatch(norm_at(words, told.end)) and 1 < told.first < 31:
        return told.first, told.end + 1
    return None, i


def _read_quarter(words: Sequence[Word], i: int) -> ParsedValue | None:
    """`fjórða ársfjórðungi 2025`, `1. fjórðungi ársins`."""
    told = read_ordinals(words, i)
    quarter = _QUARTER.fullmatch(norm_at(words, told.end)) if told and not told.is_list else None
    if told is None or quarter is None or not 1 <= told.first <= told.last <= 4:
        return None
    return _months(words, i, told.end + 1, 3 * told.first - 2, 3 * told.last, told=quarter[1] is not None)


def _months(words: Sequence[Word], i: int, end: int, first: int, last: int, *, told: bool) -> ParsedValue | None:
    """The months of a year from word i on; `ársins` follows, or is `told` by a word before."""
    year, after = year_at(words, end)
    if year is None and norm_at(words, end) in _OF_YEAR:
        after, told = end + 1, True
    content = between(date(year, first), date(year, last))
    return ParsedValue(i, after - 1, content) if content and (told or year) else None
