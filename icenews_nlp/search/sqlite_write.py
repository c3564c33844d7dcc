"""Documents into the tables of an embedded index, and out of them."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, Final, NamedTuple

from icenews_nlp.documents import AnnotatedDocument
from icenews_nlp.errors import InputError
from icenews_nlp.search.lexicon import Lexicon
from icenews_nlp.search.sqlite_file import IndexFile
from icenews_nlp.search.sqlite_places import Columns, pack
from icenews_nlp.search.sqlite_tokens import Tokens, field_tokens, holdable_column, name_column, part_column
from icenews_nlp.search.sqlite_values import LABELS, Stored, moment, packed_ids, stored, unpacked_ids
from icenews_nlp.search.terms import DocumentTerms, FieldTerms, TermReader, folded

KNOWN_NAMES: Final = 100_000
"""Names whose ids are remembered."""

LONGEST_START: Final = 100
"""Code points of a name that are compared with what is typed."""


class Prepared(NamedTuple):
    """A document ready to be written; all the work that needs no lock is done."""

    key: Stored
    about: tuple[Stored | None, Stored | None, str | None, int | None]
    """Its url, source, and time of publication, as text and in microseconds."""
    text: tuple[Stored, Stored]
    """Title and body."""
    columns: tuple[Sequence[Tokens], ...]
    """Of the full-text index: body, title, parts, names."""
    places: bytes
    names: Sequence[tuple[int, str]]
    """Place of the label among LABELS, and the name."""
    annotation: bytes | None

    def holdable(self) -> Prepared:
        """The same where SQLite cannot hold a word, which has a lone surrogate."""
        return self._replace(columns=tuple(map(holdable_column, self.columns)))


class Preparer:
    """Makes documents ready."""

    def __init__(self, lexicon: Callable[[], Lexicon]) -> None:
        """lexicon (Callable[[], Lexicon]): called when the first AnnotatedDocument comes."""
        self._lexicon = lexicon

    @cached_property
    def _reader(self) -> TermReader:
        return TermReader(self._lexicon())

    def prepare(self, given: AnnotatedDocument | DocumentTerms) -> Prepared:
        """RAISES InputError: neither of the two, or terms that are out of order."""
        annotation = None
        if isinstance(given, AnnotatedDocument):
            annotation = zlib.compress(given.to_json().encode())
            given = self._reader.read(given)
        if not isinstance(given, DocumentTerms):
            raise InputError(f"a {type(given).__name__} cannot be indexed; give what `enrich` gives, or its DocumentTerms")
        try:
            return _prepared(given, annotation)
        except ValueError as error:
            raise InputError(f"document {given.key!r}: its terms are out of order ({error})") from error


def _prepared(document: DocumentTerms, annotation: bytes | None) -> Prepared:
    title, body = _Field(document.title), _Field(document.body)
    parts, published = (*title.parts, *body.parts), document.published
    return Prepared(
        key=stored(document.key),
        about=(
            None if document.url is None else stored(document.url),
            None if document.source is None else stored(document.source),
            None if published is None else published.isoformat(),
            None if published is None else moment(published),
        ),
        text=(stored(document.title.text), stored(document.body.text)),
        columns=(
            field_tokens(body.lemmas, body.forms, body.parts),
            field_tokens(title.lemmas, title.forms, title.parts),
            part_column(parts),
            name_column(document.names, chain(title.lemmas, body.lemmas)),
        ),
        places=pack(title.columns, body.columns, document.body.sentences),
        names=[(LABELS.index(name.label), name.name) for name in document.names if name.label in LABELS],
        annotation=annotation,
    )


class _Field:
    """A field, column by column."""

    def __init__(self, field: FieldTerms) -> None:
        columns: Iterable[tuple[Any, ...]] = zip(*map(_OF_TERM, field.terms), strict=True) if field.terms else _NO_TERMS
        positions, starts, ends, lemmas, forms, parts = columns
        self.lemmas: Sequence[tuple[str, ...]] = lemmas
        self.forms: Sequence[str] = forms
        if positions != tuple(range(len(positions))):
            raise ValueError("the positions of terms are not 0, 1, 2, …")
        if () in lemmas:
            raise ValueError("a term has no lemma")
        self.parts = [(position, part) for position, found in enumerate(parts) if found for part in found]
        self.columns = Columns(starts, ends, self.parts)


_OF_TERM: Final = attrgetter("position", "start", "end", "lemmas", "form", "parts")
_NO_TERMS: Final[Sequence[tuple[Any, ...]]] = ((),) * 6


class Writer:
    """Writes into one file, inside transactions of the caller's."""

    def __init__(self, file: IndexFile) -> None:
        self._file = file
        self._ids: dict[tuple[int, str], int] = {}
        """Of names; a name once written stays, so its id does too."""

    def forget(self) -> None:
        """After a transaction that was taken back: the names it wrote have no ids."""
        self._ids.clear()

    def write(self, batch: Sequence[Prepared]) -> None:
        """Add documents, each in the place of one with the same key; of those with one key in the batch the last."""
        documents = {document.key: document for document in batch}
        counts: Counter[int] = Counter()
        self._take_out(documents, counts)
        first: int = self._file.execute("SELECT coalesce(max(id), 0) + 1 FROM document").get
        rows = list(enumerate(documents.values(), first))
        self._put_in(rows, [self._name_ids(document.names, counts) for _, document in rows])
        self._count(counts)

    def delete(self, keys: Iterable[str]) -> int:
        """Take documents out; gives how many there were."""
        counts: Counter[int] = Counter()
        deleted = self._take_out(map(stored, keys), counts)
        self._count(counts)
        return deleted

    def _put_in(self, rows: Sequence[tuple[int, Prepared]], names: Sequence[bytes]) -> None:
        put = self._file.execute_many
        of_documents = ((i, d.key, *d.about, ids) for (i, d), ids in zip(rows, names, strict=True))
        put("INSERT INTO document VALUES (?, ?, ?, ?, ?, ?, ?)", of_documents)
        put("INSERT INTO text VALUES (?, ?, ?)", ((i, *document.text) for i, document in rows))
        put("INSERT INTO places VALUES (?, ?)", ((i, document.places) for i, document in rows))
        annotated = ((i, document.annotation) for i, document in rows if document.annotation is not None)
        put("INSERT INTO annotation VALUES (?, ?)", annotated)
        put("INSERT INTO terms (rowid, body, title, parts, names) VALUES (?, '0', '1', '2', '3')", self._on_bridge(rows))

    def _on_bridge(self, rows: Iterable[tuple[int, Prepared]]) -> Iterator[tuple[int]]:
        """Each row is asked for just before it is written."""
        for identity, document in rows:
            self._file.bridge.columns = document.columns
            yield (identity,)

    def _take_out(self, keys: Iterable[Stored], counts: Counter[int]) -> int:
        taken = []
        for key in keys:
            for identity, names in self._file.execute("SELECT id, names FROM document WHERE key = ?", (key,)):
                counts.subtract(unpacked_ids(names))
                taken.append((identity,))
        for table in ("document WHERE id", "text WHERE id", "places WHERE id", "annotation WHERE id", "terms WHERE rowid"):
            self._file.execute_many(f"DELETE FROM {table} = ?", taken)
        return len(taken)

    def _name_ids(self, names: Sequence[tuple[int, str]], counts: Counter[int]) -> bytes:
        """The ids of a document's names, packed; it is counted among those that have them."""
        ids = list(dict.fromkeys(self._ids.get(name) or self._name_id(*name) for name in names))
        counts.update(ids)
        return packed_ids(ids)

    def _name_id(self, label: int, name: str) -> int:
        execute, text = self._file.execute, stored(name)
        found: int | None = execute("SELECT id FROM name WHERE name = ? AND id & 3 = ?", (text, label)).get
        if found is None:
            found = execute("SELECT (coalesce(max(id), 0) | 3) + 1 + ? FROM name", (label,)).get
            execute("INSERT INTO name VALUES (?, ?, 0)", (found, text))
            rows = [(stored(start), found) for start in starts_of(name)]
            self._file.execute_many("INSERT OR IGNORE INTO completion VALUES (?, ?)", rows)
        if len(self._ids) >= KNOWN_NAMES:
            self._ids.clear()
        self._ids[label, name] = found
        return found

    def _count(self, counts: Counter[int]) -> None:
        changes = [(change, identity) for identity, change in counts.items() if change]
        self._file.execute_many("UPDATE name SET documents = documents + ? WHERE id = ?", changes)


def starts_of(name: str) -> list[str]:
    """What one may begin to type to be offered the name: the name, and it from each later word on, without accents."""
    words = folded(name).split()
    return [" ".join(words[first:])[:LONGEST_START] for first in range(len(words))]
