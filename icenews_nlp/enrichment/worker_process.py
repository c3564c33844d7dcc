"""One worker process as its parent sees it."""

from __future__ import annotations

import contextlib
import pickle
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from icenews_nlp.child_process import start
from icenews_nlp.documents.article import Article, BadLine, EnrichFailure
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.enrichment.gc_pause import gc_paused
from icenews_nlp.errors import WorkerError

Numbered = tuple[int, "str | Article | BadLine"]
"""An article and its place in the stream, from 0."""

Result = AnnotatedDocument | EnrichFailure

_START_SECONDS: Final = 300.0
"""The most that loading the model may take: about 1 s on an idle machine."""


class WorkerDiedError(Exception):
    """The process ended, or what it sent cannot be read; never seen outside this package."""


class WorkerProcess:
    """A process that analyses articles. One thread at a time may use it; any thread may stop it."""

    _arguments: ClassVar[tuple[str, ...]] = ("-m", "icenews_nlp.enrichment.worker")  # tests put a fake in its place

    def __init__(self, profile: str, threads: int, wanted: Mapping[str, object]) -> None:
        """Start the process; it loads its model meanwhile.

        Args:
            profile: of its Enricher.
            threads: of its Enricher.
            wanted: what `Enricher.attempt` takes by name.

        Raises:
            WorkerError: Python cannot be started.
        """
        self._settings = {"profile": profile, "threads": threads, "wanted": wanted}
        try:
            self._process = start(self._arguments)
        except OSError as error:
            raise WorkerError(f"a worker process cannot be started ({error}); workers=1 without timeout needs none") from error

    def get_ready(self) -> None:
        """Wait until the model is loaded; once, before the first article.

        Raises:
            WorkerError: it cannot be loaded.
            WorkerDiedError: the process ended.
        """
        self._send(self._settings)
        try:
            problem = self._receive(_START_SECONDS)
        except TimeoutError as error:
            raise WorkerError(f"a worker process was not ready after {_START_SECONDS:.0f} s") from error
        if problem is not None:
            raise WorkerError(f"a worker process could not be started: {problem}")

    def results(self, articles: Sequence[Numbered], timeout: float | None) -> Iterator[Result | None]:
        """Analyse articles in order; None stands for one that cannot be sent to another process.

        Args:
            articles: read and sent before the first result.
            timeout: seconds for each article; starting the process is no part of it.

        Raises:
            WorkerDiedError: the process ended on the article whose result is due.
            TimeoutError: that article took too long. The process has ended.
        """
        self._send([(index, _packed(article)) for index, article in articles])
        for _ in articles:
            yield _unpacked(self._receive(timeout))

    def stop(self) -> None:
        """End the process and close its pipes; it has nothing to save."""
        self._process.kill()
        with contextlib.suppress(OSError):  # what was still to be written to it
            self._process.__exit__(None, None, None)

    def _send(self, message: object) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        try:
            pickle.dump(message, stdin, pickle.HIGHEST_PROTOCOL)
            stdin.flush()
        except (OSError, ValueError) as error:  # a broken pipe, or one that `stop` has closed
            raise WorkerDiedError from error

    def _receive(self, timeout: float | None) -> Any:
        """The next message. A process that keeps its parent waiting too long is killed: nothing else can interrupt it."""
        stdout = self._process.stdout
        assert stdout is not None
        is_late = threading.Event()

        def kill() -> None:
            is_late.set()
            self._process.kill()

        timer = None if timeout is None else threading.Timer(timeout, kill)
        try:
            if timer is not None:
                timer.daemon = True
                timer.start()
            return pickle.load(stdout)
        except Exception as error:  # EOFError; or whatever half a message makes of itself
            if is_late.is_set():
                raise TimeoutError from error
            raise WorkerDiedError from error
        finally:
            if timer is not None:
                timer.cancel()


def _unpacked(packed: bytes) -> Result | None:
    """The result that a process sent, read with the collector paused, which saves a third of the time."""
    with gc_paused():
        result: Result | None = pickle.loads(packed)
    return result


def _packed(article: object) -> bytes:
    """The article as a pickle; no pickle where it has none."""
    try:
        return pickle.dumps(article, pickle.HIGHEST_PROTOCOL)
    except Exception:  # whatever the objects of a user raise
        return b""
