"""What search_speed.py measures and search_plot.py draws."""

from __future__ import annotations

from typing import NamedTuple


class Timing(NamedTuple):
    """How long one kind of query takes, in milliseconds, and what it finds."""

    median: float
    slow: float
    """The 95th percentile."""
    found: float
    """Documents, in the mean over the queries; ours stops counting at 5,000."""


class Stage(NamedTuple):
    """An index of some size and its baseline."""

    documents: int
    text: int
    """Bytes of titles and bodies."""
    seconds: float
    """That it took to add the documents, and to put the index together at each size."""
    baseline_seconds: float
    tables: dict[str, int]
    """Bytes of the file by table."""
    baseline_bytes: int
    timings: dict[str, dict[str, Timing]]
    """By kind of query: `ours`, `ours, facets`, `baseline`."""
