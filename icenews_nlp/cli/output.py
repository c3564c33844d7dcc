"""Where documents are written: a stream as they are made, or a file that takes its place when all is done."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from icenews_nlp.batch.failures import check_failures, open_failures
from icenews_nlp.batch.files import PART, beside, is_same, put_in_place
from icenews_nlp.batch.journal import Checkpoint, Complete, RunRequest
from icenews_nlp.batch.position import START, Position
from icenews_nlp.batch.unfinished import JOINED, JOURNAL, Unfinished, discard, resume
from icenews_nlp.cli.console import Report, stop
from icenews_nlp.cli.ending import signals_deferred
from icenews_nlp.cli.streams import reason_of, stdout_bytes
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import IcenewsError, InputError
from icenews_nlp.formats.compression import compressed
from icenews_nlp.formats.writers import Format, Write
from icenews_nlp.intake.folders import STDIN

STDOUT: Final = "-"

BESIDE: Final = (PART, JOURNAL, JOINED)
"""What the names of the files end with that a run may write beside the finished one."""


class Output:
    """Documents written to a stream, each one whole."""

    start = Checkpoint()
    """Of no earlier run."""

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
        self.is_whole = True
        """Whether no document is half written."""
        self.has_end = False
        """Whether the end of the format has been written."""
        self._stream = stream
        self._write = write

    def write(self, document: AnnotatedDocument, position: Position = START) -> None:  # noqa: ARG002  # as of what can be resumed
        """Write the document of the record before that position; a signal that ends the command waits until it is complete."""
        with signals_deferred():
            self.is_whole = False
            self._write(document)
            self._stream.flush()
            self.is_whole = True
            self.count += 1
            self.size = self._stream.tell() if self._stream.seekable() else 0

    def settle(self, position: Position) -> None:
        """Note that no document comes of the record before that position; only an output that can be resumed does."""


class ResumableOutput:
    """Documents in a file that another run can resume."""

    is_terminal = False

    def __init__(self, unfinished: Unfinished, report: Report) -> None:
        """Begin where the earlier run stopped; the report counts the failures."""
        self.start = unfinished.start
        self._unfinished = unfinished
        self._report = report

    def write(self, document: AnnotatedDocument, position: Position) -> None:
        """Write the document of the record before that position."""
        with signals_deferred():
            self._unfinished.write(document, position, self._report.failures)

    def settle(self, position: Position) -> None:
        """Note that no document comes of the record before that position."""
        with signals_deferred():
            self._unfinished.settle(position, self._report.failures)


@contextmanager
def open_resumable(
    output: str, form: Format, inputs: Sequence[str], report: Report, request: RunRequest, failures: str | None
) -> Iterator[ResumableOutput | None]:
    """Open a file as `open_output` does, and the file of failures, and resume an earlier run of the same request.

    Yields:
        None if that run has come to its end.

    Raises:
        InputError: The output is no file, or as of `open_output`; or the earlier run had another request.
    """
    path = Path(output)
    if output == STDOUT or (path.exists() and not path.is_file()):
        raise InputError("--resume needs --output with the name of a file, to which it keeps a journal")
    _check_inputs(output, path, inputs)
    others = [*inputs, output, *(str(beside(path, ending)) for ending in BESIDE)]
    if failures is not None:
        check_failures(failures, others)
    found = resume(path.resolve(), form, request, None if failures is None else Path(failures))
    if isinstance(found, Complete):
        report.failures = found.failures
        left_out = f", {found.failures:,} failures" if found.failures else ""
        report.say(f"icenews-nlp: {output} is complete: {found.documents:,} documents{left_out}; nothing is left to do")
        yield None
        return
    if found.start != Checkpoint():
        report.say(f"icenews-nlp: {output} had {found.start.documents:,} documents; going on from there")
    report.failures = found.start.failures
    try:
        with _naming_errors(output), open_failures(failures, others, found.start.failures_size) as report.file:
            found.failures = report.file
            yield ResumableOutput(found, report)
            found.finish()
    except BaseException as error:
        kept = found.stop(error)
        as_it_was = f"; {output} is as it was" if path.exists() else ""
        stop(error, f"{kept:,} documents are kept, and the same command goes on from there{as_it_was}")


@contextmanager
def open_output(output: str, form: Format, inputs: Sequence[str], report: Report) -> Iterator[Output]:
    """Open the output of a command.

    A file is written under the name `FILE.part` beside it and put in place at the end, so that an earlier file stays as it was
    if the command fails or is killed. What was made till then is kept in `FILE.part`: with the end of its format where the
    command is ended, and without one if the disk is full, unless it cannot be read so. Pipes and devices are written directly.

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
    _check_inputs(output, path, inputs)
    if path.exists() and not path.is_file():
        with _naming_errors(output), path.open("wb", buffering=0) as device, _written(device, output, form) as out:
            yield out
        return
    with _replacing(output, path.resolve(), form, report) as out, _naming_errors(output):
        yield out


def _check_inputs(output: str, path: Path, inputs: Sequence[str]) -> None:
    if path.is_dir():
        raise InputError(f"{output or 'the empty name'} is a folder; name a file in it")
    names = [name for name in (path, *(beside(path, ending) for ending in BESIDE)) if name.exists()]
    if any(is_same(Path(file), name) for file in inputs if file != STDIN for name in names):
        raise InputError(f"{output} is also an input file; choose another --output")


@contextmanager
def _written(stream: IO[bytes], output: str, form: Format) -> Iterator[Output]:
    """Leaving the context writes the end of the format and of the compressed data, but at an error of writing."""
    with ExitStack() as ends:
        file = ends.enter_context(compressed(stream, output))
        out = Output(stream, ends.enter_context(form.open(file)), is_terminal=stream.isatty())
        try:
            yield out
        except (KeyboardInterrupt, IcenewsError):
            if out.is_whole:
                with signals_deferred():
                    ends.close()
                    stream.flush()
                    out.has_end = True
            raise
    stream.flush()


@contextmanager
def _naming_errors(output: str) -> Iterator[None]:
    """Errors of writing get the name of the file, which the operating system does not give."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or output
        raise


@contextmanager
def _replacing(output: str, path: Path, form: Format, report: Report) -> Iterator[Output]:
    """A file that takes the place of an earlier one when it is finished."""
    part = beside(path, PART)
    discard(path)
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
            put_in_place(part, path)
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
    if not out.has_end:
        if form.join:
            part.unlink(missing_ok=True)
            return f"of the {out.count:,} documents that were made none is kept, for {form.name} cannot be read without its end"
        os.truncate(part, out.size)
    return f"the {out.count:,} documents that were made are in {output}{PART}"
