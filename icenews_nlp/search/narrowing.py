"""A query made narrower by a name or a day, and wider again: what a click on a facet does to the text in the box."""

from __future__ import annotations

import re
from typing import Final

from icenews_nlp.search.syntax import Any, parse

FIELDS: Final = {
    "Person": "person",
    "Location": "place",
    "Organization": "organization",
    "Miscellaneous": "misc",
    "date": "published",
}
"""Kind of a facet -> the word before the colon in a query. Queries have no way to ask for a source."""

_SIGNS: Final = re.compile(r'["„“”«»=*]')
"""What would mean something inside quotes."""


def condition(kind: str, value: str) -> str | None:
    """What to add to a query for that facet; None where a query cannot ask for it."""
    field = FIELDS.get(kind)
    words = _SIGNS.sub(" ", value).split()
    if field is None or not words:
        return None
    bare = len(words) == 1 and re.fullmatch(r"[\w.-]+", words[0])
    return f"{field}:{words[0]}" if bare else f'{field}:"{" ".join(words)}"'


def narrowed(query: str, added: str) -> str:
    """The query and the condition, which must both hold. RAISES QueryError: the query cannot be read."""
    return f"({query}) {added}" if isinstance(parse(query), Any) else f"{query} {added}"


def has(query: str, added: str) -> bool:
    """Whether the condition was added to the query."""
    return f" {added} " in f" {query} "


def widened(query: str, added: str) -> str:
    """The query without the condition; alone it cannot be taken away."""
    return f" {query} ".replace(f" {added} ", " ", 1).strip() or query
