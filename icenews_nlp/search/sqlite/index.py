"""The embedded index: one SQLite file that finds articles by lemma, with nothing to install or to run beside it.

    with SearchIndex("news.db") as index:
        index.add(nlp.enrich(article) for article in articles)
        index.search("hestur").hits[0].snippet
        index.suggest("for")

Any number of threads and processes may read while one writes; a second writer waits. What is committed stays when the writer is
killed.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from numbers import Real
from typing import Final

from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.enrichment.gc_pause import gc_paused
from icenews_nlp.errors import InputError, QueryError, SearchIndexError
from icenews_nlp.search.engine import Documents, Readers, SearchEngine, batches, page_of, several_keys, text_of
from icenews_nlp.search.query.tree import Query
from icenews_nlp.search.results.hits import Results, Suggestion
from icenews_nlp.search.sqlite.check import faults
from icenews_nlp.search.sqlite.documents import NameIds, Pending, Writer, pending
from icenews_nlp.search.sqlite.pool import ConnectionPool
from icenews_nlp.search.sqlite.search import Request, Searcher
from icenews_nlp.search.sqlite.values import stored
from icenews_nlp.search.sqlite.vocabulary import Words

BATCH: Final = 1000
"""Documents in a transaction, at most."""

LONGEST_WAIT: Final = 10.0
"""Seconds that a document may wait for others of its transaction."""

MOST_RECENCY: Final = 1_000_000
"""The largest bonus of a new article: far more than the words of a query can weigh."""

MOST_FAULTS: Final = 20
"""Faults of a damaged file that are listed."""


class SearchIndex(SearchEngine):
    """An index in a file. Any number of threads may use one object: they read in parallel, and one at a time writes.

    A file that may not be written, in a folder that may not be written either, is taken to stay as it is while it is open.
    """

    def __init__(self, path: str | os.PathLike[str], *, create: bool = True) -> None:
        """Open an index, or make an empty one where there is none.

        Args:
            path: The file.
            create: False for those who only read: a file that is not there is an error, and none is made.

        Raises:
            InputError: apsw is not installed.
            SearchIndexError: The file cannot be opened, is no index, or was made by another version of the analyzer.
        """
        self._pool = ConnectionPool(path, create=create)
        self._readers = Readers()
        self._names = NameIds()

    # ---- writing

    def add(self, documents: Documents, *, batch: int = BATCH) -> int:
        """Index documents, each in place of one with the same key.

        Documents are written in batches: so many, or what came in ten seconds. A batch is one transaction: whoever reads sees
        all of it or nothing. An error leaves what was written before.

        Args:
            documents: One document, or any number of them; they are consumed lazily.
            batch: Documents in a transaction, at most.

        Returns:
            How many were given.

        Raises:
            InputError: What is given is no document, or `batch` is under 1.
            SearchIndexError: The file cannot be written; another process writes without an end, the disk is full.
        """
        if not isinstance(batch, int) or batch < 1:
            raise InputError(f"batch is {batch!r}; a transaction takes a whole number of documents, at least one")
        count = 0
        ready = (pending(given, terms) for given, terms in self._readers.terms(documents))
        for some in batches(ready, batch, LONGEST_WAIT):
            try:
                self._write(some)
            except UnicodeEncodeError:
                self._write(some, with_surrogates=True)
            count += len(some)
        return count

    def _write(self, batch: Sequence[Pending], *, with_surrogates: bool = False) -> None:
        with self._writing() as writer, gc_paused():
            writer.write(batch, with_surrogates=with_surrogates)

    def delete(self, keys: str | Iterable[str]) -> int:
        """Remove documents, in one transaction.

        Args:
            keys: One key or several.

        Returns:
            How many of them were in the index.

        Raises:
            InputError: A key is not text.
            SearchIndexError: The file cannot be written.
        """
        given = several_keys(keys)
        with self._writing() as writer:
            return writer.delete(given)

    def optimize(self) -> None:
        """Merge the full-text index into one piece, which makes the file smaller and queries faster; it takes a while.

        The file shrinks when all who have it open let it go.
        """
        with self._pool.writing() as file:
            file.execute("INSERT INTO terms (terms) VALUES ('optimize')")
            file.execute("PRAGMA incremental_vacuum").fetchall()

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        with self._pool.writing() as file:
            try:
                yield Writer(file, self._names)
            except BaseException:
                self._names.forget()
                raise

    # ---- reading

    def search(
        self,
        query: str | Query,
        *,
        limit: int = 10,
        offset: int = 0,
        recency: float = 0.0,
        facets: bool = True,
        timeout: float | None = None,
    ) -> Results:
        """One page of hits.

        Up to 5,000 documents that match are counted and ranked. Where a query by words finds more, those that have its words in
        the title too come first, and the others where these do not fill the page. `total` and `facets` are the same on every
        page of a query.

        Args:
            query: What a user typed, or a query that has been read already.
            limit: Hits on the page, at most.
            offset: Hits before the page.
            recency: 0 ranks by words alone; with 1 the newest article counts twice, one 30 days older half of that bonus.
            facets: Count the names, sources and days (in UTC) of the matches; of the best 500 at most if there are more.
            timeout: Seconds of processor time that the query may take in the database; None for no limit.

        Returns:
            The hits, the best first; of equal ones the one with the lower key.

        Raises:
            QueryError: The query cannot be read, or takes longer; a negative limit, offset or recency, or another timeout.
            SearchIndexError: The file cannot be read.
        """
        request = Request(page_of(limit, offset), _recency(recency), facets)
        text, seconds = text_of(query), _seconds(timeout)
        queries = self._readers.queries
        with self._pool.reading() as file, file.limited(seconds):
            tiers = queries.tiers(query, Words(file).fold)
            return Searcher(file, request).answer(text, tiers)

    def suggest(self, text: str, limit: int = 10) -> list[Suggestion]:
        """Names and lemmas that begin so, the most frequent first; case and accents need not be right.

        A name is found from each of its words on. Lemmas are suggested from two letters on.

        Args:
            text: What a user began to type.
            limit: Suggestions, at most.

        Raises:
            QueryError: The beginning is no text, or the limit is negative.
            SearchIndexError: The file cannot be read.
        """
        page, start = page_of(limit, 0), text_of(text)
        with self._pool.reading() as file:
            return Words(file).suggest(start, page.limit)

    def document(self, key: str) -> AnnotatedDocument | None:
        """The document with that key; None where there is none, or where its terms alone were added.

        Raises:
            InputError: The key is not text.
            SearchIndexError: The file cannot be read.
        """
        (key,) = several_keys([key])
        sql = "SELECT json FROM annotation JOIN document USING (id) WHERE key = ?"
        with self._pool.reading() as file:
            packed: bytes | None = file.execute(sql, (stored(key),)).get
            if packed is None:
                return None
            with file.decoding():
                return AnnotatedDocument.model_validate_json(zlib.decompress(packed))

    def article_hash(self, key: str) -> bytes | None:
        """The hash of an article, without reading its annotations.

        It is that of `analysis.document.article_hash` as long as nothing known of the article has changed.

        Args:
            key: The article's id, else its url, else a hash of its text (`analysis.document.article_key`).

        Returns:
            SHA-256; None where there is no `document(key)`.
        """
        with self._pool.reading() as file:
            sql = "SELECT article_hash FROM annotation JOIN document USING (id) WHERE key = ?"
            found: bytes | None = file.execute(sql, (stored(key),)).get
        return found

    def check(self) -> tuple[str, ...]:
        """What is wrong with the file; it reads all of it.

        SQLite's own check of pages and of the full-text index; then whether every document has all its parts and each of them
        can be read, and whether the counts of names agree. A letter of a text that became another letter is not noticed.

        Returns:
            A sentence per fault, 20 at most; none where the file is whole.

        Raises:
            SearchIndexError: The index was closed.
        """
        self._pool.check_open()
        found: list[str] = []
        try:
            with self._pool.reading() as file:
                found.extend(islice(faults(file), MOST_FAULTS))
        except SearchIndexError as error:  # so damaged that even the end of the transaction fails
            found.append(str(error))
        return tuple(found)

    def __len__(self) -> int:
        with self._pool.reading() as file:
            count: int = file.execute("SELECT count(*) FROM document").get
        return count

    def close(self) -> None:
        """Close the file, in other threads as soon as they are done; closing twice is fine."""
        self._pool.close()


def _recency(given: float) -> float:
    if not isinstance(given, Real) or not 0 <= given <= MOST_RECENCY:
        raise QueryError(f"recency is {given!r}; it is 0 or a positive number, at most {MOST_RECENCY:,}")
    return float(given)


def _seconds(given: float | None) -> float | None:
    if given is not None and (not isinstance(given, Real) or not given >= 0):
        raise QueryError(f"timeout is {given!r}; give seconds, 0 or more, or None for no limit")
    return given
