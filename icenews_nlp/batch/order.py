"""Articles through an analysis that reads ahead, and the failures of reading in their place among its results."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from typing import Generic, TypeVar

from icenews_nlp.batch.failures import Failure
from icenews_nlp.batch.position import START, Counter, Position
from icenews_nlp.documents.article import Article
from icenews_nlp.enrichment.contexts import Analysis
from icenews_nlp.enrichment.worker_process import Result

C = TypeVar("C")


class InOrder(Generic[C]):
    """What is reported comes in the order of the input, whatever the number of workers; the reader of articles calls `fail`."""

    def __init__(self, report: Callable[[Failure], None], file: Callable[[], int] = lambda: 0, start: Position = START) -> None:
        """Begin with nothing on its way.

        Args:
            report: Called with each failure of reading when it is its turn.
            file: Which of the input files is being read, counted from 0.
            start: What stands before it has been dealt with by an earlier run, and is passed over.
        """
        self.position = start
        """After the record of which it was last known what becomes of it."""
        self._report = report
        self._file = file
        self._counter = Counter(start)
        self._waiting: deque[tuple[Position, C | Failure]] = deque()
        """The contexts of the articles that are being analysed, and the failures that were met after the first of them."""

    def fail(self, failure: Failure) -> None:
        """Report a failure of reading: at once, or when the result of each article before it has been used."""
        if self._counter.is_new(self._file(), str(failure)):
            self._waiting.append((self._counter.at, failure))
            self._report_due()

    def results(self, analyse: Analysis, articles: Iterable[tuple[C, Article]]) -> Generator[tuple[Result, C], None, None]:
        """Analyse articles that come with a context, and hand each context on with its result.

        Args:
            analyse: Called once, with the articles alone.
            articles: Pairs of a context and an article; consumed as `analyse` consumes its articles.

        Yields:
            Each result with the context of its article, in order. Closing the stream ends the analysis.

        Raises:
            InputError: The articles before `start` are not those of the earlier run.
        """

        def alone() -> Iterator[Article]:
            for context, article in articles:
                if self._counter.is_new(self._file(), f"{article.id} {article.text}"):
                    self._waiting.append((self._counter.at, context))
                    yield article
            self._counter.check_reached()

        with closing(analyse(alone())) as results:
            for result in results:
                self.position, context = self._waiting.popleft()
                assert not isinstance(context, Failure)
                yield result, context
                self._report_due()

    def _report_due(self) -> None:
        while self._waiting and isinstance(failure := self._waiting[0][1], Failure):
            self.position = self._waiting.popleft()[0]
            self._report(failure)
