"""How the documents of one tier are ranked and counted: what is done in which order, and the SQL for it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from enum import Enum
from typing import Final

from icenews_nlp.search.engine import WEIGHTS
from icenews_nlp.search.sqlite.compile import Plan
from icenews_nlp.search.sqlite.values import DAY

SCORE: Final = f"-bm25(terms, {WEIGHTS.body}, {WEIGHTS.title}, {WEIGHTS.parts}, {WEIGHTS.names})"
"""BM25, the weights in the order of the columns; FTS5's own is better the lower it is."""

LEAST: Final = 1e-9
"""The score of a document that no word of the query found, such as one of the right date."""

HALF: Final = 30 * DAY
"""Age, counted from the newest article, at which half of the bonus for recency is left."""

KEY: Final = "CAST(document.key AS BLOB)"
"""By its bytes, since SQLite puts all text before all bytes, which keys with lone surrogates are."""

COUNTED: Final = 5_000
"""Documents that are counted, whatever page is asked for; of more it is said that there are more."""

MANY: Final = 5_000
"""Documents that are ranked. More are only where those that have the words in their titles are too few."""

SAMPLE: Final = 16
"""One in so many documents, the first ones, are looked at to guess whether a query finds many."""


Sql = tuple[str, list[object]]
"""A statement and the values it is given."""


class Step(Enum):
    """What is done next with the documents of a tier."""

    RANK_AND_COUNT = "rank all and count them in one pass, unless they turn out to be too many"
    COUNT = "count them, and rank none yet"
    RANK = "rank all"
    RANK_TITLED = "rank those that have the words in the title too"
    RANK_OTHERS = "rank the others, below those"
    STOP = "enough are ranked"


def next_step(sample: int, count: int | None, ranked: int | None, needed: int) -> Step:
    """The policy of ranking: it never ranks very many documents where that can be avoided.

    Ranking reads every document that matches, counting stops early; but counting first what can all be ranked takes longer.
    A word that very many documents have says little: those that have it in the title too are ranked first.

    Args:
        sample: Documents that match among the first ones, one in SAMPLE; 0 where the index is small.
        count: Documents that match; None before they are counted.
        ranked: Documents ranked by now; None before any of this tier is.
        needed: Documents that must be ranked, if there are so many.
    """
    if count is None:
        return Step.RANK_AND_COUNT if sample < MANY // SAMPLE else Step.COUNT
    if count <= MANY:
        return Step.RANK if ranked is None else Step.STOP
    if ranked is None:
        return Step.RANK_TITLED
    return Step.RANK_OTHERS if ranked < needed else Step.STOP


Row = tuple[int, float]
"""Id and score of a document, as SQLite gives them; hundreds per query."""


class Statement:
    """The SQL of one tier, and the values it is given."""

    def __init__(self, plan: Plan, earlier: Sequence[int], recency: float, newest: int | None) -> None:
        """Initialise the instance.

        Args:
            plan: How the documents are found.
            earlier: ids of documents to leave out.
            recency: Boost for recent articles; 0 for none.
            newest: The time of the newest article in microseconds since 1970; None where nothing has a date.
        """
        self._plan = plan
        self.by_words = plan.match is not None
        """Whether the full-text index finds the documents."""
        self.by_beginnings = "*" in (plan.match or "")
        """Whether beginnings of words do, which takes long for a few documents too; nothing else in a `match` has a *."""
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
            most: How many.
            by_key: of those with one score at the end, take those with the lowest keys; this takes longer.
        """
        scored, values = self._scored(with_document=by_key or self._recent is not None)
        order = f"score DESC, {KEY}" if by_key else "score DESC, id"
        return f"{scored} ORDER BY {order} LIMIT ?", [*values, most]

    def best_and_count(self, most: int, counted: int) -> Sql:
        """Ids and scores of the best of the first `counted` documents, each with how many those are."""
        scored, values = self._scored(with_document=self._recent is not None)
        sql = f"SELECT id, score, count(*) OVER () FROM ({scored} LIMIT ?) ORDER BY score DESC, id LIMIT ?"
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
