"""Articles through several processes, in order: nothing is lost when one of them dies, and none outlives its parent."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Final

from icenews_nlp.documents.article import Article, BadLine, EnrichFailure
from icenews_nlp.enrichment.worker_process import Numbered, Result, WorkerDiedError, WorkerProcess
from icenews_nlp.errors import WorkerError

Attempt = Callable[[int, "str | Article | BadLine"], Result]
"""Analyses the article at that place in the stream; never raises."""

CHUNKS_AHEAD: Final = 3
"""Chunks in flight for each worker, which bounds the memory whatever the stream's length."""

MOST_DEATHS: Final = 5
"""Deaths of processes for each worker, without one article analysed in between, after which a run ends."""


DIED: Final = "the worker process died on this article; is memory short?"


def failure(index: int, article: object, error: BaseException) -> EnrichFailure:
    """The result for an article that cannot be analysed, or for a line that holds none."""
    if isinstance(article, BadLine):
        return EnrichFailure(index=index, id=article.id, error=article.error, reason=str(article))
    name = article.id if isinstance(article, Article) else None
    return EnrichFailure(index=index, id=name, error=type(error).__name__, reason=str(error) or repr(error))


def most_workers() -> int:
    """The most processes that a run may have: four for each core, beyond which they only take memory, but 16 anywhere."""
    return max(16, 4 * (os.cpu_count() or 1))


class WorkerPool:
    """Worker processes, each served by a thread of this one. They are started as chunks come, and replaced where they end."""

    def __init__(self, start: Callable[[], WorkerProcess], here: Attempt, *, workers: int, timeout: float | None) -> None:
        """Start nothing yet.

        Args:
            start: starts a process.
            here: does the work in this process, for articles that cannot be sent to another.
            workers: the most processes at the same time.
            timeout: seconds for each article, after which it becomes a failure.
        """
        self._start = start
        self._here = here
        self._timeout = timeout
        self._most_deaths = MOST_DEATHS * workers
        self._threads = ThreadPoolExecutor(workers, "icenews-nlp worker")
        self._idle: list[WorkerProcess] = []
        self._lock = threading.Lock()
        """For the three below."""
        self._all: set[WorkerProcess] = set()
        self._deaths = 0  # in a row
        self._is_closed = False

    def submit(self, chunk: list[Numbered]) -> Future[list[Result]]:
        """The results of a chunk, in order, when they are there."""
        return self._threads.submit(self._analyse, chunk)

    def close(self) -> None:
        """End the processes at once, whatever they are doing."""
        with self._lock:
            self._is_closed = True
            processes, self._all = self._all, set()
        for process in processes:
            process.stop()
        self._threads.shutdown(cancel_futures=True)

    def _analyse(self, chunk: list[Numbered]) -> list[Result]:
        """The results of a chunk.

        Where a process dies (out of memory, killed), the article that it was at is tried once more, and becomes a failure if
        the next process dies on it too.
        """
        results: list[Result] = []
        suspect = -1
        while (at := len(results)) < len(chunk):
            process = self._ready_process()
            try:
                for one, result in zip(chunk[at:], process.results(chunk[at:], self._timeout), strict=True):
                    results.append(self._here(*one) if result is None else result)
                    self._deaths = 0
            except TimeoutError:
                self._drop(process)
                results.append(failure(*chunk[len(results)], TimeoutError(f"it took longer than {self._timeout:g} s")))
            except WorkerDiedError:
                self._drop(process)
                self._count_death()
                if suspect == len(results):
                    results.append(failure(*chunk[suspect], WorkerError(DIED)))
                else:
                    suspect = len(results)
            else:
                self._idle.append(process)
        return results

    def _ready_process(self) -> WorkerProcess:
        """An idle process, or a new one with its model loaded."""
        while True:
            try:
                return self._idle.pop()
            except IndexError:
                process = self._new_process()
            try:
                process.get_ready()
            except WorkerDiedError:
                self._drop(process)
                self._count_death()
            else:
                return process

    def _new_process(self) -> WorkerProcess:
        with self._lock:
            if self._is_closed:
                raise WorkerDiedError
            process = self._start()
            self._all.add(process)
        return process

    def _drop(self, process: WorkerProcess) -> None:
        with self._lock:
            self._all.discard(process)
        process.stop()

    def _count_death(self) -> None:
        with self._lock:
            if self._is_closed:
                raise WorkerDiedError
            self._deaths += 1
            if self._deaths >= self._most_deaths:
                raise WorkerError(
                    f"the worker processes died {self._deaths} times without one article analysed in between. Is memory short, "
                    "or does something kill them? Use fewer workers; workers=1 without a timeout works without processes."
                )


def spread(articles: Iterator[Numbered], pool: WorkerPool, *, ahead: int, size: int) -> Generator[Result, None, None]:
    """Results in order from several processes; the pool is closed at the end, or when the generator is.

    Args:
        articles: Read in chunks, as results are asked for.
        pool: The processes.
        ahead: chunks that may be on their way.
        size: articles sent to a process at a time.

    Raises:
        WorkerError: the processes cannot be started, or die again and again.
    """
    waiting: deque[Future[list[Result]]] = deque()
    more, stream_error = True, None
    try:
        while True:
            while more and len(waiting) < ahead:
                chunk, stream_error = _read(articles, size)
                more = len(chunk) == size
                if chunk:
                    waiting.append(pool.submit(chunk))
            if not waiting:
                break
            yield from waiting.popleft().result()
    finally:
        pool.close()
    if stream_error is not None:
        raise stream_error


def _read(articles: Iterator[Numbered], size: int) -> tuple[list[Numbered], Exception | None]:
    """The next chunk, short at the end of the stream, and the error that ended it."""
    chunk: list[Numbered] = []
    try:
        chunk.extend(islice(articles, size))  # what comes before an error stays in the list
    except Exception as error:
        return chunk, error
    return chunk, None
