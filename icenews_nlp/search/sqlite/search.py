"""A query answered by an embedded index: its tiers, the ranking, the facets, the hits of a page."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from icenews_nlp.labels import NAME_LABELS
from icenews_nlp.search.engine import MOST_VALUES, Page, ask_tiers
from icenews_nlp.search.query.tree import Node
from icenews_nlp.search.results.hits import Facet, Hit, Results
from icenews_nlp.search.results.offsets import Places
from icenews_nlp.search.results.snippets import best_passage, whole
from icenews_nlp.search.sqlite import ranking
from icenews_nlp.search.sqlite.compile import Compiler, Plan
from icenews_nlp.search.sqlite.file import IndexFile
from icenews_nlp.search.sqlite.highlight import Highlighter
from icenews_nlp.search.sqlite.ranking import Row, Statement, Step, next_step
from icenews_nlp.search.sqlite.values import DAY, Stored, day, restored, sortable, unpacked_ids

FACETED: Final = 500
"""Documents, the best ones, whose facets are counted."""

SPARE: Final = 100
"""Documents fetched beyond the page, so that ties at its end are seen."""


KNOWN_LABELS: Final = 100_000
"""Names whose labels one connection remembers from one query to the next."""


class Scored(NamedTuple):
    """A document that matches."""

    tier: int
    last: bool
    """It comes after those that have the words in the title: so do all others that a query finds with many more."""
    id: int
    score: float

    @property
    def rank(self) -> tuple[int, bool, float]:
        """Lower is better; documents of one rank are ordered by their keys."""
        return self.tier, self.last, -self.score


class Keyed(NamedTuple):
    """A document of the page, with its key."""

    document: Scored
    key: Stored


class Ranked(NamedTuple):
    """The best documents of a tier, and how many it finds, counted up to one more than COUNTED."""

    best: list[Row]
    total: int


@dataclass(frozen=True)
class Request:
    """What is the same for all tiers."""

    page: Page
    recency: float
    facets: bool

    @property
    def needed(self) -> int:
        """Documents that must be ranked, if there are so many: those up to the end of the page, and those that have facets."""
        return max(self.page.end, FACETED if self.facets else 0)

    @property
    def fetched(self) -> int:
        """Documents that are fetched at once, if there are so many."""
        return max(self.page.end + SPARE, self.needed)


class Searcher:
    """Answers one query, inside a transaction of the caller's."""

    def __init__(self, file: IndexFile, request: Request) -> None:
        self._file = file
        self._request = request
        file.bridge.phrases.clear()
        self._compiler = Compiler(file.bridge, file.knows)

    def answer(self, text: str, tiers: Iterable[Node]) -> Results:
        """The page of hits that was asked for, and what is counted over all that match."""
        nodes: list[Node] = []
        found: list[Scored] = []

        def ask(tier: int, node: Node) -> int:
            nodes.append(node)
            return self._tier(tier, node, found)

        total = ask_tiers(tiers, ask)
        with self._file.decoding():
            facets = self._facets([document.id for document in found[:FACETED]]) if self._request.facets else ()
            hits = self._hits(self._page(found), nodes)
        return Results(query=text, total=min(total, ranking.COUNTED), more=total > ranking.COUNTED, hits=hits, facets=facets)

    # ---- one tier

    def _tier(self, tier: int, node: Node, found: list[Scored]) -> int:
        """Add the best documents to those of earlier tiers, as many as are needed; returns how many there are."""
        plan = self._compiler.plan(node)
        statement = self._statement(plan, found)
        sample = self._sample(statement)
        count: int | None = None
        ranked: int | None = None
        while (step := next_step(sample, count, ranked, self._request.needed)) is not Step.STOP:
            best: list[Row] = []
            if step is Step.COUNT:
                count = self._file.execute(*statement.count(ranking.COUNTED + 1)).get
                continue
            if step is Step.RANK_AND_COUNT:
                best, count = self._best_and_count(statement)
                if count > ranking.MANY:
                    continue
            elif step is Step.RANK:
                best = self._best(statement)
            elif step is Step.RANK_TITLED and plan.match is not None:
                titled = Compiler(self._file.bridge, self._file.knows, titled=True).plan(node)
                best = self._best(self._statement(titled, found))
            elif step is Step.RANK_OTHERS:
                best = self._best(self._statement(plan, found))
            found += [Scored(tier, step is Step.RANK_OTHERS, *row) for row in best]
            ranked = self._request.needed if step is Step.RANK_OTHERS else len(found)
        return count or 0

    def _sample(self, statement: Statement) -> int:
        """What lets expect how many documents there are, as `next_step` takes it; to count them would take longer."""
        last: int = self._file.execute("SELECT coalesce(max(id), 0) FROM document").get
        if last <= ranking.MANY:
            return 0
        if not statement.by_words or statement.by_beginnings:
            return ranking.MANY
        sampled: int = self._file.execute(*statement.count_sample(last // ranking.SAMPLE, ranking.MANY // ranking.SAMPLE)).get
        return sampled

    def _statement(self, plan: Plan, earlier: Iterable[Scored]) -> Statement:
        recency = self._request.recency
        return Statement(plan, [document.id for document in earlier], recency, self._newest() if recency else None)

    def _best_and_count(self, statement: Statement) -> Ranked:
        rows = self._file.execute(*statement.best_and_count(self._request.fetched, ranking.COUNTED + 1)).fetchall()
        count = rows[0][2] if rows else 0
        best = [(identity, score) for identity, score, _ in rows]
        return Ranked(self._untied(statement, best) if count <= ranking.MANY else [], count)

    def _best(self, statement: Statement) -> list[Row]:
        return self._untied(statement, self._rows(statement, by_key=False))

    def _untied(self, statement: Statement, rows: list[Row]) -> list[Row]:
        """The best documents, those with the lowest keys where one that was left out may be before another."""
        end, fetched = self._request.page.end, self._request.fetched
        if len(rows) == fetched and end and rows[-1][1] == rows[end - 1][1]:
            return self._rows(statement, by_key=True)
        return rows

    def _rows(self, statement: Statement, *, by_key: bool) -> list[Row]:
        rows: list[Row] = self._file.execute(*statement.best(self._request.fetched, by_key=by_key)).fetchall()
        return rows

    def _newest(self) -> int | None:
        newest: int | None = self._file.execute("SELECT max(moment) FROM document").get
        return newest

    def _page(self, found: Sequence[Scored]) -> list[Keyed]:
        """The page's documents with their keys, by which those with one score are ordered."""
        begin, end = self._request.page.offset, min(self._request.page.end, len(found))
        if begin >= end:
            return []
        first, last = begin, end
        while first and found[first - 1].rank == found[begin].rank:
            first -= 1
        while last < len(found) and found[last].rank == found[end - 1].rank:
            last += 1
        keys = dict(self._of_documents("id, key", [document.id for document in found[first:last]]))
        ordered = sorted(found[first:last], key=lambda one: (*one.rank, sortable(keys[one.id])))
        return [Keyed(document, keys[document.id]) for document in ordered[begin - first : end - first]]

    def _of_documents(self, columns: str, ids: Sequence[int]) -> Any:
        sql = f"SELECT {columns} FROM document WHERE id IN (SELECT value FROM json_each(?))"
        return self._file.execute(sql, (json.dumps(ids),))

    # ---- facets

    def _facets(self, ids: Sequence[int]) -> tuple[Facet, ...]:
        """Of each kind the commonest values; only those that may be among them are looked up."""
        rows = self._of_documents("names, source, moment", ids).fetchall()
        names = self._names(Counter(unpacked_ids(b"".join(row[0] for row in rows))))
        kinds: list[tuple[str, dict[str, int]]] = [(label.value, names.get(label.value, {})) for label in NAME_LABELS]
        sources = Counter(row[1] for row in rows if row[1] is not None)
        kinds.append(("source", {restored(source): count for source, count in sources.items()}))
        days = _candidates(Counter(row[2] // DAY for row in rows if row[2] is not None))
        kinds.append(("date", {day(number): count for number, count in days.items()}))
        return tuple(facet for kind, counts in kinds for facet in _commonest(kind, counts))

    def _names(self, counts: Mapping[int, int]) -> Mapping[str, dict[str, int]]:
        """Label -> name -> count, by the counts of the names' ids; only names that may be among the commonest are looked up."""
        labels = self._labels(counts.keys())
        by_label: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for identity, count in counts.items():
            by_label[labels[identity]][identity] = count
        candidates = {label: _candidates(some) for label, some in by_label.items()}
        spelled = self._spelled([identity for some in candidates.values() for identity in some])
        return {label: {spelled[identity]: count for identity, count in some.items()} for label, some in candidates.items()}

    def _labels(self, ids: Set[int]) -> Mapping[int, str]:
        """Labels of at least these names by their ids; those that this connection remembers are not looked up."""
        known = self._file.labels
        if len(known) > KNOWN_LABELS:
            known.clear()
        if not known.keys() >= ids:
            missing = [identity for identity in ids if identity not in known]
            sql = "SELECT id, label FROM name WHERE id IN (SELECT value FROM json_each(?))"
            known.update(self._file.execute(sql, (json.dumps(missing),)))
        return known

    def _spelled(self, ids: Sequence[int]) -> dict[int, str]:
        sql = "SELECT id, name FROM name WHERE id IN (SELECT value FROM json_each(?))"
        return {identity: restored(name) for identity, name in self._file.execute(sql, (json.dumps(ids),))}

    # ---- hits

    def _hits(self, page: Sequence[Keyed], nodes: Sequence[Node]) -> tuple[Hit, ...]:
        ids: defaultdict[int, list[int]] = defaultdict(list)
        for document, _ in page:
            ids[document.tier].append(document.id)
        highlighters = {tier: Highlighter(self._file, nodes[tier], some) for tier, some in ids.items()}
        return tuple(self._hit(document, key, highlighters[document.tier]) for document, key in page)

    def _hit(self, document: Scored, key: Stored, highlighter: Highlighter) -> Hit:
        sql = (
            "SELECT url, source, published, title, body, packed FROM document JOIN text USING (id) JOIN places USING (id)"
            " WHERE document.id = ?"
        )
        url, source, published, title, body, packed = self._file.execute(sql, (document.id,)).fetchone()
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


def _candidates(counts: dict[int, int]) -> dict[int, int]:
    """Those that may be among the commonest, so that few names have to be looked up."""
    if len(counts) <= MOST_VALUES:
        return counts
    least = sorted(counts.values(), reverse=True)[MOST_VALUES - 1]
    return {name: count for name, count in counts.items() if count >= least}


def _commonest(kind: str, counts: dict[str, int]) -> list[Facet]:
    commonest = sorted(sorted(counts), key=counts.__getitem__, reverse=True)[:MOST_VALUES]
    return [Facet(kind=kind, value=value, count=counts[value]) for value in commonest]
