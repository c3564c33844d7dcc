"""What the command line tells its user beside the results: sentences and a progress bar on standard error, the exit status."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import Any, Final

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text
from typer.core import TyperGroup

from icenews_nlp.errors import IcenewsError
from icenews_nlp.formats.terminal import printable

FAILED: Final = 1
"""Exit status: some input or the output failed; the rest was done."""
MISUSE: Final = 2
"""Exit status: nothing was done, for the command was wrong."""
INTERRUPTED: Final = 130
"""Exit status after Ctrl-C, as shells give it: 128 and the number of SIGINT."""
PIPE_CLOSED: Final = 141
"""Exit status when the reader of the output has gone, as `head` does: 128 and the number of SIGPIPE."""

PIPE_WIDTH: Final = 160
"""Columns of a table that does not go to a terminal."""


class OutputConsole(Console):
    """Standard output; a closed pipe is an error like any other here, instead of rich's exit."""

    def __init__(self) -> None:
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

    def say(self, sentence: str) -> None:
        """Print one line."""
        self.console.print(Text(printable(" ".join(sentence.split()))), soft_wrap=True)

    def fail(self, sentence: str) -> None:
        """Print one line and count a failure."""
        self.failures += 1
        self.say(sentence)

    def end(self) -> None:
        """Leave with the exit status FAILED if anything failed."""
        if self.failures:
            raise typer.Exit(FAILED)


class Bar:
    """A progress bar over bytes read, with a count of articles; silent unless standard error is a terminal of its own."""

    def __init__(self, console: Console, total: int | None, *, wanted: bool) -> None:
        """Initialise the instance.

        Args:
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
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # else Python's own flush at the end complains
            raise typer.Exit(PIPE_CLOSED) from None
        except KeyboardInterrupt:
            _leave("interrupted", INTERRUPTED)
        except IcenewsError as error:
            _leave(str(error), MISUSE if isinstance(error, ValueError) else FAILED)
        except OSError as error:
            _leave(f"{error.filename or 'output'}: {(error.strerror or str(error)).lower()}", FAILED)


def _leave(sentence: str, status: int) -> None:
    Report().say(f"icenews-nlp: {sentence}")
    raise typer.Exit(status) from None
