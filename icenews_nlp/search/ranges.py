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
    last_start = last_end = -1
    for start, end in sorted(ranges):
        if start < last_end or (start, end) == (last_start, last_end):
            last_end = max(end, last_end)
            apart[-1] = Range(last_start, last_end)
        else:
            apart.append(Range(start, end))
            last_start, last_end = start, end
    return apart
