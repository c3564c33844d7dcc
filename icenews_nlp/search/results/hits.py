"""What a search gives, whichever engine answered it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from icenews_nlp.documents.base import Index, Model
from icenews_nlp.labels import EntityLabel


class Mark(Model):
    """A matched word in a passage: a half-open range of code points into its text."""

    start: Index
    end: Index


class Passage(Model):
    """A piece of the original text with its matches marked; marks are in order and do not overlap."""

    text: str
    marks: tuple[Mark, ...] = ()
    start: Index = 0
    """Where the passage begins in the title or body it was taken from."""


class Hit(Model):
    """One document that matches."""

    key: str
    """The article's id, else its url, else a hash of its text."""
    score: float
    """Higher is better. Comparable within one result and tier; where `more` is set, only within those with the words in their
    titles, and within the others, which come after them."""
    tier: Index
    """0 for the narrowest reading of the query that found it."""
    title: Passage
    snippet: Passage
    """The part of the body that shows the query best; its beginning where only the title or a name matched."""
    url: str | None = None
    source: str | None = None
    published: datetime | None = None


class Facet(Model):
    """How many of the matching documents have a name, a source or a day."""

    kind: str
    """`Person`, `Location`, `Organization`, `Miscellaneous`, `source` or `date` (a day, `2026-11-24`)."""
    value: str
    count: Index


class Results(Model):
    """The answer to one query."""

    query: str
    total: Index
    """Documents that match the tiers that were asked, however many are returned."""
    more: bool = False
    """There are more than `total`; the engine stopped counting."""
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...] = ()

    def __iter__(self) -> Iterator[Hit]:  # type: ignore[override]  # a model's own gives its fields
        """Iterate over the hits, best first."""
        return iter(self.hits)

    def __len__(self) -> int:
        """Return the number of hits that are here; `total` is how many there are."""
        return len(self.hits)

    @property
    def counted(self) -> str:
        """The total as people read it: `1 article`, `more than 5,000 articles`."""
        return f"{'more than ' * self.more}{self.total:,} {'article' if self.total == 1 else 'articles'}"


class Suggestion(Model):
    """A completion of what a user began to type."""

    text: str
    label: EntityLabel | None
    """Of a name; None for a lemma."""
    count: Index
    """Documents that have it."""
