"""Where the tokens of a document stand in its text, as a few compressed bytes: what highlights and snippets are made from.

The bytes are varints: how many there are of each, then column by column the gap before and the length of each token of the
title, of each token of the body, of each sentence of the body; of each part of a compound how many tokens after the one of the
part before it is, where in its token it begins, and its length. Gaps are nearly always 0 or 1, so this packs well.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from operator import add, sub
from typing import Final

from icenews_nlp.search.sqlite_tokens import Parts

Range = tuple[int, int]
"""Half-open, in code points."""

WINDOW: Final = -9
"""Of raw deflate: 512 bytes, and no header."""


@dataclass(frozen=True)
class Place:
    """A part of a compound: which token of which field, and its slice of the text."""

    in_title: bool
    position: int
    start: int
    end: int


@dataclass(frozen=True)
class Places:
    """What was packed: ranges by position."""

    title: Sequence[Range]
    body: Sequence[Range]
    sentences: Sequence[Range]
    """Of the body."""
    parts: Sequence[Place]
    """In the order of the column `parts`."""


@dataclass(frozen=True)
class Columns:
    """Starts and ends of the tokens of a field, and its parts of compounds."""

    starts: Sequence[int]
    ends: Sequence[int]
    parts: Parts


def pack(title: Columns, body: Columns, sentences: Sequence[Range]) -> bytes:
    """RAISES ValueError: ranges overlap or are out of order."""
    parts = list(_part_steps(title, body))
    begins, stops = [begin for begin, _ in sentences], [stop for _, stop in sentences]
    values = b"".join(
        [
            varints((len(title.starts), len(body.starts), len(sentences), len(parts))),
            *_steps(title.starts, title.ends),
            *_steps(body.starts, body.ends),
            *_steps(begins, stops),
            varints([value for part in parts for value in part]),
        ]
    )
    packer = zlib.compressobj(wbits=WINDOW, strategy=zlib.Z_RLE)  # faster than the default, and smaller on what is so short
    return packer.compress(values) + packer.flush()


def unpack(packed: bytes) -> Places:
    """The places that were packed."""
    values = iter(numbers(zlib.decompress(packed, wbits=WINDOW)))
    of_title, of_body, of_sentences, of_parts = islice(values, 4)
    title, body, sentences = (_ranges(values, count) for count in (of_title, of_body, of_sentences))
    parts: list[Place] = []
    at = 0
    for _ in range(of_parts):
        step, inside, length = islice(values, 3)
        at += step
        in_title = at < of_title
        position = at if in_title else at - of_title
        start = (title if in_title else body)[position][0] + _signed(inside)
        parts.append(Place(in_title, position, start, start + length))
    return Places(title, body, sentences, parts)


def _steps(starts: Sequence[int], ends: Sequence[int]) -> tuple[bytes, bytes]:
    """Gaps and lengths."""
    return varints(list(map(sub, starts, (0, *ends)))), varints(list(map(sub, ends, starts)))


def _ranges(values: Iterator[int], count: int) -> list[Range]:
    gaps, lengths = list(islice(values, count)), list(islice(values, count))
    ends = list(accumulate(map(add, gaps, lengths)))
    return list(zip(map(sub, ends, lengths), ends, strict=True))


def _part_steps(title: Columns, body: Columns) -> Iterator[tuple[int, int, int]]:
    last = 0
    for columns, offset in ((title, 0), (body, len(title.starts))):
        for position, part in columns.parts:
            inside = _unsigned(part.start - columns.starts[position])
            yield offset + position - last, inside, part.end - part.start
            last = offset + position


def _signed(value: int) -> int:
    return -(value >> 1) - 1 if value & 1 else value >> 1


def _unsigned(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


# ---- varints: seven bits a byte, the lowest first; the eighth says that more follow


def varints(values: Sequence[int]) -> bytes:
    """RAISES ValueError: a value is negative."""
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


def numbers(varied: bytes) -> Sequence[int]:
    """The values of varints."""
    if varied.isascii():
        return varied
    values: list[int] = []
    value = shift = 0
    for byte in varied:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value = shift = 0
    return values
