"""Results of a search on a terminal: matches in colour there, plain text elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, islice
from typing import Final

from rich.console import Console
from rich.text import Text

from icenews_nlp.formats.terminal import printable
from icenews_nlp.labels import ENTITY_TYPES, EntityLabel
from icenews_nlp.search.results.hits import Facet, Passage, Results
from icenews_nlp.search.sqlite.index import SearchIndex

MATCH: Final = "bold red"
FACET_VALUES: Final = 8
"""Of one kind, the most frequent."""


def ask(db: str, query: str, *, limit: int, facets: bool, recency: float) -> Results:
    """Search an index that is there.

    Raises:
        QueryError: the query is empty or cannot be read.
        SearchIndexError: the index cannot be read.
    """
    with SearchIndex(db, create=False) as index:
        return index.search(query, limit=limit, facets=facets, recency=recency)


def print_results(results: Results, console: Console) -> None:
    """Print hits in order, then how many of the articles that match have a name, a source or a day."""
    for number, hit in enumerate(results.hits, 1):
        title = _marked(hit.title, "bold") if hit.title.text.strip() else Text("(no title)", "bold")
        published = hit.published.isoformat(" ", "minutes") if hit.published else None
        known = " · ".join(filter(None, [published, hit.source, hit.url])) or hit.key
        snippet = Text("… " if hit.snippet.start else "") + _marked(hit.snippet)
        _print(Text(f"{number}. "), title, console)
        _print(Text("   "), Text(_line(known), "dim"), console)
        _print(Text("   "), snippet, console)
        console.print()
    for kind, values in _facets(results.facets):
        _print(kind, values, console)
    if results.facets:
        console.print()
    shown = len(results.hits)
    more = f"; {shown:,} shown, --limit gives more" if results.more or shown < results.total else ""
    console.print(Text(f"{results.counted}{more}", "dim"))


def _print(head: Text, text: Text, console: Console) -> None:
    """Print a text after its head; on a terminal its further lines stand below its first one."""
    lines = text.wrap(console, max(20, console.width - len(head))) if console.is_terminal else [text]
    for i, line in enumerate(lines):
        line.rstrip()
        console.print(Text.assemble(" " * len(head) if i else head, line), soft_wrap=True)


def _marked(passage: Passage, style: str = "") -> Text:
    shown, done = Text(style=style), 0
    for mark in passage.marks:
        shown.append(_line(passage.text[done : mark.start]))
        shown.append(_line(passage.text[mark.start : mark.end]), MATCH)
        done = mark.end
    return shown.append(_line(passage.text[done:]))


def _line(text: str) -> str:
    """The text on one line, with single spaces and without what would steer a terminal."""
    return printable(re.sub(r"\s+", " ", text))


def _facets(facets: tuple[Facet, ...]) -> Iterator[tuple[Text, Text]]:
    """A line per kind: its name and its most frequent values."""
    width = max((len(facet.kind) for facet in facets), default=0) + 2
    for kind, found in groupby(facets, key=lambda facet: facet.kind):
        label = next((label for label in EntityLabel if label.value == kind), None)
        values = [f"{_line(facet.value)} ({facet.count:,})" for facet in islice(found, FACET_VALUES)]
        yield Text(kind.ljust(width), ENTITY_TYPES[label].terminal_style if label else "bold"), Text(", ".join(values))
