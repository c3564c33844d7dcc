"""Prepositions in and after names: `Þróttar | frá | Fylki`, `Lögreglan | á | Selfossi`, but `Laxá í Dölum`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import NOUN_CLASSES, Bin
from icenews_nlp.language.names.borders.known_borders import INSTITUTIONS, WordRange
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.spans import LabelSpan

BETWEEN_NAMES: Final = frozenset({"frá", "á", "í", "við", "gegn", "hjá"})
"""Prepositions that may stand between two names, and seldom inside one."""

WHERE: Final = frozenset({"á", "í"})
"""Those before the place where something is."""

RIVERS: Final = re.compile("(?:Hvítá|Jökulsá|Laxá)r?")
"""Names that many rivers have, told apart by where they are: `Jökulsá á Fjöllum`."""

ORGANIZATION: Final = EntityLabel.ORGANIZATION.value
LOCATION: Final = EntityLabel.LOCATION.value
WITHOUT: Final = frozenset({EntityLabel.PERSON.value, LOCATION, ORGANIZATION})
"""What never ends in a preposition, as a book or a song may."""


class PrepositionBorders:
    """Finds where names begin and end by the prepositions in them. Any number of threads may share one."""

    def __init__(self, known: KnownNames, bin_: Bin) -> None:
        self._known = known
        self._bin = bin_

    def mended(self, spans: Sequence[LabelSpan], norms: Sequence[str]) -> list[LabelSpan]:
        """The spans in order, where none ends in a preposition.

        An institution goes on with its place (`Heilsugæslan á | Akureyri`), and a river with where it is; others end before it.
        """
        found: list[LabelSpan] = []
        for span in spans:
            if found and self._goes_on(found[-1], span, norms):
                score = min(found[-1].score, span.score)
                found[-1] = found[-1]._replace(last=span.last, score=score)
            else:
                found[-1:] = [self._without_preposition(one, norms) for one in found[-1:]]
                found.append(span)
        found[-1:] = [self._without_preposition(one, norms) for one in found[-1:]]
        return found

    def apart(self, name: WordRange, norms: Sequence[str]) -> list[WordRange]:
        """Two names that a preposition parts, where both are known and the whole is not: `Þróttar | frá | Fylki`.

        What has an acronym or more words before the preposition (`Rauði krossinn á Íslandi`) is mostly one organization.
        """
        words = norms[name[0] : name[1] + 1]
        if len(words) < 3 or words[1] not in BETWEEN_NAMES or words[0].isupper() or self._known.entry(words)[0] == len(words):
            return [name]
        if RIVERS.fullmatch(words[0]) and words[1] in WHERE:
            return [name]
        before, after = self._known.labels(words[:1]), self._known.labels(words[2:])
        if before - {EntityLabel.PERSON} and after & {EntityLabel.LOCATION, EntityLabel.ORGANIZATION}:
            return [(name[0], name[0]), (name[0] + 2, name[1])]
        return [name]

    def is_common(self, name: WordRange, norms: Sequence[str]) -> bool:
        """Whether a name at the start of a sentence is a common noun with the article before `á` or `í`.

        So it is with `Lögreglan | á Selfossi` and `Lögreglan á höfuðborgarsvæðinu`, but not with `Háskólinn á Bifröst` nor
        with the name of a place, `Gjáin í Þjórsárdal`.
        """
        first, last = name
        where = norms[first + 1] if first + 1 < len(norms) else ""
        if where not in WHERE or any(word[:1].isupper() for word in norms[first + 1 : last + 1]):
            return False
        is_listed = self._known.is_organization(norms[first]) or self._known.labels([norms[first]]) - {EntityLabel.ORGANIZATION}
        return not is_listed and self._is_definite(norms[first])

    def _goes_on(self, name: LabelSpan, after: LabelSpan, norms: Sequence[str]) -> bool:
        """Whether the name after a preposition belongs to the one before it."""
        if after.label != LOCATION or norms[after.first - 1] not in WHERE:
            return False
        if name.first == name.last:
            is_river = name.label == LOCATION and RIVERS.fullmatch(norms[name.first]) is not None
            return is_river and after.first == name.last + 2
        is_short = name.last == name.first + 1 and after.first == name.last + 1
        return is_short and name.label == ORGANIZATION and self._is_institution(norms[name.first])

    def _without_preposition(self, name: LabelSpan, norms: Sequence[str]) -> LabelSpan:
        ends_in_one = name.last > name.first and name.label in WITHOUT and norms[name.last] in BETWEEN_NAMES
        return name._replace(last=name.last - 1) if ends_in_one else name

    def _is_definite(self, word: str) -> bool:
        """Whether it is a noun of BÍN's with the article, and of no institution."""
        readings = [r for r in self._bin.readings(word.lower()) if r.word_class in NOUN_CLASSES]
        is_definite = bool(readings) and all(r.mark.endswith("gr") for r in readings)
        return is_definite and not self._is_institution(word)

    def _is_institution(self, word: str) -> bool:
        readings = self._bin.readings(word.lower())
        return any(r.word_class in NOUN_CLASSES and r.lemma.endswith(INSTITUTIONS) for r in readings)
