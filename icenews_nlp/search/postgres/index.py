"""The index in a PostgreSQL database: the only file that sees psycopg.

    with PostgresIndex("postgresql://user@host/news") as index:
        index.add(nlp.enrich(article) for article in articles)
        index.search("hestur").hits[0].snippet

An index is four tables, which plain SQL may read: `icenews` (of a document its key, tsvector, time of publication, hash of
its source, facets, and its terms packed for highlighting), `icenews_pieces` (positions of very long documents),
`icenews_vocabulary` (what each term is without accents) and `icenews_meta`.

Hits are ranked by `ts_rank_cd`: words close together and in the title count more, but a rare word counts no more than a common
one, since PostgreSQL knows no document frequencies; and it ranks every match, so a word of half of all articles takes long.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final

from icenews_nlp.errors import InputError, QueryError, SearchIndexError
from icenews_nlp.search.analysis.document import DocumentTerms
from icenews_nlp.search.engine import (
    FACET_KINDS,
    Documents,
    Readers,
    SearchEngine,
    ask_tiers,
    batches,
    page_of,
    several_keys,
    text_of,
)
from icenews_nlp.search.postgres.compile import Condition, condition, statement
from icenews_nlp.search.postgres.connection import connected
from icenews_nlp.search.postgres.documents import MADE_BY, TABLES, about, storable, vectors, vocabulary
from icenews_nlp.search.query.accents import BEGINNING, beginnings
from icenews_nlp.search.query.tree import Node, Query
from icenews_nlp.search.results.hits import Facet, Results
from icenews_nlp.search.results.packing import pack, stored_hit, unpack

if TYPE_CHECKING:
    import psycopg
    from psycopg.rows import TupleRow
    from psycopg.sql import Composed, Identifier

BATCH: Final = 200
"""Documents in one transaction."""

MOST_BEGUN: Final = 10_000
"""Terms that are looked at for the ways in which a beginning of words is written."""

LAST_CHARACTER: Final = "\U0010ffff"

LONGEST_TABLE: Final = 50
"""Bytes of a table's name: with `_vocabulary` after it PostgreSQL, which cuts at 63, must not cut it."""


class PostgresIndex(SearchEngine):
    """A search index in a database of its own or among other tables; its tables are made where they are not there yet.

    Any number of threads may use one object: it has one connection, so they take turns, a transaction each. Open one index per
    thread to have them answered in parallel. Any number of processes may read and write.
    """

    def __init__(self, connection: str | psycopg.Connection[Any], table: str = "icenews") -> None:
        """A connection string is connected to, and the connection closed with this index; a connection stays the caller's.

        In a connection where a transaction is already under way, all happens inside that transaction.

        Args:
            connection: as psycopg (3) takes it.
            table: name of the table of documents, in the first schema of the search path; quoted, so any name will do.

        Raises:
            InputError: psycopg is not installed, the connection is something else, or the name is empty or too long.
            SearchIndexError: no connection, not allowed to make the tables, a table of that name that is something else, or the
                index was made by another version of the analyzer.
        """
        if not 0 < len(table.encode("utf-8", "replace")) <= LONGEST_TABLE or storable(table) != table or "%" in table:
            raise InputError(f"table {table!r}: a name has 1 to {LONGEST_TABLE} bytes, and neither NUL nor %")
        self._table = table
        self._own = isinstance(connection, str)
        self._turn = threading.RLock()
        self._readers = Readers()
        self._connection = connected(connection)
        try:
            self._make()
        except BaseException:
            self.close()
            raise

    def add(self, documents: Documents) -> int:
        """Index documents, each in place of one with the same key.

        Each batch of 200 is a transaction; writers wait for each other, readers do not. NUL and lone surrogates, which
        PostgreSQL cannot store, are searched for and counted in facets as U+FFFD, and shown as they are.

        Args:
            documents: One document, or any number of them; they are consumed lazily.

        Returns:
            How many were given.

        Raises:
            InputError: What is given is no document, or one with over a megabyte of distinct words. Batches before its own are
                then indexed.
            SearchIndexError: The database refuses.
        """
        count = 0
        for batch in batches((terms for _, terms in self._readers.terms(documents)), BATCH):
            self._add({storable(document.key): document for document in batch})
            count += len(batch)
        return count

    def delete(self, keys: str | Iterable[str]) -> int:
        """Remove documents; their words stay in the vocabulary.

        Args:
            keys: One key or several.

        Returns:
            How many of them were in the index.

        Raises:
            InputError: A key is not text.
            SearchIndexError: The database refuses.
        """
        given = several_keys(keys)
        with self._transaction() as cursor:
            self._take_turn(cursor)
            return self._delete(cursor, [storable(key) for key in given])

    def search(self, query: str | Query, *, limit: int = 10, offset: int = 0, facets: bool = True) -> Results:
        """One page of hits; names, sources and days (in UTC) are counted over all documents that match.

        Args:
            query: What a user typed, or a query that has been read already.
            limit: Hits on the page, at most.
            offset: Hits before the page.
            facets: Count names, sources and days.

        Raises:
            QueryError: A query that cannot be read, that PostgreSQL has no room for (a phrase or Near wider than 128
                positions), or a negative limit or offset.
            SearchIndexError: The database refuses.
        """
        page, text = page_of(limit, offset), text_of(query)
        asked: list[tuple[Node, Condition]] = []
        rows: list[TupleRow] = []

        def ask(_: int, node: Node) -> int:
            nonlocal rows
            before = _total(rows)
            asked.append((node, condition(node)))
            rows = self._rows(cursor, *statement(asked, page.limit, page.offset, facets))
            return _total(rows) - before

        queries = self._readers.queries
        with self._transaction(asking=True) as cursor:
            total = ask_tiers(queries.tiers(query, partial(self._fold, cursor)), ask)
        hits = (
            stored_hit(unpack(stored), asked[tier][0], tier=tier, score=score)
            for what, _, score, tier, _, stored in rows
            if what == "hit"
        )
        counted = (_facet(facet, int(number)) for what, _, number, _, facet, _ in rows if what == "facet")
        return Results(
            query=text,
            total=total,
            hits=tuple(hits),
            facets=tuple(sorted(counted, key=lambda facet: FACET_KINDS.index(facet.kind))),
        )

    def __len__(self) -> int:
        with self._transaction() as cursor:
            return int(self._rows(cursor, "SELECT count(*) FROM {documents}")[0][0])

    def close(self) -> None:
        """Close the connection that a connection string opened; closing twice is fine."""
        if self._own:
            self._connection.close()

    # ---- the database

    @contextmanager
    def _transaction(self, *, asking: bool = False) -> Iterator[psycopg.Cursor[TupleRow]]:
        from psycopg import Error, errors
        from psycopg.rows import tuple_row

        try:
            with self._turn, self._connection.transaction(), self._connection.cursor(row_factory=tuple_row) as cursor:
                yield cursor
        except Error as error:
            too_long = isinstance(error, errors.ProgramLimitExceeded | errors.StatementTooComplex)
            kind = QueryError if asking and too_long else SearchIndexError
            raise kind(f"index {self._table!r} in PostgreSQL: {error}") from error

    @cached_property
    def _names(self) -> dict[str, Identifier]:
        """The tables, quoted."""
        from psycopg.sql import Identifier

        others = {name: Identifier(f"{self._table}_{name}") for name in ("pieces", "vocabulary", "meta")}
        return {"documents": Identifier(self._table), **others}

    def _composed(self, text: str) -> Composed:
        from psycopg.sql import SQL

        return SQL(text).format(**self._names)

    def _rows(self, cursor: psycopg.Cursor[TupleRow], text: str, parameters: Sequence[object] = ()) -> list[TupleRow]:
        return cursor.execute(self._composed(text), parameters).fetchall()

    def _take_turn(self, cursor: psycopg.Cursor[TupleRow]) -> None:
        """Wait for other writers, until the end of the transaction. A lock on the table would keep vacuum from its work."""
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"icenews_nlp {self._table}"])

    def _make(self) -> None:
        with self._transaction() as cursor:
            if not self._is_made(cursor):
                self._take_turn(cursor)
                if not self._is_made(cursor):  # nobody else did meanwhile
                    self._make_tables(cursor)
            found: dict[str, str] = dict(self._rows(cursor, "SELECT name, value FROM {meta}"))
        if found != MADE_BY:
            tables = ", ".join(name.as_string(self._connection) for name in self._names.values())
            raise SearchIndexError(
                f"index {self._table!r} was made by {found}, this version is {MADE_BY}. Re-index the documents, into a table "
                f"of another name or after: DROP TABLE {tables}"
            )

    def _is_made(self, cursor: psycopg.Cursor[TupleRow]) -> bool:
        # Not by to_regclass, which after the wait for another maker still remembers that there was no table.
        there = "SELECT EXISTS (SELECT FROM pg_class WHERE relname = %s AND pg_table_is_visible(oid))"
        return self._rows(cursor, there, [f"{self._table}_meta"]) == [(True,)]

    def _make_tables(self, cursor: psycopg.Cursor[TupleRow]) -> None:
        encoding = self._rows(cursor, "SHOW server_encoding")[0][0]
        if encoding != "UTF8":
            raise SearchIndexError(f"the database has the encoding {encoding}; make one WITH ENCODING 'UTF8' for the index")
        cursor.execute(self._composed(TABLES))
        cursor.executemany(self._composed("INSERT INTO {meta} VALUES (%s, %s)"), list(MADE_BY.items()))

    # ---- writing

    def _delete(self, cursor: psycopg.Cursor[TupleRow], keys: list[str]) -> int:
        return cursor.execute(self._composed("DELETE FROM {documents} WHERE key = ANY(%s)"), [keys]).rowcount

    def _add(self, batch: dict[str, DocumentTerms]) -> None:
        """The batch by key; of those with one key the last."""
        made = {key: vectors(document) for key, document in batch.items()}
        rows = [(key, whole, bool(pieces), *about(batch[key]), pack(batch[key])) for key, (whole, pieces) in made.items()]
        words = vocabulary(batch.values())
        with self._transaction() as cursor:
            self._take_turn(cursor)
            self._delete(cursor, list(batch))
            self._copy(cursor, "COPY {documents} FROM STDIN", rows)
            self._copy(cursor, "COPY {pieces} FROM STDIN", [(key, one) for key, (_, pieces) in made.items() for one in pieces])
            known = self._composed(
                "INSERT INTO {vocabulary} SELECT * FROM unnest(%s::text[], %s::text[]) ON CONFLICT DO NOTHING"
            )
            cursor.execute(known, [list(words), list(words.values())])

    def _copy(self, cursor: psycopg.Cursor[TupleRow], statement: str, rows: Sequence[Sequence[object]]) -> None:
        with cursor.copy(self._composed(statement)) as copy:
            for row in rows:
                copy.write_row(row)

    # ---- reading queries

    def _fold(self, cursor: psycopg.Cursor[TupleRow], plain: str) -> Sequence[str]:
        """Terms of the index that fold to it, or beginnings of words; see `query.accents.Fold`."""
        if plain.endswith(BEGINNING):
            start = storable(plain.removesuffix(BEGINNING))
            sql = "SELECT term FROM {vocabulary} WHERE folded >= %s AND folded < %s LIMIT %s"
            rows = self._rows(cursor, sql, [start, start + LAST_CHARACTER, MOST_BEGUN])
            return beginnings(start, (term.removeprefix("=") for (term,) in rows))
        rows = self._rows(cursor, "SELECT term FROM {vocabulary} WHERE folded = %s", [storable(plain)])
        return sorted((term for (term,) in rows), key=lambda term: (term.startswith("="), term))


def _total(rows: Iterable[TupleRow]) -> int:
    return next((int(number) for what, _, number, *_ in rows if what == "total"), 0)


def _facet(facet: str, count: int) -> Facet:
    kind, _, value = facet.partition(" ")
    return Facet(kind=kind, value=value, count=count)
