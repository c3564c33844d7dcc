"""Annotated documents: frozen pydantic models that refuse unknown fields.

Offsets are code points into `AnnotatedDocument.text` and ranges are half-open: `text[x.start:x.end] == x.text`
holds for every token, sentence, entity and value. Token indexes (`first_token`, `last_token`) are inclusive. Indexes of
tokens and sentences count those of the whole analysis, whether the document has them or was stored without (see `layers`).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import AfterValidator, model_validator
from pydantic_core import PydanticSerializationError

from icenews_nlp.documents.article import ArticleInfo, Section
from icenews_nlp.documents.base import Index, Model, Score
from icenews_nlp.documents.checks import check
from icenews_nlp.documents.clusters import Cluster, Quote
from icenews_nlp.documents.layers import LAYERS, Layer, in_order, layers_named, only
from icenews_nlp.documents.tokens import Sentence, Token
from icenews_nlp.documents.values import Value
from icenews_nlp.errors import InputError, SchemaVersionError, shown
from icenews_nlp.labels import EntityLabel

if TYPE_CHECKING:
    import pandas
    import spacy.tokens

SCHEMA_VERSION: Final = "1.1"
READABLE_VERSIONS: Final = ("1.0", SCHEMA_VERSION)
"""Older documents lack fields that have a default, and become documents of this version when read; those of 1.0 lack the layers
of clusters and quotes."""

LONGEST_SHOWN: Final = 60
"""Code points of the text in a document's repr."""


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
    """Index into the document's values, for a date, time, amount or percentage; the two have the same range. None where the
    document has no layer of values."""
    cluster: Index | None = None
    """Index into the document's clusters, for a name; None where the document has no layer of clusters."""
    credit: bool = False
    """Whether it stands in a photo credit or byline, so that it is no part of the story."""


class Provenance(Model):
    """Which package, model and data made the annotations."""

    package: str
    profile: str
    model: str
    """Name and content hash of the model: network, lemmas, gazetteer."""
    bin_data: str
    """Version of the BÍN data (package islenska-data)."""
    tokenizer: str
    parser: str | None = None
    """Version of reynir, for profile "deep"."""
    places: str | None = None
    """The packages that places were looked up in, with versions; None where places were not resolved, for want of the extra
    `places`."""


class AnnotatedDocument(Model):
    """An analysed article."""

    schema_version: Literal["1.1"] = SCHEMA_VERSION
    layers: Annotated[tuple[Layer, ...], AfterValidator(in_order)] = LAYERS
    """What the document has of its analysis; the fields of layers that were left out are empty."""
    article: ArticleInfo = ArticleInfo()
    text: str
    sections: tuple[Section, ...]
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[Entity, ...]
    values: tuple[Value, ...]
    clusters: tuple[Cluster, ...] = ()
    """In the order of their first mentions."""
    quotes: tuple[Quote, ...] = ()
    provenance: Provenance

    @model_validator(mode="before")
    @classmethod
    def _refuse_other_schemas(cls, data: Any) -> Any:
        given = data.get("schema_version", SCHEMA_VERSION) if isinstance(data, dict) else SCHEMA_VERSION
        if given not in READABLE_VERSIONS:
            raise SchemaVersionError(
                f"the document has schema version {shown(repr(given))}; this version of icenews_nlp reads "
                f"{' and '.join(map(repr, READABLE_VERSIONS))}. "
                "Analyse the article again, or read it with the version of the package that its provenance names."
            )
        if given == SCHEMA_VERSION:
            return data
        return {"layers": [layer for layer in LAYERS if layer in data], **data, "schema_version": SCHEMA_VERSION}

    @model_validator(mode="before")
    @classmethod
    def _copy_sentences(cls, data: Any) -> Any:
        """A sentence knows the text of its document, so two documents cannot share one."""
        given = data.get("sentences") if isinstance(data, dict) else None
        if isinstance(given, list | tuple) and any(isinstance(one, Sentence) for one in given):
            return {**data, "sentences": [one.model_copy() if isinstance(one, Sentence) else one for one in given]}
        return data

    @model_validator(mode="after")
    def _check(self) -> AnnotatedDocument:
        check(self)
        for sentence in self.sentences:
            sentence._source = self.text
        return self

    @property
    def id(self) -> str | None:
        """The article's id."""
        return self.article.id

    @property
    def title(self) -> str:
        """The text of the title; "" where the document has none."""
        return self._text_of("title")

    @property
    def body(self) -> str:
        """The text of the body; "" where the document has none."""
        return self._text_of("body")

    def section(self, kind: Literal["title", "body"]) -> Section:
        """The title or the body, from the first section of that kind to the last.

        Args:
            kind: "title" or "body".

        Returns:
            An empty one at 0 where the document has none. A document without any sections is all body.
        """
        if not self.sections:
            return Section(kind=kind, start=0, end=len(self.text) if kind == "body" else 0)
        found = [section for section in self.sections if section.kind == kind]
        return Section(kind=kind, start=found[0].start, end=found[-1].end) if found else Section(kind=kind, start=0, end=0)

    def entity_at(self, token: int) -> Entity | None:
        """The entity that a token is in.

        Args:
            token: index of the token, from 0.

        Returns:
            None where the token is in no entity.
        """
        before = bisect_right(self.entities, token, key=lambda entity: entity.first_token)
        entity = self.entities[before - 1] if before else None
        return entity if entity and token <= entity.last_token else None

    def only(self, *layers: str) -> AnnotatedDocument:
        """A copy with some layers alone, for storage: tokens take most of the place.

        Its `layers` says which it has. Text, sections, article and provenance are always kept. Links to what is left out are
        left out too: `value` and `cluster` of an entity, `mentions` of a cluster, `speaker` of a quote.

        Args:
            *layers: of "tokens", "sentences", "entities", "values", "clusters" and "quotes".

        Raises:
            InputError: there is no such layer, none is named, or the document was stored without it.
        """
        return only(self, layers_named(layers))

    def _text_of(self, kind: Literal["title", "body"]) -> str:
        section = self.section(kind)
        return self.text[section.start : section.end]

    def __repr__(self) -> str:
        """A line instead of the whole text; `print(doc.text)` and `doc.model_dump()` show the rest."""
        text = self.text if len(self.text) <= LONGEST_SHOWN else self.text[:LONGEST_SHOWN] + "…"
        counts = f"{len(self.tokens)} tokens, {len(self.sentences)} sentences, {len(self.entities)} entities"
        return f"AnnotatedDocument(id={self.id!r}, {counts}, text={text!r})"

    __str__ = __repr__

    @property
    def people(self) -> tuple[Cluster, ...]:
        """The persons of the story, the most salient first; who only took the pictures or wrote the text is left out."""
        return self._clusters_of(EntityLabel.PERSON)

    @property
    def places(self) -> tuple[Cluster, ...]:
        """The places of the story, the most salient first."""
        return self._clusters_of(EntityLabel.LOCATION)

    @property
    def organizations(self) -> tuple[Cluster, ...]:
        """The organizations of the story, the most salient first."""
        return self._clusters_of(EntityLabel.ORGANIZATION)

    @property
    def dates(self) -> tuple[Value, ...]:
        """The values that say when: dates and times, in the order of the text."""
        return tuple(value for value in self.values if value.precision is not None)

    @property
    def amounts(self) -> tuple[Value, ...]:
        """The amounts of money, in the order of the text."""
        return tuple(value for value in self.values if value.content.kind == "amount")

    def cluster_name(self, entity: Entity) -> str:
        """The name to list an entity of this document under: its cluster's, so that one thing is one row; else its own."""
        return entity.name if entity.cluster is None else self.clusters[entity.cluster].name

    def _clusters_of(self, label: EntityLabel) -> tuple[Cluster, ...]:
        return tuple(sorted((c for c in self.clusters if c.label is label and c.count), key=lambda c: -c.salience))

    def to_json(self) -> str:
        """The document as one line of JSON; `AnnotatedDocument.model_validate_json` reads it back.

        Raises:
            InputError: a document made by hand has lone surrogates, which UTF-8 cannot hold.
        """
        try:
            return self.model_dump_json()
        except PydanticSerializationError as error:
            # pydantic (2.9 to 2.14) turns a Ctrl-C that comes while it writes into this error; only its message says so.
            if "KeyboardInterrupt" in str(error):
                raise KeyboardInterrupt from error
            raise InputError(f"the document cannot be written as JSON: {error}") from error

    def to_frame(self) -> pandas.DataFrame:
        """The tokens as a pandas table, one row per token (needs the extra `notebook`)."""
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
