"""`Enricher`: an article in, an annotated document out; or a stream of both, in order, on one core or several."""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Final

from icenews_nlp.assemble import analysed, assemble, provenance
from icenews_nlp.documents import AnnotatedDocument, Article, ArticleInfo, EnrichFailure
from icenews_nlp.errors import InputError, WorkerError
from icenews_nlp.language.profiles import DEFAULT_PROFILE, make_analyser

if TYPE_CHECKING:
    from spacy.language import Language

Result = AnnotatedDocument | EnrichFailure

CHUNK: Final = 16
"""Articles sent to a worker at a time: enough that sending costs little, few enough that results come steadily."""

CHUNKS_AHEAD: Final = 3
"""Chunks in flight for each worker, which bounds the memory whatever the stream's length."""


def load(profile: str = DEFAULT_PROFILE) -> Enricher:
    """An Enricher of that profile; keep it, since making one reads its tables anew.

    profile (str): "fast" or "deep".
    RETURNS (Enricher): analyses articles in this process or several.
    RAISES ProfileError: there is no such profile.
    RAISES ModelError: a table of the package cannot be read.
    RAISES ParserError: the parser of profile "deep" cannot be started.
    """
    return Enricher(profile)


def enrich(article: str | Article, *, profile: str = DEFAULT_PROFILE) -> AnnotatedDocument:
    """Analyse one article with an Enricher made for it alone; for more than one use `load`, and its `enrich` or `enrich_many`.

    Takes, returns and raises what `load` and `Enricher.enrich` do.
    """
    with load(profile) as enricher:
        return enricher.enrich(article)


class Enricher:
    """Analyses articles with one profile. Loads its tables when made; use one instance a thread."""

    def __init__(self, profile: str = DEFAULT_PROFILE) -> None:
        """profile (str): "fast" or "deep". RAISES what `load` does."""
        self.profile = profile
        self._analyser = make_analyser(profile)
        self._provenance = provenance(profile, self._analyser)
        self._spacy: Language | None = None

    def enrich(self, article: str | Article) -> AnnotatedDocument:
        """Analyse one article, or a bare text.

        article (str | Article): the text is kept as it is, but lone surrogates become U+FFFD.
        RETURNS (AnnotatedDocument): offsets are code points into its `text`.
        RAISES InputError: for anything else, bytes and None among it.
        """
        if isinstance(article, str):
            article = Article(text=article)
        elif not isinstance(article, Article):
            raise InputError(
                f"enrich takes a str or an Article, not {type(article).__name__}; "
                "decode bytes first, and leave out articles without a text"
            )
        return self._document(article)

    def enrich_many(self, articles: Iterable[str | Article], *, workers: int = 1) -> Generator[Result, None, None]:
        """Analyse a stream of articles; results come in order and as they are asked for.

        articles (Iterable[str | Article]): read a little ahead, never all at once.
        workers (int): processes; 1 works in this one. A script that uses more needs the usual
            `if __name__ == "__main__":` where Python starts processes afresh (macOS, Windows).
        YIELDS (AnnotatedDocument | EnrichFailure): a failure stands in the place of an article that cannot be analysed.
            An error of the stream itself is raised after the results of what was read before it.
        RAISES InputError: at once, for one article in the place of a stream and for workers below 1.
        RAISES WorkerError: the processes cannot be started.
        """
        if not isinstance(workers, int) or workers < 1:
            raise InputError(f"workers is {workers!r}; give a whole number, 1 or more")
        if isinstance(articles, str | bytes | dict | Article) or not hasattr(articles, "__iter__"):
            raise InputError(
                f"enrich_many takes a list or another stream of articles, not {type(articles).__name__}; "
                "give a single article to enrich"
            )
        numbered = enumerate(articles)
        if workers == 1:
            return (self._try(i, article) for i, article in numbered)
        return _spread(numbered, self, workers)

    @property
    def spacy(self) -> Language:
        """The spaCy pipeline of the same profile, made on first use; it shares this instance's tables and its parser."""
        if self._spacy is None:
            from icenews_nlp.pipeline import load

            self._spacy = load(self.profile, analyser=self._analyser)
        return self._spacy

    def close(self) -> None:
        """End the parser's process of profile "deep"; other profiles hold nothing open."""
        if self._analyser.parser is not None:
            self._analyser.parser.close()

    def __reduce__(self) -> tuple[type[Enricher], tuple[str]]:
        """A copy, here or in another process, reads its tables for itself."""
        return Enricher, (self.profile,)

    def __enter__(self) -> Enricher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _try(self, index: int, article: str | Article) -> Result:
        try:
            return self.enrich(article)
        except Exception as error:  # one bad article never ends a run; the reason is kept
            return _failure(index, article, error)

    def _document(self, article: Article) -> AnnotatedDocument:
        with _no_garbage_collection():
            return self._make_document(article)

    def _make_document(self, article: Article) -> AnnotatedDocument:
        parts = [("title", article.title), ("body", article.text)] if article.title else [("body", article.text)]
        sections, pieces, text = [], [], ""
        for kind, part in parts:
            text += "\n\n" if text else ""
            sections.append({"kind": kind, "start": len(text), "end": len(text) + len(part)})
            pieces.append(analysed(part, len(text), self._analyser.analyse(part)))
            text += part
        info = ArticleInfo.model_construct(**{name: getattr(article, name) for name in ArticleInfo.model_fields})
        return assemble(info, text, sections, pieces, self._provenance)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Put off Python's search for cycles while one article is analysed, which makes thousands of objects and no cycles.

    The search would go through all that the caches hold again and again, and take a quarter of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _failure(index: int, article: object, error: BaseException) -> EnrichFailure:
    name = article.id if isinstance(article, Article) else None
    return EnrichFailure(index=index, id=name, error=type(error).__name__, reason=str(error) or repr(error))


Numbered = tuple[int, "str | Article"]


class _Worker:
    """The Enricher of a worker process, which is the one place where a process must keep something for itself."""

    enricher: Enricher | None = None
    ended: ctypes.c_bool

    @classmethod
    def start(cls, profile: str, ended: ctypes.c_bool) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process, and is for the first one to handle
        threading.Thread(target=_end_with_parent, daemon=True).start()
        cls.ended = ended
        cls.enricher = Enricher(profile)

    @classmethod
    def ready(cls) -> bool:
        return cls.enricher is not None

    @classmethod
    def work(cls, chunk: list[Numbered]) -> list[Result]:
        assert cls.enricher is not None  # set by `start`, which runs before any work
        return [cls.enricher._try(index, article) for index, article in chunk if not cls.ended.value]


def _end_with_parent() -> None:
    """End a worker whose parent was killed; it would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


class _Pool:
    """Worker processes, of which at least one has loaded its tables."""

    def __init__(self, profile: str, workers: int) -> None:
        context = multiprocessing.get_context()
        self._ended = context.RawValue(ctypes.c_bool, False)  # without a lock, which a killed process would keep
        self._executor = ProcessPoolExecutor(workers, context, _Worker.start, (profile, self._ended))
        try:
            self._executor.submit(_Worker.ready).result()
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


def _spread(articles: Iterator[Numbered], enricher: Enricher, workers: int) -> Generator[Result, None, None]:
    """Results in order from several processes. A process that dies (out of memory, killed) takes its chunk along:
    the chunk's articles are tried once more one at a time, and the one that kills a process again becomes a failure."""
    size = 1 if enricher.profile == "deep" else CHUNK  # a parsed article takes seconds
    pool = _Pool(enricher.profile, workers)
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
                yield from _one_by_one(chunk, enricher.profile)
                pool = _Pool(enricher.profile, workers)
                waiting = deque((c, f if _succeeded(f) else pool.submit(c)) for c, f in waiting)
            except Exception:  # something among the articles cannot be sent to another process
                yield from (enricher._try(index, article) for index, article in chunk)
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


def _one_by_one(chunk: Iterable[Numbered], profile: str) -> Iterator[Result]:
    """Results from one process, which is started anew where an article ends it."""
    pool = _Pool(profile, 1)
    try:
        for index, article in chunk:
            try:
                yield pool.submit([(index, article)]).result()[0]
            except BrokenProcessPool:
                yield _failure(index, article, WorkerError("the worker process died on this article; is memory short?"))
                pool.end()
                pool = _Pool(profile, 1)
    finally:
        pool.end()


def _succeeded(future: Future[list[Result]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None
