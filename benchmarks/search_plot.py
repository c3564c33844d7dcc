"""The picture of search_speed.py: panels for each kind of query, for disk and for adding, against the number of documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullFormatter, NullLocator

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis

    from stage import Stage

COLOURS: Final = {"ours": "#1f5fa8", "ours, facets": "#d9822b", "baseline": "#777777"}
LIMIT_MS: Final = 5.0
"""What a page of hits may take at 100,000 documents."""
LIMIT_SIZE: Final = 1.5
"""What the file may take, in sizes of the text."""
LIMIT_RATE: Final = 5000
"""Documents per second that are to be added."""
SHOWN_TABLES: Final = 5
"""Tables with a colour of their own."""


def draw(stages: Sequence[Stage], path: Path) -> None:
    """Write the picture to a file, of the kind that its name ends in."""
    mpl.use("Agg")
    kinds = list(stages[0].timings)
    figure = Figure(figsize=(13, 7), layout="constrained")
    axes = list(figure.subplots(2, 4).flat)
    every = [t for stage in stages for ways in stage.timings.values() for t in ways.values()]
    limits = 0.7 * min(t.median for t in every), 1.4 * max(LIMIT_MS, *(t.slow for t in every))
    for kind, ax in zip(kinds, axes, strict=False):
        draw_latency(ax, stages, kind)
        ax.set_ylim(limits)
        as_numbers(ax.yaxis)
    draw_size(axes[len(kinds)], stages)
    draw_rate(axes[len(kinds) + 1], stages)
    for ax in (*axes[: len(kinds)], axes[len(kinds) + 1]):
        ax.set(xscale="log", xlabel="documents")
        ax.xaxis.set_minor_locator(NullLocator())
        ax.set_xticks([s.documents for s in stages], [f"{s.documents:,}" for s in stages])
        ax.grid(alpha=0.3)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=len(labels), frameon=False)
    figure.suptitle("Search: cost against size of the index (thick: median, thin: 95th percentile, dotted: the aim)")
    figure.savefig(path, dpi=130)


def as_numbers(axis: Axis) -> None:
    """A logarithmic axis with its decades written out."""
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axis.set_minor_formatter(NullFormatter())


def draw_latency(ax: Axes, stages: Sequence[Stage], kind: str) -> None:
    """Milliseconds per query."""
    sizes = [stage.documents for stage in stages]
    for way, colour in COLOURS.items():
        timings = [stage.timings[kind][way] for stage in stages]
        ax.plot(sizes, [t.median for t in timings], "o-", color=colour, label=way, markersize=4)
        ax.plot(sizes, [t.slow for t in timings], color=colour, linewidth=0.7, alpha=0.6)
    ax.axhline(LIMIT_MS, color="black", linestyle=":", linewidth=1)
    ax.set(title=f"{kind}, ms", yscale="log")


def draw_size(ax: Axes, stages: Sequence[Stage]) -> None:
    """Bytes on disk, in sizes of the text, the largest tables apart."""
    names = list(stages[-1].tables)[:SHOWN_TABLES]
    places = range(len(stages))
    bottom = [0.0] * len(stages)
    for name in (*names, "rest"):
        parts = [_bytes(stage, name, names) / stage.text for stage in stages]
        ax.bar(places, parts, 0.6, bottom=bottom, label=name)
        bottom = [b + part for b, part in zip(bottom, parts, strict=True)]
    baseline = [stage.baseline_bytes / stage.text for stage in stages]
    ax.hlines(baseline, [p - 0.35 for p in places], [p + 0.35 for p in places], color=COLOURS["baseline"], linewidth=2)
    ax.axhline(LIMIT_SIZE, color="black", linestyle=":", linewidth=1)
    ax.set(title="file, in sizes of the text", xlabel="documents", ylim=(0, 1.6 * max(*bottom, *baseline, LIMIT_SIZE)))
    ax.set_xticks(list(places), [f"{s.documents:,}" for s in stages])
    ax.legend(fontsize=7, ncols=2, frameon=False, loc="upper left")


def _bytes(stage: Stage, name: str, shown: Sequence[str]) -> int:
    """The bytes of a table, or of all that have no colour of their own."""
    return stage.tables.get(name, 0) if name in shown else sum(n for other, n in stage.tables.items() if other not in shown)


def draw_rate(ax: Axes, stages: Sequence[Stage]) -> None:
    """Documents added per second, from the beginning to each size."""
    sizes = [stage.documents for stage in stages]
    ax.plot(sizes, [s.documents / s.seconds for s in stages], "o-", color=COLOURS["ours"], markersize=4)
    ax.plot(sizes, [s.documents / s.baseline_seconds for s in stages], "o-", color=COLOURS["baseline"], markersize=4)
    ax.axhline(LIMIT_RATE, color="black", linestyle=":", linewidth=1)
    ax.set(title="documents added per second", ylim=(0, None))
