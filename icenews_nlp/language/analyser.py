"""One text through all of language/: words, sentences, values, tags, lemmas, names. Knows neither documents nor spaCy."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log
from typing import Final, NamedTuple

import numpy as np

from icenews_nlp.labels import NAME_LABELS, EntityLabel, LemmaSource
from icenews_nlp.language.caches import CacheInfo
from icenews_nlp.language.greynir.parser import Parser
from icenews_nlp.language.lemmas import LemmaChoice, Lemmatiser, OtherLemma
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.morphology.compounds import Compounds, Part
from icenews_nlp.language.names.article import ArticleNames, SentenceLabels
from icenews_nlp.language.names.full_names import FullNames
from icenews_nlp.language.names.headlines import Headlines
from icenews_nlp.language.names.inflection import NamePart
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.nominative import governed_cases, may_govern_genitive, nominative
from icenews_nlp.language.names.spans import LabelSpan, fitted, label_spans, split_times, trimmed, with_values
from icenews_nlp.language.places.resolver import PlaceResolver
from icenews_nlp.language.tagging.clauses import Clauses
from icenews_nlp.language.tagging.features import capital_says_little
from icenews_nlp.language.tagging.gazetteer import shared_gazetteer
from icenews_nlp.language.tagging.measures import measured
from icenews_nlp.language.tagging.scores import Floats, SentenceScores, Tagger, TagScore
from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.scores import score_words
from icenews_nlp.language.values.tokenized import Tokenized, tokenize_with_values
from icenews_nlp.language.values.value import ParsedValue

JOINTS: Final = frozenset({"og", "eða", "né", "en", "/"})
"""What joins two halves of compounds."""


class EntitySpan(NamedTuple):
    """An entity by the indexes of its words in the text."""

    first: int
    last: int
    """Inclusive."""
    label: EntityLabel
    name: str
    score: float


class Analysis(NamedTuple):
    """All that is known of a text; the lists of words, tags and lemmas are parallel."""

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
    """The steps of one profile, in order. Any number of threads may share one."""

    def __init__(self, tagger: Tagger, lemmatiser: Lemmatiser, bin_: Bin, identity: str, parser: Parser | None = None) -> None:
        """Initialise the instance.

        Args:
            tagger: Gives tags and labels.
            lemmatiser: Chooses lemmas.
            bin_: The dictionary, shared by all parts.
            identity: name and hash of the model that the parts were made with, for the provenance of documents.
            parser: Greynir, in profile "deep"; None leaves it out.
        """
        self.identity = identity
        self.tagger = tagger
        self.lemmatiser = lemmatiser
        self.parser = parser
        self.compounds = Compounds(bin_)
        self._bin = bin_
        self._clauses = Clauses(bin_)
        gazetteer = shared_gazetteer()
        self._headlines = Headlines(bin_, gazetteer)
        self._known = KnownNames(bin_, gazetteer)
        self._names = ArticleNames(self._known, bin_)
        self.places = PlaceResolver()

    def analyse(self, text: str) -> Analysis:
        """Analyse a text of any length; ranges are code points into it."""
        tokens = tokenize_with_values(text)
        scores = self.tag(tokens)
        spans = self.spans(tokens, [s.labels for s in scores])
        lemmas = self.lemmas(text, tokens, [s.tags for s in scores], spans)
        tags = [choice.tag for choice in lemmas]
        names = [NamePart(w.text, w.norm, c.tag, c.lemma) for w, c in zip(tokens.words, lemmas, strict=True)]
        entities = self.entities(text, tokens, names, spans)
        lemmas = named_lemmas(lemmas, entities, [word.norm for word in tokens.words])
        parts = [self.parts(word.norm, choice) for word, choice in zip(tokens.words, lemmas, strict=True)]
        return Analysis(*tokens, tags, lemmas, parts, entities)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of each cache of the parts."""
        parts = (self._bin, self.tagger, self.lemmatiser, self.compounds, self._known, self._names, self.places)
        return {name: info for part in parts for name, info in part.cache_info().items()}

    def forms(self, tokens: Tokenized) -> list[Sequence[str]]:
        """What the tagger reads of each sentence: norms, in the letters of running text where it is all in capitals."""
        return [self._headlines.recased([word.norm for word in tokens.words[a:b]]) for a, b in tokens.sentences]

    def score(self, texts: Sequence[Tokenized]) -> list[list[SentenceScores]]:
        """Scores of each text's sentences, from one pass of the tagger.

        What the labels of a headline in capitals say as it is written counts as much as what they say in small letters.
        """
        forms = [form for tokens in texts for form in self.forms(tokens)]
        norms = [[word.norm for word in tokens.words[a:b]] for tokens in texts for a, b in tokens.sentences]
        headlines = [i for i, (form, norm) in enumerate(zip(forms, norms, strict=True)) if form != norm]
        scores = self.tagger.tag([*forms, *(norms[i] for i in headlines)])
        for i, written in zip(headlines, scores[len(forms) :], strict=True):
            labels = np.logaddexp(scores[i].labels, written.labels) - log(2)
            scores[i] = scores[i]._replace(labels=labels.astype(np.float32))
        found = iter(scores)
        return [[next(found) for _ in tokens.sentences] for tokens in texts]

    def tag(self, tokens: Tokenized) -> list[SentenceScores]:
        """Scores of each sentence; tags that its clause speaks against are mended."""
        return [
            scores._replace(tags=self._clauses.mend(forms, measured(forms, scores.tags, self._bin)))
            for forms, scores in zip(self.forms(tokens), self.score([tokens])[0], strict=True)
        ]

    def spans(self, tokens: Tokenized, labels: Sequence[Floats]) -> list[LabelSpan]:
        """Spans of the text's words by the label scores of its sentences; values that the network passed over are added."""
        spans = [
            span._replace(first=start + span.first, last=start + span.last)
            for (start, _), scores in zip(tokens.sentences, labels, strict=True)
            for span in label_spans(scores, self.tagger.labels)
        ]
        norms = [form for forms in self.forms(tokens) for form in forms]
        spans = self._names.mend(
            trimmed(spans, tokens.words), norms, SentenceLabels(tokens.sentences, labels, self.tagger.labels)
        )
        starts = {start for start, _ in tokens.sentences}
        values = [v for v in tokens.values if starts.isdisjoint(range(v.first + 1, v.last + 1))]
        scores = {start + i for start, end in tokens.sentences for i in score_words(tokens.words[start:end])}
        return split_times(with_values(fitted(spans, values, tokens.words, scores), values), norms)

    def lemmas(
        self, text: str, tokens: Tokenized, tags: Sequence[Sequence[tuple[TagScore, ...]]], spans: Sequence[LabelSpan] = ()
    ) -> list[LemmaChoice]:
        """One choice a word, by its likely tags (sentence by sentence), its entity, and the parse in profile "deep"."""
        label_of = {i: EntityLabel(span.label) for span in spans for i in range(span.first, span.last + 1)}
        found = []
        for (first, last), forms, likely in zip(tokens.sentences, self.forms(tokens), tags, strict=True):
            kinds = [word.kind for word in tokens.words[first:last]]
            starts = capital_says_little(forms)
            for i, (form, kind, at_start, tag_scores) in enumerate(zip(forms, kinds, starts, likely, strict=True), first):
                found.append(self.lemmatiser.choose(form, kind, at_start, tag_scores, label_of.get(i)))
            self._complete_first_halves(tokens.words, first, last, found)
        if self.parser is not None:
            self._let_parse_decide(text, tokens, found, self.parser)
        return found

    def parts(self, norm: str, choice: LemmaChoice) -> tuple[Part, ...]:
        """The parts of a noun or adjective that is a compound; () for any other word."""
        return self.compounds.parts(norm, choice.lemma) if choice.tag.startswith(("n", "l")) else ()

    def entities(self, text: str, tokens: Tokenized, parts: Sequence[NamePart], spans: Sequence[LabelSpan]) -> list[EntitySpan]:
        """The spans as entities, names with their nominative, values with single spaces."""
        found = []
        article = frozenset(p.norm for s in spans if EntityLabel(s.label) in NAME_LABELS for p in parts[s.first : s.last + 1])
        for first, last, label_name, score in spans:
            label, words = EntityLabel(label_name), tokens.words[first : last + 1]
            if label in NAME_LABELS:
                gaps = [text[a.end : b.start] for a, b in pairwise(words)]
                name = nominative(
                    parts[first : last + 1],
                    label,
                    gaps,
                    self._bin,
                    self._known,
                    article,
                    may_be_genitive=first > 0 and may_govern_genitive(parts[first - 1].tag),
                    governed=governed_cases(parts[first - 1].tag, parts[first - 1].lemma) if first else "",
                )
            else:
                name = " ".join(text[words[0].start : words[-1].end].split())
            found.append(EntitySpan(first, last, label, name, score))
        persons = FullNames([entity.name for entity in found if entity.label is EntityLabel.PERSON], self._known)
        return [self._by_full_names(entity, parts, persons) for entity in found]

    def _by_full_names(self, entity: EntitySpan, parts: Sequence[NamePart], persons: FullNames) -> EntitySpan:
        """A person's name as the fuller ones of the article have it."""
        if entity.label is not EntityLabel.PERSON:
            return entity
        forms = [part.norm for part in parts[entity.first : entity.last + 1]]
        return entity._replace(name=persons.corrected(entity.name, forms))

    def _complete_first_halves(self, words: Sequence[Word], first: int, last: int, lemmas: list[LemmaChoice]) -> None:
        """Give the first half of a pair of compounds the whole lemma, as MIM-GOLD does.

        In `barna- og unglingastarf` the first word is barnastarf.
        """
        for i in range(first, last - 2):
            joint = words[i + 1].norm in JOINTS
            if joint and words[i].norm.endswith("-") and words[i].norm[:1].isalpha():
                whole = self.compounds.elided(words[i].norm, words[i + 2].norm, lemmas[i + 2].lemma)
                if whole is not None:
                    lemmas[i] = lemmas[i]._replace(lemma=whole, source=LemmaSource.COMPOUND, alternatives=())

    def _let_parse_decide(self, text: str, tokens: Tokenized, lemmas: list[LemmaChoice], parser: Parser) -> None:
        """Take the parse's lemma where the two cut the word alike and the tagger has it too, first or among the close ones.

        A lemma that the tagger is sure of stands: of 76 words of MIM-GOLD on which the two disagreed it had 73 right, the
        parse 5 (150 sentences of the tuning part).
        """
        for first, last in tokens.sentences:
            words = tokens.words[first:last]
            start = words[0].start
            decided = parser.parse(text[start : words[-1].end]) or ()
            by_range = {(start + word.start, start + word.end): word.lemma for word in decided}
            for i, word in enumerate(words, first):
                parsed = by_range.get((word.start, word.end))
                if parsed is not None:
                    lemmas[i] = _decided(lemmas[i], parsed)


def named_lemmas(lemmas: Sequence[LemmaChoice], entities: Sequence[EntitySpan], norms: Sequence[str]) -> list[LemmaChoice]:
    """The lemmas, where the words of a person's name have its nominative, so that the two never contradict each other.

    Other names have an article or a number that their lemmas leave out, so only a word that no dictionary knows follows them.
    """
    found = list(lemmas)
    for entity in entities:
        words = entity.name.split(" ")
        if entity.label not in NAME_LABELS or len(words) != entity.last - entity.first + 1:
            continue
        for i, word in enumerate(words, entity.first):
            follows = entity.label is EntityLabel.PERSON or found[i].source in (LemmaSource.RULE, LemmaSource.SURFACE)
            if follows and norms[i][:1].isupper() and not norms[i].isupper() and found[i].lemma != word:
                found[i] = found[i]._replace(lemma=word, source=LemmaSource.RULE)
    return found


def _decided(choice: LemmaChoice, parsed: str) -> LemmaChoice:
    """The choice with the parse's lemma and its tag in the first place, if it is among the lemmas that the tagger considers."""
    if parsed == choice.lemma:
        return choice._replace(source=LemmaSource.PARSE)
    other = next((other for other in choice.alternatives if other.lemma == parsed), None)
    if other is None:
        return choice
    rest = tuple(o for o in choice.alternatives if o is not other)
    first = OtherLemma(choice.lemma, choice.tag, choice.score)
    return LemmaChoice(parsed, LemmaSource.PARSE, (first, *rest), other.tag, other.score)
