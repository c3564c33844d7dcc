"""One lemma per word: the reading of BÍN that the tagger's scores fit best, else a rule, else the word itself.

Lemmas follow BÍN's headwords and MIM-GOLD's choices (þeim → hann or sá, okkur → ég, numbers and abbreviations as
written). A name keeps its capital and loses its case.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from icenews_nlp.errors import ModelError
from icenews_nlp.labels import NAME_LABELS, EntityLabel, LemmaSource, TokenKind
from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.morphology.bin import NAME_DOMAINS, Bin, Reading
from icenews_nlp.language.morphology.bin_tags import agreement, tag_pattern
from icenews_nlp.language.names.base_forms import base_form, is_acronym, is_listed
from icenews_nlp.language.tagging.scores import TagScore

CLOSE: Final = 0.1
"""The share of the scores from which another lemma counts as a close alternative."""

KIND_TAGS: Final = {TokenKind.URL: "v", TokenKind.EMAIL: "v", TokenKind.HASHTAG: "e", TokenKind.MENTION: "e"}
"""Tags that the kind of a token settles: MIM-GOLD's for addresses, and that of foreign names for tags and users."""

ARTICLES: Final = ("inn", "nn", "in", "n", "ið", "ð")
"""The article at the end of a nominative."""

REMEMBERED: Final = 50_000
"""Answers that one lemmatiser keeps for (word, tag) pairs."""


class OtherLemma(NamedTuple):
    """A lower-ranked candidate lemma."""

    lemma: str
    tag: str
    score: float


class LemmaChoice(NamedTuple):
    """A word's lemma, where it comes from, and the close alternatives, best first."""

    lemma: str
    source: LemmaSource
    alternatives: tuple[OtherLemma, ...] = ()
    tag: str = ""
    """The likeliest of the tags that lead to the lemma, so that the two never contradict each other."""
    score: float = 1.0


class LearnedLemmas(NamedTuple):
    """What the gold data adds to BÍN: choices that BÍN's readings do not explain, and how often lemmas occur."""

    choices: dict[str, str]
    """`form tag` (the form in lower case) to lemma."""
    frequency: dict[str, int]
    """`lemma c`, lemma in lower case and c the first letter of the tag, to its count."""

    @classmethod
    def load(cls, path: Path) -> LearnedLemmas:
        """Read the table that `python -m icenews_nlp.training` writes."""
        try:
            data = json.loads(gzip.decompress(path.read_bytes()))
            return cls(data["choices"], data["frequency"])
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"the table of lemmas {path} cannot be read ({error!r}); reinstall icenews_nlp") from error


class Lemmatiser:
    """Chooses lemmas, and remembers the answers of one instance. Any number of threads may share one."""

    def __init__(self, bin_: Bin, learned: LearnedLemmas) -> None:
        self._bin = bin_
        self._learned = learned
        self._answer = lru_cache(maxsize=REMEMBERED)(self._find)
        self._usual = lru_cache(maxsize=REMEMBERED)(self._in_usual_gender)

    def choose(
        self, norm: str, kind: TokenKind, at_start: bool, tags: Sequence[TagScore], label: EntityLabel | None = None
    ) -> LemmaChoice:
        """The lemma of a word whose likely tags are `tags`, best first; `norm` is its cleaned form.

        Tags that lead to the same lemma add up, so an unsure case does not hide a sure lemma. `label` is that of the
        entity the word is in; without it a foreign word (tag `e`) is left as it stands.
        """
        if kind in KIND_TAGS:
            return LemmaChoice(norm, LemmaSource.SURFACE, (), KIND_TAGS[kind])
        if kind not in (TokenKind.WORD, TokenKind.ABBREVIATION):
            return LemmaChoice(norm, LemmaSource.SURFACE, (), *tags[0])
        tags = [one._replace(tag=self._usual(norm, one.tag)) if one.tag[:1] == "n" else one for one in tags]
        if len(tags) == 1:
            return LemmaChoice(*self.by_tag(norm, at_start, tags[0].tag, label), (), *tags[0])
        sums: dict[str, OtherLemma] = {}
        sources: dict[str, LemmaSource] = {}
        for tag, score in tags:
            lemma, source = self.by_tag(norm, at_start, tag, label)
            first = sums.get(lemma)
            sums[lemma] = OtherLemma(lemma, tag, score) if first is None else first._replace(score=first.score + score)
            sources.setdefault(lemma, source)
        best, *others = sorted(sums.values(), key=lambda other: -other.score)
        close = tuple(o._replace(score=min(1.0, round(o.score, 4))) for o in others if o.score >= CLOSE)
        return LemmaChoice(best.lemma, sources[best.lemma], close, best.tag, min(1.0, round(best.score, 4)))

    def by_tag(self, norm: str, at_start: bool, tag: str, label: EntityLabel | None = None) -> tuple[str, LemmaSource]:
        """The lemma of a word that has the tag, and where it comes from."""
        return self._answer(norm, at_start, tag, label)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of the cache."""
        return cache_info(lemmas=self._answer, genders=self._usual)

    def _in_usual_gender(self, norm: str, tag: str) -> str:
        """The tag of a noun; in another gender where its own is of an old word alone, as BÍN says, and that of one in use.

        Words that share a form look the same to the tagger: `húsunum` is of hús, and not of the masculine húsi.
        """
        if is_name_tag(tag):
            return tag
        readings = [(tag_pattern(r), r) for r in self._bin.readings(norm.lower()) if not r.is_compound]
        own = [r for pattern, r in readings if pattern == tag]
        others = [pattern for pattern, _ in readings if pattern != tag and pattern[:1] + pattern[2:] == tag[:1] + tag[2:]]
        if not own or not others:
            return tag
        old = self._bin.old_readings(norm.lower())
        in_use = [pattern for pattern, r in readings if pattern in others and r not in old]
        return in_use[0] if in_use and old.issuperset(own) else tag

    def _find(self, norm: str, at_start: bool, tag: str, label: EntityLabel | None) -> tuple[str, LemmaSource]:
        """The first source that knows the word as its tag says it is."""
        named = norm[:1].isupper() and (is_name_tag(tag) or label in NAME_LABELS)
        return (
            # first: the gold data's choices say what the readings of BÍN cannot
            self._learned_lemma(norm, tag)
            # before all readings: `kr` and `em` are words of BÍN, while `kr.`, 17 and the acronym EM keep their form
            or self._kept(norm, tag, named)
            # before BÍN's readings, which are guessed compounds or common nouns for a name that BÍN lacks (sel-ensk-ís)
            or self._unlisted_name(norm, at_start, tag, label, named)
            # before the form itself, which is right only where nobody knows the word
            or self._best_reading(norm, at_start, tag, named)
            or (norm, LemmaSource.SURFACE)
        )

    def _learned_lemma(self, norm: str, tag: str) -> tuple[str, LemmaSource] | None:
        lower = norm.lower()
        learned = self._learned.choices.get(f"{lower} {tag}")
        return None if learned is None else (learned, self._source_of(learned, norm, lower))

    def _kept(self, norm: str, tag: str, named: bool) -> tuple[str, LemmaSource] | None:
        """Abbreviations, figures and acronyms as they are written."""
        is_figure = tag[:1] == "t" and norm[:1].isdigit()
        return (norm, LemmaSource.SURFACE) if tag == "as" or is_figure or (named and is_acronym(norm, self._bin)) else None

    def _unlisted_name(
        self, norm: str, at_start: bool, tag: str, label: EntityLabel | None, named: bool
    ) -> tuple[str, LemmaSource] | None:
        """The base form of a name that BÍN lacks; without an entity a foreign word (tag `e`) is none."""
        if not named or (tag == "e" and label is None):
            return None
        if any(self._is_own(r, norm, tag, label) for r in self._readings(norm, norm.lower(), tag, named, at_start)):
            return None
        name = base_form(norm, self._bin, case=case_of(tag), label=label)
        return None if name is None else (name, LemmaSource.RULE if name != norm else LemmaSource.SURFACE)

    def _best_reading(self, norm: str, at_start: bool, tag: str, named: bool) -> tuple[str, LemmaSource] | None:
        lower = norm.lower()
        readings = self._readings(norm, lower, tag, named, at_start)
        if not readings:
            return None
        best = self._without_article(self._best(readings, tag), lower)
        lemma = capitalised(best.lemma) if named else best.lemma
        return lemma, LemmaSource.COMPOUND if best.is_compound else LemmaSource.DICTIONARY

    def _source_of(self, learned: str, norm: str, lower: str) -> LemmaSource:
        """Where a lemma of the gold data would come from if it had not been learned."""
        if learned.lower() == lower:
            return LemmaSource.SURFACE
        known = {r.lemma.lower() for r in (*self._bin.readings(norm), *self._bin.readings(lower)) if not r.is_compound}
        return LemmaSource.DICTIONARY if learned.lower() in known else LemmaSource.RULE

    def _is_own(self, reading: Reading, norm: str, tag: str, label: EntityLabel | None) -> bool:
        """Whether BÍN has a name as it stands; a person named Messi is no `mess`, and Gaza no `gas` in old spelling."""
        if reading.is_compound or (tag[:1] in "ne" and not is_listed(reading, norm, self._bin)):
            return False
        uninflected = tag == "e" or (case_of(tag) == "n" and tag[4:5] != "g")
        return reading.lemma[:1].isupper() or label is not EntityLabel.PERSON or not uninflected

    def _readings(self, norm: str, lower: str, tag: str, named: bool, at_start: bool) -> tuple[Reading, ...]:
        """The readings to choose from.

        Those of the word as written, and of the lower-case word where the capital may be the sentence's, or where the tag
        speaks against all that BÍN knows by that name.
        """
        readings = self._bin.readings(norm)
        if lower == norm or (named and any(_is_name_as(r, tag) for r in readings)):
            return readings
        if norm.isupper() and len(norm) > 1:
            readings = (*readings, *self._bin.readings(norm.capitalize()))
        common = named and not at_start and readings and not any(r.lemma[:1].isupper() for r in readings)
        return readings if common else (*readings, *self._bin.readings(lower))

    def _best(self, readings: Sequence[Reading], tag: str) -> Reading:
        """The reading that fits the tag best; among equals the one with a name's capital, then the most frequent lemma."""
        if _have_one_lemma(readings):
            return readings[0]
        fits = [agreement(tag_pattern(reading), tag) for reading in readings]
        most = max(fits)
        equals = [reading for reading, fit in zip(readings, fits, strict=True) if fit == most]
        if _have_one_lemma(equals):
            return equals[0]
        frequency, capital = self._learned.frequency, is_name_tag(tag)

        def rank(reading: Reading) -> tuple[bool, int]:
            return reading.lemma[:1].isupper() == capital, frequency.get(f"{reading.lemma.lower()} {tag[:1]}", 0)

        return max(equals, key=rank)

    def _without_article(self, reading: Reading, lower: str) -> Reading:
        """BÍN has some names with their article (Samfylkingin); MIM-GOLD's lemma is the word itself where there is one."""
        if not reading.mark.endswith("gr") or not reading.lemma[:1].isupper():
            return reading
        name = reading.lemma.lower()
        plain = (r for r in self._bin.readings(lower) if r[1:3] == reading[1:3] and not r.is_compound)
        return next((r for r in plain if name in {r.lemma + article for article in ARTICLES}), reading)


def _have_one_lemma(readings: Sequence[Reading]) -> bool:
    lemma = readings[0].lemma
    return all(reading.lemma == lemma for reading in readings)


def is_name_tag(tag: str) -> bool:
    """Whether a MIM-GOLD tag marks a name (`nken-s`, `nkengs`) or a foreign word (`e`)."""
    return tag == "e" or (tag[:1] == "n" and tag.endswith("s"))


def _is_name_as(reading: Reading, tag: str) -> bool:
    """Whether a reading is a name, and of the tag's gender: `Brimi` of the firm Brim is not the giant Brimir."""
    if not (reading.in_domain(NAME_DOMAINS) or reading.lemma[:1].isupper()):
        return False
    return tag[:1] != "n" or tag[1:2] in ("x", tag_pattern(reading)[1:2])


def case_of(tag: str) -> str | None:
    """The letter of a noun's case (n, o, þ, e), None where the tag has none."""
    return tag[3] if tag[:1] == "n" and len(tag) > 3 and tag[3] in "noþe" else None


def capitalised(word: str) -> str:
    """The word with a capital first letter and the rest untouched."""
    return word[:1].upper() + word[1:]
