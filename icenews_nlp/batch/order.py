"""Articles through an analysis that reads ahead, and the failures of reading in their place among its results."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import Generic, TypeVar

from icenews_nlp.batch.failures import Failure
from icenews_nlp.documents.article import Article
from icenews_nlp.enrichment.contexts import Analysis
from icenews_nlp.enrichment.worker_process import Result

C = TypeVar("C")


class InOrder(Generic[C]):
    """What is reported comes in the order of the input, whatever the number of workers; the reader of articles calls `fail`."""

    def __init__(self, report: Callable[[Failure], None]) -> None:
        """Begin with nothing on its way.

        Args:
            report: Called with each failure of reading when it is its turn.
        """
        self._report = report
        self._waiting: deque[C | Failure] = deque()
        """The contexts of the articles that are being analysed, and the failures that were met after the first of them."""

    def fail(self, failure: Failure) -> None:
        """Report a failure of reading: at once, or when the result of each article before it has been used."""
        if self._waiting:
            self._waiting.append(failure)
        else:
            self._report(failure)

    def results(self, analyse: Analysis, articles: Iterable[tuple[C, Article]]) -> Generator[tuple[Result, C], None, None]:
        """Analyse articles that come with a context, and hand each context on with its result.

        Args:
            analyse: Called once, with the articles alone.
            articles: Pairs of a context and an article; consumed as `analyse` consumes its articles.

        Yields:
            Each result with the context of its article, in order. Closing the stream ends the analysis.
        """

        def alone() -> Iterator[Article]:
            for context, article in articles:
                self._waiting.append(context)
                yield article

        with closing(analyse(alone())) as results:
            for result in results:
                context = self._waiting.popleft()
                assert not isinstance(context, Failure)
                yield result, context
                self._report_due()

    def _report_due(self) -> None:
        while self._waiting and isinstance(failure := self._waiting[0], Failure):
            self._waiting.popleft()
            self._report(failure)
