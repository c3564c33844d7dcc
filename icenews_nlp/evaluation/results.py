"""The outcome of an evaluation, as `icenews-nlp evaluate --json` writes it: what was not scored is absent, never 0."""

from __future__ import annotations

from icenews_nlp.documents.base import Model
from icenews_nlp.evaluation.scores import Hits


class Share(Model):
    """How many of how many."""

    percent: float
    right: int
    of: int


class SpanScore(Model):
    """Precision, recall and F1 in percent of spans that must be right to the letter."""

    f1: float
    precision: float
    recall: float
    right: int
    gold: int
    found: int


class SystemScores(Model):
    """The scores of a system on a file."""

    system: str
    """The name of a profile, or `greynir`."""
    version: str
    """What made the annotations: the model's name and hash, or the parser's version."""
    seconds: float
    """Spent on the texts, after everything was loaded."""
    words_per_second: int
    """Gold words, punctuation included."""
    tokens: SpanScore
    sentences: SpanScore | None = None
    lemma: Share | None = None
    """Of gold words with a letter; case and hyphens are folded, unless `strict` is set."""
    lemma_pronouns_merged: Share | None = None
    """The same, with hann, hún, það and sá treated as equal."""
    tag: Share | None = None
    upos: Share | None = None
    feats: Share | None = None
    """Of gold words, with all features of the word right; low where a treebank marks more or fewer things than we do."""
    features: SpanScore | None = None
    """Feature by feature, of gold words."""
    entities: dict[str, SpanScore] | None = None
    """By type; and `all`, where the system gives all types that the file has."""
    parsed: Share | None = None
    """Of the sentences that a parser saw."""


class FileScores(Model):
    """The scores of all systems on a file."""

    file: str
    texts: int
    sentences: int
    words: int
    """Punctuation included."""
    unscored: tuple[str, ...]
    """Layers that the file lacks, of lemma, tag, upos, feats and entities."""
    systems: tuple[SystemScores, ...]


class Evaluation(Model):
    """The scores of all files, and the settings that gave them."""

    sentences_per_text: int
    strict: bool
    limit: int | None
    """The number of sentences taken from each file; None for all."""
    files: tuple[FileScores, ...]


def share(right: int, of: int) -> Share:
    """A share with its percentage; `of` is 1 or more."""
    return Share(percent=round(100 * right / of, 2), right=right, of=of)


def span_score(hits: Hits) -> SpanScore:
    """Hits with their percentages."""
    right, gold, found = hits
    precision, recall = (round(100 * right / max(1, of), 2) for of in (found, gold))
    return SpanScore(f1=round(hits.f1, 2), precision=precision, recall=recall, right=right, gold=gold, found=found)
