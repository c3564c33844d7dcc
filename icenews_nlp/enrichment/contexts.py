"""A stream of articles through an Enricher, each with what the caller knows of it: where it came from, or what it is for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import TypeVar

from icenews_nlp.documents.article import Article
from icenews_nlp.enrichment.worker_process import Result

C = TypeVar("C")

Analysis = Callable[[Iterator[Article]], Generator[Result, None, None]]
"""A result per article, in order: `Enricher.enrich_many`, or a partial of it with the number of workers."""


def with_contexts(analyse: Analysis, articles: Iterable[tuple[Article, C]]) -> Generator[tuple[Result, C], None, None]:
    """Analyse articles that come with a context, and hand each context on with its result.

    Args:
        analyse: Called once, with the articles alone.
        articles: Pairs of an article and its context; consumed as `analyse` consumes its articles.

    Yields:
        Each result with the context of its article, in order. Closing the stream ends the analysis.
    """
    waiting: deque[C] = deque()

    def alone() -> Iterator[Article]:
        for article, context in articles:
            waiting.append(context)
            yield article

    with closing(analyse(alone())) as results:
        for result in results:
            yield result, waiting.popleft()
