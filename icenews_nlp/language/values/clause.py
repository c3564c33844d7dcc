"""What the words around a date say of it: the tense, `nk.` and `sl.`, `frestað til`, `sama ár`, `síðdegis`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import Final

from icenews_nlp.language.values.relative_dates import PARTS_OF_DAY, direction_of, weekday_of
from icenews_nlp.language.values.value import ParsedValue

_PERFECT: Final = frozenset("hef hefur höfum hafið hafa hafi hafir".split())
"""Present forms of hafa: `hefur verið opnað` is of the past."""
_FUTURE: Final = frozenset("yrði yrðu yrðum myndi myndu myndum mundi mundu hygðist hygðust".split())
"""Past subjunctives of what is to come: `ákveðið var að verkinu yrði lokið 1. júlí`."""
_INTENDING: Final = frozenset(
    """
    ætla ætlar ætlaði ætluðu vilja vill vildi vildu hyggst hyggjast hugðist hugðust lofa lofaði lofuðu stefna stefndi stefndu
    stefnt stendur stóð ráðgerði ráðgerðu ráðgert áforma áformaði áformuðu áformað fyrirhugað
    """.split()
)
"""What with an infinitive is of the future: `sagðist ætla að hætta í maí`."""
_PUT_OFF: Final = re.compile(r"(?:frest|framlengd|framlengt|framleng|seink|úrskurð)\w*")
"""What is put off or laid down `til` a day is of the future, whatever the tense."""
_CALLED: Final = re.compile(r"boða(?:ð|ði|ðu|ður|ðir|ðar|ðan|ðu[rm])?")
"""What is called is of the future too."""
_FROM: Final = re.compile("frá")
_UNTIL: Final = frozenset({"til", "fram", "fram til", "fram á", "fram í"})
_YEARS: Final = {
    **dict.fromkeys(("sama ár", "sama árs", "það ár", "það sama ár", "þess árs", "sama ári", "því ári"), 0),
    **dict.fromkeys(("árið eftir", "ári síðar"), 1),
    "árið áður": -1,
}
"""Years counted from the one that the text told last."""
_MOST_YEAR_WORDS: Final = 3
_BEFORE_DAYS: Final = frozenset({"á", "í", "um", "þann", "hinn"})
_CLOSER: Final = frozenset({",", "nánar", "tiltekið", "í", "þann", "hinn", "-", "–", "("})
"""What may stand between a year and a day of it: `Árið 1975, nánar tiltekið 24. október`."""
_PARTS: Final = {
    **PARTS_OF_DAY,
    **dict.fromkeys(("e.h.", "eh."), "afternoon"),
    **dict.fromkeys(("um kvöldið", "að kvöldi", "um kvöld", "að kvöldlagi"), "evening"),
}
"""Words at the end of a time or right after it, and the part of the day that they name."""


class Clause:
    """The words of a sentence, as far as they say something of its values.

    A sentence may have thousands of values: what they all ask of it is found once.
    """

    def __init__(self, first: int, tags: Sequence[str], norms: Sequence[str]) -> None:
        """Read the sentence.

        Args:
            first: The word of the text that it begins at.
            tags: MIM-GOLD tags of its words.
            norms: Their norms.
        """
        self.first, self.tags, self.norms = first, tags, norms
        self._verbs = [i for i, tag in enumerate(tags) if tag[:2] in ("sf", "sv")]
        self._breaks = _counts(tag in ("c", "ct") or norm == ";" for tag, norm in zip(tags, norms, strict=True))
        self._intending = _counts(norm in _INTENDING for norm in norms)
        self._infinitives = _counts(tag[:2] == "sn" for tag in tags)
        self._from, self._put_off, self._called = (_first(norms, words) for words in (_FROM, _PUT_OFF, _CALLED))

    def verb(self, value: ParsedValue) -> int | None:
        """The finite verb nearest to the value, as its place in the sentence.

        A verb across a conjunction counts if there is no other; of two as near, the one before the value does.
        """
        start, end = value.first - self.first, value.last - self.first
        at = bisect_left(self._verbs, start)
        beside = self._verbs[max(at - 1, 0) : at + 1]
        return min(beside, key=lambda i: (self._crosses(i, start, end), start - i if i < start else i - end, i), default=None)

    def direction(self, value: ParsedValue) -> int:
        """The tense of the nearest verb: -1 past, 1 present, 0 without a verb."""
        nearest = self.verb(value)
        if nearest is None:
            return 0
        start = value.first - self.first
        is_past = self.tags[nearest][5:6] == "þ" or self.norms[nearest] in _PERFECT
        return -1 if is_past and self.norms[nearest] not in _FUTURE and not self._intends(nearest, start) else 1

    def _intends(self, verb: int, end: int) -> bool:
        """Whether what is intended stands between a verb and the word `end`."""
        return all(counts[end] > counts[verb] for counts in (self._intending, self._infinitives))

    def _crosses(self, verb: int, start: int, end: int) -> bool:
        between = (verb + 1, start) if verb < start else (end + 1, verb)
        return self._breaks[between[1]] > self._breaks[between[0]]

    def joins(self, value: ParsedValue, after: ParsedValue) -> bool:
        """Whether nothing but commas and conjunctions stands between two values: `13., 14. og 15. mars`."""
        between = self.norms[value.last + 1 - self.first : after.first - self.first]
        return all(norm in (",", "og", "eða", "né") for norm in between)

    def before(self, value: ParsedValue, count: int) -> str:
        """So many words before the value, joined."""
        start = value.first - self.first
        return " ".join(self.norms[max(start - count, 0) : start])

    def after(self, value: ParsedValue, count: int) -> str:
        """So many words after it."""
        end = value.last + 1 - self.first
        return " ".join(self.norms[end : end + count])

    def said_direction(self, value: ParsedValue) -> int | None:
        """1 or -1 where words beside the value say so: `1. nóvember nk.`, `frestað til 5. maí`; None where none does."""
        if beside := direction_of(self.after(value, 1)):
            return beside
        start = value.first - self.first
        is_until = self.before(value, 1) in _UNTIL or self.before(value, 2) in _UNTIL
        is_put_off = is_until and self._put_off < start <= self._from
        return 1 if is_put_off or self._called < start else None

    def weekday(self, value: ParsedValue) -> int | None:
        """The weekday that the value begins with, by ISO 8601: 1 in `mánudaginn 2. nóvember`."""
        return weekday_of(self.norms[value.first - self.first])

    def years_on(self, value: ParsedValue) -> int | None:
        """How many years after the one told last the value is, as the words after it say: 0 for `sama ár`."""
        found = (_YEARS.get(self.after(value, count)) for count in range(_MOST_YEAR_WORDS, 0, -1))
        return next((years for years in found if years is not None), None)

    def is_of(self, value: ParsedValue, year: ParsedValue) -> bool:
        """Whether the value is a day or month of the year right before it: `Árið 1975, nánar tiltekið 24. október`."""
        between = self.norms[year.last + 1 - self.first : value.first - self.first]
        return "," in between and _CLOSER.issuperset(between)

    def part_of_day(self, value: ParsedValue) -> str | None:
        """The part of the day that words beside a time name: `klukkan fimm síðdegis`, `kl. 8 um kvöldið`."""
        own = self.norms[value.last - self.first]
        beside = (own, self.after(value, 1), self.after(value, 2))
        return next((_PARTS[words] for words in beside if words in _PARTS), None)

    def gap(self, first: ParsedValue, second: ParsedValue) -> int:
        """The words between two values in order, but for a preposition before a day."""
        between = self.norms[first.last + 1 - self.first : second.first - self.first]
        return len(between) - (bool(between) and between[-1] in _BEFORE_DAYS)

    def is_duration(self, value: ParsedValue) -> bool:
        """Whether `eftir sex ár` says how long something took, and not when it will be."""
        if self.norms[value.first - self.first] != "eftir":
            return False
        end = value.last + 1 - self.first
        is_genitive = end < len(self.tags) and self.tags[end][:1] == "n"  # `eftir tíu daga ferð`
        verb = self.verb(value)
        return is_genitive or (verb is not None and self.tags[verb][:2] == "sf" and self.direction(value) < 0)


def _counts(flags: Iterable[bool]) -> list[int]:
    """How many are true before each place, and at the end of all."""
    return list(accumulate(flags, initial=0))


def _first(norms: Sequence[str], words: re.Pattern[str]) -> int:
    """The place of the first such word; the number of words if there is none."""
    return next((i for i, norm in enumerate(norms) if words.fullmatch(norm)), len(norms))
