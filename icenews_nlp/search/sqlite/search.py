"""A query answered by an embedded index: its tiers, the ranking, the facets, the hits of a page."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from icenews_nlp.labels import NAME_LABELS
from icenews_nlp.search.query.tree import Node
from icenews_nlp.search.results.hits import Facet, Hit, Results
from icenews_nlp.search.results.snippets import best_passage, whole
from icenews_nlp.search.sqlite.compile import Compiler, Plan
from icenews_nlp.search.sqlite.file import IndexFile
from icenews_nlp.search.sqlite.highlight import Highlighter
from icenews_nlp.search.sqlite.offsets import Places
from icenews_nlp.search.sqlite.ranking_sql import Statement
from icenews_nlp.search.sqlite.values import DAY, Stored, day, restored, sortable, unpacked_ids

FACETED: Final = 500
"""Documents, the best ones, whose facets are counted."""

MOST_VALUES: Final = 20
"""Values of a kind of facet."""

SPARE: Final = 100
"""Documents fetched beyond the page, so that ties at its end are seen."""

MANY: Final = 5_000
"""Documents that are counted and ranked. More are ranked only where those that have the words in their titles are too few."""

SAMPLE: Final = 16
"""One in so many documents, the first ones, are looked at to guess whether a query finds many."""


Row = tuple[int, float]
"""Id and score of a document."""


class Found(NamedTuple):
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

    @property
    def needed(self) -> int:
        """Documents that must be ranked, if there are so many: those up to the end of the page, and those that have facets."""
        return max(self.wanted, FACETED if self.facets else 0)

    @property
    def fetched(self) -> int:
        """Documents that are fetched at once, if there are so many."""
        return max(self.wanted + SPARE, self.needed)

    @property
    def counted(self) -> int:
        """Documents that are counted, if there are so many."""
        return max(MANY, self.wanted)


class Searcher:
    """Answers one query, inside a transaction of the caller's."""

    def __init__(self, file: IndexFile, asked: Asked) -> None:
        self._file = file
        self._asked = asked
        file.bridge.phrases.clear()
        self._compiler = Compiler(file.bridge, file.knows)

    def answer(self, text: str, tiers: Iterable[Node]) -> Results:
        """The page of hits that was asked for, and what is counted over all that match."""
        asked = self._asked
        nodes: list[Node] = []
        found: list[Found] = []
        total = 0
        for tier, node in enumerate(tiers):
            nodes.append(node)
            total += self._tier(tier, node, found)
            if total >= asked.wanted:
                break
        counted = self._facets([document.id for document in found[:FACETED]]) if asked.facets else ()
        hits = self._hits(self._page(found), nodes)
        more = total > asked.counted
        return Results(query=text, total=min(total, asked.counted), more=more, hits=hits, facets=counted)

    # ---- one tier

    def _tier(self, tier: int, node: Node, found: list[Found]) -> int:
        """Add the best documents to those of earlier tiers, as many as are needed; gives how many there are, if not too many.

        A word that very many documents have tells little: those that have it in the title too are ranked first.
        """
        plan = self._compiler.plan(node)
        rows, count = self._ranked(self._statement(plan, found))
        if count > MANY:
            if plan.match is not None:
                titled = Compiler(self._file.bridge, self._file.knows, titled=True).plan(node)
                found += [Found(tier, False, *row) for row in self._best(self._statement(titled, found))]
            if len(found) < self._asked.needed:
                rows = self._best(self._statement(plan, found))
        found += [Found(tier, count > MANY, *row) for row in rows]
        return count

    def _ranked(self, statement: Statement) -> tuple[list[Row], int]:
        """The best documents and how many there are, up to a number that is too many; of so many none is ranked."""
        most = self._asked.counted + 1
        if not self._seem_few(statement):
            count: int = self._file.execute(*statement.count(most)).get
            return (self._best(statement) if count <= MANY else []), count
        rows = self._file.execute(*statement.best_and_count(self._asked.fetched, most)).fetchall()
        count = rows[0][2] if rows else 0
        best = [(identity, score) for identity, score, _ in rows]
        return (self._untied(statement, best) if count <= MANY else []), count

    def _seem_few(self, statement: Statement) -> bool:
        """Whether a sample of the documents lets expect that all can be ranked; counting them before would take longer."""
        last: int = self._file.execute("SELECT coalesce(max(id), 0) FROM document").get
        if last <= MANY or not statement.by_words or statement.by_beginnings:
            return last <= MANY
        sampled: int = self._file.execute(*statement.count_sample(last // SAMPLE, MANY // SAMPLE)).get
        return sampled < MANY // SAMPLE

    def _statement(self, plan: Plan, earlier: Iterable[Found]) -> Statement:
        recency = self._asked.recency
        return Statement(plan, [document.id for document in earlier], recency, self._newest() if recency else None)

    def _best(self, statement: Statement) -> list[Row]:
        return self._untied(statement, self._file.execute(*statement.best(self._asked.fetched, by_key=False)).fetchall())

    def _untied(self, statement: Statement, rows: list[Row]) -> list[Row]:
        """The best documents, those with the lowest keys where one that was left out may be before another."""
        wanted = self._asked.wanted
        if len(rows) == self._asked.fetched and wanted and rows[-1][1] == rows[wanted - 1][1]:
            rows = self._file.execute(*statement.best(self._asked.fetched, by_key=True)).fetchall()
        return rows

    def _newest(self) -> int | None:
        newest: int | None = self._file.execute("SELECT max(moment) FROM document").get
        return newest

    def _page(self, found: Sequence[Found]) -> list[tuple[Found, Stored]]:
        """The page's documents with their keys, by which those with one score are ordered."""
        begin, end = self._asked.offset, min(self._asked.wanted, len(found))
        if begin >= end:
            return []
        first, last = begin, end
        while first and found[first - 1].rank == found[begin].rank:
            first -= 1
        while last < len(found) and found[last].rank == found[end - 1].rank:
            last += 1
        keys = dict(self._of_documents("id, key", [document.id for document in found[first:last]]))
        ordered = sorted(found[first:last], key=lambda one: (*one.rank, sortable(keys[one.id])))
        return [(document, keys[document.id]) for document in ordered[begin - first : end - first]]

    def _of_documents(self, columns: str, ids: Sequence[int]) -> Any:
        sql = f"SELECT {columns} FROM document WHERE id IN (SELECT value FROM json_each(?))"
        return self._file.execute(sql, (json.dumps(ids),))

    # ---- facets

    def _facets(self, ids: Sequence[int]) -> tuple[Facet, ...]:
        """Of each kind the commonest values; only those that may be among them are looked up."""
        rows = self._of_documents("names, source, moment", ids).fetchall()
        names = self._names(Counter(unpacked_ids(b"".join(row[0] for row in rows))))
        kinds: list[tuple[str, dict[str, int]]] = [(label.value, names[label.value]) for label in NAME_LABELS]
        sources = Counter(row[1] for row in rows if row[1] is not None)
        kinds.append(("source", {restored(source): count for source, count in sources.items()}))
        days = _candidates(Counter(row[2] // DAY for row in rows if row[2] is not None))
        kinds.append(("date", {day(number): count for number, count in days.items()}))
        return tuple(facet for kind, counts in kinds for facet in _commonest(kind, counts))

    def _names(self, counts: Mapping[int, int]) -> Mapping[str, dict[str, int]]:
        """Label -> name -> count, by the counts of the names' ids."""
        names: defaultdict[str, dict[str, int]] = defaultdict(dict)
        sql = "SELECT id, name, label FROM name WHERE id IN (SELECT value FROM json_each(?))"
        for identity, name, label in self._file.execute(sql, (json.dumps(list(counts)),)):
            names[label][restored(name)] = counts[identity]
        return names

    # ---- hits

    def _hits(self, page: Sequence[tuple[Found, Stored]], nodes: Sequence[Node]) -> tuple[Hit, ...]:
        ids: defaultdict[int, list[int]] = defaultdict(list)
        for document, _ in page:
            ids[document.tier].append(document.id)
        highlighters = {tier: Highlighter(self._file, nodes[tier], some) for tier, some in ids.items()}
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


def _candidates(counts: dict[int, int]) -> dict[int, int]:
    """Those that may be among the commonest, so that few names have to be looked up."""
    least = sorted(counts.values(), reverse=True)[:MOST_VALUES][-1:]
    return {name: count for name, count in counts.items() if [count] >= least}


def _commonest(kind: str, counts: dict[str, int]) -> list[Facet]:
    commonest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_VALUES]
    return [Facet(kind=kind, value=value, count=count) for value, count in commonest]
