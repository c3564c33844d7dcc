"""Documents into the tables of an embedded index, and out of them."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from hashlib import sha256
from itertools import chain
from typing import Final, NamedTuple

from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import InputError
from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.search.analysis.document import DocumentAnalyzer, DocumentTerms, FieldTerms, NameTerm, folded, terms_of
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.sqlite.file import IndexFile
from icenews_nlp.search.sqlite.offsets import pack
from icenews_nlp.search.sqlite.tokens import (
    LemmasAndForm,
    Tokens,
    field_tokens,
    holdable_column,
    mark_titled,
    name_column,
    number_token,
    part_column,
)
from icenews_nlp.search.sqlite.values import Stored, moment, packed_ids, stored, unpacked_ids

KNOWN_NAMES: Final = 100_000
"""Names whose ids are remembered."""

LONGEST_START: Final = 100
"""Code points of a name that are compared with what is typed."""

PUT_TERMS: Final = "INSERT INTO terms (rowid, body, title, parts, names) VALUES (?, '0', '1', '2', '3')"
"""The numbers stand for the columns that are on the bridge."""


class Field:
    """A field, column by column, as its terms are read fastest."""

    def __init__(self, field: FieldTerms) -> None:
        """Initialise the instance.

        Raises:
            ValueError: positions leave one out, or a term has no lemma.
        """
        self.starts: Sequence[int]
        self.ends: Sequence[int]
        positions, self.starts, self.ends, lemmas, forms, parts = zip(*field.terms, strict=True) if field.terms else [()] * 6
        if positions != tuple(range(len(positions))):
            raise ValueError("the positions of terms are not 0, 1, 2, …")
        if () in lemmas:
            raise ValueError("a term has no lemma")
        self.words: Sequence[LemmasAndForm] = list(zip(lemmas, forms, strict=True))
        self.lemmas: Sequence[tuple[str, ...]] = lemmas
        self.parts = [(position, part) for position, some in enumerate(parts) if some for part in some]


class Pending(NamedTuple):
    """A document to be written, with a row of `annotation` where it is kept whole."""

    terms: DocumentTerms
    annotation: tuple[bytes, bytes] | None = None


class Reader:
    """Makes documents ready, as far as no lock is needed for it."""

    def __init__(self, lexicon: Callable[[], Lexicon]) -> None:
        """Initialise the instance.

        Args:
            lexicon: called when the first AnnotatedDocument comes.
        """
        self._lexicon = lexicon

    @cached_property
    def _terms(self) -> DocumentAnalyzer:
        return DocumentAnalyzer(self._lexicon())

    def read(self, given: AnnotatedDocument | DocumentTerms) -> Pending:
        """Read what is given as terms.

        Raises:
            InputError: neither of the two.
        """
        terms = terms_of(given, lambda: self._terms)
        if not isinstance(given, AnnotatedDocument):
            return Pending(terms)
        return Pending(terms, (text_hash(given.text), zlib.compress(given.to_json().encode())))


class Writer:
    """Writes into one file, inside transactions of the caller's."""

    def __init__(self, file: IndexFile) -> None:
        self._file = file
        self._ids: dict[tuple[EntityLabel, str], int] = {}
        """Of names; a name once written stays, so its id does too."""

    def forget(self) -> None:
        """After a transaction that was taken back: the names it wrote have no ids."""
        self._ids.clear()

    def write(self, batch: Sequence[Pending], *, with_surrogates: bool) -> None:
        """Add documents, each in the place of one with the same key; of those with one key in the batch the last.

        Args:
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
            self._file.bridge.columns = list(map(holdable_column, columns)) if with_surrogates else columns
            yield (identity,)

    def _columns(self, identity: int, title: Field, body: Field, names: Sequence[NameTerm]) -> list[list[Tokens]]:
        """In the order of the full-text index."""
        # but for signs, which nobody searches for and every sentence has
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
                counts.subtract(unpacked_ids(names))
                taken.append((identity,))
        for table in ("document WHERE id", "text WHERE id", "places WHERE id", "annotation WHERE id", "terms WHERE rowid"):
            self._file.execute_many(f"DELETE FROM {table} = ?", taken)
        return len(taken)

    def _name_ids(self, names: Iterable[NameTerm], counts: Counter[int]) -> bytes:
        """The ids of a document's names, packed; it is counted among those that have them."""
        counted = [(name.label, name.name) for name in names if name.label in NAME_LABELS]
        ids = list(dict.fromkeys(self._ids.get(name) or self._name_id(*name) for name in counted))
        counts.update(ids)
        return packed_ids(ids)

    def _name_id(self, label: EntityLabel, name: str) -> int:
        execute, text = self._file.execute, stored(name)
        found: int | None = execute("SELECT id FROM name WHERE name = ? AND label = ?", (text, label.value)).get
        if found is None:
            found = execute("INSERT INTO name (name, label, documents) VALUES (?, ?, 0) RETURNING id", (text, label.value)).get
            rows = [(stored(start), found) for start in starts_of(name)]
            self._file.execute_many("INSERT OR IGNORE INTO completion VALUES (?, ?)", rows)
        if len(self._ids) >= KNOWN_NAMES:
            self._ids.clear()
        self._ids[label, name] = found
        return found

    def _count(self, counts: Counter[int]) -> None:
        changes = [(change, identity) for identity, change in counts.items() if change]
        self._file.execute_many("UPDATE name SET documents = documents + ? WHERE id = ?", changes)


def text_hash(text: str) -> bytes:
    """By what a document's text is compared with another."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def starts_of(name: str) -> list[str]:
    """What one may begin to type to be offered the name: the name, and it from each later word on, without accents."""
    words = folded(name).split()
    return [" ".join(words[first:])[:LONGEST_START] for first in range(len(words))]
