"""What stands after a name and is part of it: `Samtökin | '78`, `Laugavegi 18 | –20`, `Benedikt | bókaútgáfa`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.language.morphology.bin import NOUN_CLASSES, Bin
from icenews_nlp.language.names.head_nouns import PUBLISHER_FORMS
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.persons import epithet
from icenews_nlp.language.names.phrases import DASHES
from icenews_nlp.language.names.spans import LabelSpan

APOSTROPHES: Final = frozenset("'’‘")

YEAR: Final = re.compile(r"\d\d")

HOUSE: Final = re.compile(r"([1-9]\d{0,2})[A-Za-z]?")

STREETS: Final = ("braut", "gata", "höfði", "stígur", "stræti", "torg", "vegur")
"""Last parts of names of streets, which a house follows."""

EPITHET: Final = re.compile(
    "(?:blind|digr|fróð|gaml|góð|grimm|halt|helg|hvít|hárfagr|lang|litl|mikl|rauð|rík|spak|sterk|stór|svart|ung)[iau]"
)
"""Weak forms of what persons of old and artists are called after their given names."""

LOCATION: Final = EntityLabel.LOCATION.value
PERSON: Final = EntityLabel.PERSON.value
ORGANIZATION: Final = EntityLabel.ORGANIZATION.value
WITH_YEARS: Final = frozenset({ORGANIZATION, EntityLabel.MISCELLANEOUS.value})


class FollowingWords:
    """Finds where names end by the words after them. Any number of threads may share one."""

    def __init__(self, known: KnownNames, bin_: Bin) -> None:
        self._known = known
        self._bin = bin_

    def added(self, spans: Sequence[LabelSpan], norms: Sequence[str], end_of: Callable[[int], int]) -> list[LabelSpan]:
        """The spans in order, each with the words after it that belong to it.

        Args:
            spans: of the whole article, in order.
            norms: its words.
            end_of: the word after the last one of a word's sentence.
        """
        found: list[LabelSpan] = []
        for span in spans:
            if found and span.first <= found[-1].last:
                continue
            if EntityLabel(span.label) in NAME_LABELS:
                end = end_of(span.first)
                span = self._with_year(span, norms, end)
                span = self._with_house(span, norms, end)
                span = self._with_publisher(span, norms, end_of)
                span = self._with_epithet(span, norms, end)
            elif span.first > 1 and self._is_year(span.first - 1, span.last + 1, norms):
                span = self._listed_with_year(span, norms)
            found.append(span)
        return found

    def _is_year(self, i: int, end: int, norms: Sequence[str]) -> bool:
        return i + 2 <= end and norms[i] in APOSTROPHES and bool(YEAR.fullmatch(norms[i + 1]))

    def _with_year(self, name: LabelSpan, norms: Sequence[str], end: int) -> LabelSpan:
        is_year = name.label in WITH_YEARS and self._is_year(name.last + 1, end, norms)
        return name._replace(last=name.last + 2) if is_year else name

    def _listed_with_year(self, year: LabelSpan, norms: Sequence[str]) -> LabelSpan:
        """A listed name that the model sees nothing of but its year; `Sumarið '78` is none."""
        words = [norms[year.first - 2], "'" + norms[year.last]]
        is_listed = self._known.listed(words, EntityLabel.ORGANIZATION) is not None
        return year._replace(first=year.first - 2, label=ORGANIZATION) if is_listed else year

    def _with_house(self, name: LabelSpan, norms: Sequence[str], end: int) -> LabelSpan:
        """A street with all its houses, as a hyphen has them in one word: `Laugavegi 18–20`; a score or an age is no house."""
        first = name.last if name.last > name.first and HOUSE.fullmatch(norms[name.last]) else name.last + 1
        if name.label != LOCATION or first + 2 >= end or norms[first + 1] not in DASHES:
            return name
        low, high = HOUSE.fullmatch(norms[first]), HOUSE.fullmatch(norms[first + 2])
        is_range = low and high and int(low[1]) <= int(high[1])
        is_street = any(base.endswith(STREETS) for base in self._known.bases(norms[first - 1]))
        return name._replace(last=first + 2) if is_range and (is_street or first == name.last) else name

    def _with_epithet(self, name: LabelSpan, norms: Sequence[str], end: int) -> LabelSpan:
        """A given name with what its bearer is called: `Eirík rauða`; not `sá Jón góða mynd`, where a noun follows."""
        word = norms[name.last + 1] if name.last + 1 < end else ""
        if name.label != PERSON or name.last > name.first or not EPITHET.fullmatch(word):
            return name
        after = norms[name.last + 2] if name.last + 2 < end else ""
        is_before_noun = after.islower() and any(r.word_class in NOUN_CLASSES for r in self._bin.readings(after))
        agrees = epithet(word, norms[name.first], self._bin) is not None
        return name._replace(last=name.last + 1) if agrees and not is_before_noun else name

    def _with_publisher(self, name: LabelSpan, norms: Sequence[str], end_of: Callable[[int], int]) -> LabelSpan:
        """A publisher with what it is: `Benedikt bókaútgáfa`; not who does the work: `hóf Benedikt útgáfu`."""
        noun = norms[name.last + 1] if name.last + 1 < end_of(name.first) else ""
        if not noun.endswith(PUBLISHER_FORMS):
            return name
        readings = [r for r in self._bin.readings(noun) if r.word_class in NOUN_CLASSES]
        cases = {r.mark[:2] for r in readings if "ET" in r.mark and not r.mark.endswith("gr")}
        begins = name.first == 0 or end_of(name.first - 1) == name.first
        before = () if begins else self._bin.readings(norms[name.first - 1].lower())
        is_governed = any(r.word_class == "fs" for r in before) or self._known.is_genitive(norms[name.last])
        belongs = "NF" in cases if begins else is_governed or cases == {"NF"}
        return name._replace(last=name.last + 1, label=ORGANIZATION) if belongs else name
