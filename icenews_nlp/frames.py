"""Documents as flat Arrow tables, for pandas, polars, DuckDB and whatever else takes Arrow (needs the extra `arrow`).

    from icenews_nlp import AnnotatedDocument, frames

    docs = [result for result in nlp.enrich_many(articles) if isinstance(result, AnnotatedDocument)]
    frames.entities(docs).to_pandas()
    polars.from_arrow(frames.clusters(docs))
    duckdb.from_arrow(frames.tokens(docs)).count("*")

Every function takes one document, or any iterable of documents, which is read once. Every table has the same columns whatever
the documents, also with no rows, and begins with two that say whose row it is:

    doc        the article's id; null where it has none
    doc_index  the document's place in `docs`, from 0

Offsets are code points into the document's text and ranges are half-open; indexes of tokens are inclusive. What is an index
into another field of the document is the `index` of that table: `entities.cluster` of `clusters.index`, of the same document.
A document that was stored without a layer is refused where that layer makes the rows, and columns that need it are null
elsewhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import BaseModel

from icenews_nlp.documents.clusters import Cluster, Place, Quote
from icenews_nlp.documents.document import AnnotatedDocument, Entity
from icenews_nlp.documents.layers import require
from icenews_nlp.documents.tokens import Token
from icenews_nlp.documents.values import Value
from icenews_nlp.errors import InputError
from icenews_nlp.formats.arrow import arrow, column

if TYPE_CHECKING:
    import pyarrow

Documents = AnnotatedDocument | Iterable[AnnotatedDocument]

BATCH: Final = 65_536
"""Rows that wait as Python objects before they become Arrow's."""

WITHIN: Final = ("sentence", "document")

_TOKEN: Final = ("index", "start", "end", "text", "norm", "lemma", "lemma_source", "pos", "tag", "morph", "kind", "sentence")
_ENTITY: Final = ("index", "start", "end", "first_token", "last_token", "text", "label", "name", "score", "value", "cluster")
_CLUSTER: Final = ("index", "id", "label", "name", "count", "first_sentence", "salience", "gender")
_PLACE: Final = ("source", "id", "country", "latitude", "longitude", "certainty")
_VALUE: Final = ("index", "start", "end", "first_token", "last_token", "text")
_PLACE_COLUMNS: Final = {"source": "place_source", "id": "place_id"}
"""Names of columns that differ from those of the fields, where a cluster has a field of the name too."""
_VALUE_AFTER: Final = ("iso", "precision", "amount", "currency")
_CONTENT: Final = {"number": float, "upper": float, "unit": str}
"""Fields that the contents of several kinds of values share."""


def tokens(docs: Documents) -> pyarrow.Table:
    """A row per token.

    Columns: doc, doc_index, and of the token index, start, end, text, norm, lemma, lemma_source, pos, tag, morph, kind and
    sentence (all as in `Token`), entity (index of the entity that it is in; null where it is in none) and label (its label).

    Args:
        docs: a document, or many.

    Raises:
        InputError: pyarrow is not installed, or `docs` holds something else than documents that have the layer.
    """
    own = attrgetter(*_TOKEN)

    def rows(doc: AnnotatedDocument) -> Iterator[tuple[Any, ...]]:
        require(doc, ("tokens",), "frames.tokens")
        entity_of = {i: k for k, one in enumerate(doc.entities) for i in range(one.first_token, one.last_token + 1)}
        for token in doc.tokens:
            entity = entity_of.get(token.index)
            yield *own(token), entity, None if entity is None else doc.entities[entity].label

    return _table(docs, {**_columns(Token, _TOKEN), "entity": int, "label": str}, rows)


def entities(docs: Documents) -> pyarrow.Table:
    """A row per entity.

    Columns: doc, doc_index, index, and of the entity start, end, first_token, last_token, text, label, name, score, value,
    cluster and credit (all as in `Entity`), cluster_name (the name of its cluster; null where it has none) and sentence (index
    of the one that it begins in).

    Args:
        docs: a document, or many.

    Raises:
        InputError: pyarrow is not installed, or `docs` holds something else than documents that have the layer.
    """
    own = attrgetter(*_ENTITY[1:], "credit")

    def rows(doc: AnnotatedDocument) -> Iterator[tuple[Any, ...]]:
        require(doc, ("entities",), "frames.entities")
        sentences = _sentences(doc, doc.entities)
        for index, (entity, sentence) in enumerate(zip(doc.entities, sentences, strict=True)):
            cluster_name = None if entity.cluster is None else doc.clusters[entity.cluster].name
            yield index, *own(entity), cluster_name, sentence

    return _table(docs, {**_columns(Entity, (*_ENTITY, "credit")), "cluster_name": str, "sentence": int}, rows)


def clusters(docs: Documents) -> pyarrow.Table:
    """A row per person, place, organization or other thing of a document.

    Columns: doc, doc_index, index, and of the cluster id, label, name, count, first_sentence, salience and gender (all as in
    `Cluster`), roles (the names of its roles, joined by "; "; "" where the article gives none), and place_source, place_id,
    country, latitude, longitude and certainty (of its place, as in `Place`; null where it has none).

    Args:
        docs: a document, or many.

    Raises:
        InputError: pyarrow is not installed, or `docs` holds something else than documents that have the layer.
    """
    own = attrgetter(*_CLUSTER[1:])

    def rows(doc: AnnotatedDocument) -> Iterator[tuple[Any, ...]]:
        require(doc, ("clusters",), "frames.clusters")
        for index, cluster in enumerate(doc.clusters):
            place = (getattr(cluster.place, name, None) for name in _PLACE)
            yield index, *own(cluster), "; ".join(role.name for role in cluster.roles), *place

    of_place = {_PLACE_COLUMNS.get(name, name): annotation for name, annotation in _columns(Place, _PLACE).items()}
    return _table(docs, {**_columns(Cluster, _CLUSTER), "roles": str, **of_place}, rows)


def values(docs: Documents) -> pyarrow.Table:
    """A row per value: date, time, amount, number, percentage, measurement, address.

    Columns: doc, doc_index, index, and of the value start, end, first_token, last_token and text (as in `Value`), kind (of its
    content: "date", "amount", "url" ...), iso, precision, amount (exact, so a string of digits) and currency (as in `Value`),
    number, upper and unit (of its content, as floating-point numbers and text; null where the kind has none) and sentence
    (index of the one that it begins in).

    Args:
        docs: a document, or many.

    Raises:
        InputError: pyarrow is not installed, or `docs` holds something else than documents that have the layer.
    """
    before, after = attrgetter(*_VALUE[1:]), attrgetter(*_VALUE_AFTER)

    def rows(doc: AnnotatedDocument) -> Iterator[tuple[Any, ...]]:
        require(doc, ("values",), "frames.values")
        for index, (value, sentence) in enumerate(zip(doc.values, _sentences(doc, doc.values), strict=True)):
            figures = (getattr(value.content, name, None) for name in _CONTENT)
            yield index, *before(value), value.content.kind, *after(value), *figures, sentence

    own = {**_columns(Value, _VALUE), "kind": str, **_columns(Value, _VALUE_AFTER), **_CONTENT, "sentence": int}
    return _table(docs, own, rows)


def quotes(docs: Documents) -> pyarrow.Table:
    """A row per quotation.

    Columns: doc, doc_index, index, start and end (as in `Quote`), text (the quotation with its quotation marks), speaker (index
    of the speaker's cluster; null where the text does not tell) and speaker_name (the name of that cluster).

    Args:
        docs: a document, or many.

    Raises:
        InputError: pyarrow is not installed, or `docs` holds something else than documents that have the layer.
    """

    def rows(doc: AnnotatedDocument) -> Iterator[tuple[Any, ...]]:
        require(doc, ("quotes",), "frames.quotes")
        for index, quote in enumerate(doc.quotes):
            name = None if quote.speaker is None else doc.clusters[quote.speaker].name
            yield index, quote.start, quote.end, doc.text[quote.start : quote.end], quote.speaker, name

    own = {**_columns(Quote, ("index", "start", "end")), "text": str, **_columns(Quote, ("speaker",)), "speaker_name": str}
    return _table(docs, own, rows)


def mentions_together(docs: Documents, within: Literal["sentence", "document"] = "sentence") -> pyarrow.Table:
    """A row per document and pair of clusters that it names together; photo credits and bylines are left out.

    Columns: doc, doc_index, first and second (indexes of the two clusters), first_id, first_label, first_name, second_id,
    second_label and second_name (theirs), and count (the sentences that name both; 1 within "document"). The two stand in
    the order of their ids, so that a pair is the same pair in every document: group by first_id and second_id, and sum count.

    Args:
        docs: a document, or many.
        within: "sentence", or "document" for every pair of clusters of a document. A sentence that names n things has
            n * (n - 1) / 2 pairs, and so does a document.

    Raises:
        InputError: pyarrow is not installed, `docs` holds something else than documents with these layers, or there is no such
            `within`.
    """
    if within not in WITHIN:
        raise InputError(f"within is {within!r}; give one of {', '.join(map(repr, WITHIN))}")

    def rows(doc: AnnotatedDocument) -> Iterator[tuple[Any, ...]]:
        for (first, second), count in _pairs(doc, within == "sentence").items():
            ends = (doc.clusters[i] for i in (first, second))
            yield first, second, *(x for c in ends for x in (c.id, c.label, c.name)), count

    named = {f"{end}_{name}": str for end in ("first", "second") for name in ("id", "label", "name")}
    return _table(docs, {"first": int, "second": int, **named, "count": int}, rows)


def _pairs(doc: AnnotatedDocument, by_sentence: bool) -> Counter[tuple[int, int]]:
    require(doc, ("sentences", "entities", "clusters") if by_sentence else ("entities", "clusters"), "frames.mentions_together")
    named: defaultdict[int | None, set[int]] = defaultdict(set)
    sentences = _sentences(doc, doc.entities) if by_sentence else repeat(0, len(doc.entities))
    for entity, sentence in zip(doc.entities, sentences, strict=True):
        if entity.cluster is not None and not entity.credit:
            named[sentence].add(entity.cluster)
    ids = [cluster.id for cluster in doc.clusters]
    return Counter(pair for one in named.values() for pair in combinations(sorted(one, key=ids.__getitem__), 2))


def _sentences(doc: AnnotatedDocument, spans: Sequence[Entity | Value]) -> Iterator[int | None]:
    """Index of the sentence that each begins in; None where the document has neither tokens nor sentences."""
    for span in spans:
        if "tokens" in doc.layers:
            yield doc.tokens[span.first_token].sentence
        elif "sentences" in doc.layers:
            yield bisect_right(doc.sentences, span.start, key=attrgetter("start")) - 1
        else:
            yield None


def _columns(model: type[BaseModel], names: Iterable[str]) -> dict[str, Any]:
    """The annotations of a model's fields; `index`, a place in the document, is a field of some models only."""
    fields = model.model_fields
    return {name: fields[name].annotation if name in fields else int for name in names}


def _table(
    docs: Documents, columns: Mapping[str, Any], rows: Callable[[AnnotatedDocument], Iterable[tuple[Any, ...]]]
) -> pyarrow.Table:
    """The rows of all documents; `columns` are names and types of what `rows` gives, in order."""
    pa = arrow()
    own = {name: column(annotation) for name, annotation in {"doc": str | None, "doc_index": int, **columns}.items()}
    schema = pa.schema([(name, one.type) for name, one in own.items()])
    batches: list[Any] = []
    waiting: list[tuple[Any, ...]] = []

    def flush() -> None:
        arrays = [
            pa.array([one.encode(value) for value in cells], one.type)
            for one, cells in zip(own.values(), zip(*waiting, strict=True), strict=True)
        ]
        batches.append(pa.RecordBatch.from_arrays(arrays, schema=schema))
        waiting.clear()

    for number, doc in enumerate(_documents(docs)):
        waiting.extend((doc.id, number, *row) for row in rows(doc))
        if len(waiting) >= BATCH:
            flush()
    if waiting:
        flush()
    return pa.Table.from_batches(batches, schema)


def _documents(docs: Documents) -> Iterator[AnnotatedDocument]:
    several = docs if isinstance(docs, Iterable) and not isinstance(docs, AnnotatedDocument) else (docs,)
    for doc in several:
        if not isinstance(doc, AnnotatedDocument):
            raise InputError(f"frames take AnnotatedDocuments, of icenews_nlp.enrich or read back; given was {doc!r:.100}")
        yield doc
