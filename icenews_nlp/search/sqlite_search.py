"""A query answered by an embedded index: its tiers, the ranking, the facets, the hits of a page."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from icenews_nlp.search.hits import Facet, Hit, Results
from icenews_nlp.search.passages import best_passage, whole
from icenews_nlp.search.sqlite_compile import Compiler, Plan
from icenews_nlp.search.sqlite_file import IndexFile
from icenews_nlp.search.sqlite_highlight import Highlighter
from icenews_nlp.search.sqlite_places import Places
from icenews_nlp.search.sqlite_values import DAY, LABELS, Stored, day, restored, sortable, unpacked_ids
from icenews_nlp.search.tree import Node

SCORE: Final = "-bm25(terms, 1, 8, 0.3, 3)"
"""BM25 with the weights of body, title, parts and names; FTS5's own is better the lower it is."""

LEAST: Final = 1e-9
"""The score of a document that no word of the query found, such as one of the right date."""

HALF: Final = 30 * DAY
"""Age, counted from the newest article, at which half of the bonus for recency is left."""

FACETED: Final = 500
"""Documents, the best ones, whose facets are counted."""

MOST_VALUES: Final = 20
"""Values of a kind of facet."""

SPARE: Final = 100
"""Documents fetched beyond the page: ties at its end are seen, and where there are no more, nothing need be counted."""


Row = tuple[int, float]
"""Id and score of a document."""


class Found(NamedTuple):
    """A document that matches."""

    tier: int
    id: int
    score: float


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
        nodes: list[Node] = []
        found: list[Found] = []
        total = 0
        for tier, node in enumerate(tiers):
            rows, count = self._tier(self._compiler.plan(node), [document.id for document in found])
            found += [Found(tier, *row) for row in rows]
            nodes.append(node)
            total += count
            if total >= asked.wanted:
                break
        counted = self._facets([document.id for document in found[:FACETED]]) if asked.facets else ()
        return Results(query=text, total=total, hits=self._hits(self._page(found), nodes), facets=counted)

    # ---- one tier

    def _tier(self, plan: Plan, earlier: Sequence[int]) -> tuple[list[Row], int]:
        """Ids and scores of the best documents, the page's among them, and how many there are; without earlier tiers'."""
        asked = self._asked
        most = max(asked.wanted + SPARE, FACETED if asked.facets else 0)
        statement = _Statement(plan, earlier, asked.recency, self._newest() if asked.recency else None)
        rows: list[Row] = self._file.execute(*statement.best(most, by_key=False)).fetchall()
        if len(rows) < most:
            return rows, len(rows)
        if asked.wanted and rows[-1][1] == rows[asked.wanted - 1][1]:  # one that was left out may be before it
            rows = self._file.execute(*statement.best(most, by_key=True)).fetchall()
        count: int = self._file.execute(*statement.count()).get
        return rows, count

    def _newest(self) -> int | None:
        newest: int | None = self._file.execute("SELECT max(moment) FROM document").get
        return newest

    def _page(self, found: Sequence[Found]) -> list[tuple[Found, Stored]]:
        """The page's documents with their keys, by which those with one score are ordered."""
        begin, end = self._asked.offset, min(self._asked.wanted, len(found))
        if begin >= end:
            return []
        first, last = begin, end
        while first and _equal(found[first - 1], found[begin]):
            first -= 1
        while last < len(found) and _equal(found[last], found[end - 1]):
            last += 1
        keys = dict(self._of_documents("id, key", [document.id for document in found[first:last]]))
        ordered = sorted(found[first:last], key=lambda one: (one.tier, -one.score, sortable(keys[one.id])))
        return [(document, keys[document.id]) for document in ordered[begin - first : end - first]]

    def _of_documents(self, columns: str, ids: Sequence[int]) -> Any:
        sql = f"SELECT {columns} FROM document WHERE id IN (SELECT value FROM json_each(?))"
        return self._file.execute(sql, (json.dumps(ids),))

    # ---- facets

    def _facets(self, ids: Sequence[int]) -> tuple[Facet, ...]:
        """Of each kind the commonest values; only those that may be among them are looked up."""
        rows = self._of_documents("names, source, moment", ids).fetchall()
        names: tuple[dict[int, int], ...] = tuple({} for _ in LABELS)
        for name, count in Counter(unpacked_ids(b"".join(row[0] for row in rows))).items():
            names[name & 3][name] = count
        names = tuple(map(_candidates, names))
        spelled = self._spelled([name for some in names for name in some])
        kinds = [
            (label.value, {spelled[name]: count for name, count in some.items()})
            for label, some in zip(LABELS, names, strict=True)
        ]
        sources = Counter(row[1] for row in rows if row[1] is not None)
        kinds.append(("source", {restored(source): count for source, count in sources.items()}))
        days = _candidates(Counter(row[2] // DAY for row in rows if row[2] is not None))
        kinds.append(("date", {day(number): count for number, count in days.items()}))
        return tuple(facet for kind, counts in kinds for facet in _commonest(kind, counts))

    def _spelled(self, ids: Sequence[int]) -> dict[int, str]:
        sql = "SELECT id, name FROM name WHERE id IN (SELECT value FROM json_each(?))"
        return {identity: restored(name) for identity, name in self._file.execute(sql, (json.dumps(ids),))}

    # ---- hits

    def _hits(self, page: Sequence[tuple[Found, Stored]], nodes: Sequence[Node]) -> tuple[Hit, ...]:
        highlighters = {tier: Highlighter(self._file, nodes[tier]) for tier in {document.tier for document, _ in page}}
        return tuple(self._hit(document, key, highlighters[document.tier]) for document, key in page)

    def _hit(self, document: Found, key: Stored, highlighter: Highlighter) -> Hit:
        sql = (
            "SELECT url, source, published, title, body, packed FROM document JOIN text USING (id) JOIN places USING (id)"
            " WHERE document.id = ?"
        )
        url, source, published, title, body, packed = next(self._file.execute(sql, (document.id,)))
        places = Places(packed)
        in_title, in_body = highlighter.find(document.id, places)
        return Hit(
            key=restored(key),
            score=document.score,
            tier=document.tier,
            title=whole(restored(title), in_title),
            snippet=best_passage(restored(body), places.sentences, in_body),
            url=None if url is None else restored(url),
            source=None if source is None else restored(source),
            published=None if published is None else datetime.fromisoformat(published),
        )


def _equal(one: Found, other: Found) -> bool:
    return one.tier == other.tier and one.score == other.score


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
            ranked = f"WITH ranked AS MATERIALIZED (SELECT rowid AS id, {SCORE} AS score FROM terms WHERE terms MATCH ?) "
            values.append(self._plan.ranked)
            tables += " LEFT JOIN ranked ON ranked.id = document.id"
            score = f"coalesce(ranked.score, {LEAST})"
        if self._recent:
            score = f"{score} * (1 + coalesce(? * {HALF} / ({HALF} + ? - document.moment), 0))"
            values += self._recent
        order = "score DESC, document.key" if by_key else "score DESC"
        sql = f"{ranked}SELECT {self._id}, {score} AS score FROM {tables} {self._where} ORDER BY {order} LIMIT ?"
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
