"""Scores of the fast tagger and the lemmatiser on gold sentences, word by word as the gold data cuts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from icenews_nlp.labels import TokenKind
from icenews_nlp.language.entities import label_spans
from icenews_nlp.language.lemmas import Lemmatiser
from icenews_nlp.language.scores import Tagger
from icenews_nlp.training.readers import Sentence

Span = tuple[int, int, str]


def evaluate(sentences: Sequence[Sentence], tagger: Tagger, lemmatiser: Lemmatiser) -> dict[str, float | dict[str, float]]:
    """Percentages of right tags and lemmas, and F1 of entities; what the sentences do not tell is left out.

    Lemmas count for words with a letter, with case and hyphens folded.
    """
    tags: Counter[bool] = Counter()
    lemmas: Counter[bool] = Counter()
    gold_spans, found_spans = [], []
    for sentence, scores in zip(sentences, tagger.tag([[w.text for w in s] for s in sentences]), strict=True):
        for i, (word, likely) in enumerate(zip(sentence, scores.tags, strict=True)):
            if word.tag:
                tags[word.tag == likely[0].tag] += 1
            if word.lemma and any(c.isalpha() for c in word.text):
                lemma = lemmatiser.choose(word.text, TokenKind.WORD, i == 0, likely).lemma
                lemmas[_fold(lemma) == _fold(word.lemma)] += 1
        if all(word.label for word in sentence):
            gold_spans.append({*iob2_spans([word.label or "O" for word in sentence])})
            found_spans.append({(s.first, s.last, s.label) for s in label_spans(scores.labels, tagger.labels)})
    report: dict[str, float | dict[str, float]] = {}
    for name, counts in (("tag", tags), ("lemma", lemmas)):
        if counts:
            report[name] = round(100 * counts[True] / counts.total(), 2)
    if gold_spans:
        report["entity F1"] = f1_by_label(gold_spans, found_spans)
    return report


def iob2_spans(labels: Sequence[str]) -> Iterable[Span]:
    """Spans (first word, last word, label) of a sequence of IOB2 labels; a stray I- begins a span."""
    first, current = 0, ""
    for i, label in enumerate([*labels, "O"]):
        if current and label != f"I-{current}":
            yield first, i - 1, current
            current = ""
        if label != "O" and not current:
            first, current = i, label[2:]


def f1_by_label(gold: Sequence[set[Span]], found: Sequence[set[Span]]) -> dict[str, float]:
    """F1 in percent of exact spans with their label, for each label and for `all` together."""
    right, wanted, given = (Counter[str]() for _ in range(3))
    for g, f in zip(gold, found, strict=True):
        for counter, spans in ((right, g & f), (wanted, g), (given, f)):
            counter.update(span[2] for span in spans)
            counter["all"] += len(spans)
    return {name: round(200 * right[name] / max(1, wanted[name] + given[name]), 2) for name in sorted(wanted | given)}


def _fold(lemma: str) -> str:
    return lemma.replace("-", "").lower()
