"""Articles and documents into a search index: what it holds already is skipped, the rest is analysed and written in batches.

    with SearchIndex("news.db") as index:
        ingester = Ingester(index)
        ingester.ingest(articles, nlp.enrich_many)
        print(ingester.counts)

A batch is in the index whole or not at all, so the same call again completes a run that was interrupted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import chain
from time import monotonic
from typing import Final, NamedTuple, Protocol

from icenews_nlp.documents.article import Article, EnrichFailure
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.documents.layers import require
from icenews_nlp.enrichment.contexts import Analysis, with_contexts
from icenews_nlp.errors import InputError
from icenews_nlp.search.analysis.document import SEARCH_NEEDS, article_hash, article_key

BATCH: Final = 64
"""Documents in one transaction, at most."""
SECONDS: Final = 2.0
"""Or as many as come in this time, so that a slow profile loses little when it is interrupted."""


class IngestIndex(Protocol):
    """What an index must offer."""

    def article_hash(self, key: str) -> bytes | None:
        """The `article_hash` of the document with that key; None where there is none."""

    def add(self, documents: Iterable[AnnotatedDocument]) -> int:
        """Write documents, each in the place of one with the same key."""


@dataclass
class Counts:
    """What became of the records; together as many as were read."""

    added: int = 0
    replaced: int = 0
    """Took the place of an earlier version, or gave its own to a later one of the same run."""
    unchanged: int = 0
    """In the index already, or earlier in the same run, with the same content."""
    failed: int = 0
    """Could not be analysed; or were documents that were stored without the layers that search needs."""


class _Record(NamedTuple):
    """A record on its way."""

    position: int
    key: str
    digest: bytes


@dataclass
class _Versions:
    """The versions of one article that are on their way."""

    newest: bytes | None
    """Hash of the last one that was wanted; None once its analysis has failed, so that it may be tried again."""
    exists: bool
    """Some version is in the index."""
    analysed: int = 0
    """How many of them are being analysed."""
    placed: int = -1
    """Position of the latest one that was put into a batch: an older one that is ready later must not replace it."""


class Ingester:
    """Fills an index from a stream of articles and documents, and skips what it holds.

    An article is known by its key: its id, else its url, else a hash of its text. It is new to the index if anything known of
    it has changed: text, title, date, source, tags or metadata.
    """

    def __init__(self, index: IngestIndex, *, replace: bool = False) -> None:
        """Begin with nothing on its way.

        Args:
            index: Written to from this thread alone.
            replace: Take what the index holds with the same content too, for instance after changing the profile.
        """
        self.counts = Counts()
        self._index = index
        self._replace = replace
        self._coming: dict[str, _Versions] = {}
        self._batch: dict[str, AnnotatedDocument] = {}
        self._due = monotonic() + SECONDS

    def ingest(
        self,
        records: Iterable[Article | AnnotatedDocument],
        analyse: Analysis,
        *,
        on_record: Callable[[int, EnrichFailure | None], None] | None = None,
    ) -> None:
        """Put all records into the index that are new to it.

        Args:
            records: Articles are analysed, documents taken as they are; consumed as `analyse` consumes its articles.
            analyse: `nlp.enrich_many`, or a partial of it; called once there is an article that is new to the index.
            on_record: Called once per record when it is known what becomes of it, with its position in the stream (from 0)
                and the failure, if it could not be analysed or indexed.

        Raises:
            SearchIndexError: The index cannot be read or written. What was committed stays.
        """
        done = on_record or _ignore
        articles = self._articles(records, done)
        first = next(articles, None)
        if first is not None:
            with closing(with_contexts(analyse, chain([first], articles))) as results:
                for result, record in results:
                    if isinstance(result, EnrichFailure):
                        self._drop(record)
                        done(record.position, result)
                    else:
                        self._coming[record.key].analysed -= 1
                        self._put(record, result)
                        done(record.position, None)
        self.commit()

    def commit(self) -> None:
        """Write what is ready, in one transaction; `ingest` does so by itself."""
        self._index.add(self._batch.values())
        for key in self._batch:
            versions = self._coming[key]
            if versions.exists:
                self.counts.replaced += 1
            else:
                self.counts.added += 1
            versions.exists = True
            if not versions.analysed:
                del self._coming[key]
        self._batch.clear()
        self._due = monotonic() + SECONDS

    def _articles(
        self, records: Iterable[Article | AnnotatedDocument], done: Callable[[int, EnrichFailure | None], None]
    ) -> Iterator[tuple[Article, _Record]]:
        """The articles that must be analysed; what needs no analysis is dealt with on the way."""
        for position, given in enumerate(records):
            info, text = (given.article, given.text) if isinstance(given, AnnotatedDocument) else (given, _document_text(given))
            record = _Record(position, article_key(info, text), article_hash(info, text))
            if isinstance(given, AnnotatedDocument) and (fault := _fault(given, position)):
                self.counts.failed += 1
                done(position, fault)
            elif not self._wants(record):
                self.counts.unchanged += 1
                done(position, None)
            elif isinstance(given, AnnotatedDocument):
                self._put(record, given)
                done(position, None)
            else:
                self._coming[record.key].analysed += 1
                yield given, record

    def _wants(self, record: _Record) -> bool:
        """Whether a record is new to the index, and to what is on its way there."""
        versions = self._coming.get(record.key)
        if versions is None:
            held = self._index.article_hash(record.key)
            if held == record.digest and not self._replace:
                return False
            self._coming[record.key] = _Versions(record.digest, exists=held is not None)
            return True
        known = versions.newest == record.digest
        versions.newest = record.digest
        return not known

    def _put(self, record: _Record, document: AnnotatedDocument) -> None:
        versions = self._coming[record.key]
        if record.key in self._batch or record.position < versions.placed:
            self.counts.replaced += 1
        if record.position > versions.placed:
            versions.placed = record.position
            self._batch[record.key] = document
        if len(self._batch) >= BATCH or monotonic() >= self._due:
            self.commit()

    def _drop(self, record: _Record) -> None:
        """Forget what was wanted and could not be analysed."""
        self.counts.failed += 1
        versions = self._coming[record.key]
        versions.analysed -= 1
        if versions.newest == record.digest:
            versions.newest = None
        if not versions.analysed and record.key not in self._batch:
            del self._coming[record.key]


def _fault(document: AnnotatedDocument, position: int) -> EnrichFailure | None:
    """Why a document cannot be indexed; None if it can."""
    try:
        require(document, SEARCH_NEEDS, "search")
    except InputError as error:
        return EnrichFailure(index=position, id=document.id, error=type(error).__name__, reason=str(error))
    return None


def _ignore(position: int, failure: EnrichFailure | None) -> None:
    """What `on_record` is where nobody asks."""


def _document_text(article: Article) -> str:
    """The text that the document of an article will have."""
    return f"{article.title}\n\n{article.text}" if article.title else article.text
