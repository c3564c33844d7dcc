"""Files named on the command line -> articles, one at a time, each with the place it came from."""

from __future__ import annotations

import errno
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final, Generic, NamedTuple, TypeVar

from icenews_nlp.batch.failures import Failure
from icenews_nlp.batch.journal import InputFile
from icenews_nlp.cli.streams import reason_of
from icenews_nlp.documents.article import Article, BadLine
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import compression_of, pieces
from icenews_nlp.formats.jsonl import Lines, read_articles, read_either
from icenews_nlp.formats.writers import format_of
from icenews_nlp.intake.files import articles_of, is_or_may_be_json
from icenews_nlp.intake.folders import STDIN, find_files, reason_of_folder, suffix_of
from icenews_nlp.intake.json.fields import OWN_NAMES, FieldMap
from icenews_nlp.intake.json.records import records_or_text

R = TypeVar("R")
N = TypeVar("N")


class Place(NamedTuple):
    """Where an article stands, and how far the reading has come."""

    name: str
    line: int
    """From 1; for a text or a page always 1, for a feed the entry's number."""
    done: int
    """Bytes read, of all files together; compressed ones as they are in the file."""

    def __str__(self) -> str:
        return f"{self.name}:{self.line}"


@dataclass(frozen=True)
class Readers(Generic[R]):
    """How files are read that hold no text."""

    lines: Callable[[Lines, str, FieldMap], Iterator[R | BadLine]]
    """JSON Lines, by one of the readers of formats/jsonl.py."""
    stored: Callable[[str], Iterator[R] | None]
    """A file in a format of its own, given by name; None for others."""


ARTICLES: Final = Readers(read_articles, lambda _: None)


class Inputs:
    """The articles of some files, in order.

    A text or web page is one article, whose id is as of `find_files`; a feed has one for each entry, a
    `.jsonl`, `.ndjson` or `.json` file one per line, and the last may be a list of them, or one. `-` is standard input; it and
    any file of another ending is read as `.json` if it begins with `{`, or with `[` and `{`. Of a folder all files with one of
    these endings are read. Files whose names end in `.gz` or `.zst` after that are decompressed. No line or text of more than
    LONGEST bytes is read.
    """

    def __init__(self, files: Sequence[str], fields: FieldMap = OWN_NAMES) -> None:
        """Initialise the instance.

        Args:
            files: Paths; `-` is standard input.
            fields: Which fields of JSON are read as which of an article.

        Raises:
            InputError: What decompresses one of the files is not installed.
        """
        found = find_files(files)
        self.files = [file.path for file in found]
        """Those that are named, and those in the folders that are."""
        self._ids = dict(found)
        for file in self.files:
            compression_of(file)
        self._fields = fields
        self._done = 0
        self._line = 0
        self.file = 0
        """Which of the files is being read, counted from 0."""

    def size(self) -> int | None:
        """Bytes of all files; None if one of them is no ordinary file, such as a pipe. What cannot be read counts nothing."""
        total = 0
        for file in self.files:
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

    def fingerprints(self) -> list[InputFile]:
        """The files with what changes when their content does."""
        return [_fingerprint(file) for file in self.files]

    def articles(self, report: Callable[[Failure], None], first: int = 0) -> Iterator[tuple[Place, Article]]:
        """The articles of the files, read as they are asked for.

        Args:
            report: Called with each line or file that cannot be read; the rest is read on.
            first: The file to begin with, counted from 0.
        """
        return self._read(ARTICLES, report, first)

    def articles_and_documents(self, report: Callable[[Failure], None]) -> Iterator[tuple[Place, Article | AnnotatedDocument]]:
        """The same with annotated documents, of JSON Lines, Parquet and DocBin."""
        return self._read(Readers(read_either, _stored), report, 0)

    def _read(self, readers: Readers[R], report: Callable[[Failure], None], first: int) -> Iterator[tuple[Place, R | Article]]:
        self._done = sum(size or 0 for _, size, _ in map(_fingerprint, self.files[:first]))
        for number, file in enumerate(self.files[first:], first):
            self.file = number
            name = "(standard input)" if file == STDIN else file
            for record in self._records(file, name, readers):
                if isinstance(record, Failure):
                    report(record)
                else:
                    yield Place(name, self._line, self._done), record

    def _records(self, file: str, name: str, readers: Readers[R]) -> Iterator[R | Article | Failure]:
        self._line = 0
        if file != STDIN and (reason := reason_of_folder(file)):
            yield Failure(name, None, InputError.__name__, reason)
            return
        try:
            with _open(file) as stream:
                stored = readers.stored(file)
                texts = self._read_file(stream, file, name, readers)  # nothing is read before it is asked for
                for record in texts if stored is None else self._whole(file, stored):
                    if isinstance(record, BadLine):
                        yield Failure(f"{name}:{record.number}", record.id, record.error, record.reason)
                    else:
                        yield record
        except OSError as error:
            yield _unread(name, error, f"cannot be read: {reason_of(error)}")
        except InputError as error:  # of damaged data, when what stands before them has been read
            yield _unread(name, error, f"cannot be read{f' after line {self._line}' * bool(self._line)}: {error}")

    def _read_file(self, stream: IO[bytes], file: str, name: str, readers: Readers[R]) -> Iterator[R | Article | BadLine]:
        data = self._counted(stream, file)
        suffix = "" if file == STDIN else suffix_of(file)
        if is_or_may_be_json(suffix):
            records, data = records_or_text(data, suffix)
            if records is not None:
                yield from readers.lines(self._numbered(records), name, self._fields)
                return
        id_ = None if file == STDIN else self._ids[file]
        yield from self._numbered(articles_of(data, name, id_, suffix))

    def _whole(self, file: str, records: Iterator[R]) -> Iterator[R]:
        """The records of a file of which nobody knows how much has been read before all has."""
        yield from self._numbered(records)
        self._done += Path(file).stat().st_size

    def _counted(self, stream: IO[bytes], file: str) -> Iterator[bytes]:
        before, seekable = self._done, stream.seekable()
        for piece in pieces(stream, file):
            self._done = before + stream.tell() if seekable else self._done + len(piece)
            yield piece

    def _numbered(self, records: Iterator[N]) -> Iterator[N]:
        for self._line, record in enumerate(records, 1):
            yield record


def _stored(file: str) -> Iterator[AnnotatedDocument] | None:
    read = None if file == STDIN else format_of(file).read
    return read(file) if read else None


def _fingerprint(file: str) -> InputFile:
    """The name alone of what is no ordinary file, or not there."""
    try:
        found = None if file == STDIN else Path(file).stat()
    except OSError:
        found = None
    if found is None or not stat.S_ISREG(found.st_mode):
        return file, None, None
    return file, found.st_size, found.st_mtime_ns


def _unread(name: str, error: Exception, reason: str) -> Failure:
    return Failure(name, None, type(error).__name__, reason)


def _open(file: str) -> AbstractContextManager[IO[bytes]]:
    if file != STDIN:
        return Path(file).open("rb")
    if sys.stdin is None:
        raise OSError(errno.EBADF, "it is closed")
    return nullcontext(sys.stdin.buffer)
