"""What goes in and what comes out: frozen pydantic models that refuse unknown fields.

Offsets are code points into `AnnotatedDocument.text` and ranges are half-open: `text[x.start:x.end] == x.text`
holds for every token, sentence, entity and value. Token indexes (`first_token`, `last_token`) are inclusive.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import AwareDatetime, Field, model_validator
from pydantic_core import PydanticSerializationError

from icenews_nlp.documents.base import Index, Metadata, Model, RawText, Score
from icenews_nlp.documents.values import Content
from icenews_nlp.errors import SchemaVersionError
from icenews_nlp.labels import EntityLabel, LemmaSource, TokenKind

if TYPE_CHECKING:
    import pandas
    import spacy.tokens

SCHEMA_VERSION: Final = "1.1"
READABLE_VERSIONS: Final = ("1.0", SCHEMA_VERSION)
"""Older documents lack fields that have a default, and become documents of this version when read."""

LONGEST_SHOWN: Final = 60
"""Code points of the text in a document's repr."""


class ArticleInfo(Model):
    """What is known of an article beside its text."""

    id: RawText | None = None
    title: RawText = ""
    url: RawText | None = None
    source: RawText | None = None
    """The publisher or feed, as the caller names it."""
    section: RawText | None = None
    published: AwareDatetime | None = None
    """Time of publication; a time without a zone is refused, since nobody could order such articles."""
    tags: tuple[RawText, ...] = ()
    metadata: Metadata = Field(default={})
    """Anything else; kept as it is."""


class Article(ArticleInfo):
    """An article to analyse. `title` and `text` become the two sections of the document."""

    text: RawText


class Section(Model):
    """The range of the title or the body in the document's text."""

    kind: Literal["title", "body"]
    start: Index
    end: Index


class CompoundPart(Model):
    """One part of a compound: its slice of the token's norm, and its own lemma."""

    text: str
    lemma: str


class Alternative(Model):
    """Another lemma that the context nearly chose."""

    lemma: str
    tag: str
    score: Score


class Token(Model):
    """One word, number or sign; never contains a space.

    `tag` is of the MIM-GOLD tagset 2.0, `pos` is the UPOS and `morph` the features of Universal Dependencies.
    """

    index: Index
    start: Index
    end: Index
    text: str
    norm: str
    """The text in NFC without soft hyphens and zero-width characters, HTML escapes resolved."""
    lemma: str
    lemma_source: LemmaSource
    alternatives: tuple[Alternative, ...] = ()
    pos: str
    tag: str
    morph: str = ""
    kind: TokenKind
    parts: tuple[CompoundPart, ...] = ()
    """Parts of a compound, whose texts joined give `norm`; empty where the word is not one."""
    sentence: Index


class Sentence(Model):
    """A sentence, from its first token to its last."""

    index: Index
    start: Index
    end: Index
    first_token: Index
    last_token: Index
    """Inclusive."""


class Entity(Model):
    """A name (or date, time, amount, percentage) in the text."""

    start: Index
    end: Index
    first_token: Index
    last_token: Index
    """Inclusive."""
    text: str
    label: EntityLabel
    name: str
    """The nominative form, for a name; the text with single spaces for the rest."""
    score: Score
    value: Index | None = None
    """Index into the document's values, for a date, time, amount or percentage; the two have the same range."""


class Value(Model):
    """A machine-readable value over one or more tokens."""

    start: Index
    end: Index
    first_token: Index
    last_token: Index
    """Inclusive."""
    text: str
    content: Content
    iso: str | None = None
    """A date or time: `2026-11-24`, `2026-W48`, `2026-22` (a summer, by ISO 8601-2), `T14:30`, a range as `A/B`; None where
    only a time of publication would tell."""
    precision: Literal["year", "season", "month", "week", "day", "minute", "second", "range"] | None = None
    """What `iso` tells, or would with a time of publication."""
    amount: Decimal | None = None
    """The exact figure of an amount of money, of a range the lower one."""
    currency: str | None = None
    """The amount's currency by ISO 4217."""


class Provenance(Model):
    """Which package, model and data made the annotations."""

    package: str
    profile: str
    model: str
    """Name and content hash of the tables: network, lemmas, gazetteer."""
    bin_data: str
    """Version of the BÍN data (package islenska-data)."""
    tokenizer: str
    parser: str | None = None
    """Version of reynir, for profile "deep"."""


class AnnotatedDocument(Model):
    """An analysed article."""

    schema_version: Literal["1.1"] = SCHEMA_VERSION
    article: ArticleInfo = ArticleInfo()
    text: str
    sections: tuple[Section, ...]
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    values: tuple[Value, ...]
    provenance: Provenance

    @model_validator(mode="before")
    @classmethod
    def _refuse_other_schemas(cls, data: Any) -> Any:
        given = data.get("schema_version", SCHEMA_VERSION) if isinstance(data, dict) else SCHEMA_VERSION
        if given not in READABLE_VERSIONS:
            raise SchemaVersionError(
                f"the document has schema version {given!r}; this version of icenews_nlp reads "
                f"{' and '.join(map(repr, READABLE_VERSIONS))}. "
                "Analyse the article again, or read it with the version of the package that its provenance names."
            )
        return {**data, "schema_version": SCHEMA_VERSION} if given != SCHEMA_VERSION else data

    @model_validator(mode="after")
    def _check_ranges(self) -> AnnotatedDocument:
        _check_sections(self)
        _check_tokens(self)
        _check_sentences(self)
        for name, spans in (("entity", self.entities), ("value", self.values)):
            _check_spans(self, name, spans)
        _check_links(self)
        return self

    def __repr__(self) -> str:
        """A line instead of the whole text; `print(doc.text)` and `doc.model_dump()` show the rest."""
        counts = f"{len(self.tokens)} tokens, {len(self.sentences)} sentences, {len(self.entities)} entities"
        return f"AnnotatedDocument(id={self.article.id!r}, {counts}, text={_shortened(self.text)!r})"

    __str__ = __repr__

    def to_json(self) -> str:
        """The document as one line of JSON; `AnnotatedDocument.model_validate_json` reads it back."""
        try:
            return self.model_dump_json()
        except PydanticSerializationError as error:
            if "KeyboardInterrupt" in str(error):  # pydantic wraps a Ctrl-C that comes while it writes
                raise KeyboardInterrupt from error
            raise

    def to_frame(self) -> pandas.DataFrame:
        """The tokens as a pandas table, one row a token (needs the extra `notebook`)."""
        from icenews_nlp.formats.frame import to_frame

        return to_frame(self)

    def to_spacy(self) -> spacy.tokens.Doc:
        """The document as a spaCy Doc; `icenews_nlp.to_document` turns it back."""
        from icenews_nlp.integrations.spacy.to_spacy import to_spacy

        return to_spacy(self)

    def _repr_html_(self) -> str:
        """What a notebook shows: the text with its entities coloured, everything escaped."""
        from icenews_nlp.formats.html import to_html

        return to_html(self)


def _check_sections(doc: AnnotatedDocument) -> None:
    end = 0
    for section in doc.sections:
        if not end <= section.start <= section.end <= len(doc.text):
            raise ValueError(f"section {section.kind!r} ({section.start}, {section.end}) lies outside the text or overlaps")
        end = section.end


def _check_tokens(doc: AnnotatedDocument) -> None:
    text, end, sentence, sentences = doc.text, 0, 0, len(doc.sentences)
    for i, token in enumerate(doc.tokens):
        if token.index != i:
            raise ValueError(f"token {i} has index {token.index}")
        if not end <= token.start < token.end <= len(text) or text[token.start : token.end] != token.text:
            raise ValueError(f"token {i} is {token.text!r} but text[{token.start}:{token.end}] is not, or overlaps")
        if not sentence <= token.sentence < sentences:
            raise ValueError(f"token {i} names sentence {token.sentence}, out of order or not among {sentences}")
        end, sentence = token.end, token.sentence


def _check_sentences(doc: AnnotatedDocument) -> None:
    first = 0
    for i, s in enumerate(doc.sentences):
        if s.index != i or s.first_token != first or not first <= s.last_token < len(doc.tokens):
            raise ValueError(f"sentence {i} does not begin where the one before it ends, or ends outside the tokens")
        if s.start != doc.tokens[s.first_token].start or s.end != doc.tokens[s.last_token].end:
            raise ValueError(f"sentence {i} ({s.start}, {s.end}) does not cover its tokens")
        if doc.tokens[s.first_token].sentence != i or doc.tokens[s.last_token].sentence != i:
            raise ValueError(f"the tokens of sentence {i} name another sentence")
        first = s.last_token + 1
    if first != len(doc.tokens):
        raise ValueError(f"{len(doc.tokens) - first} tokens lie outside every sentence")


def _check_spans(doc: AnnotatedDocument, name: str, spans: tuple[Entity, ...] | tuple[Value, ...]) -> None:
    end = 0
    for span in spans:
        if not span.first_token <= span.last_token < len(doc.tokens):
            raise ValueError(f"{name} {span.text!r} covers tokens {span.first_token} to {span.last_token}, which do not exist")
        if (span.start, span.end) != (doc.tokens[span.first_token].start, doc.tokens[span.last_token].end):
            raise ValueError(f"{name} {span.text!r} ({span.start}, {span.end}) does not cover its tokens")
        if span.start < end or doc.text[span.start : span.end] != span.text:
            raise ValueError(f"{name} {span.text!r} is not text[{span.start}:{span.end}], or overlaps the one before")
        end = span.end


def _check_links(doc: AnnotatedDocument) -> None:
    for entity in doc.entities:
        if entity.value is not None:
            value = doc.values[entity.value] if entity.value < len(doc.values) else None
            if value is None or (value.start, value.end) != (entity.start, entity.end):
                raise ValueError(f"entity {entity.text!r} points at value {entity.value}, which has not its range")


class EnrichFailure(Model):
    """Stands in a stream in the place of an article that could not be analysed."""

    index: Index
    """The article's place in the stream, from 0."""
    id: RawText | None
    error: str
    """The error's class name."""
    reason: RawText


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
