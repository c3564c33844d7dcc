"""Compressed files, known by the endings of their names: `.gz`, and `.zst` with the extra `zstd`.

    with open("news.jsonl.zst", "rb") as file:
        for line in lines(file, "news.jsonl.zst"):
            ...

Data of several compressed pieces, one after the other, are read as one, as `gunzip` and `unzstd` do. However long a line is,
compressed or not, no more than LONGEST bytes of it are kept.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain
from typing import IO, Any, Final, NamedTuple, Protocol, cast

from icenews_nlp.errors import InputError

READ_SIZE: Final = 1 << 9
"""Compressed bytes that are read at a time: what they stand for is kept whole, at most 0.5 MB for gzip, 16 MB for Zstandard."""

LONGEST: Final = 1 << 26
"""Bytes of the longest line, or text, that is read: 64 MiB when decompressed, the annotated document of 900,000 characters."""

PIECE_SIZE: Final = 1 << 16
"""Bytes that are read at a time of what is not compressed."""

SHOWN: Final = 100
"""Bytes at the beginning of such a line that are kept."""


class TooLong(NamedTuple):
    """What stands in the place of a line of more than LONGEST bytes; the line itself is not kept."""

    size: int
    """Its bytes."""
    start: bytes
    """The first SHOWN of them, which tell what it is."""

    def __str__(self) -> str:
        return f"the line has {self.size:,} bytes, of which at most {LONGEST:,} are read; is this a line per article?"


Line = bytes | TooLong


class Decompressor(Protocol):
    """Decompresses one piece, as those of `zlib` and `zstandard` do."""

    @property
    def eof(self) -> bool:
        """Whether the piece has ended."""

    @property
    def unused_data(self) -> bytes:
        """The bytes after its end."""

    def decompress(self, data: bytes, /) -> bytes:
        """What these bytes, which follow those before, stand for."""


class Compression(NamedTuple):
    """A way to compress files."""

    name: str
    suffix: str
    decompressor: Callable[[], Decompressor]
    compress: Callable[[IO[bytes]], IO[bytes]]
    """Opens what writes to a file, and leaves the file open when it is closed."""
    errors: Callable[[], type[Exception]]
    """The class of the errors of data that cannot be read."""


def compression_of(name: str) -> Compression | None:
    """How a file of that name is compressed; None if it is not.

    Raises:
        InputError: zstandard is not installed, and the name ends in `.zst`.
    """
    found = next((one for one in COMPRESSIONS if name.lower().endswith(one.suffix)), None)
    if found:
        found.errors()  # imports what it needs
    return found


def bare_name(name: str) -> str:
    """The name without `.gz` or `.zst` at its end."""
    for one in COMPRESSIONS:
        if name.lower().endswith(one.suffix):
            return name[: -len(one.suffix)]
    return name


def lines(file: IO[bytes], name: str) -> Iterator[Line]:
    """The lines of a file, decompressed if its name says so: `split` of its `pieces`, which raise what they do."""
    return split(pieces(file, name))


def pieces(file: IO[bytes], name: str) -> Iterator[bytes]:
    """The bytes of a file as they come, decompressed if its name says so.

    Args:
        file: Open for reading.
        name: Its name.

    Raises:
        InputError: The data are damaged or cut off, which shows when the pieces before have been read; or zstandard is missing.
    """
    compression = compression_of(name)
    if compression is None:
        read = getattr(file, "read1", file.read)  # what there is, of a pipe that brings more later
        return iter(lambda: read(PIECE_SIZE), b"")
    return _decompressed(file, compression)


def split(pieces: Iterable[bytes]) -> Iterator[Line]:
    r"""The lines of a file that is cut anywhere; each ends in `\n`, but for the last one perhaps.

    A TooLong stands in the place of each that is longer than LONGEST.
    """
    line, size = bytearray(), 0
    for part in chain.from_iterable(map(io.BytesIO, pieces)):
        size += len(part)
        line += part[: LONGEST + 1 - len(line)]
        if part.endswith(b"\n"):
            yield _line(line, size)
            line.clear()
            size = 0
    if size:
        yield _line(line, size)


def joined(pieces: Iterable[bytes], most: int = LONGEST) -> bytes | None:
    """The pieces as one; None if they have more than `most` bytes, after which nothing is read on."""
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > most:
            return None
    return bytes(data)


@contextmanager
def compressed(file: IO[bytes], name: str) -> Iterator[IO[bytes]]:
    """Open what writes to a file, compressed if its name says so.

    Leaving the context writes the end of the compressed data, unless an error leaves it, and leaves the file open.

    Args:
        file: Open for writing.
        name: Its name.

    Raises:
        InputError: zstandard is not installed, and the name ends in `.zst`.
    """
    compression = compression_of(name)
    if compression is None:
        yield file
        return
    stream = compression.compress(file)
    yield stream
    stream.close()


def _decompressed(file: IO[bytes], compression: Compression) -> Iterator[bytes]:
    piece = compression.decompressor()
    try:
        while data := file.read(READ_SIZE):
            while data:
                if piece.eof:
                    piece = compression.decompressor()
                yield piece.decompress(data)
                data = piece.unused_data
    except compression.errors() as error:
        raise InputError(f"this is no {compression.name}, or damaged: {error}; fetch it again, or rename it") from error
    if not piece.eof:
        raise InputError(f"the {compression.name} data are cut off; fetch the file again")


def _line(begun: bytearray, size: int) -> Line:
    return bytes(begun) if size <= LONGEST else TooLong(size, bytes(begun[:SHOWN]))


def _zstandard() -> Any:
    try:
        import zstandard
    except ImportError as error:
        raise InputError("files that end in .zst need zstandard: pip install 'icenews_nlp[zstd]'") from error
    return zstandard


COMPRESSIONS: Final = (
    Compression(
        *("gzip", ".gz", lambda: zlib.decompressobj(zlib.MAX_WBITS + 16)),  # 16: with the header of gzip
        compress=lambda file: cast("IO[bytes]", gzip.GzipFile("", "wb", fileobj=file, mtime=0)),  # same data, same bytes
        errors=lambda: zlib.error,
    ),
    Compression(
        *("Zstandard", ".zst", lambda: _zstandard().ZstdDecompressor().decompressobj()),
        compress=lambda file: _zstandard().ZstdCompressor().stream_writer(file, closefd=False),
        errors=lambda: _zstandard().ZstdError,
    ),
)
