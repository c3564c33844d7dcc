"""Short rows of things side by side, as the encoder's graphs take them: the sub-words of words, the words of sentences.

The things stand one after the other; only attention sees each row apart, padded to a length. Rows that are padded to the same
length go together, so that the sums over one do not depend on its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

MOST_TOGETHER: Final = 256
"""Places of one pack; more gain no speed."""

Numbers = npt.NDArray[np.intp]


class Pack(NamedTuple):
    """Rows that go together."""

    rows: list[int]
    """Their indexes among all rows."""
    things: Numbers
    """The indexes of their things among all things, row after row."""
    positions: Numbers
    """The place of each of these things in its row."""
    slots: Numbers
    """Row x place -> the index of what stands there among these things, -1 in the padding."""
    back: Numbers
    """The inverse: the index of each of these things among the places."""


def packs(lengths: Sequence[int], multiple: int) -> Iterator[Pack]:
    """Rows that go together; each is in one pack.

    Args:
        lengths: Row -> its length, one or more; all things stand row after row.
        multiple: What the places of a row are a multiple of.
    """
    firsts = np.cumsum([0, *lengths]).tolist()
    by_width: dict[int, list[int]] = {}
    for i, length in enumerate(lengths):
        width = -(-length // multiple) * multiple
        rows = by_width.setdefault(width, [])
        rows.append(i)
        if (len(rows) + 1) * width > MOST_TOGETHER:
            yield _pack(by_width.pop(width), width, lengths, firsts)
    for width, rows in by_width.items():
        yield _pack(rows, width, lengths, firsts)


def _pack(rows: list[int], width: int, lengths: Sequence[int], firsts: Sequence[int]) -> Pack:
    things = np.concatenate([np.arange(firsts[i], firsts[i + 1]) for i in rows])
    filled = np.arange(width) < np.array([lengths[i] for i in rows])[:, None]
    slots = np.where(filled, np.cumsum(filled).reshape(filled.shape) - 1, -1)
    back = np.flatnonzero(filled)
    return Pack(rows, things, back % width, slots, back)
