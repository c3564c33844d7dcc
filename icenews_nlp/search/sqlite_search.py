"""A query answered by an embedded index: its tiers, the ranking, the facets, the hits of a page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple

from icenews_nlp.search.hits import Facet, Hit, Results
from icenews_nlp.search.passages import best_passage, whole
from icenews_nlp.search.sqlite_compile import Compiler, Plan
from icenews_nlp.search.sqlite_file import IndexFile
from icenews_nlp.search.sqlite_highlight import Highlighter
from icenews_nlp.search.sqlite_places import Places
from icenews_nlp.search.sqlite_values import DAY, LABELS, Stored, day, restored, unpacked_ids
from icenews_nlp.search.tree import Node

SCORE: Final = "-bm25(terms, 1, 8, 0.3, 3)"
"""BM25 with the weights of body, title, parts and names; FTS5's own is better the lower it is."""

LEAST: Final = 1e-6
"""The score of a document that no word of the query found, such as one of the right date."""

HALF: Final = 30 * DAY
"""Age, counted from the newest article, at which half of the bonus for recency is left."""

FACETED: Final = 1000
"""Documents, the best ones, whose facets are counted."""

MOST_VALUES: Final = 20
"""Values of a kind of facet."""

SPARE: Final = 50
"""Documents fetched beyond the page, so that ties at its end are seen."""


class Ranked(NamedTuple):
    """A document that matches."""

    id: int
    score: float
    key: Stored
    source: Stored | None
    moment: int | None
    names: bytes


@dataclass(frozen=True)
class Asked:
    """What is the same for all tiers."""

    limit: int
    offset: int
    recency: float
    facets: bool

    @property
    def wanted(self) -> int:
        """Documents up to the end of the page."""
        return self.limit + self.offset


class Searcher:
    """Answers one query, inside a transaction of the caller's."""

    def __init__(self, file: IndexFile, asked: Asked) -> None:
        self._file = file
        self._asked = asked
        file.bridge.phrases.clear()
        self._compiler = Compiler(file.bridge)

    def answer(self, text: str, tiers: Iterable[Node]) -> Results:
        """The page of hits that was asked for, and what is counted over all that match."""
        asked = self._asked
        found: list[tuple[int, Node, Ranked]] = []
        total = 0
        for tier, node in enumerate(tiers):
            rows, count = self._tier(self._compiler.plan(node), [row.id for _, _, row in found])
            found += [(tier, node, row) for row in rows]
            total += count
            if total >= asked.wanted:
                break
        counted = self._facets([row for _, _, row in found[:FACETED]]) if asked.facets else ()
        return Results(query=text, total=total, hits=self._hits(found[asked.offset : asked.wanted]), facets=counted)

    # ---- one tier

    def _tier(self, plan: Plan, earlier: Sequence[int]) -> tuple[list[Ranked], int]:
        """The best documents, the page's among them, and how many there are; without those of earlier tiers."""
        most = max(self._asked.wanted + SPARE, FACETED if self._asked.facets else 0)
        statement = _Statement(plan, earlier, self._asked.recency, self._newest() if self._asked.recency else None)
        rows = self._ranked(*statement.best(most, by_key=False))
        if len(rows) < most:
            return rows, len(rows)
        if (
            self._asked.wanted and rows[-1].score == rows[self._asked.wanted - 1].score
        ):  # one that was left out may be before it
            rows = self._ranked(*statement.best(most, by_key=True))
        count: int = self._file.execute(*statement.count()).get
        return rows, count

    def _ranked(self, sql: str, values: Sequence[object]) -> list[Ranked]:
        return [Ranked(*row) for row in self._file.execute(sql, values)]

    def _newest(self) -> int | None:
        newest: int | None = self._file.execute("SELECT max(moment) FROM document").get
        return newest

    # ---- facets

    def _facets(self, rows: Sequence[Ranked]) -> tuple[Facet, ...]:
        """Of each kind the commonest values; only those that may be among them are looked up."""
        names: tuple[dict[int, int], ...] = tuple({} for _ in LABELS)
        for name, count in Counter(unpacked_ids(b"".join(row.names for row in rows))).items():
            names[name & 3][name] = count
        names = tuple(map(_candidates, names))
        spelled = self._spelled([name for some in names for name in some])
        days = _candidates(Counter(row.moment // DAY for row in rows if row.moment is not None))
        kinds = [
            (label.value, {spelled[name]: count for name, count in some.items()})
            for label, some in zip(LABELS, names, strict=True)
        ]
        sources = Counter(row.source for row in rows if row.source is not None)
        kinds.append(("source", {restored(source): count for source, count in sources.items()}))
        kinds.append(("date", {day(number): count for number, count in days.items()}))
        return tuple(facet for kind, counts in kinds for facet in _commonest(kind, counts))

    def _spelled(self, ids: Sequence[int]) -> dict[int, str]:
        sql = "SELECT id, name FROM name WHERE id IN (SELECT value FROM json_each(?))"
        return {identity: restored(name) for identity, name in self._file.execute(sql, (json.dumps(ids),))}

    # ---- hits

    def _hits(self, page: Sequence[tuple[int, Node, Ranked]]) -> tuple[Hit, ...]:
        highlighters: dict[int, Highlighter] = {}
        hits: list[Hit] = []
        for tier, node, row in page:
            if tier not in highlighters:
                highlighters[tier] = Highlighter(self._file, node)
            hits.append(self._hit(tier, highlighters[tier], row))
        return tuple(hits)

    def _hit(self, tier: int, highlighter: Highlighter, row: Ranked) -> Hit:
        sql = (
            "SELECT url, published, title, body, packed FROM document JOIN text USING (id) JOIN places USING (id)"
            " WHERE document.id = ?"
        )
        url, published, title, body, packed = next(self._file.execute(sql, (row.id,)))
        places = Places(packed)
        in_title, in_body = highlighter.find(row.id, places)
        return Hit(
            key=restored(row.key),
            score=row.score,
            tier=tier,
            title=whole(restored(title), in_title),
            snippet=best_passage(restored(body), places.sentences, in_body),
            url=None if url is None else restored(url),
            source=None if row.source is None else restored(row.source),
            published=None if published is None else datetime.fromisoformat(published),
        )


class _Statement:
    """The SQL of one tier, and the values it is given."""

    def __init__(self, plan: Plan, earlier: Sequence[int], recency: float, newest: int | None) -> None:
        """earlier (Sequence[int]): ids of documents to leave out. newest (int | None): None where nothing has a date."""
        self._plan = plan
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

    def best(self, most: int, *, by_key: bool) -> tuple[str, list[object]]:
        """The best documents.

        by_key (bool): of those with one score at the end, take those with the lowest keys; this takes longer.
        """
        tables = self._tables(with_document=by_key or self._recent is not None)
        score, values = "1.0", list[object]()
        ranked = ""
        if self._plan.match is not None:
            score = SCORE
        elif self._plan.ranked:
            ranked = f"ranked AS MATERIALIZED (SELECT rowid AS id, {SCORE} AS score FROM terms WHERE terms MATCH ?), "
            values.append(self._plan.ranked)
            tables += " LEFT JOIN ranked ON ranked.id = document.id"
            score = f"coalesce(ranked.score, {LEAST})"
        if self._recent:
            score = f"{score} * (1 + coalesce(? * {HALF} / ({HALF} + ? - document.moment), 0))"
            values += self._recent
        order = "score DESC, document.key" if by_key else "score DESC"
        best = f"SELECT {self._id} AS id, {score} AS score FROM {tables} {self._where} ORDER BY {order} LIMIT ?"
        sql = (
            f"WITH {ranked}best AS MATERIALIZED ({best}) SELECT best.id, best.score, key, source, moment, names"
            " FROM best CROSS JOIN document ON document.id = best.id ORDER BY best.score DESC, key"
        )
        return sql, [*values, *self._values, most]

    def count(self) -> tuple[str, list[object]]:
        """How many documents there are."""
        return f"SELECT count(*) FROM {self._tables(with_document=False)} {self._where}", self._values

    def _tables(self, *, with_document: bool) -> str:
        if self._plan.match is None:
            return "document"
        if with_document or self._has_conditions:
            return "terms CROSS JOIN document ON document.id = terms.rowid"
        return "terms"


def _candidates(counts: dict[int, int]) -> dict[int, int]:
    """Those that may be among the commonest, so that few names have to be looked up."""
    least = sorted(counts.values(), reverse=True)[:MOST_VALUES][-1:]
    return {name: count for name, count in counts.items() if [count] >= least}


def _commonest(kind: str, counts: dict[str, int]) -> list[Facet]:
    commonest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES]
    return [Facet(kind=kind, value=value, count=count) for value, count in commonest]
