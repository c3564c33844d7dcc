"""Articles through several processes, in order: nothing is lost when one of them dies, and none outlives its parent."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Final

from icenews_nlp.documents.article import Article, EnrichFailure
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import WorkerError

Result = AnnotatedDocument | EnrichFailure

Attempt = Callable[[int, "str | Article"], Result]
"""Analyses the article at that place in the stream; never raises."""

CHUNKS_AHEAD: Final = 3
"""Chunks in flight for each worker, which bounds the memory whatever the stream's length."""


def failure(index: int, article: object, error: BaseException) -> EnrichFailure:
    name = article.id if isinstance(article, Article) else None
    return EnrichFailure(index=index, id=name, error=type(error).__name__, reason=str(error) or repr(error))


Numbered = tuple[int, "str | Article"]


class _Worker:
    """What a worker process analyses with, which is the one thing that a process must keep for itself."""

    attempt: Attempt | None = None
    ended: ctypes.c_bool

    @classmethod
    def start(cls, make: Callable[[], Attempt], ended: ctypes.c_bool) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process, and is for the first one to handle
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # whatever the first one makes of it
        threading.Thread(target=_end_with_parent, daemon=True).start()
        cls.ended = ended
        cls.attempt = make()

    @classmethod
    def ready(cls) -> bool:
        return cls.attempt is not None

    @classmethod
    def work(cls, chunk: list[Numbered]) -> list[Result]:
        assert cls.attempt is not None  # set by `start`, which runs before any work
        return [cls.attempt(index, article) for index, article in chunk if not cls.ended.value]


def _end_with_parent() -> None:
    """End a worker whose parent was killed; it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class _Pool:
    """Worker processes, of which at least one has loaded its tables."""

    def __init__(self, make: Callable[[], Attempt], workers: int) -> None:
        context = multiprocessing.get_context()
        self._ended = context.RawValue(ctypes.c_bool, False)  # without a lock, which a killed process would keep
        self._executor = ProcessPoolExecutor(workers, context, _Worker.start, (make, self._ended))
        try:
            self._executor.submit(_Worker.ready).result()
        except OSError as error:
            self._executor.shutdown(wait=False)
            raise WorkerError(
                f"{workers} worker processes cannot be started ({(error.strerror or str(error)).lower()}); give fewer"
            ) from error
        except BrokenProcessPool as error:
            raise WorkerError(
                "the worker processes could not be started: they ended before their first article. Where Python starts "
                "processes afresh (macOS, Windows, spawn), the script needs `if __name__ == '__main__':` around what it does; "
                "elsewhere memory may be short. workers=1 works without processes."
            ) from error

    def submit(self, chunk: list[Numbered]) -> Future[list[Result]]:
        """The chunk's future; where a process has died meanwhile, one that says so."""
        try:
            return self._executor.submit(_Worker.work, chunk)
        except BrokenProcessPool as error:
            broken: Future[list[Result]] = Future()
            broken.set_exception(error)
            return broken

    def end(self) -> None:
        """Wait for the processes, which end after the article that they are at."""
        self._ended.value = True
        self._executor.shutdown(cancel_futures=True)


def spread(
    articles: Iterator[Numbered], make: Callable[[], Attempt], here: Attempt, *, workers: int, size: int
) -> Generator[Result, None, None]:
    """Results in order from several processes. A process that dies (out of memory, killed) takes its chunk along:
    the chunk's articles are tried once more one at a time, and the one that kills a process again becomes a failure.

    Args:
        make: called in each process, to which it must be possible to send it.
        here: does the work in this process, for articles that cannot be sent to another.
        size: articles sent to a process at a time.
    """
    pool = _Pool(make, workers)
    waiting: deque[tuple[list[Numbered], Future[list[Result]]]] = deque()
    more, stream_error = True, None
    try:
        while True:
            while more and len(waiting) < workers * CHUNKS_AHEAD:
                chunk, stream_error = _read(articles, size)
                more = len(chunk) == size
                if chunk:
                    waiting.append((chunk, pool.submit(chunk)))
            if not waiting:
                break
            chunk, future = waiting.popleft()
            try:
                results: Iterable[Result] = future.result()
            except BrokenProcessPool:
                pool.end()
                yield from _one_by_one(chunk, make)
                pool = _Pool(make, workers)
                waiting = deque((c, f if _succeeded(f) else pool.submit(c)) for c, f in waiting)
            except Exception:  # something among the articles cannot be sent to another process
                yield from (here(index, article) for index, article in chunk)
            else:
                yield from results
    finally:
        pool.end()
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


def _one_by_one(chunk: Iterable[Numbered], make: Callable[[], Attempt]) -> Iterator[Result]:
    """Results from one process, which is started anew where an article ends it."""
    pool = _Pool(make, 1)
    try:
        for index, article in chunk:
            try:
                yield pool.submit([(index, article)]).result()[0]
            except BrokenProcessPool:
                yield failure(index, article, WorkerError("the worker process died on this article; is memory short?"))
                pool.end()
                pool = _Pool(make, 1)
    finally:
        pool.end()


def _succeeded(future: Future[list[Result]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
