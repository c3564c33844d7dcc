"""How a command ends: its exit status, and the signals that end it.

One fault has one status, whichever command meets it. Ctrl-C and SIGTERM end a command between two lines of its output, never
inside one.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final

FAILED: Final = 1
"""The command ran to its end and left something out, or (`search`) found nothing."""
STOPPED: Final = 2
"""The command was wrong or could not go on: misuse, an index or a model that cannot be read, a full disk."""
INTERRUPTED: Final = 130
"""Ctrl-C, as shells give it: 128 and the number of SIGINT."""
PIPE_CLOSED: Final = 141
"""The reader of the output has gone, as `head` does: 128 and the number of SIGPIPE."""
TERMINATED: Final = 143
"""SIGTERM: 128 and its number."""

ENDING: Final = (signal.SIGINT, signal.SIGTERM)


def raise_on_sigterm() -> None:
    """From now on SIGTERM raises a KeyboardInterrupt with its number, unless this process ignores it."""
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
        signal.signal(signal.SIGTERM, _raise)


def was_terminated(interrupt: KeyboardInterrupt) -> bool:
    """Whether SIGTERM raised it, not Ctrl-C."""
    return signal.SIGTERM in interrupt.args


@contextmanager
def signals_deferred() -> Iterator[None]:
    """Put the first such signal off until the block has ended; a second one, of somebody who waits, ends it at once."""
    caught: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if caught:
            _raise(number, frame)
        caught.append(number)

    before = {number: signal.signal(number, note) for number in ENDING}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    if caught:
        signal.raise_signal(caught[0])


@contextmanager
def signals_call(stop: Callable[[], None]) -> Iterator[None]:
    """Let the first such signal call `stop` instead of raising, for code that must not be left at an arbitrary line.

    A second one raises, so that a stop that takes long can be ended.
    """
    before: dict[signal.Signals, Any] = {}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def stop_once(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # the form of a handler
        restore()
        stop()

    before.update({number: signal.getsignal(number) for number in ENDING if signal.getsignal(number) is not signal.SIG_IGN})
    for number in before:
        signal.signal(number, stop_once)
    try:
        yield
    finally:
        restore()


def _raise(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # the form of a handler
    raise KeyboardInterrupt(number)
