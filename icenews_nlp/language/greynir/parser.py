"""The deep parse (profile "deep"): Greynir in a process of its own, one question at a time.

Why a process: a parse cannot be interrupted and its caches grow with every new word; a child can be stopped and replaced.
It is started as a program (`worker.py`), not through multiprocessing, and so serves daemonic pool workers, notebooks
and scripts without a main guard alike.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import logging
import os
import selectors
import subprocess
import sys
import threading
import time
import weakref
from types import TracebackType
from typing import Any, ClassVar, Final, NamedTuple

from icenews_nlp.child_process import start
from icenews_nlp.errors import ParserError

_START_SECONDS: Final = 60.0  # 2 s on an idle machine
_BUILD_SECONDS: Final = 300.0  # 2 s too, but reynir itself waits up to 180 s for another process that builds
_CRASHES_IN_A_ROW: Final = 5
# A request of this many characters is at most 16 KB of JSON and fits the buffer of a pipe (macOS: 16 KB): writing never blocks.
# A sentence of 40 words has some 250 characters.
_MAX_CHARACTERS: Final = 1300
_ERROR_BYTES: Final = 1500  # how much of the child's last words a ParserError shows


class ParsedWord(NamedTuple):
    """A word that the parse decides: its half-open range in the sentence, in code points, and its lemma."""

    start: int
    end: int
    lemma: str


class Parser:
    """Greynir's parse of single sentences, each within a token cap and a time budget.

    It may be used from several threads (they take turns), survives `fork`, and pickles: the copy starts a child of its own
    at its first sentence. `close()`, the end of the `with` block, of the object or of the process ends the child; a later
    `parse` starts a fresh one.

    Args:
        max_tokens: longer sentences are not parsed; counted in words between white space, and again in Greynir's tokens.
        seconds_per_sentence: wall-clock seconds after which a parse is stopped. The start of a child is not part of it.
        recycle_after: sentences after which the child is replaced by a fresh one, which bounds its caches.

    Raises:
        ParserError: the child could not be started, or reynir's grammar could not be built.
    """

    _arguments: ClassVar[tuple[str, ...]] = ("-m", "icenews_nlp.language.greynir.worker")  # tests put a fake in its place

    def __init__(self, *, max_tokens: int = 40, seconds_per_sentence: float = 2.0, recycle_after: int = 500) -> None:
        if min(max_tokens, seconds_per_sentence, recycle_after) <= 0:
            raise ValueError(f"{max_tokens=}, {seconds_per_sentence=} and {recycle_after=} must be greater than 0")
        self._settings = (max_tokens, seconds_per_sentence, recycle_after)
        self._reset()
        self._living_child()  # now, so that nothing is built or found missing in the middle of a run

    def _reset(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None
        self._crashes = 0  # in a row

    @property
    def version(self) -> str:
        """Version of the installed `reynir`."""
        return importlib.metadata.version("reynir")

    def parse(self, sentence: str) -> list[ParsedWord] | None:
        """The words that the parse decides, in the order of the text; None where it gives nothing.

        `sentence[start:end]` is one word. What is missing is left to
        the fast profile: names, numbers, dates, amounts, abbreviations, set phrases, and readings that are often wrong.
        None: the sentence is empty or too long, has no parse, took too long, or broke the parser.

        Raises:
            ParserError: the child crashed on five sentences in a row, or could not be started again.
        """
        max_tokens, seconds, _ = self._settings
        if not sentence.strip() or len(sentence) > _MAX_CHARACTERS or len(sentence.split()) > max_tokens:
            return None
        child = self._child  # read once: another thread may replace it
        if child is not None and child.owner != os.getpid():
            self._reset()  # forked: child and lock are the parent's
        with self._lock:
            reply = self._ask({"text": sentence, "max_tokens": max_tokens}, seconds)
        if reply is None or reply["words"] is None:
            return None
        return [ParsedWord(*word) for word in reply["words"]]

    def _ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any] | None:
        child = self._living_child()
        try:
            reply = child.ask(request, seconds)
        except TimeoutError:
            self._stop()
            return None
        except (OSError, EOFError, ValueError) as error:
            self._stop()
            self._crashes += 1
            if self._crashes >= _CRASHES_IN_A_ROW:
                why = f"The deep parser crashed on {self._crashes} sentences in a row."
                raise ParserError(f"{why} {child.last_words()}") from error
            return None
        except BaseException:  # Ctrl-C above all: the answer that is still to come belongs to no question
            self._stop()
            raise
        self._crashes = 0
        return reply

    def _living_child(self) -> _Child:
        """The child, or a fresh one where it has ended or has served long enough."""
        child = self._child
        if child is None or child.ended() or child.asked >= self._settings[2]:
            self._stop()
            child = self._child = _start(self._arguments)
        return child

    def _stop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._stop()

    def __enter__(self) -> Parser:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __getstate__(self) -> dict[str, Any]:
        return {"_settings": self._settings}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._reset()


def _start(arguments: tuple[str, ...]) -> _Child:
    """A child that is ready; the user is told where reynir's grammar must be built first."""
    try:
        child = _Child(arguments)
    except OSError as error:
        raise ParserError(f"The deep parser could not be started with {sys.executable!r}: {error}") from error
    try:
        message = child.receive(_START_SECONDS)
        if "building" in message:
            logging.getLogger("icenews_nlp").warning(
                "reynir's binary grammar is missing or out of date; it is now built, once, into %s (some seconds)",
                message["building"],
            )
            message = child.receive(_BUILD_SECONDS)
    except BaseException as error:
        child.stop()
        if not isinstance(error, (OSError, EOFError, ValueError)):  # TimeoutError is an OSError
            raise
        why = "did not answer in time" if isinstance(error, TimeoutError) else "ended while it started"
        raise ParserError(f"The deep parser's process {why}. {child.last_words()}") from error
    if "error" in message:
        child.stop()
        raise ParserError(
            f"The deep parser could not be started: {message['error']}. As a user who may write there (for an image: while it "
            "is built), run `python -c 'import reynir; reynir.Greynir().parser'` once; or use a profile other than \"deep\"."
        )
    return child


class _Child:
    """A running parser process and the near ends of its pipes."""

    def __init__(self, arguments: tuple[str, ...]) -> None:
        self._process = start(arguments, stderr=subprocess.PIPE, buffer=0)
        self.owner = os.getpid()
        self.asked = 0
        self._unread = b""
        self._errors = b""
        self._end = weakref.finalize(self, _end, self._process, self.owner)  # also at garbage collection and at exit

    def ask(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The answer to a request; TimeoutError after `seconds`, EOFError or OSError where the child is dead."""
        assert self._process.stdin is not None
        self.asked += 1
        line = memoryview(json.dumps(request).encode("ascii") + b"\n")
        while line:
            line = line[self._process.stdin.write(line) :]
        return self.receive(seconds)

    def receive(self, seconds: float) -> dict[str, Any]:
        """The next line of the child. Standard error is emptied beside it, lest the child wait for room there."""
        out, errors = self._process.stdout, self._process.stderr
        assert out is not None
        assert errors is not None
        deadline = time.monotonic() + seconds
        with selectors.DefaultSelector() as selector:
            selector.register(out, selectors.EVENT_READ)
            selector.register(errors, selectors.EVENT_READ)
            while b"\n" not in self._unread:
                ready = selector.select(max(0.0, deadline - time.monotonic()))
                if not ready:
                    raise TimeoutError
                for key, _ in ready:
                    self._take(key, selector)
        line, _, self._unread = self._unread.partition(b"\n")
        message = json.loads(line)
        if not isinstance(message, dict):
            raise ValueError(f"not a message: {line!r}")
        return message

    def _take(self, key: selectors.SelectorKey, selector: selectors.BaseSelector) -> None:
        chunk = os.read(key.fd, 65536)
        if key.fileobj is self._process.stderr:
            self._errors = (self._errors + chunk)[-_ERROR_BYTES:]
            if not chunk:
                selector.unregister(key.fileobj)
        elif chunk:
            self._unread += chunk
        else:
            raise EOFError

    def ended(self) -> bool:
        return self._process.poll() is not None

    def last_words(self) -> str:
        """What the child wrote to standard error at last, as a sentence of an error message."""
        text = self._errors.decode("utf-8", "replace").strip()
        return f"Its last words:\n{text}" if text else "It left no message."

    def stop(self) -> None:
        """End the process and close its pipes."""
        if self._end.alive and self._process.stderr is not None:
            self._process.kill()
            with contextlib.suppress(OSError):
                self._errors = (self._errors + self._process.stderr.read())[-_ERROR_BYTES:]
        self._end()


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    if os.getpid() == owner:
        process.kill()  # it has nothing to save
    else:
        process.poll()  # in a fork the child is another's: this only settles that there is nothing to wait for
    with process:  # closes the pipes, and waits
        pass
