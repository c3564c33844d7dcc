"""A query made narrower by a name or a day, and wider again: what a click on a facet does to the text in the box."""

from __future__ import annotations

import re
from typing import Final

from icenews_nlp.labels import ENTITY_TYPES, NAME_LABELS
from icenews_nlp.search.query.syntax import AnyOf, in_quotes, parse

FIELDS: Final = {label.value: ENTITY_TYPES[label].query_fields[0] for label in NAME_LABELS} | {
    "date": "published",
    "source": "source",
}
"""Kind of a facet -> the word before the colon in a query."""

_SIGNS: Final = re.compile(r'["„“”«»=*]')
"""What would mean something inside quotes, where a name stands; a source is taken as it is."""

_LONE: Final = re.compile("[\ud800-\udfff]")
"""Surrogates, which no address of a page can hold."""


def condition(kind: str, value: str) -> str | None:
    """What to add to a query for that facet; None where a query cannot ask for it."""
    field = FIELDS.get(kind)
    text = " ".join((value if kind == "source" else _SIGNS.sub(" ", value)).split())
    if field is None or not text or _LONE.search(text):
        return None
    written = text if re.fullmatch(r"[\w.-]+", text) else in_quotes(text)
    return written and f"{field}:{written}"


def narrowed(query: str, added: str) -> str:
    """The query and the condition, which must both hold.

    Raises:
        QueryError: the query cannot be read.
    """
    return f"({query}) {added}" if isinstance(parse(query), AnyOf) else f"{query} {added}"


def has(query: str, added: str) -> bool:
    """Whether the condition was added to the query."""
    return f" {added} " in f" {query} "


def widened(query: str, added: str) -> str:
    """The query without the condition; alone it cannot be taken away."""
    return f" {query} ".replace(f" {added} ", " ", 1).strip() or query
