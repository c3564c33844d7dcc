"""Files named on the command line -> articles, one at a time, each with the place it came from."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import chain
from pathlib import Path
from typing import IO, Final, NamedTuple, TypeVar

from icenews_nlp.batch.failures import Failure
from icenews_nlp.cli.streams import reason_of
from icenews_nlp.documents.article import Article
from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import LONGEST, Line, TooLong, bare_name, compression_of, joined, lines
from icenews_nlp.formats.jsonl import BadLine, Lines
from icenews_nlp.formats.signatures import other_format
from icenews_nlp.intake.kinds import is_html

R = TypeVar("R")

STDIN: Final = "-"
TEXT_SUFFIXES: Final = frozenset({".txt"})
JSONL_SUFFIXES: Final = frozenset({".jsonl", ".ndjson", ".json"})
MOST_BLANK: Final = 10_000
"""Blank lines before the one that tells text from JSON Lines; they are kept, since they are a part of a text."""


class Place(NamedTuple):
    """Where an article stands, and how far the reading has come."""

    name: str
    line: int
    """From 1; for a text file always 1."""
    done: int
    """Bytes read, of all files together; compressed ones as they are in the file."""

    def __str__(self) -> str:
        return f"{self.name}:{self.line}"


class Inputs:
    """The articles of some files, in order.

    A `.txt` file is one article, whose id is the file's name without the ending. A `.jsonl`, `.ndjson` or `.json` file has an
    article per line. `-` is standard input; that and any other file is JSON Lines if its first character but spaces is `{`.
    Files whose names end in `.gz` or `.zst` after that are decompressed. No line or text of more than LONGEST bytes is read.
    """

    def __init__(self, files: Sequence[str], report: Callable[[Failure], None]) -> None:
        """Initialise the instance.

        Args:
            files: Paths; `-` is standard input.
            report: Called with each line or file that cannot be read; the rest is read on.

        Raises:
            InputError: What decompresses one of the files is not installed.
        """
        for file in files:
            compression_of(file)
        self._files = files
        self._report = report
        self._done = 0
        self._line = 0

    def size(self) -> int | None:
        """Bytes of all files; None if one of them is no ordinary file, such as a pipe. What cannot be read counts nothing."""
        total = 0
        for file in self._files:
            if file == STDIN:
                return None
            try:
                found = Path(file).stat()
            except OSError:  # reported when it is its turn
                continue
            if not stat.S_ISREG(found.st_mode):
                return None
            total += found.st_size
        return total

    def read(self, read_lines: Callable[[Lines, str], Iterator[R | BadLine]]) -> Iterator[tuple[Place, R | Article]]:
        """The articles of all files, read as they are asked for; `read_lines` is one of the readers of formats/jsonl.py."""
        for file in self._files:
            name = "(standard input)" if file == STDIN else file
            try:
                with _open(file) as stream:
                    for record in self._read_file(stream, file, name, read_lines):
                        if isinstance(record, BadLine):
                            self._report(Failure(f"{name}:{record.number}", record.id, record.error, record.reason))
                        else:
                            yield Place(name, self._line, self._done), record
            except OSError as error:
                self._report(_unread(name, error, f"cannot be read: {reason_of(error)}"))
            except InputError as error:  # of damaged data, when what stands before them has been read
                self._report(_unread(name, error, f"cannot be read after line {self._line}: {error}"))

    def _read_file(
        self, stream: IO[bytes], file: str, name: str, read_lines: Callable[[Lines, str], Iterator[R | BadLine]]
    ) -> Iterator[R | Article | BadLine]:
        path = Path(bare_name(file))
        counted = self._counted(stream, file)
        suffix = "" if file == STDIN else path.suffix.lower()
        if suffix in TEXT_SUFFIXES:
            yield self._text(counted, name, path.stem)
            return
        start: list[Line] = []
        if suffix not in JSONL_SUFFIXES:
            start, first = _start(counted)
            if not first.startswith(b"{"):
                if first:
                    yield self._text(chain(start, counted), name, None if file == STDIN else path.stem)
                return
        yield from read_lines(chain(start, counted), name)

    def _counted(self, stream: IO[bytes], file: str) -> Iterator[Line]:
        self._line = 0
        before, seekable = self._done, stream.seekable()
        for number, line in enumerate(lines(stream, file), 1):
            self._line = number
            length = line.size if isinstance(line, TooLong) else len(line)
            self._done = before + stream.tell() if seekable else self._done + length
            yield line

    def _text(self, lines: Iterator[Line], name: str, stem: str | None) -> Article | BadLine:
        data = joined(lines)
        self._line = 1
        if data is None:
            return BadLine(name, 1, f"the text has more than {LONGEST:,} bytes, the most that are read; divide it")
        if other := other_format(data):
            return BadLine(name, 1, f"this is {other}")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            number = data.count(b"\n", 0, error.start) + 1
            reason = f"not UTF-8 (byte 0x{data[error.start]:02x}); convert the file to UTF-8 first"
            return BadLine(name, number, reason, type(error).__name__)
        if is_html(text):
            return BadLine(name, 1, "this is HTML, whose tags are no words; extract its text first")
        return Article(id=stem and os.fsencode(stem).decode(errors="replace"), text=text)


def _start(lines: Iterator[Line]) -> tuple[list[Line], bytes]:
    """The lines up to the first that is not blank, and what that one begins with; nothing if all are blank.

    Raises:
        InputError: there are too many of them.
    """
    start: list[Line] = []
    for line in lines:
        start.append(line)
        if first := (line.start if isinstance(line, TooLong) else line).removeprefix(b"\xef\xbb\xbf").strip():
            return start, first
        if len(start) == MOST_BLANK:
            raise InputError("all of them are blank")
    return start, b""


def _unread(name: str, error: Exception, reason: str) -> Failure:
    return Failure(name, None, type(error).__name__, reason)


def _open(file: str) -> AbstractContextManager[IO[bytes]]:
    if file != STDIN:
        return Path(file).open("rb")
    if sys.stdin is None:
        raise OSError(errno.EBADF, "it is closed")
    return nullcontext(sys.stdin.buffer)
