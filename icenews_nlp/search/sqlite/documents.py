"""Documents into the tables of an embedded index, and out of them."""

from __future__ import annotations

import zlib
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import InputError
from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, NameTerm, Term, article_hash, folded
from icenews_nlp.search.results.offsets import pack
from icenews_nlp.search.sqlite.file import IndexFile
from icenews_nlp.search.sqlite.tokens import (
    LemmasAndForm,
    Tokens,
    field_tokens,
    mark_titled,
    name_column,
    number_token,
    part_column,
    storable_column,
)
from icenews_nlp.search.sqlite.values import Stored, moment, packed_ids, stored, unpacked_ids

KNOWN_NAMES: Final = 100_000
"""Names whose ids are remembered."""

LONGEST_START: Final = 100
"""Code points of a name that are compared with what is typed."""

PUT_TERMS: Final = "INSERT INTO terms (rowid, body, title, parts, names) VALUES (?, '0', '1', '2', '3')"
"""The numbers stand for the columns that are on the bridge."""


NO_TERMS: Final[Sequence[tuple[Any, ...]]] = [()] * len(Term._fields)
"""The columns of a field without terms."""


class Field:
    """A field, column by column, as its terms are read fastest."""

    def __init__(self, field: FieldTerms) -> None:
        """Take the terms apart.

        Args:
            field: Title or body.

        Raises:
            ValueError: Positions leave one out, or a term has no lemma.
        """
        positions, starts, ends, lemmas, forms, parts = zip(*field.terms, strict=True) if field.terms else NO_TERMS
        self.starts: Sequence[int] = starts
        self.ends: Sequence[int] = ends
        if positions != tuple(range(len(positions))):
            raise ValueError("the positions of terms are not 0, 1, 2, …")
        if () in lemmas:
            raise ValueError("a term has no lemma")
        self.words: Sequence[LemmasAndForm] = list(zip(lemmas, forms, strict=True))
        self.lemmas: Sequence[tuple[str, ...]] = lemmas
        self.parts = [(position, part) for position, some in enumerate(parts) if some for part in some]


class Annotation(NamedTuple):
    """A row of the table `annotation`, without its id."""

    article_hash: bytes
    packed: bytes
    """The document as JSON, compressed by zlib."""


class Pending(NamedTuple):
    """A document to be written, with a row of `annotation` where it is kept whole."""

    terms: DocumentTerms
    annotation: Annotation | None = None


def pending(given: AnnotatedDocument | DocumentTerms, terms: DocumentTerms) -> Pending:
    """A document made ready, as far as no lock is needed for it.

    Args:
        given: What was given to be indexed.
        terms: Its terms.
    """
    if not isinstance(given, AnnotatedDocument):
        return Pending(terms)
    return Pending(terms, Annotation(article_hash(given.article, given.text), zlib.compress(given.to_json().encode())))


class NameIds:
    """The ids of names that were looked up or written last. A name once written stays, so its id does too."""

    def __init__(self) -> None:
        self._ids: OrderedDict[tuple[EntityLabel, str], int] = OrderedDict()

    def get(self, label: EntityLabel, name: str) -> int | None:
        """The id, if it is remembered."""
        return self._ids.get((label, name))

    def keep(self, label: EntityLabel, name: str, identity: int) -> int:
        """Remember an id, which is given back; the oldest is forgotten where there are too many."""
        if len(self._ids) >= KNOWN_NAMES:
            self._ids.popitem(last=False)
        self._ids[label, name] = identity
        return identity

    def forget(self) -> None:
        """After a transaction that was taken back: the names that it wrote have no ids."""
        self._ids.clear()


class Writer:
    """Writes into one file, inside one transaction of the caller's."""

    def __init__(self, file: IndexFile, names: NameIds) -> None:
        """Write inside one transaction.

        Args:
            file: Inside that transaction.
            names: Kept from one transaction to the next.
        """
        self._file = file
        self._names = names

    def write(self, batch: Sequence[Pending], *, with_surrogates: bool) -> None:
        """Add documents, each in the place of one with the same key; of those with one key in the batch the last.

        Args:
            batch: The documents.
            with_surrogates: words may have lone ones, so they are looked through for them.

        Raises:
            InputError: terms that are out of order.
            UnicodeEncodeError: a word has a lone surrogate, which was not foreseen.
        """
        documents = {stored(document.terms.key): document for document in batch}
        counts: Counter[int] = Counter()
        self._take_out(documents, counts)
        first: int = self._file.execute("SELECT coalesce(max(id), 0) + 1 FROM document").get
        rows = [(i, document.terms) for i, document in enumerate(documents.values(), first)]
        places: list[tuple[int, bytes]] = []
        put = self._file.execute_many
        put(PUT_TERMS, self._on_bridge(rows, places, with_surrogates))
        put("INSERT INTO places VALUES (?, ?)", places)
        put("INSERT INTO text VALUES (?, ?, ?)", ((i, stored(d.title.text), stored(d.body.text)) for i, d in rows))
        put("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?)", [self._about(i, d, counts) for i, d in rows])
        kept = ((i, *document.annotation) for i, document in enumerate(documents.values(), first) if document.annotation)
        put("INSERT INTO annotation VALUES (?, ?, ?)", kept)
        self._count(counts)

    def delete(self, keys: Iterable[str]) -> int:
        """Take documents out; gives how many there were."""
        counts: Counter[int] = Counter()
        deleted = self._take_out(map(stored, keys), counts)
        self._count(counts)
        return deleted

    def _on_bridge(
        self, rows: Iterable[tuple[int, DocumentTerms]], places: list[tuple[int, bytes]], with_surrogates: bool
    ) -> Iterator[tuple[int]]:
        """Each row is asked for just before it is written: its tokens are made, used and forgotten while they are at hand."""
        for identity, document in rows:
            try:
                title, body = Field(document.title), Field(document.body)
                places.append((identity, pack(title, body, document.body.sentences)))
            except ValueError as error:
                raise InputError(f"document {document.key!r}: its terms are out of order ({error})") from error
            columns = self._columns(identity, title, body, document.names)
            self._file.bridge.columns = list(map(storable_column, columns)) if with_surrogates else columns
            yield (identity,)

    def _columns(self, identity: int, title: Field, body: Field, names: Sequence[NameTerm]) -> list[list[Tokens]]:
        """In the order of the full-text index."""
        # but for punctuation, which nobody searches for and every sentence has
        in_title = {lemma for lemma in chain.from_iterable(title.lemmas) if lemma[:1].isalnum()}
        fields = []
        for field in (body, title):
            tokens = field_tokens(field.words, field.parts)
            mark_titled(tokens, field.lemmas, in_title)
            fields.append(tokens)
        named = name_column(names, chain(title.lemmas, body.lemmas))
        return [*fields, part_column([*title.parts, *body.parts]), [*named, number_token(identity)]]

    def _about(self, identity: int, document: DocumentTerms, counts: Counter[int]) -> tuple[object, ...]:
        """A row of `document`."""
        url, source, published = document.url, document.source, document.published
        return (
            identity,
            stored(document.key),
            None if url is None else stored(url),
            None if source is None else stored(source),
            None if published is None else published.isoformat(),
            None if published is None else moment(published),
            self._name_ids(document.names, counts),
        )

    def _take_out(self, keys: Iterable[Stored], counts: Counter[int]) -> int:
        taken = []
        for key in dict.fromkeys(keys):
            for identity, names in self._file.execute("SELECT id, names FROM document WHERE key = ?", (key,)):
                with self._file.decoding():
                    counts.subtract(unpacked_ids(names))
                taken.append((identity,))
        for table in ("document WHERE id", "text WHERE id", "places WHERE id", "annotation WHERE id", "terms WHERE rowid"):
            self._file.execute_many(f"DELETE FROM {table} = ?", taken)
        return len(taken)

    def _name_ids(self, names: Iterable[NameTerm], counts: Counter[int]) -> bytes:
        """The ids of a document's names, packed; it is counted among those that have them."""
        counted = [(name.label, name.name) for name in names if name.label in NAME_LABELS and name.count]
        ids = list(dict.fromkeys(self._names.get(*name) or self._name_id(*name) for name in counted))
        counts.update(ids)
        return packed_ids(ids)

    def _name_id(self, label: EntityLabel, name: str) -> int:
        execute, text = self._file.execute, stored(name)
        found: int | None = execute("SELECT id FROM name WHERE name = ? AND label = ?", (text, label.value)).get
        if found is None:
            found = execute("INSERT INTO name (name, label, documents) VALUES (?, ?, 0) RETURNING id", (text, label.value)).get
            rows = [(stored(start), found) for start in starts_of(name)]
            self._file.execute_many("INSERT OR IGNORE INTO completion VALUES (?, ?)", rows)
        return self._names.keep(label, name, found)

    def _count(self, counts: Counter[int]) -> None:
        changes = [(change, identity) for identity, change in counts.items() if change]
        self._file.execute_many("UPDATE name SET documents = documents + ? WHERE id = ?", changes)


def starts_of(name: str) -> list[str]:
    """What one may begin to type to be offered the name: the name, and it from each later word on, without accents."""
    words = folded(name).split()
    return [" ".join(words[first:])[:LONGEST_START] for first in range(len(words))]
