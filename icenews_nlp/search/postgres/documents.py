"""A document as the rows of a PostgreSQL index: its tables, its tsvector, what it adds to facets and vocabulary.

All lexemes of a document are in one tsvector:

| lexeme | weight | what |
|---|---|---|
| `forseti`, `=forsetans` | A in the title, C in the body | lemmas and exact form, at one position |
| `+forseti` | D | a part of a compound, at the position of the whole |
| `@pútín`, `@Person pútín` | B | a word of a name; the first adds to a score and finds nothing |

A term that itself begins with one of these characters has a backslash before it. The positions of names, title and body follow
each other with gaps that neither a phrase nor a Near can cross.

PostgreSQL keeps positions up to 16,383 and 256 of a lexeme. A longer document keeps every lexeme but not every position in its
tsvector, and its positions once more in pieces: windows that overlap by as much as the widest phrase or Near.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple

from icenews_nlp.errors import InputError
from icenews_nlp.search.analysis.document import ANALYZER_VERSION, DocumentTerms, FieldTerms, NameTerm, folded
from icenews_nlp.search.analysis.normalise import source_hash
from icenews_nlp.search.engine import FACET_KINDS, day_of

REACH: Final = 128
"""Positions from the first to the last word of the widest phrase or Near."""

LAST_POSITION: Final = 16_383
MOST_PLACES: Final = 256
_MOST_BYTES: Final = 2**20 - 1
"""Of a tsvector."""
_LONGEST: Final = 1000
"""Bytes of text that are kept whole; PostgreSQL allows 2,046 for a lexeme, and 2,704 for a key in an index."""

_UNSTORABLE: Final = re.compile("[\0\ud800-\udfff]")
_SIGNS: Final = ("+", "@", "\\")

LONGEST_FOLDED: Final = 100
"""Code points of a word that can be found without its accents."""

MADE_BY: Final = {"analyzer": ANALYZER_VERSION, "layout": "2"}
"""What the meta table says of an index that this version can use."""

TABLES: Final = """
CREATE TABLE {documents} (
    key text COLLATE "C" PRIMARY KEY,
    terms tsvector NOT NULL,
    cut boolean NOT NULL,
    published timestamptz,
    source_hash text COLLATE "C",
    facets text[] NOT NULL,
    stored bytea NOT NULL
);
ALTER TABLE {documents} ALTER COLUMN stored SET STORAGE EXTERNAL;
CREATE INDEX ON {documents} USING gin (terms);
CREATE INDEX ON {documents} (published);
CREATE INDEX ON {documents} (source_hash);
CREATE TABLE {pieces} (key text COLLATE "C" NOT NULL REFERENCES {documents} ON DELETE CASCADE, terms tsvector NOT NULL);
CREATE INDEX ON {pieces} (key);
CREATE TABLE {vocabulary} (term text COLLATE "C" PRIMARY KEY, folded text COLLATE "C" NOT NULL);
CREATE INDEX ON {vocabulary} (folded);
CREATE TABLE {meta} (name text PRIMARY KEY, value text NOT NULL)
"""
"""What makes an index; the names of its tables go in the braces."""


class Vectors(NamedTuple):
    """A document as tsvector literals."""

    whole: str
    pieces: list[str]
    """Empty where `whole` has all positions."""


Place = tuple[int, str, str]
"""Position, weight and lexeme."""


def storable(text: str) -> str:
    """Text as a PostgreSQL column can hold and index it.

    NUL and lone surrogates, which PostgreSQL has no way to store, become U+FFFD; of a long text the end becomes a hash.
    """
    if 4 * len(text) <= _LONGEST and text.isprintable():  # nearly all
        return text
    text = _UNSTORABLE.sub("\ufffd", text)
    if len(text.encode()) <= _LONGEST:
        return text
    return _cut(text) + sha256(text.encode()).hexdigest()


def _cut(text: str) -> str:
    return text.encode()[:_LONGEST].decode("utf-8", "ignore")


# ---- the tsvector


def vectors(document: DocumentTerms) -> Vectors:
    """Make the tsvectors of a document.

    Raises:
        InputError: its distinct words take more than the megabyte that a tsvector can have.
    """
    fields = [
        list(_name_places(document.names)),
        list(_word_places(document.title, "A")),
        list(_word_places(document.body, "C")),
    ]
    line: list[Place] = []
    for field in fields:
        start = max(position for position, _, _ in line) + REACH + 1 if line else 1
        line += [(start + position, weight, lexeme) for position, weight, lexeme in field]
    found, dropped = _gathered(line)
    size = sum(len(lexeme.encode()) + 2 * len(places) + 3 for lexeme, places in found.items())
    if size > _MOST_BYTES:
        raise InputError(
            f"document {document.key!r} has {size:,} bytes of distinct words; a tsvector of PostgreSQL holds {_MOST_BYTES:,}. "
            "Give it as several articles."
        )
    return Vectors(_literal(found), [piece for field in fields for piece in _pieces(field)] if dropped else [])


def _word_places(field: FieldTerms, weight: str) -> Iterator[Place]:
    for term in field.terms:
        for lemma in term.lemmas:
            yield term.position, weight, word_lexeme(lemma)
        yield term.position, weight, word_lexeme("=" + term.form)
        for part in term.parts:
            yield term.position, "D", part_lexeme(part.lemma)


def _name_places(names: Iterable[NameTerm]) -> Iterator[Place]:
    position = 0
    for name in names:
        for word in name.words:
            yield position, "B", name_lexeme(word)
            yield position, "B", name_lexeme(word, name.label.value)
            position += 1
        position += 1  # no phrase runs from one name into the next


def _pieces(field: Sequence[Place]) -> Iterator[str]:
    """Windows of as many positions as a lexeme may have; each phrase and Near fits into one."""
    windows: dict[int, list[Place]] = {}
    for position, weight, lexeme in field:
        window, inside = divmod(position, REACH)
        windows.setdefault(window, []).append((inside + 1, weight, lexeme))
        if window:
            windows.setdefault(window - 1, []).append((REACH + inside + 1, weight, lexeme))
    for window in sorted(windows):
        yield _literal(_gathered(windows[window])[0])


def _gathered(line: Iterable[Place]) -> tuple[dict[str, list[str]], bool]:
    """Each lexeme with its positions and weights; and whether some were left out."""
    found: dict[str, list[str]] = {}
    dropped = False
    for position, weight, lexeme in line:
        places = found.setdefault(lexeme, [])
        if position <= LAST_POSITION and len(places) < MOST_PLACES:
            places.append(f"{position}{weight}")
        else:
            dropped = True
    return found, dropped


def _literal(found: dict[str, list[str]]) -> str:
    return " ".join(f"{quoted(lexeme)}:{','.join(places)}" if places else quoted(lexeme) for lexeme, places in found.items())


# ---- lexemes


def escaped(term: str) -> str:
    """The term, distinguished from parts and names."""
    return "\\" + term if not term or term.startswith(_SIGNS) else term


def word_lexeme(term: str) -> str:
    """A lemma, or an exact form after `=`."""
    return storable(escaped(term))


def part_lexeme(lemma: str) -> str:
    """A part of a compound."""
    return storable("+" + lemma)


def name_lexeme(word: str, label: str = "") -> str:
    """A word of a name, of any label where none is given."""
    return storable(f"@{label} {word}" if label else f"@{word}")


def quoted(lexeme: str) -> str:
    """As tsvector and tsquery read it."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def beginning(start: str) -> str:
    """A tsquery for lexemes that begin so; the hash of a long one is no part of its beginning."""
    return quoted(_cut(_UNSTORABLE.sub("\ufffd", start))) + ":*"


# ---- columns, facets and vocabulary


def about(document: DocumentTerms) -> tuple[datetime | None, str | None, list[str]]:
    """What is known of the document beside its text: the columns `published`, `source_hash` and `facets`."""
    source = document.source
    return document.published, None if source is None else source_hash(source), facets_of(document)


def facets_of(document: DocumentTerms) -> list[str]:
    """Kind and value of each, with a space between."""
    found = [(name.label.value, name.name) for name in document.names if name.count]
    if document.source is not None:
        found.append(("source", document.source))
    if document.published is not None:
        found.append(("date", day_of(document.published).isoformat()))
    return sorted({f"{kind} {storable(value)}" for kind, value in found if kind in FACET_KINDS})


def vocabulary(documents: Iterable[DocumentTerms]) -> dict[str, str]:
    """Each index term, with what it folds to."""
    found: dict[str, str] = {}
    for document in documents:
        for term in (*document.title.terms, *document.body.terms):
            for index, word in [(lemma, lemma) for lemma in term.lemmas] + [("=" + term.form, term.form)]:
                if index not in found and len(word) <= LONGEST_FOLDED:
                    found[index] = storable(folded(word))
    return {storable(index): plain for index, plain in found.items()}
