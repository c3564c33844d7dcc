"""One text through all of language/: words, sentences, values, tags, lemmas, names. Knows neither documents nor spaCy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from icenews_nlp.labels import EntityLabel, LemmaSource
from icenews_nlp.language.bin import Bin
from icenews_nlp.language.compounds import Compounds, Part
from icenews_nlp.language.entities import label_spans, with_values
from icenews_nlp.language.lemmas import NAME_LABELS, LemmaChoice, Lemmatiser
from icenews_nlp.language.names import NamePart, nominative
from icenews_nlp.language.parse import Parser
from icenews_nlp.language.scores import Floats, SentenceScores, Tagger, TagScore
from icenews_nlp.language.tokens import ParsedValue, Tokenized, Word, tokenize


class EntitySpan(NamedTuple):
    """An entity by the indexes of its words in the text."""

    first: int
    last: int
    """Inclusive."""
    label: EntityLabel
    name: str
    score: float


class Analysis(NamedTuple):
    """All that is known of a text; the lists of words, tags and lemmas run side by side."""

    words: list[Word]
    sentences: list[tuple[int, int]]
    """Half-open ranges of words."""
    values: list[ParsedValue]
    tags: list[str]
    lemmas: list[LemmaChoice]
    parts: list[tuple[Part, ...]]
    """Parts of compounds; () for a word that is none."""
    entities: list[EntitySpan]


class Analyser:
    """The line of steps of one profile. Not safe for threads: its parts remember what they have seen."""

    def __init__(self, tagger: Tagger, lemmatiser: Lemmatiser, bin_: Bin, parser: Parser | None = None) -> None:
        self.tagger = tagger
        self.lemmatiser = lemmatiser
        self.parser = parser
        self.compounds = Compounds(bin_)
        self._bin = bin_

    def analyse(self, text: str) -> Analysis:
        """Analyse a text of any length; ranges are code points into it."""
        tokens = tokenize(text)
        scores = self.tag(tokens)
        tags = [likely[0].tag for sentence in scores for likely in sentence.tags]
        lemmas = self.lemmas(tokens.words, tokens.sentences, [s.tags for s in scores], [s.labels for s in scores])
        if self.parser is not None:
            self._let_parse_decide(text, tokens, lemmas, self.parser)
        names = [NamePart(w.text, w.norm, tag, c.lemma) for w, tag, c in zip(tokens.words, tags, lemmas, strict=True)]
        entities = self.entities(text, tokens, names, [s.labels for s in scores])
        parts = [self.compounds.parts(n.norm, n.lemma) if n.tag[:1] in "nl" else () for n in names]
        return Analysis(*tokens, tags, lemmas, parts, entities)

    def tag(self, tokens: Tokenized) -> list[SentenceScores]:
        """Scores of each sentence, from one pass of the tagger."""
        return self.tagger.tag([[word.norm for word in tokens.words[a:b]] for a, b in tokens.sentences])

    def lemmas(
        self,
        words: Sequence[Word],
        sentences: Sequence[tuple[int, int]],
        tags: Sequence[Sequence[tuple[TagScore, ...]]],
        labels: Sequence[Floats] = (),
    ) -> list[LemmaChoice]:
        """One choice a word, by its likely tags; where label scores are given, names are known to be names.

        `tags` and `labels` are by sentence.
        """
        found = []
        for i, ((first, last), likely) in enumerate(zip(sentences, tags, strict=True)):
            label_of = self._label_of_word(labels[i]) if labels else {}
            for at in range(first, last):
                word = words[at]
                choice = self.lemmatiser.choose(word.norm, word.kind, at == first, likely[at - first], label_of.get(at - first))
                found.append(choice)
        return found

    def _label_of_word(self, scores: Floats) -> dict[int, EntityLabel]:
        spans = label_spans(scores, self.tagger.labels)
        return {i: EntityLabel(span.label) for span in spans for i in range(span.first, span.last + 1)}

    def entities(self, text: str, tokens: Tokenized, parts: Sequence[NamePart], labels: Sequence[Floats]) -> list[EntitySpan]:
        """Entities of a text, given the label scores of its sentences; values that the network passed over are added."""
        spans = [
            span._replace(first=start + span.first, last=start + span.last)
            for (start, _), scores in zip(tokens.sentences, labels, strict=True)
            for span in label_spans(scores, self.tagger.labels)
        ]
        starts = {start for start, _ in tokens.sentences}
        values = [v for v in tokens.values if starts.isdisjoint(range(v.first + 1, v.last + 1))]
        found = []
        for first, last, name, score in with_values(spans, values):
            label = EntityLabel(name)
            found.append(EntitySpan(first, last, label, self.name(text, tokens.words, parts, first, last, label), score))
        return found

    def name(
        self, text: str, words: Sequence[Word], parts: Sequence[NamePart], first: int, last: int, label: EntityLabel
    ) -> str:
        """The nominative of a name; of a value its words with single spaces."""
        inside = words[first : last + 1]
        if label not in NAME_LABELS:
            return " ".join(text[inside[0].start : inside[-1].end].split())
        gaps = [text[a.end : b.start] for a, b in pairwise(inside)]
        return nominative(parts[first : last + 1], label, gaps, self._bin)

    def _let_parse_decide(self, text: str, tokens: Tokenized, lemmas: list[LemmaChoice], parser: Parser) -> None:
        """Put the parse's lemma in the place of the tagger's, where a sentence parses and the two cut the word alike."""
        for first, last in tokens.sentences:
            words = tokens.words[first:last]
            start = words[0].start
            decided = parser.parse(text[start : words[-1].end])
            by_range = {(start + a, start + b): word for a, b, word in decided or ()}
            for i, word in enumerate(words, first):
                parsed = by_range.get((word.start, word.end))
                if parsed is not None:
                    lemmas[i] = LemmaChoice(parsed.lemma, LemmaSource.PARSE, lemmas[i].alternatives)
