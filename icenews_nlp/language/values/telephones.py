"""Short telephone numbers, which look like years and counts: `í síma 1777`, `hringja í 112`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.quantities.numerals import norm_at
from icenews_nlp.language.values.value import ParsedValue

_SHORT: Final = re.compile(r"\d{3,4}")
_EMERGENCY: Final = re.compile(r"1\d{2,3}|9(?:11|99)")
_TELEPHONE: Final = re.compile(r"\w*sím(?:i|a|inn|ann|anum)|(?:\w*síma|neyðar)númer(?:i|ið|inu)?", re.IGNORECASE)
_OWN: Final = re.compile(r"\w*sím(?:i|inn)|(?:\w*síma|neyðar)númer(?:ið)?", re.IGNORECASE)
"""What `er` a number."""
_CALL: Final = re.compile(r"hring(?:ja|i|ir|jum|ið|di|du|t|dum)")
_NEAR: Final = 6
"""Most words from the telephone to its number: `Hjálparsími Rauða krossins er 1717`."""
_COUNTED: Final = re.compile(r"(?!(?:og|eða|ef|til|en|sem|er|þegar|allan|strax|um|á|í|hjá|fyrir|hvenær)$)[^\W\d_]+")
"""What follows a number that counts it: `hringdi í 112 manns`."""


def read_telephone(words: Sequence[Word], i: int) -> ParsedValue | None:
    """The telephone number at word i, by the words before it."""
    text = words[i].norm
    if not _SHORT.fullmatch(text):
        return None
    before, earlier = norm_at(words, i - 1).lower(), norm_at(words, i - 2).lower()
    is_told = (
        bool(_TELEPHONE.fullmatch(before))
        or (before == ":" and bool(_TELEPHONE.fullmatch(earlier)))
        or (before == "er" and any(_OWN.fullmatch(word.norm) for word in words[max(i - _NEAR, 0) : i - 1]))
        or (before == "í" and _is_called(words, i))
    )
    return ParsedValue(i, i, {"kind": "telephone", "content": text}) if is_told else None


def _is_called(words: Sequence[Word], i: int) -> bool:
    """Whether the number after `í` is called: `hringið strax í 112`, but not `hringt var í 112 manns`."""
    is_number = _EMERGENCY.fullmatch(words[i].norm) and not _COUNTED.fullmatch(norm_at(words, i + 1))
    return bool(is_number) and any(_CALL.fullmatch(norm_at(words, j).lower()) for j in (i - 2, i - 3))
