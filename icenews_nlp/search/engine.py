"""What all search engines have in common: the contract, the constants that must agree, the loop over the tiers of a query."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, timezone
from operator import index as whole_number
from typing import Final, NamedTuple, Protocol, TypeVar, runtime_checkable

from pydantic import BaseModel

from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import InputError, QueryError
from icenews_nlp.labels import NAME_LABELS
from icenews_nlp.search.analysis.document import DocumentAnalyzer, DocumentTerms, terms_of
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.query.reader import QueryReader
from icenews_nlp.search.query.tree import Node, Query
from icenews_nlp.search.results.hits import Results

FACET_KINDS: Final = (*(label.value for label in NAME_LABELS), "source", "date")
"""Kinds of facets, in the order in which they are given."""

MOST_VALUES: Final = 20
"""Values per kind of facet, the most frequent ones."""

ENOUGH: Final = 10
"""Documents that end the search: a wider tier is asked only where those before it find fewer.

It does not depend on the page, so total, facets and the order of hits are the same on every page of a query.
"""


LARGEST: Final = 2**61
"""Of a limit and of an offset: their sum fits into the 64 bits of a database's integers."""


class FieldWeights(NamedTuple):
    """What a match counts in each field of a document."""

    title: float
    body: float
    parts: float
    """Parts of compounds, in title and body."""
    names: float


WEIGHTS: Final = FieldWeights(title=8.0, body=1.0, parts=0.3, names=3.0)

Documents = AnnotatedDocument | DocumentTerms | Iterable[AnnotatedDocument | DocumentTerms]
"""What can be added: one document or several."""


Engine = TypeVar("Engine", bound="SearchEngine")


@runtime_checkable
class SearchEngine(Protocol):
    """An index that articles are added to and found in. One object serves any number of threads."""

    def add(self, documents: Documents) -> int:
        """Index documents, each in place of one with the same key.

        Args:
            documents: One document, or any number of them; they are consumed lazily.

        Returns:
            How many were given.

        Raises:
            InputError: Something else than a document was given.
            SearchIndexError: The engine refuses.
        """
        ...

    def delete(self, keys: str | Iterable[str]) -> int:
        """Remove documents.

        Args:
            keys: One key or several; see `icenews_nlp.search.analysis.document.article_key`.

        Returns:
            How many of them were in the index.

        Raises:
            InputError: A key is not text.
            SearchIndexError: The engine refuses.
        """
        ...

    def search(self, query: str | Query, *, limit: int = 10, offset: int = 0, facets: bool = True) -> Results:
        """One page of hits.

        `total` and `facets` are the same on every page of a query.

        Args:
            query: What a user typed, or a query that has been read already.
            limit: Hits on the page, at most.
            offset: Hits before the page.
            facets: Count names, sources and days (in UTC) of the documents that match.

        Returns:
            The hits, the best first; hits of a wider tier below those of a narrower one, equal ones in the order of their keys.

        Raises:
            QueryError: The query cannot be read or answered; `limit` or `offset` is negative.
            SearchIndexError: The engine refuses.
        """
        ...

    def __len__(self) -> int:
        """Documents in the index."""
        ...

    def close(self) -> None:
        """Let go of files and connections; closing twice is fine."""
        ...

    def __enter__(self: Engine) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Readers:
    """The readers of documents and queries of one index, made when they are first needed and shared by all its threads."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._lexicon: Lexicon | None = None
        self._documents: DocumentAnalyzer | None = None
        self._queries: QueryReader | None = None

    @property
    def documents(self) -> DocumentAnalyzer:
        """Reads annotated documents into terms."""
        with self._lock:
            if self._documents is None:
                self._documents = DocumentAnalyzer(self._shared_lexicon())
            return self._documents

    @property
    def queries(self) -> QueryReader:
        """Reads what users type into query trees."""
        with self._lock:
            if self._queries is None:
                self._queries = QueryReader(self._shared_lexicon())
            return self._queries

    def terms(self, documents: Documents) -> Iterator[tuple[AnnotatedDocument | DocumentTerms, DocumentTerms]]:
        """Each document beside its terms, lazily.

        Raises:
            InputError: Something else than a document was given.
        """
        for document in _several(documents):
            yield document, terms_of(document, lambda: self.documents)

    def _shared_lexicon(self) -> Lexicon:
        if self._lexicon is None:
            self._lexicon = Lexicon()
        return self._lexicon


def _several(documents: Documents) -> Iterable[AnnotatedDocument | DocumentTerms]:
    if isinstance(documents, AnnotatedDocument | DocumentTerms):
        return (documents,)
    if isinstance(documents, str | bytes | Mapping | BaseModel) or not isinstance(documents, Iterable):
        raise InputError(f"objects of type {type(documents).__name__} cannot be indexed; give what `enrich` gives")
    return documents


def several_keys(keys: str | Iterable[str]) -> list[str]:
    """Keys as a list; a string is one key.

    Raises:
        InputError: A key is not text.
    """
    several = [keys] if isinstance(keys, str | bytes) else list(keys) if isinstance(keys, Iterable) else [keys]
    for key in several:
        if not isinstance(key, str):
            raise InputError(f"{key!r} is no key; keys are text, such as {str(key)!r}")
    return several


Item = TypeVar("Item")


def batches(items: Iterable[Item], size: int, seconds: float = math.inf) -> Iterator[list[Item]]:
    """So many items at a time, or fewer if they come slowly.

    Args:
        items: Consumed lazily.
        size: Items per batch, at most.
        seconds: How long an item may wait for others of its batch.
    """
    batch: list[Item] = []
    began = time.monotonic()
    for item in items:
        batch.append(item)
        if len(batch) >= size or time.monotonic() - began > seconds:
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


class Page(NamedTuple):
    """Which hits are shown."""

    limit: int
    offset: int

    @property
    def end(self) -> int:
        """Hits up to the end of the page."""
        return self.limit + self.offset


def text_of(query: str | Query) -> str:
    """What the user typed.

    Raises:
        QueryError: It is no text.
    """
    if not isinstance(query, str | Query):
        raise QueryError(f"a query is text, such as 'hestur', not {type(query).__name__}")
    return query if isinstance(query, str) else query.text


def page_of(limit: int, offset: int) -> Page:
    """The page that is asked for; numbers that are larger than an engine can take are made as large as it can.

    Raises:
        QueryError: `limit` or `offset` is negative, or no whole number.
    """
    found = []
    for name, given in (("limit", limit), ("offset", offset)):
        try:
            number = whole_number(given)
        except TypeError as error:
            raise QueryError(f"{name} must be a whole number, 0 or more, not {given!r}") from error
        if number < 0:
            raise QueryError(f"{name} must be 0 or more, not {number}")
        found.append(min(number, LARGEST))
    return Page(*found)


def ask_tiers(tiers: Iterable[Node], ask: Callable[[int, Node], int]) -> int:
    """Ask tier after tier, the narrowest first, until enough documents are found.

    Args:
        tiers: Consumed only as far as they are asked.
        ask: Called with a tier's number and tree; returns how many documents it finds that no tier before it does.

    Returns:
        Documents found, by all tiers that were asked.
    """
    total = 0
    for tier, node in enumerate(tiers):
        total += ask(tier, node)
        if total >= ENOUGH:
            break
    return total


def day_of(published: datetime) -> date:
    """The day in UTC on which an article was published; a time without a zone is taken for UTC.

    A time zone may put the first or the last hours that a `datetime` can hold outside the years 1 to 9999; these count as on
    the first or the last day.
    """
    if published.tzinfo is None:
        return published.date()
    try:
        return published.astimezone(timezone.utc).date()
    except OverflowError:
        return date.min if published.year == date.min.year else date.max
