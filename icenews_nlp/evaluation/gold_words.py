"""Scores of an analyser on gold sentences whose words are given: the tokenizer has no part in them."""

from __future__ import annotations

from collections.abc import Sequence

from icenews_nlp.evaluation.counts import Found, FoundToken, Tally
from icenews_nlp.evaluation.gold import Sentence
from icenews_nlp.evaluation.results import share
from icenews_nlp.evaluation.running_text import GoldText, gold_texts
from icenews_nlp.labels import EntityLabel, TokenKind
from icenews_nlp.language.analyser import Analyser
from icenews_nlp.language.tagging.scores import SentenceScores
from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.tokenized import Tokenized


def evaluate(sentences: Sequence[Sentence], analyser: Analyser) -> dict[str, float | dict[str, float]]:
    """Score each sentence on its own, counted as running text is.

    Returns:
        Percentages of right `tag`, `lemma` and `lemma_pronouns_merged`, and `entity F1` by type; layers that the sentences lack
        are skipped.
    """
    tally = Tally({"tag", "lemma"}, {label.value for label in EntityLabel})
    tagged = analyser.tagger.tag([[word.text for word in sentence] for sentence in sentences])
    for sentence, scores in zip(sentences, tagged, strict=True):
        (gold,) = gold_texts([[[word._replace(space=" ") for word in sentence]]], 1)
        tally.add(gold, _found(gold, analyser, scores), 0.0)
    report: dict[str, float | dict[str, float]] = {name: share(*counts).percent for name, counts in tally.words().items()}
    if entities := tally.entities():
        report["entity F1"] = {label: round(hits.f1, 2) for label, hits in entities.items()}
    return report


def _found(gold: GoldText, analyser: Analyser, scores: SentenceScores) -> Found:
    words = [Word(start, end, word.text, word.text, TokenKind.WORD) for start, end, word in gold.words]
    tokenized = Tokenized(words, [(0, len(words))], [])
    spans = analyser.spans(tokenized, [scores.labels])
    choices = analyser.lemmas(gold.text, tokenized, [scores.tags], spans)
    tokens = [FoundToken(word.start, word.end, one.lemma, one.tag) for word, one in zip(words, choices, strict=True)]
    return Found(tokens, gold.sentences, [(words[s.first].start, words[s.last].end, s.label) for s in spans])
