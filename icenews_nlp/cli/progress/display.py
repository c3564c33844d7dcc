"""Progress on standard error: a bar on a terminal, elsewhere a line every minute."""

from __future__ import annotations

import sys
import time
from datetime import timedelta
from typing import Final

from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

from icenews_nlp.cli.console import Report
from icenews_nlp.cli.progress.meter import Clock, Meter, Reading

EVERY: Final = 60.0
"""Seconds between two lines."""


class Bar:
    """A bar over bytes read, with articles, rates and the time left."""

    def __init__(self, report: Report, total: int | None, *, shown: bool = True, clock: Clock = time.monotonic) -> None:
        """Initialise the instance.

        Args:
            report: Whose console the bar is drawn on.
            total: Bytes; None shows a bar without an end.
            shown: False draws nothing.
            clock: Gives the time in seconds.
        """
        self._meter = Meter(total, clock)
        share = [TaskProgressColumn()] if total is not None else []
        columns = (TextColumn("Analysing"), BarColumn(), *share, TextColumn("{task.fields[rates]}"), TimeElapsedColumn())
        self._progress = Progress(*columns, console=report.console, disable=not shown, get_time=clock)
        self._task = self._progress.add_task("", total=total, rates="")

    def __enter__(self) -> Bar:
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def advance(self, position: int, words: int) -> None:
        """One more article of so many words, which ends at that byte."""
        self._meter.advance(position, words)
        self._progress.update(self._task, completed=position, rates=sentence(self._meter.read()))


class Lines:
    """A line every minute."""

    def __init__(self, report: Report, total: int | None, *, last: bool = False, clock: Clock = time.monotonic) -> None:
        """Initialise the instance.

        Args:
            report: Writes the lines, and knows how many articles failed.
            total: Bytes; None where nobody knows.
            last: Whether one more line comes at the end.
            clock: Gives the time in seconds.
        """
        self._report = report
        self._last = last
        self._clock = clock
        self._meter = Meter(total, clock)
        self._due = clock() + EVERY

    def __enter__(self) -> Lines:
        return self

    def __exit__(self, *_: object) -> None:
        if self._last:
            self._write()

    def advance(self, position: int, words: int) -> None:
        """One more article of so many words, which ends at that byte."""
        self._meter.advance(position, words)
        if self._clock() >= self._due:
            self._write()
            self._due = self._clock() + EVERY

    def _write(self) -> None:
        now, failed = self._meter.read(), self._report.failures
        self._report.log(
            "info",
            f"icenews-nlp: {sentence(now, failed)}",
            done=now.done,
            failed=failed,
            rate=round(now.rate, 3),
            words_per_second=round(now.words_per_second, 1),
            left=None if now.left is None else round(now.left, 1),
        )


Display = Bar | Lines


def open_progress(report: Report, total: int | None, *, wanted: bool = True) -> Display:
    """What shows the progress of a run.

    Args:
        report: A log format that was asked for means lines, with one at the end.
        total: Bytes of the input; None where nobody knows.
        wanted: False keeps a bar off a terminal on which results go by.
    """
    if report.log_format is not None or not sys.stderr.isatty():
        return Lines(report, total, last=report.log_format is not None)
    return Bar(report, total, shown=wanted)


def sentence(now: Reading, failed: int | None = None) -> str:
    """The reading in words, such as `1,200 articles, 41 articles/s, 12,300 words/s, 0:12:30 left`."""
    parts = [f"{now.done:,} articles"]
    if failed is not None:
        parts.append(f"{failed:,} failed")
    parts += [f"{_rate(now.rate)} articles/s", f"{_rate(now.words_per_second)} words/s"]
    if now.left is not None:
        parts.append(f"{timedelta(seconds=round(now.left))} left")
    return ", ".join(parts)


def _rate(number: float) -> str:
    return f"{number:.1f}" if number < 10 else f"{number:,.0f}"
