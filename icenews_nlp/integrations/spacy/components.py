"""spaCy's tokenizer and pipeline components: thin skins over language/, found by their entry points.

    icenews_nlp.Tokenizer.v1   [nlp.tokenizer]   words, sentences, norm_, Token._.icenews_kind, values
    icenews_tagger             tag_, pos_, morph
    icenews_lemmatizer         lemma_, Token._.icenews_lemma_source, Token._.icenews_alternatives, Token._.icenews_parts
    icenews_ner                doc.ents, Span.ent_id_ (its cluster), Span._.icenews_name, Span._.icenews_score

The components of one Language share one analyser, and one pass of the network serves all three. Give them the same
profile. Each also works alone, and after another package's tokenizer or tagger (of MIM-GOLD tags).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final

from spacy.language import Language
from spacy.scorer import Scorer, get_ner_prf
from spacy.tokens import Doc, Span, Token
from spacy.training import Example

from icenews_nlp.enrichment.places import locate
from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE
from icenews_nlp.errors import InputError
from icenews_nlp.integrations.spacy.docs import (
    DocWords,
    doc_words,
    set_grammar,
    set_lemma,
)
from icenews_nlp.integrations.spacy.entities import LABELS, Link, entity_span, links
from icenews_nlp.integrations.spacy.names import LABEL_SCHEMES, LEMMATIZER, NER, TAGGER
from icenews_nlp.integrations.spacy.places import note_places
from icenews_nlp.integrations.spacy.shared import AnalyserPipe, SharedAnalyser, shared_analyser
from icenews_nlp.integrations.spacy.tokenizer import Tokenizer
from icenews_nlp.language.analyser import EntitySpan
from icenews_nlp.language.morphology.grammar import grammar
from icenews_nlp.language.names.inflection import NamePart
from icenews_nlp.language.tagging.tagger import WORDS_AT_ONCE

LONGEST_TEXT: Final = 1_000_000_000
"""Characters; spaCy counts them in 32 bits. Its own limit of a million is for networks that need far more memory per word."""

_LEMMA_DECIDES: Final = frozenset({"AUX", "VERB", "CCONJ", "SCONJ"})
"""Parts of speech that only the lemma distinguishes (see language/morphology)."""


class Tagger(AnalyserPipe):
    """Tags, parts of speech and features; leaves its scores for the other two."""

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 128) -> Iterator[Doc]:
        """Tag a stream of Docs.

        Args:
            stream: read a batch ahead.
            batch_size: the most Docs that go to the network together; fewer, once they have words for a full pass.

        Yields:
            The same Docs in order. Probabilities may differ by a millionth from those of a Doc alone, since sums of floats
            depend on the size of the batch.
        """
        handle = self.get_error_handler()
        for docs in _batches(stream, batch_size):
            try:
                self.annotate(docs)
            except Exception as error:
                handle(self.name, self, docs, error)
            else:
                yield from docs

    def set_annotations(self, docs: Sequence[Doc]) -> None:
        """Set tag_, pos_ and morph of every token that is not whitespace."""
        lemma_by_tag = self.shared.analyser.lemmatiser.by_tag
        words = [doc_words(doc) for doc in docs]
        for own, scores in zip(words, self.shared.predict(docs, words), strict=True):
            tags = [likely[0].tag for sentence in scores for likely in sentence.tags]
            norms = [word.norm for word in own.tokenized.words]
            lemmas = [
                lemma_by_tag(norm, True, tag)[0] if tag.startswith(("s", "c")) else ""
                for norm, tag in zip(norms, tags, strict=True)
            ]
            found = grammar(own.tokenized.sentences, tags, lemmas, norms)
            for token, tag, one in zip(own.tokens, tags, found, strict=True):
                set_grammar(token, tag, one)

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """tag_acc, pos_acc and morph_acc, for `nlp.evaluate`."""
        examples, by = list(examples), Scorer.score_token_attr
        return {**by(examples, "tag"), **by(examples, "pos"), **by(examples, "morph", getter=_morph)}


class Lemmatizer(AnalyserPipe):
    """Lemmas by the likely tags, or by the tags that another component gave."""

    def set_annotations(self, docs: Sequence[Doc]) -> None:
        """Set lemma_, its source, alternatives and parts; pos_ where the lemma tells AUX from VERB, or CCONJ from SCONJ."""
        analyser = self.shared.analyser
        for doc in docs:
            tokens, tokenized = words = doc_words(doc)
            tags = self.shared.likely_tags(doc, words)
            labels = self.shared.kept_labels(doc, words)
            choices = analyser.lemmas(doc.text, tokenized, tags, analyser.spans(tokenized, labels) if labels else ())
            norms = [word.norm for word in tokenized.words]
            by_lemma = grammar(tokenized.sentences, [c.tag for c in choices], [c.lemma for c in choices], norms)
            for token, norm, choice, one in zip(tokens, norms, choices, by_lemma, strict=True):
                set_lemma(doc, token, choice, analyser.parts(norm, choice))
                if token.tag_ and choice.tag != token.tag_:  # the lemma that several tags share, or that the parse chose
                    set_grammar(token, choice.tag, one)
                elif token.tag_ and {token.pos_, one.pos} <= _LEMMA_DECIDES:
                    token.pos_ = one.pos

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """lemma_acc, for `nlp.evaluate`."""
        return Scorer.score_token_attr(examples, "lemma")


class Ner(AnalyserPipe):
    """Entities, beside those that the Doc has already, with the nominative of names."""

    def __init__(self, shared: SharedAnalyser, name: str, label_scheme: str = "mim") -> None:
        """Initialise the instance.

        Args:
            shared: The analysis that the components of one pipeline share.
            name: The component's name in its pipeline.
            label_scheme: "mim" for Person, Location ...; "conll" for PER, LOC, ORG, MISC, DATE, TIME, MONEY, PERCENT.
        """
        if label_scheme not in LABEL_SCHEMES:
            raise InputError(f"there is no label_scheme {label_scheme!r}; choose one of {', '.join(map(repr, LABEL_SCHEMES))}")
        super().__init__(shared, name)
        self.label_scheme = label_scheme

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that `doc.ents` can have from here."""
        return tuple(LABEL_SCHEMES[self.label_scheme].values())

    def set_annotations(self, docs: Sequence[Doc]) -> None:
        """Set doc.ents, and cluster, place, name and score of the new ones.

        An entity that is there already stays as it is, and none may overlap it; as a name it is clustered with the new ones.
        """
        for doc in docs:
            tokens, tokenized = words = doc_words(doc)
            analyser = self.shared.analyser
            spans = analyser.spans(tokenized, self.shared.labels(doc, words))
            found = analyser.entities(doc.text, tokenized, self._name_parts(doc, words), spans)
            taken = {token.i for entity in doc.ents for token in entity}
            new = [one for one in found if taken.isdisjoint(range(tokens[one.first].i, tokens[one.last].i + 1))]
            there = [one for entity in doc.ents if entity.label_ in LABELS and (one := entity_span(words, entity))]
            linked = links(words, [*there, *new], locate(analyser.places))
            doc.set_ents([*doc.ents, *(self._span(doc, words, one, linked.get(one.first, Link())) for one in new)])
            note_places(doc, (link.place._asdict() for link in linked.values() if link.place))

    def _span(self, doc: Doc, words: DocWords, entity: EntitySpan, link: Link) -> Span:
        first, last = words.tokens[entity.first].i, words.tokens[entity.last].i
        label = LABEL_SCHEMES[self.label_scheme][entity.label]
        span = Span(doc, first, last + 1, label=label, kb_id=link.place_key, span_id=link.cluster)
        span._.icenews_name, span._.icenews_score = entity.name, entity.score
        return span

    def _name_parts(self, doc: Doc, words: DocWords) -> list[NamePart]:
        """The words with the tags and lemmas that they have, or would have."""
        tags = [likely[0].tag for sentence in self.shared.likely_tags(doc, words) for likely in sentence]
        lemma_by_tag = self.shared.analyser.lemmatiser.by_tag
        return [
            NamePart(word.text, word.norm, tag, token.lemma_ or lemma_by_tag(word.norm, False, tag)[0])
            for token, word, tag in zip(words.tokens, words.tokenized.words, tags, strict=True)
        ]

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:
        """ents_p, ents_r, ents_f and the same by type, for `nlp.evaluate`."""
        return get_ner_prf(examples)


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    docs: list[Doc] = []
    tokens = 0
    for doc in stream:
        docs.append(doc)
        tokens += len(doc)
        if len(docs) >= size or tokens >= WORDS_AT_ONCE:
            yield docs
            docs, tokens = [], 0
    if docs:
        yield docs


def _morph(token: Token, _: str) -> str:
    return str(token.morph)


def make_tokenizer() -> Callable[[Language], Tokenizer]:
    """The tokenizer's entry point: `[nlp.tokenizer]` with `@tokenizers = "icenews_nlp.Tokenizer.v1"`."""
    return _tokenizer_of


def _tokenizer_of(nlp: Language) -> Tokenizer:
    return Tokenizer(nlp.vocab)


def make_any_length() -> Callable[[Language], Language]:
    """The entry point of a callback for `[nlp.after_creation]` that lets `nlp` take texts of any length."""
    return _allow_any_length


def _allow_any_length(nlp: Language) -> Language:
    nlp.max_length = LONGEST_TEXT
    return nlp


@Language.factory(
    TAGGER,
    assigns=["token.tag", "token.pos", "token.morph"],
    default_config={"profile": DEFAULT_PROFILE},
    default_score_weights={"tag_acc": 0.5, "pos_acc": 0.25, "morph_acc": 0.25},
)
def make_tagger(nlp: Language, name: str, profile: str) -> Tagger:
    """The tagger's entry point.

    Args:
        nlp: The pipeline that the component is added to.
        name: The component's name in it.
        profile: "standard", "fast" or "deep".
    """
    return Tagger(shared_analyser(nlp, profile), name)


@Language.factory(
    LEMMATIZER,
    assigns=["token.lemma", "token._.icenews_lemma_source", "token._.icenews_alternatives", "token._.icenews_parts"],
    requires=["token.tag"],
    default_config={"profile": DEFAULT_PROFILE},
    default_score_weights={"lemma_acc": 1.0},
)
def make_lemmatizer(nlp: Language, name: str, profile: str) -> Lemmatizer:
    """The lemmatizer's entry point.

    Args:
        nlp: The pipeline that the component is added to.
        name: The component's name in it.
        profile: "standard", "fast" or "deep"; with "deep" the parser chooses among close lemmas if a sentence parses.
    """
    return Lemmatizer(shared_analyser(nlp, profile), name)


@Language.factory(
    NER,
    assigns=[
        *("doc.ents", "token.ent_iob", "token.ent_type", "token.ent_id", "token.ent_kb_id"),
        *("span._.icenews_name", "span._.icenews_score"),
    ],
    default_config={"profile": DEFAULT_PROFILE, "label_scheme": "mim"},
    default_score_weights={"ents_f": 1.0, "ents_p": 0.0, "ents_r": 0.0, "ents_per_type": None},
)
def make_ner(nlp: Language, name: str, profile: str, label_scheme: str) -> Ner:
    """The entities' entry point.

    Args:
        nlp: The pipeline that the component is added to.
        name: The component's name in it.
        profile: "standard", "fast" or "deep".
        label_scheme: "mim" or "conll".
    """
    return Ner(shared_analyser(nlp, profile), name, label_scheme)
