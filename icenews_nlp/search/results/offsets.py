"""Where the tokens of a document stand in its text, as a few compressed bytes: what highlights and snippets are made from.

First how many there are of each; then in varints, column by column, the gap before and the length of each token of the title,
of each token of the body, of each sentence of the body; of each part of a compound how many tokens after that of the part
before it is, where in its token it begins, and its length. Gaps are nearly always 0 or 1, so this packs well.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import add, sub
from typing import Final, NamedTuple, Protocol

from icenews_nlp.search.analysis.document import PartTerm
from icenews_nlp.search.ranges import Range

Parts = Sequence[tuple[int, PartTerm]]
"""Parts of compounds, each with the position of its word; in order."""

COUNTS: Final = struct.Struct("<4I")
"""Tokens of title and body, sentences, parts."""

STEPS: Final = 3
"""Numbers per part."""

WINDOW: Final = -9
"""Of raw deflate: 512 bytes, and no header."""


class Place(NamedTuple):
    """A part of a compound: which token of which field, and its slice of the text."""

    in_title: bool
    position: int
    start: int
    end: int


class Ranges(Sequence[Range]):
    """Ranges that are computed as they are asked for: of hundreds of tokens a hit shows a few."""

    def __init__(self, gaps: Sequence[int], lengths: Sequence[int]) -> None:
        self._lengths = lengths
        self._ends = list(accumulate(map(add, gaps, lengths)))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> Range:  # type: ignore[override]  # nobody slices them
        end = self._ends[index]
        return Range(end - self._lengths[index], end)

    def __iter__(self) -> Iterator[Range]:
        return map(Range, map(sub, self._ends, self._lengths), self._ends)


class Places:
    """What was packed."""

    def __init__(self, packed: bytes) -> None:
        values = _Reader(zlib.decompress(packed, wbits=WINDOW))
        self._values = values
        of_title, of_body, of_sentences, self._parts = values.counts
        self.title, self.body, self.sentences = (
            Ranges(values.take(n), values.take(n)) for n in (of_title, of_body, of_sentences)
        )
        """Of tokens by position, and of the sentences of the body."""

    @cached_property
    def parts(self) -> list[Place]:
        """In the order of the column `parts`."""
        title, steps = len(self.title), iter(self._values.take(STEPS * self._parts))
        parts: list[Place] = []
        at = 0
        for step, inside, length in zip(steps, steps, steps, strict=True):
            at += step
            position, field = (at, self.title) if at < title else (at - title, self.body)
            start = field[position][0] + inside
            parts.append(Place(at < title, position, start, start + length))
        return parts


class Columns(Protocol):
    """A field that has starts and ends of its tokens, and its parts of compounds."""

    @property
    def starts(self) -> Sequence[int]:
        """Of the tokens by position, in code points."""

    @property
    def ends(self) -> Sequence[int]:
        """Of the same tokens, exclusive."""

    @property
    def parts(self) -> Parts:
        """Parts of compounds, in order."""


def pack(title: Columns, body: Columns, sentences: Sequence[tuple[int, int]]) -> bytes:
    """Pack the positions of a document into bytes.

    Raises:
        ValueError: ranges overlap or are out of order, or a part begins before its word.
    """
    steps = list(_part_steps(title, body))
    counts = (len(title.starts), len(body.starts), len(sentences), len(steps) // STEPS)
    values = b"".join(
        [
            COUNTS.pack(*counts),
            *_steps(title.starts, title.ends),
            *_steps(body.starts, body.ends),
            *_steps([begin for begin, _ in sentences], [stop for _, stop in sentences]),
            varints(steps),
        ]
    )
    packer = zlib.compressobj(wbits=WINDOW, strategy=zlib.Z_RLE)  # faster than the default, and smaller on what is so short
    return packer.compress(values) + packer.flush()


def _steps(starts: Sequence[int], ends: Sequence[int]) -> tuple[bytes, bytes]:
    """Gaps and lengths."""
    return varints(list(map(sub, starts, (0, *ends)))), varints(list(map(sub, ends, starts)))


def _part_steps(title: Columns, body: Columns) -> Iterator[int]:
    last = 0
    for columns, offset in ((title, 0), (body, len(title.starts))):
        starts = columns.starts
        for position, part in columns.parts:
            at = offset + position
            yield from (at - last, part.start - starts[position], part.end - part.start)
            last = at


# ---- varints: seven bits a byte, the lowest first; the eighth says that more follow


def varints(values: Sequence[int]) -> bytes:
    """Encode numbers as varints.

    Raises:
        ValueError: a value is negative.
    """
    try:
        short = bytes(values)
    except ValueError:  # one is over 255, or negative
        return b"".join(map(_varint, values))
    return short if short.isascii() else b"".join(map(_varint, values))  # ASCII where all are under 128


def _varint(value: int) -> bytes:
    if value < 0:
        raise ValueError(f"{value} is negative")
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


class _Reader:
    """Reads what `pack` put together, from its beginning on."""

    def __init__(self, packed: bytes) -> None:
        self.counts = COUNTS.unpack_from(packed)
        self._packed = packed
        self._at = COUNTS.size

    def take(self, count: int) -> Sequence[int]:
        """The next so many numbers."""
        short = self._packed[self._at : self._at + count]
        if short.isascii():
            self._at += count
            return short
        return [self._one() for _ in range(count)]

    def _one(self) -> int:
        value = shift = 0
        while True:
            byte = self._packed[self._at]
            self._at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value
