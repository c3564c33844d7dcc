"""How far a run has come, how fast it goes, and how long it still takes."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final, NamedTuple

WINDOW: Final = 60.0
"""Seconds that the rates are counted over: a run is slow at first, while caches fill."""
STEP: Final = 1.0
"""Seconds between the marks that are kept of them."""

Clock = Callable[[], float]
"""Gives seconds, from any beginning."""


class Reading(NamedTuple):
    """A run at one moment."""

    done: int
    """Articles, whether analysed or left out."""
    rate: float
    """Articles per second."""
    words_per_second: float
    left: float | None
    """Seconds; None where the end or the rate is not known."""


class _Mark(NamedTuple):
    time: float
    articles: int
    words: int
    position: int


class Meter:
    """Counts articles, words and bytes as they are done; the rates are those of the last minute."""

    def __init__(self, total: int | None, clock: Clock = time.monotonic) -> None:
        """Begin now.

        Args:
            total: bytes of all input; None where nobody knows.
            clock: gives the time in seconds.
        """
        self._total = total
        self._clock = clock
        self._now = _Mark(clock(), 0, 0, 0)
        self._marks = deque([self._now])

    def advance(self, position: int, words: int) -> None:
        """One more article is done.

        Args:
            position: bytes of the input that have been read for it and those before.
            words: that it has.
        """
        before = self._now
        self._now = _Mark(self._clock(), before.articles + 1, before.words + words, position)
        if self._now.time - self._marks[-1].time >= STEP:
            self._marks.append(self._now)
            while self._now.time - self._marks[1].time >= WINDOW:
                self._marks.popleft()

    def read(self) -> Reading:
        """How it stands now."""
        first, last = self._marks[0], self._now
        seconds = self._clock() - first.time
        if seconds <= 0:
            return Reading(last.articles, 0.0, 0.0, None)
        speed = (last.position - first.position) / seconds
        left = (self._total - last.position) / speed if self._total is not None and speed > 0 else None
        return Reading(last.articles, (last.articles - first.articles) / seconds, (last.words - first.words) / seconds, left)


def count_words(text: str) -> int:
    """What stands between white space: near enough for a rate, and there where tokens were left out."""
    return len(text.split())
