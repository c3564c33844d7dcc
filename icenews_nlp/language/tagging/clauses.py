"""Tags that a whole clause speaks for: where a subject has no finite verb, one was read as another word.

The tagger sees `á` a hundred times as a preposition for each time that it is a form of eiga, and `helst` as an adverb. In
`Fyrirtækið á húsið` and `Verðið helst stöðugt` only the clause shows what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from icenews_nlp.language.morphology.bin import NOUN_CLASSES, Bin
from icenews_nlp.language.morphology.bin_tags import tag_pattern
from icenews_nlp.language.tagging.scores import TagScore

STOPS: Final = frozenset({".", "!", "?"})
"""What a whole sentence ends in; headlines and captions end in a word, and have often no verb."""

ADVERSATIVE: Final = "en"
COORDINATORS: Final = frozenset({"og", ADVERSATIVE})

FINITE: Final = ("sf", "sv", "sb")
"""How the tags of finite verbs begin: indicative, subjunctive, imperative."""

NOMINAL: Final = frozenset("nlfgte")
"""First letters of the tags of words in a noun phrase."""

MENDED: Final = 0.6
"""The score of a tag that the clause speaks for; what the tagger read keeps the rest."""

SHORTEST: Final = 4
"""Words of a clause with a subject, a verb, something more and a stop."""

LONGEST_SUBJECT: Final = 12
"""Words before the verb that are looked through."""

TIMES: Final = ("dag", "daginn", "daga", "dagana", "kvöld", "kvöldið", "kvöldin", "morgun", "morguninn", "nótt", "nóttina")
"""Last parts of what stands after `á` in adverbials of time."""

Likely = tuple[TagScore, ...]
"""A word's likely tags, best first."""


class _Subject(NamedTuple):
    number: str
    """`e` or `f`, as in the tags."""
    is_definite: bool
    """Whether it is a name, a pronoun or has the article."""


class Clauses:
    """Finds the verbs that a tagger took for other words. Any number of threads may share one."""

    def __init__(self, bin_: Bin) -> None:
        self._bin = bin_

    def mend(self, norms: Sequence[str], likely: Sequence[Likely]) -> list[Likely]:
        """The likely tags of a sentence's words, where a finite verb that is missing is found.

        Args:
            norms: the words of one sentence.
            likely: their tags.

        Returns:
            One for each word.
        """
        found = list(likely)
        if len(norms) < SHORTEST or norms[-1] not in STOPS:
            return found
        tags = [scores[0].tag for scores in likely]
        joints = [i for i, norm in enumerate(norms) if norm in COORDINATORS]
        for joint, end in pairwise([-1, *joints, len(norms) - 1]):
            first = next((i for i in range(joint + 1, end) if norms[i][0].isalnum()), end)
            is_sure = not joints or norms[joint] == ADVERSATIVE
            at, verb = self._missing_verb(norms[first:end], tags[first:end], is_sure=is_sure)
            if verb:
                found[first + at] = (TagScore(verb, MENDED), TagScore(tags[first + at], 1 - MENDED))
        return found

    def _missing_verb(self, norms: Sequence[str], tags: Sequence[str], *, is_sure: bool) -> tuple[int, str]:
        """The place and tag of the verb of a clause that seems to have none; "" where there is no such verb.

        Args:
            norms: the words of the clause, without the stop.
            tags: their tags.
            is_sure: whether it must be a clause, and not a noun phrase that `og` joins to another one.
        """
        if any(tag.startswith(FINITE) for tag in tags[1:]) or (
            tags and tags[0].startswith(FINITE) and not self._noun(norms[0])
        ):
            return 0, ""
        for i in range(1, min(len(norms), LONGEST_SUBJECT + 1)):
            subject = self._subject(norms[:i], tags[:i])
            verb = ""
            if self._may_be_preposition(norms[i]):
                verb = self._governing(norms, tags, i, subject) if is_sure else ""
            elif subject and (is_sure or subject.is_definite):
                verb = self._finite_verb(norms[i], tags[i], subject.number)
            if verb or tags[i][0] not in NOMINAL:
                return i, verb
        return 0, ""

    def _subject(self, norms: Sequence[str], tags: Sequence[str]) -> _Subject | None:
        """What is said of the subject by its head; None where the words are no noun phrase in the nominative."""
        for i, (norm, tag) in enumerate(zip(norms, tags, strict=True)):
            if i == 0 and tag[0] == "s":
                noun = self._noun(norm)
                return _Subject(noun[2], True) if noun else None
            if tag[0] == "n" and tag[3:4] == "n":
                return _Subject(tag[2], len(tag) > 4)
            if tag[0] == "f" and tag[-1] == "n" and len(norms) == i + 1:
                return _Subject(tag[-2], True)
        return None

    def _noun(self, norm: str) -> str:
        """The tag of a word as a noun with the article in the nominative; "" where it cannot be one."""
        readings = self._bin.readings(norm.lower())
        patterns = (tag_pattern(r) for r in readings if r.word_class in NOUN_CLASSES and r.mark.endswith("gr"))
        return next((pattern for pattern in patterns if pattern[3] == "n"), "")

    def _finite_verb(self, norm: str, tag: str, number: str) -> str:
        """The tag of a word as a verb in the third person; "" where it cannot be one, or may well be what it was read as."""
        if not norm.islower() or tag[0] in "sc" or (tag[0] in "nf" and tag[3:4] == "n") or tag[:1] + tag[-1:] == "fn":
            return ""
        patterns = (tag_pattern(r) for r in self._bin.readings(norm) if r.word_class == "so" and not r.is_compound)
        return next((p for p in patterns if p.startswith("sf") and p[3] == "3" and p[4] == number), "")

    def _governing(self, norms: Sequence[str], tags: Sequence[str], i: int, subject: _Subject | None) -> str:
        """The tag of what was read as a preposition, as a verb; "" where it may well be a preposition.

        It is a verb between a definite subject and an object (`Fyrirtækið á húsið`), or before a name that can only be a
        subject (`Metið á Ásdís Hjálmsdóttir`).
        """
        phrase = range(i + 1, next((k for k in range(i + 1, len(tags)) if tags[k][0] not in NOMINAL), len(tags)))
        nouns = [k for k in phrase if tags[k][0] in "ne"]
        cases = [self._cases(norms[k]) for k in nouns]
        if {"NF"} in cases:
            return self._finite_verb(norms[i], tags[i], tags[nouns[cases.index({"NF"})]][2:3])
        if not subject or not subject.is_definite or not nouns or norms[nouns[0]].endswith(TIMES):
            return ""
        is_accusative = tags[nouns[0]][3:4] == "o" or (tags[i] == "ao" and "ÞF" in cases[0])
        return self._finite_verb(norms[i], tags[i], subject.number) if is_accusative else ""

    def _may_be_preposition(self, norm: str) -> bool:
        return any(r.word_class == "fs" for r in self._bin.readings(norm))

    def _cases(self, norm: str) -> set[str]:
        """The cases that BÍN has the word in as a noun."""
        return {r.mark[:2] for r in self._bin.readings(norm) if r.word_class in NOUN_CLASSES}
