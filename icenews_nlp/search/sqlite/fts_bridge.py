"""What SQLite asks Python for while it works: tokens of the full-text index, and whether to go on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from icenews_nlp.search.sqlite.tokens import Tokens

if TYPE_CHECKING:
    import apsw

TOKENIZE_DOCUMENT: Final = 4
"""The reason FTS5 gives its tokenizer when a document is written (FTS5_TOKENIZE_DOCUMENT)."""

TEXT_COLUMNS: Final = 2
"""Body and title, the first columns."""

LONG: Final = 0.1
"""Seconds of processor time from which on a limited query rests between its steps, so that short ones go first."""

REST: Final = 3.0
"""How much longer it rests than it works: four such queries take one processor."""


class Clock:
    """The processor time of one thread from now on."""

    def __init__(self, seconds: float) -> None:
        self._begin = self._last = time.thread_time()
        self._seconds = seconds

    def is_over(self) -> bool:
        """Whether the time is over; where the work takes long, rest first."""
        now = time.thread_time()
        if now - self._begin > LONG:
            time.sleep(REST * (now - self._last))
        self._last = now
        return now - self._begin > self._seconds


class Bridge:
    """Where the tokens are: FTS5 is given numbers in the place of text, and asks here what they stand for.

    So no text is put together to be taken apart again, and no character has to be a separator.
    """

    def __init__(self) -> None:
        self.columns: Sequence[Sequence[Tokens]] = ()
        """Of the document that is being written."""
        self.phrases: list[Sequence[Tokens]] = []
        """Of the query that is being answered."""
        self.found: dict[int, list[list[list[int]]]] = {}
        """Row that `locate` was asked of -> where each phrase of the query stands in it: positions by column."""

    def phrase(self, *positions: Tokens) -> str:
        """A phrase as it stands in a query."""
        self.phrases.append(positions)
        return f'"{len(self.phrases) - 1}"'

    def tokenizer(self, _: apsw.Connection, __: list[str]) -> Callable[[bytes, int, str | None], Sequence[Tokens]]:
        """Made by FTS5 when it opens the table."""
        return self._tokens

    def _tokens(self, number: bytes, reason: int, _: str | None) -> Sequence[Tokens]:
        return (self.columns if reason == TOKENIZE_DOCUMENT else self.phrases)[int(number)]

    def locate(self, row: apsw.FTS5ExtensionApi, *_: object) -> None:
        """`locate(terms)` in SQL: note where the phrases stand."""
        self.found[row.rowid] = [row.phrase_locations(phrase) for phrase in range(row.phrase_count)]

    def aligned(self, row: apsw.FTS5ExtensionApi, *given: Any) -> bool:
        """`aligned(terms, step)` in SQL: whether each phrase of the query stands in the text `step` after the last."""
        (step,) = given
        in_text = (row.phrase_locations(phrase)[:TEXT_COLUMNS] for phrase in range(row.phrase_count))
        by_column = zip(*in_text, strict=True)
        return any(_in_line([frozenset(places) for places in column], step) for column in by_column)


def _in_line(phrases: Sequence[frozenset[int]], step: int) -> bool:
    return any(all(first + i * step in places for i, places in enumerate(phrases)) for first in phrases[0])
