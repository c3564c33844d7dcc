"""The embedded index: one SQLite file that finds articles by lemma, with nothing to install or to run beside it.

    with SearchIndex("news.db") as index:
        index.add(nlp.enrich(article) for article in articles)
        index.search("hestur").hits[0].snippet
        index.suggest("for")

Any number of processes may read while one writes; a second writer waits. What is committed stays when the writer is killed.
"""

from __future__ import annotations

import math
import os
import time
import zlib
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.enrichment.gc_pause import gc_paused
from icenews_nlp.errors import InputError, QueryError
from icenews_nlp.search.analysis.document import DocumentTerms
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.query.reader import QueryReader
from icenews_nlp.search.query.tree import Query
from icenews_nlp.search.results.hits import Results, Suggestion
from icenews_nlp.search.sqlite.file import IndexFile
from icenews_nlp.search.sqlite.search import Asked, Searcher
from icenews_nlp.search.sqlite.values import stored
from icenews_nlp.search.sqlite.vocabulary import Words
from icenews_nlp.search.sqlite.write import Pending, Reader, Writer, text_hash

BATCH: Final = 1000
"""Documents in a transaction, at most."""

LONGEST_WAIT: Final = 10.0
"""Seconds that a document may wait for others of its transaction."""


class SearchIndex:
    """An index in a file. One thread at a time may use it, so open one in each.

    A file that may not be written, in a folder that may not be written either, is taken to stay as it is while it is open.
    """

    def __init__(self, path: str | os.PathLike[str], *, create: bool = True) -> None:
        """Open an index, or make an empty one where there is none.

        Args:
            create: False for those who only read: a file that is not there is an error, and none is made.

        Raises:
            InputError: apsw is not installed.
            SearchIndexError: the file cannot be opened, is no index, or was made by another version of the analyzer.
        """
        self._file = IndexFile(path, create=create)
        self._terms = Reader(lambda: self._lexicon)
        self._writer = Writer(self._file)
        self._words = Words(self._file)

    # ---- writing

    def add(self, documents: Iterable[AnnotatedDocument | DocumentTerms], *, batch: int = BATCH) -> int:
        """Index documents, each in the place of one with the same key; gives how many were given.

        Documents are taken as they come, and written in batches: so many, or what came in ten seconds. A batch is one
        transaction: whoever reads sees all of it or nothing. An error leaves what was written before.

        Args:
            batch: documents in a transaction, at most.

        Raises:
            InputError: what is given is no document, or `batch` is under 1.
            SearchIndexError: the file cannot be written; another process writes without an end, the disk is full.
        """
        if batch < 1:
            raise InputError(f"batch {batch}: a transaction takes at least one document")
        count = 0
        for some in _batches(map(self._terms.read, documents), batch):
            try:
                self._write(some)
            except UnicodeEncodeError:
                self._write(some, with_surrogates=True)
            count += len(some)
        return count

    def _write(self, batch: Sequence[Pending], *, with_surrogates: bool = False) -> None:
        with self._file.writing(self._writer.forget), gc_paused():
            self._writer.write(batch, with_surrogates=with_surrogates)

    def delete(self, keys: Iterable[str]) -> int:
        """Take out the documents with these keys, in one transaction; gives how many there were."""
        given = list(keys)
        with self._file.writing(self._writer.forget):
            return self._writer.delete(given)

    def optimize(self) -> None:
        """Put the full-text index together in one piece, which makes the file smaller and queries faster; it takes a while.

        The file shrinks when all who have it open let it go.
        """
        with self._file.writing(self._writer.forget):
            self._file.execute("INSERT INTO terms (terms) VALUES ('optimize')")
            self._file.execute("PRAGMA incremental_vacuum").fetchall()

    # ---- reading

    def search(
        self, query: str | Query, *, limit: int = 10, offset: int = 0, recency: float = 0.0, facets: bool = True
    ) -> Results:
        """The hits from `offset` on, at most `limit`, the best first; of equal ones the one with the lower key.

        Up to 5,000 documents that match are counted and ranked. Where a query by words finds more, those that have its words in
        the title too come first, and the others where these do not fill the page.

        Args:
            recency: 0 ranks by words alone; with 1 the newest article counts twice, one 30 days older half of that bonus.
            facets: count the names, sources and days (in UTC) of the matches; of the best 500 at most if there are more.

        Raises:
            QueryError: the query cannot be read; a negative limit, offset or recency.
        """
        if limit < 0 or offset < 0:
            raise QueryError(f"limit {limit}, offset {offset}: neither may be negative")
        if not 0 <= recency < math.inf:
            raise QueryError(f"recency {recency}: it is 0 or a positive number")
        with self._file.reading():
            searcher = Searcher(self._file, Asked(limit, offset, recency, facets))
            return searcher.answer(query if isinstance(query, str) else query.text, self._reader.tiers(query, self._words.fold))

    def suggest(self, text: str, limit: int = 10) -> list[Suggestion]:
        """Names and lemmas that begin so, the commonest first; case and accents need not be right.

        A name is found from each of its words on. Lemmas are suggested from two letters on.
        """
        with self._file.reading():
            return self._words.suggest(text, limit)

    def document(self, key: str) -> AnnotatedDocument | None:
        """The document with that key; None where there is none, or where its terms alone were added."""
        with self._file.reading():
            sql = "SELECT json FROM annotation JOIN document USING (id) WHERE key = ?"
            packed: bytes | None = self._file.execute(sql, (stored(key),)).get
        return None if packed is None else AnnotatedDocument.model_validate_json(zlib.decompress(packed))

    def holds(self, key: str, text: str) -> bool:
        """Whether `document(key)` is there with exactly this text, told without reading its annotations.

        Args:
            key: the article's id, else its url, else a hash of its text (`terms.article_key`).
            text: the text of the document: `article.title`, a blank line and `article.text`, or the latter alone.
        """
        with self._file.reading():
            sql = "SELECT text_hash FROM annotation JOIN document USING (id) WHERE key = ?"
            found: bytes | None = self._file.execute(sql, (stored(key),)).get
        return found == text_hash(text)

    def __len__(self) -> int:
        with self._file.reading():
            count: int = self._file.execute("SELECT count(*) FROM document").get
        return count

    def close(self) -> None:
        """Close the file; closing twice is fine."""
        self._file.close()

    def __enter__(self) -> SearchIndex:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def _reader(self) -> QueryReader:
        return QueryReader(self._lexicon)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return Lexicon()


def _batches(documents: Iterable[Pending], size: int) -> Iterator[list[Pending]]:
    """So many at a time, or fewer where they come slowly."""
    batch: list[Pending] = []
    began = time.monotonic()
    for document in documents:
        batch.append(document)
        if len(batch) >= size or time.monotonic() - began > LONGEST_WAIT:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch
