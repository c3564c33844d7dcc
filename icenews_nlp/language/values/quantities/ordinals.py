"""Ordinals and lists of them: `13.`, `fyrsta`, `tuttugasta og fjórða`, `13.-15.`, `13., 14. og 15.`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.quantities.numerals import norm_at

_STEMS: Final = (
    *("fyrst", "", "þriðj", "fjórð", "fimmt", "sjött", "sjöund", "áttund", "níund", "tíund", "elleft", "tólft", "þrettánd"),
    *("fjórtánd", "fimmtánd", "sextánd", "sautjánd", "átjánd", "nítjánd", "tuttugast"),
)
_SECOND: Final = "annan annar annars öðrum önnur aðra annarri annarrar annað öðru"
ORDINAL_WORDS: Final = MappingProxyType(
    {stem + ending: number for number, stem in enumerate(_STEMS, 1) if stem for ending in ("i", "a", "u")}
    | dict.fromkeys(_SECOND.split(), 2)
    | dict.fromkeys(("þrítugasti", "þrítugasta", "þrítugustu"), 30)
    | {"tuttugustu": 20}
)
_DIGITS: Final = re.compile(r"(\d{1,2})\.")
_RANGE: Final = re.compile(r"(\d{1,2})\.?[-–](\d{1,2})\.")
_TO: Final = frozenset({"til", "–", "-"})
_LIST: Final = frozenset({",", "og", "eða", "né", *_TO})
_MOST_LISTED: Final = 16
"""Words of the longest list."""


class Ordinals(NamedTuple):
    """The ordinals that begin at a word, which what follows them is of."""

    first: int
    last: int
    end: int
    """The first word after them."""
    first_end: int
    """The first word after the first of them."""
    is_range: bool
    is_list: bool


def begins_ordinal(text: str) -> bool:
    """Whether ordinals may begin with that word."""
    return text[:1].isdecimal() or text.lower() in ORDINAL_WORDS


def read_ordinals(words: Sequence[Word], i: int) -> Ordinals | None:
    """One ordinal, a range or a list: `13.`, `13.-15.`, `13. til 15.`, `13., 14. og 15.`."""
    if glued := _RANGE.fullmatch(norm_at(words, i)):
        return Ordinals(int(glued[1]), int(glued[2]), i + 1, i + 1, is_range=True, is_list=False)
    first = _read_one(words, i)
    if first is None:
        return None
    last, at, count = first, first[1], 1
    while at < i + _MOST_LISTED and norm_at(words, at) in _LIST:
        at += 1
        if other := _read_one(words, at):
            last, at, count = other, other[1], count + 1
    is_range = norm_at(words, first[1]) in _TO and count == 2 and at == last[1]
    return Ordinals(first[0], last[0], at, first[1], is_range, at > first[1] and not is_range)


def _read_one(words: Sequence[Word], i: int) -> tuple[int, int] | None:
    """The ordinal at word i and the first word after it."""
    text = norm_at(words, i)
    if digits := _DIGITS.fullmatch(text):
        return int(digits[1]), i + 1
    number = ORDINAL_WORDS.get(text.lower())
    if number in (20, 30) and norm_at(words, i + 1) == "og":  # tuttugasta og fjórða
        unit = ORDINAL_WORDS.get(norm_at(words, i + 2), 10)
        return (number + unit, i + 3) if unit < 10 else (number, i + 1)
    return (number, i + 1) if number else None
