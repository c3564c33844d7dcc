"""Whether a capital letter with a period is an initial or the end of a sentence, which words alone tell.

`Jón P. Jónsson` and `leikkonan J. Law` go on; `Hún tók vítamín B. Læknar mæla með því`, `KR vann Þór Þ. Leikurinn var jafn`
and `brot gegn A. Dómurinn taldi` do not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from icenews_nlp.language.morphology.bin import NOUN_CLASSES, Bin

OPENERS: Final = frozenset({"ism", "ffl"})
"""BÍN's domains of given names and peoples, which follow no initial."""


CLUBS: Final = {
    **dict.fromkeys(("Víkingur", "Víking", "Víkingi", "Víkings"), frozenset({"R", "Ó"})),
    **dict.fromkeys(("Leiknir", "Leikni", "Leiknis"), frozenset({"R", "F"})),
    **dict.fromkeys(("Þór", "Þórs"), frozenset({"Þ", "Ak"})),
}
"""Clubs in all cases -> the letters of the towns that tell them from others of the name."""

_PATRONYMIC: Final = ("son", "dóttir", "syni", "sonar", "dóttur")

FINITE: Final = re.compile(r"[GM]M-[FV]H-[NÞ]T-[13]P")
"""BÍN's mark of a verb that may have a subject."""


def ends_sentence(earlier: str, after: str, later: str, letter: str = "") -> bool:
    """Whether a capital letter with a period ends its sentence.

    Args:
        earlier: the word before the letter: the name of a kind (`vítamín`, `Plan`), a club, or any word before somebody whose
            name is kept back (`gegn A.`).
        after: the word with a capital after the period: an ordinary word, a given name or a people in the nominative.
        later: the word after that; a capital on it speaks for a name of two words.
        letter: the letter.
    """
    if is_club(earlier, letter):
        return not after.endswith(_PATRONYMIC)
    if later[:1].isupper():
        return False
    return (_is_common_noun(earlier) and _opens(after)) or (earlier.islower() and _is_subject(after, later, earlier))


def is_club(word: str, letter: str) -> bool:
    """Whether the letter after the word is the town of a club: `Þór Þ.`, `Leikni R.`."""
    return letter in CLUBS.get(word, ())


@cache
def _bin() -> Bin:
    return Bin()


def _is_common_noun(word: str) -> bool:
    lower = word.lower()
    if not word.isalpha() or (word != lower and _bin().contains(word)):
        return False
    return any(r.word_class in NOUN_CLASSES and not r.is_compound for r in _bin().readings(lower))


def _is_subject(word: str, later: str, earlier: str) -> bool:
    """Whether the word is no name wherever it stands: `Dómurinn`, `Ákærði`, and after a preposition `Lögregla rannsakar`."""
    if _bin().contains(word):
        return False
    readings = [r for r in _bin().readings(word.lower()) if not r.is_compound]
    if any(r.mark.endswith("gr") for r in readings if r.word_class in NOUN_CLASSES):
        return True
    if any("VB-" in r.mark and r.mark.endswith("NFET") for r in readings):
        return True
    is_after_preposition = any(r.word_class == "fs" for r in _bin().readings(earlier))
    is_before_verb = any(r.word_class == "so" and FINITE.match(r.mark) for r in _bin().readings(later))
    return is_after_preposition and is_before_verb and any(r.mark.startswith("NF") for r in readings)


def _opens(word: str) -> bool:
    readings = [r for r in _bin().readings(word) if r.lemma[:1].isupper()]
    if not readings and not _bin().contains(word):
        readings = [r for r in _bin().readings(word.lower()) if not r.is_compound]
        return any(r.word_class not in NOUN_CLASSES or r.mark.startswith("NF") for r in readings)
    is_opener = all(r.in_domain(OPENERS) for r in readings)  # `Berg` is a farm too, and a family
    return is_opener and any(r.mark.startswith("NF") for r in readings)
