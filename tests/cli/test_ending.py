"""Signals that end a command."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from icenews_nlp.cli.ending import signals_call

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@contextmanager
def handled(sign: signal.Signals, handler: signal._HANDLER) -> Iterator[None]:
    before = signal.signal(sign, handler)
    try:
        yield
    finally:
        signal.signal(sign, before)


@pytest.fixture(autouse=True)
def heard() -> Iterator[None]:
    """Ctrl-C is heard, though the tests may run in the background, where it is ignored."""
    with handled(signal.SIGINT, signal.default_int_handler):
        yield


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_first_signal_stops_and_raises_nothing(sign: signal.Signals) -> None:
    stopped = list[str]()
    before = signal.getsignal(sign)
    with signals_call(lambda: stopped.append("stopped")):
        signal.raise_signal(sign)
        assert stopped == ["stopped"]
        assert signal.getsignal(sign) is before  # so that a second one ends what takes long to stop
    assert signal.getsignal(sign) is before


def test_what_was_there_is_there_again_without_a_signal() -> None:
    before = signal.getsignal(signal.SIGINT)
    with signals_call(lambda: None):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before


def test_a_signal_that_the_process_ignores_stays_ignored() -> None:
    stopped = list[str]()
    with handled(signal.SIGINT, signal.SIG_IGN), signals_call(lambda: stopped.append("stopped")):
        signal.raise_signal(signal.SIGINT)
        assert stopped == []
