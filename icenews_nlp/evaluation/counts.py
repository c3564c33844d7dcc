"""The counts of one system on running text: what it found against the gold, aligned by character offset."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from icenews_nlp.evaluation.gold import GoldWord
from icenews_nlp.evaluation.running_text import GoldText
from icenews_nlp.evaluation.scores import Hits, LabelCounts, Span

PRONOUNS: Final = frozenset({"hann", "hún", "það", "sá"})
"""Treebanks disagree on the lemma of þeir, þeim, þess and the like, so `lemma_pronouns_merged` takes these for each other."""

TOKENS: Final = "tokens"
SENTENCES: Final = "sentences"
FEATURES: Final = "features"


class FoundToken(NamedTuple):
    """A token as a system gives it; None for a layer that it does not give."""

    start: int
    end: int
    lemma: str | None = None
    tag: str | None = None
    upos: str | None = None
    feats: str | None = None
    """Sorted as GoldWord's are."""


class Found(NamedTuple):
    """What a system makes of a text; ranges are half-open, in code points."""

    tokens: Sequence[FoundToken]
    sentences: Sequence[tuple[int, int]]
    entities: Collection[Span]
    parsed: int | None = None
    """How many of the sentences a parser parsed; None for a system that is none."""


class Tally:
    """What to count, and the counts so far."""

    def __init__(self, gives: Collection[str], labels: Collection[str], *, strict: bool = False) -> None:
        """Count what the system gives.

        Args:
            gives: which of lemma, tag, upos and feats.
            labels: entity types to score, of those that the system gives; spans of all others are left out.
            strict: compare lemmas case- and hyphen-sensitively.
        """
        self._gives = gives
        self._labels = labels
        self._strict = strict
        self._words: dict[str, Counter[bool]] = {}
        self._spans = LabelCounts()
        self._entities = LabelCounts()
        self._features = Hits(0, 0, 0)
        self.parsed: tuple[int, int] | None = None
        """Sentences parsed, of how many."""
        self.seconds = 0.0

    def add(self, gold: GoldText, found: Found, seconds: float) -> None:
        """Count a text, which the system took `seconds` for."""
        self.seconds += seconds
        tokens = {(token.start, token.end): token for token in found.tokens}
        self._spans.add(_named(TOKENS, (word[:2] for word in gold.words)), _named(TOKENS, tokens))
        if len(gold.sentences) > 1:  # to find one that stands alone is no task
            self._spans.add(_named(SENTENCES, gold.sentences), _named(SENTENCES, found.sentences))
        for start, end, word in gold.words:
            self._add_word(word, tokens.get((start, end)))
        if gold.entities is not None:
            self._entities.add(self._scored(gold.entities), self._scored(found.entities))
        if found.parsed is not None:
            parsed, of = self.parsed or (0, 0)
            self.parsed = parsed + found.parsed, of + (len(found.sentences) or len(gold.sentences))

    def _scored(self, spans: Iterable[Span]) -> Iterable[Span]:
        return (span for span in spans if span[2] in self._labels)

    def _add_word(self, word: GoldWord, token: FoundToken | None) -> None:
        for name, right in (("tag", word.tag), ("upos", word.upos), ("feats", word.feats)):
            if right is not None:
                self._count(name, token is not None and getattr(token, name) == right)
        if word.feats is not None and "feats" in self._gives:
            self._add_features(_feature_set(word.feats), _feature_set(token.feats or "") if token else set())
        if word.lemma is not None and any(c.isalpha() for c in word.text):
            lemma = token.lemma if token else None
            hit = lemma is not None and self._folded(lemma) == self._folded(word.lemma)
            self._count("lemma", hit)
            self._count("lemma_pronouns_merged", hit or {lemma, word.lemma} <= PRONOUNS)

    def _add_features(self, gold: set[str], found: set[str]) -> None:
        right, wanted, given = self._features
        self._features = Hits(right + len(gold & found), wanted + len(gold), given + len(found))

    def _count(self, name: str, hit: bool) -> None:
        if name.partition("_")[0] in self._gives:
            self._words.setdefault(name, Counter())[hit] += 1

    def _folded(self, lemma: str) -> str:
        return lemma if self._strict else folded(lemma)

    def words(self) -> dict[str, tuple[int, int]]:
        """Right words and all words by layer, lemma_pronouns_merged too; layers that gold or system lack are skipped."""
        return {name: (counts[True], counts.total()) for name, counts in self._words.items()}

    def spans(self) -> dict[str, Hits]:
        """Hits of tokens, sentences and features; no sentences where each stood alone, no features where the gold has none."""
        hits = {**self._spans.hits(), FEATURES: self._features}
        return {name: hits[name] for name in (TOKENS, SENTENCES, FEATURES) if name in hits and hits[name].gold}

    def entities(self) -> dict[str, Hits]:
        """Hits of entities by type and together."""
        return self._entities.hits()


def folded(lemma: str) -> str:
    """The lemma without what treebanks write differently: capitals and hyphens."""
    return lemma.replace("-", "").lower()


def _named(name: str, ranges: Iterable[tuple[int, int]]) -> Iterable[Span]:
    return ((start, end, name) for start, end in ranges)


def _feature_set(feats: str) -> set[str]:
    return set(feats.split("|")) - {""}
