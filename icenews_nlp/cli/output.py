"""Where documents are written: a stream as they are made, or a file that takes its place when all is done."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from icenews_nlp.cli.console import Report, stop
from icenews_nlp.cli.ending import signals_deferred
from icenews_nlp.cli.inputs import STDIN
from icenews_nlp.cli.streams import reason_of, stdout_bytes
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import compressed
from icenews_nlp.formats.writers import Format, Write

STDOUT: Final = "-"
PART: Final = ".part"
"""What the name of an unfinished file ends with."""


class Output:
    """Documents written to a stream, each one whole."""

    def __init__(self, stream: IO[bytes], write: Write, *, is_terminal: bool = False) -> None:
        """Begin with no documents.

        Args:
            stream: Open for writing; whatever is written to it in the end.
            write: Writes a document, compressed perhaps, to that stream.
            is_terminal: Whether somebody watches the documents go by.
        """
        self.is_terminal = is_terminal
        self.count = 0
        self.size = 0
        """Bytes of the documents that were written whole; 0 where the stream does not count."""
        self._stream = stream
        self._write = write

    def write(self, document: AnnotatedDocument) -> None:
        """Write a document; a signal that ends the command waits until it is complete."""
        with signals_deferred():
            self._write(document)
            self._stream.flush()
            self.count += 1
            self.size = self._stream.tell() if self._stream.seekable() else 0


@contextmanager
def open_output(output: str, form: Format, inputs: Sequence[str], report: Report) -> Iterator[Output]:
    """Open the output of a command.

    A file is written under the name `FILE.part` beside it and put in place at the end, so that an earlier file stays as it was
    if the command fails or is killed. What was made till then is kept in `FILE.part`, unless it cannot be read without the end
    of its format. Pipes and devices are written directly.

    Args:
        output: The name of a file, or `-` for standard output; `.gz` or `.zst` at its end compresses it.
        form: How documents are written.
        inputs: The files that are to be read, none of which may be the output.
        report: Its failures tell whether an empty result means that nothing could be read.

    Raises:
        InputError: The file cannot be written, or is an input too; or what its format or compression needs is not installed.
    """
    if output == STDOUT:
        with _written(stdout_bytes(), output, form) as out:
            yield out
        return
    path = Path(output)
    if any(_is_same(file, name) for file in inputs if file != STDIN for name in (path, _part(path))):
        raise InputError(f"{output} is also an input file; choose another --output")
    if path.exists() and not path.is_file() and not path.is_dir():
        with _named(output), path.open("wb", buffering=0) as device, _written(device, output, form) as out:
            yield out
        return
    with _beside(output, path.resolve(), form, report) as out, _named(output):
        yield out


@contextmanager
def _written(stream: IO[bytes], output: str, form: Format) -> Iterator[Output]:
    """Leaving the context without an error writes the end of the format and of the compressed data."""
    with compressed(stream, output) as file, form.open(file) as write:
        yield Output(stream, write, is_terminal=stream.isatty())
    stream.flush()


@contextmanager
def _named(output: str) -> Iterator[None]:
    """Errors of writing get the name of the file, which the operating system does not give."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or output
        raise


@contextmanager
def _beside(output: str, path: Path, form: Format, report: Report) -> Iterator[Output]:
    part = _part(path)
    if path.is_dir():
        raise InputError(f"{output} is a folder; name a file in it")
    try:
        stream = part.open("wb")
    except OSError as error:
        raise InputError(f"{output}: cannot be written: {reason_of(error)}") from error
    out: Output | None = None
    try:
        with _written(stream, output, form) as out:
            yield out
        os.fsync(stream.fileno())
        stream.close()
        if out.count or not report.failures:
            _put_in_place(part, path)
        else:
            part.unlink()
    except BaseException as error:
        with suppress(OSError):  # the disk is full, and what is in the buffer is lost anyway
            stream.close()
        if not out or not out.count:
            part.unlink(missing_ok=True)
            raise
        stop(error, _kept(out, part, output, form) + (f"; {output} is as it was" if path.exists() else ""))


def _kept(out: Output, part: Path, output: str, form: Format) -> str:
    """Keep what can be read of an unfinished file; the sentence that says so."""
    if form.needs_end:
        part.unlink(missing_ok=True)
        return f"of the {out.count:,} documents that were made none is kept, for {form.name} cannot be read without its end"
    os.truncate(part, out.size)
    return f"the {out.count:,} documents that were made are in {output}{PART}"


def _put_in_place(part: Path, path: Path) -> None:
    if path.exists():
        shutil.copymode(path, part)
    part.replace(path)


def _part(path: Path) -> Path:
    return path.with_name(path.name + PART)


def _is_same(file: str, path: Path) -> bool:
    try:
        return path.samefile(file)
    except OSError:  # one of them does not exist
        return False
