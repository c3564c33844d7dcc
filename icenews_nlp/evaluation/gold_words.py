"""Scores of an analyser on gold sentences, word by word as the gold data cuts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from icenews_nlp.evaluation.counts import PRONOUNS, folded
from icenews_nlp.evaluation.gold import Sentence
from icenews_nlp.evaluation.scores import f1_by_label, iob2_spans
from icenews_nlp.labels import TokenKind
from icenews_nlp.language.analyser import Analyser
from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.tokenized import Tokenized


def evaluate(sentences: Sequence[Sentence], analyser: Analyser) -> dict[str, float | dict[str, float]]:
    """Percentages of right tags and lemmas, and F1 of entities; what the sentences do not tell is left out.

    Lemmas count for words with a letter, with case and hyphens folded.
    """
    tags: Counter[bool] = Counter()
    lemmas: Counter[bool] = Counter()
    alike: Counter[bool] = Counter()
    gold_spans, found_spans = [], []
    for sentence, scores in zip(sentences, analyser.tagger.tag([[w.text for w in s] for s in sentences]), strict=True):
        tokens = _as_tokens(sentence)
        spans = analyser.spans(tokens, [scores.labels])
        choices = analyser.lemmas(" ".join(w.text for w in sentence), tokens, [scores.tags], spans)
        for word, choice in zip(sentence, choices, strict=True):
            if word.tag:
                tags[word.tag == choice.tag] += 1
            if word.lemma and any(c.isalpha() for c in word.text):
                right = folded(choice.lemma) == folded(word.lemma)
                lemmas[right] += 1
                alike[right or {choice.lemma, word.lemma} <= PRONOUNS] += 1
        if all(word.label for word in sentence):
            gold_spans.append({*iob2_spans([word.label or "O" for word in sentence])})
            found_spans.append({(s.first, s.last, s.label) for s in spans})
    report: dict[str, float | dict[str, float]] = {}
    for name, counts in (("tag", tags), ("lemma", lemmas), ("lemma, pronouns alike", alike)):
        if counts:
            report[name] = round(100 * counts[True] / counts.total(), 2)
    if gold_spans:
        report["entity F1"] = f1_by_label(gold_spans, found_spans)
    return report


def _as_tokens(sentence: Sentence) -> Tokenized:
    """The gold words as one sentence of a text that joins them with spaces."""
    words, at = [], 0
    for word in sentence:
        words.append(Word(at, at + len(word.text), word.text, word.text, TokenKind.WORD))
        at += len(word.text) + 1
    return Tokenized(words, [(0, len(words))], [])
