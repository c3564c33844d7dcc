"""What the command line reports beside the results: sentences and a progress bar on standard error, the exit status."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import Any, Final, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text
from typer.core import TyperGroup

from icenews_nlp.batch.failures import Failure, FailuresFile
from icenews_nlp.cli.ending import FAILED, INTERRUPTED, PIPE_CLOSED, STOPPED, TERMINATED, was_terminated
from icenews_nlp.cli.streams import check_stdout, drop_stdout, reason_of
from icenews_nlp.errors import IcenewsError
from icenews_nlp.formats.terminal import printable

PIPE_WIDTH: Final = 160
"""Columns of a table that does not go to a terminal."""


class OutputConsole(Console):
    """Standard output; a closed pipe is an error like any other here, instead of rich's exit."""

    def __init__(self) -> None:
        """Raises InputError if standard output is closed."""
        check_stdout()
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # a terminal of another encoding shows ? for what it lacks
        super().__init__(highlight=False)
        if not self.is_terminal and "COLUMNS" not in os.environ:
            self.width = PIPE_WIDTH

    def on_broken_pipe(self) -> None:
        """Called by rich where it handles the BrokenPipeError."""
        raise


class Report:
    """Sentences on standard error, and the number of failures among them."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, highlight=False)
        self.failures = 0
        self.file: FailuresFile | None = None

    def say(self, sentence: str) -> None:
        """Print one line."""
        self.console.print(Text(printable(" ".join(sentence.split()))), soft_wrap=True)

    def fail(self, failure: Failure | str) -> None:
        """Print one line and count a failure; one of an article, line or file is kept in the file for them, if there is one."""
        self.failures += 1
        self.say(str(failure))
        if self.file is not None and isinstance(failure, Failure):
            self.file.write(failure)

    def end(self) -> None:
        """Leave with the exit status FAILED if anything failed."""
        if self.failures:
            raise typer.Exit(FAILED)


class Bar:
    """A progress bar over bytes read, with a count of articles; silent unless standard error is a terminal of its own."""

    def __init__(self, console: Console, total: int | None, *, wanted: bool) -> None:
        """Initialise the instance.

        Args:
            console: Where the bar is drawn.
            total: bytes; None shows a bar without an end.
            wanted: False shows none.
        """
        counted = TextColumn("{task.fields[articles]:,} articles")
        known = (TaskProgressColumn(), counted, TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn())
        columns = known if total is not None else (counted, TimeElapsedColumn())
        shown = wanted and sys.stderr.isatty()
        self._progress = Progress(TextColumn("Analysing"), BarColumn(), *columns, console=console, disable=not shown)
        self._task = self._progress.add_task("", total=total, articles=0)
        self.articles = 0

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def move(self, done: int) -> None:
        """One more article, which ends at that byte."""
        self.articles += 1
        self._progress.update(self._task, completed=done, articles=self.articles)


class Commands(TyperGroup):
    """The commands, with errors turned into one sentence and an exit status."""

    def invoke(self, ctx: Any) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (IcenewsError, OSError, MemoryError, KeyboardInterrupt) as error:
            if isinstance(error, OSError):
                drop_stdout()
            stop(error)


def stop(error: BaseException, also: str = "") -> NoReturn:
    """End the command with a sentence on standard error and the status that this error has in every command.

    Args:
        error: What went wrong; raised on if it is none of those that are expected.
        also: What else its user should know, such as what was kept.

    Raises:
        typer.Exit: With the status.
    """
    sentence, status = _ending(error)
    if sentence or also:
        Report().say("icenews-nlp: " + "; ".join(filter(None, (sentence, also))))
    raise typer.Exit(status) from None


def _ending(error: BaseException) -> tuple[str, int]:
    match error:
        case KeyboardInterrupt():
            return ("terminated", TERMINATED) if was_terminated(error) else ("interrupted", INTERRUPTED)
        case BrokenPipeError():
            return "", PIPE_CLOSED
        case OSError():
            return f"{error.filename or 'standard output'}: {reason_of(error)}", STOPPED
        case IcenewsError():
            return str(error), STOPPED
        case MemoryError():
            return "out of memory", STOPPED
        case _:
            raise error
