"""Offsets in code points, as documents have them, and in UTF-16 code units, as JavaScript counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import Final

_BASIC: Final = "\uffff"
"""The last code point that UTF-16 writes as one unit."""


def utf16_offset(text: str) -> Callable[[int], int]:
    """A function from an offset in code points to one in UTF-16 code units.

    A code point beyond U+FFFF, such as most emoji, counts as two units. The text is read once; a call takes
    logarithmic time.
    """
    wide = [i for i, character in enumerate(text) if character > _BASIC]
    return lambda offset: offset + bisect_left(wide, offset)


def code_point_offset(text: str) -> Callable[[int], int]:  # noqa: ARG001  # of the same form as utf16_offset
    """The function from an offset in code points to itself."""
    return lambda offset: offset
