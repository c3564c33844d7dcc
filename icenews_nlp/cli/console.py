"""What the command line reports beside the results: sentences on standard error, the exit status."""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime, timezone
from io import TextIOWrapper
from typing import Any, ClassVar, Final, NoReturn

import typer
from rich.console import Console
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

    log_format: ClassVar[str | None] = None
    """`text` or `json` where `--log-format` asks for it: one for the process, whoever reports."""

    def __init__(self) -> None:
        self.console = Console(stderr=True, highlight=False)
        self.failures = 0
        self.file: FailuresFile | None = None

    def say(self, sentence: str) -> None:
        """Print one line."""
        self.log("info", sentence)

    def log(self, level: str, sentence: str, **figures: object) -> None:
        """Print one line; where the log is JSON, an object of time, level, and the figures or else the sentence.

        Args:
            level: "info", "warning" for what is left out, or "error" for what ends a command.
            sentence: for people.
            **figures: the same for programs.
        """
        line = " ".join(sentence.split())
        if self.log_format == "json":
            now = datetime.now(timezone.utc).isoformat(timespec="seconds")
            line = json.dumps({"time": now, "level": level, **(figures or {"message": line})}, ensure_ascii=False)
        self.console.print(Text(printable(line)), soft_wrap=True)

    def fail(self, failure: Failure | str) -> None:
        """Print one line and count a failure; one of an article, line or file is kept in the file for them, if there is one."""
        self.failures += 1
        self.log("warning", str(failure))
        if self.file is not None and isinstance(failure, Failure):
            self.file.write(failure)

    def end(self) -> None:
        """Leave with the exit status FAILED if anything failed."""
        if self.failures:
            raise typer.Exit(FAILED)


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
        Report().log("error", "icenews-nlp: " + "; ".join(filter(None, (sentence, also))))
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
