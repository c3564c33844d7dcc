"""The SQL that ranks and counts the documents of one tier."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from icenews_nlp.search.sqlite.compile import Plan
from icenews_nlp.search.sqlite.values import DAY

SCORE: Final = "-bm25(terms, 1, 8, 0.3, 3)"
"""BM25 with the weights of body, title, parts and names; FTS5's own is better the lower it is."""

LEAST: Final = 1e-9
"""The score of a document that no word of the query found, such as one of the right date."""

HALF: Final = 30 * DAY
"""Age, counted from the newest article, at which half of the bonus for recency is left."""

KEY: Final = "CAST(document.key AS BLOB)"
"""By its bytes, since SQLite puts all text before all bytes, which keys with lone surrogates are."""

Sql = tuple[str, list[object]]
"""A statement and the values it is given."""


class Statement:
    """The SQL of one tier, and the values it is given."""

    def __init__(self, plan: Plan, earlier: Sequence[int], recency: float, newest: int | None) -> None:
        """Initialise the instance.

        Args:
            earlier: ids of documents to leave out.
            newest: None where nothing has a date.
        """
        self._plan = plan
        self.by_words = plan.match is not None
        """Whether the full-text index finds the documents."""
        self.by_beginnings = "*" in (plan.match or "")
        """Whether beginnings of words do, which takes long for a few documents too; nothing else in a `match` has the sign."""
        self._recent = (recency, newest) if recency and newest is not None else None
        self._id = "document.id" if plan.match is None else "terms.rowid"
        conditions = [condition.sql for condition in plan.conditions]
        self._values: list[object] = [value for condition in plan.conditions for value in condition.values]
        self._has_conditions = bool(conditions)
        if plan.match is not None:
            conditions.insert(0, "terms MATCH ?")
            self._values.insert(0, plan.match)
        if earlier:
            conditions.append(f"{self._id} NOT IN (SELECT value FROM json_each(?))")
            self._values.append(json.dumps(earlier))
        self._where = f"WHERE {' AND '.join(conditions)}" if conditions else ""

    def best(self, most: int, *, by_key: bool) -> Sql:
        """Ids and scores of the best documents.

        Args:
            by_key: of those with one score at the end, take those with the lowest keys; this takes longer.
        """
        scored, values = self._scored(with_document=by_key or self._recent is not None)
        order = f"score DESC, {KEY}" if by_key else "score DESC"
        return f"{scored} ORDER BY {order} LIMIT ?", [*values, most]

    def best_and_count(self, most: int, counted: int) -> Sql:
        """Ids and scores of the best of the first `counted` documents, each with how many those are."""
        scored, values = self._scored(with_document=self._recent is not None)
        sql = f"SELECT id, score, count(*) OVER () FROM ({scored} LIMIT ?) ORDER BY score DESC LIMIT ?"
        return sql, [*values, counted, most]

    def _scored(self, *, with_document: bool) -> Sql:
        tables = self._tables(with_document=with_document)
        score, values = "1.0", list[object]()
        ranked = ""
        if self._plan.match is not None:
            score = SCORE
        elif self._plan.ranked:
            ranked = f"WITH ranked AS MATERIALIZED (SELECT rowid AS id, {SCORE} AS score FROM terms WHERE terms MATCH ?) "
            values.append(self._plan.ranked)
            tables += " LEFT JOIN ranked ON ranked.id = document.id"
            score = f"coalesce(ranked.score, {LEAST})"
        if self._recent:
            score = f"{score} * (1 + coalesce(? * {HALF} / ({HALF} + ? - document.moment), 0))"
            values += self._recent
        return f"{ranked}SELECT {self._id} AS id, {score} AS score FROM {tables} {self._where}", [*values, *self._values]

    def count(self, most: int) -> Sql:
        """How many documents there are, up to so many."""
        return self._count("LIMIT ?", most)

    def count_sample(self, last: int, most: int) -> Sql:
        """The same among the documents up to an id; only where words find them."""
        return self._count("AND terms.rowid <= ? LIMIT ?", last, most)

    def _count(self, end: str, *values: int) -> Sql:
        found = f"SELECT 1 FROM {self._tables(with_document=False)} {self._where} {end}"
        return f"SELECT count(*) FROM ({found})", [*self._values, *values]

    def _tables(self, *, with_document: bool) -> str:
        if self._plan.match is None:
            return "document"
        if with_document or self._has_conditions:
            return "terms CROSS JOIN document ON document.id = terms.rowid"
        return "terms"
