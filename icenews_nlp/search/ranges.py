"""Half-open ranges of code points, and the one way to merge them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Range(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


def merged(ranges: Iterable[tuple[int, int]]) -> list[Range]:
    """Merge ranges that overlap or are equal; those that only touch stay apart, as two words side by side do.

    Args:
        ranges: In any order.

    Returns:
        Ranges in order that do not overlap.
    """
    apart: list[Range] = []
    for start, end in sorted(ranges):
        if apart and (start < apart[-1].end or (start, end) == apart[-1]):
            apart[-1] = Range(apart[-1].start, max(end, apart[-1].end))
        else:
            apart.append(Range(start, end))
    return apart
