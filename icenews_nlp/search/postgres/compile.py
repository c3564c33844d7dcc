"""Query trees as statements in SQL, plain text: no driver is needed here.

`{documents}` and `{pieces}` stand where the names of these tables go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from typing_extensions import assert_never

from icenews_nlp.errors import QueryError
from icenews_nlp.search.analysis.normalise import source_hash
from icenews_nlp.search.engine import MOST_VALUES, WEIGHTS
from icenews_nlp.search.postgres.documents import REACH, beginning, escaped, name_lexeme, part_lexeme, quoted, word_lexeme
from icenews_nlp.search.query.tree import (
    And,
    AnyTerm,
    DateFilter,
    EntityMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SourceFilter,
)

Statement = tuple[str, list[object]]
"""SQL and its parameters."""

Condition = tuple[str, list[object]]
"""SQL about the document `d`, never NULL for the sake of a Not around it, and its parameters."""

Tiers = Sequence[tuple[Node, Condition]]

_IN_ORDER: Final = (WEIGHTS.parts, WEIGHTS.body, WEIGHTS.names, WEIGHTS.title)

RANK_WEIGHTS: Final = "{" + ", ".join(str(weight / max(WEIGHTS)) for weight in _IN_ORDER) + "}"
"""Of D, C, B and A, as parts of the largest because PostgreSQL wants none over 1."""

BY_LOG_LENGTH: Final = 1
"""Normalisation of ts_rank_cd: divided by the logarithm of the length, or long articles would always win."""


# ---- the statement


def statement(tiers: Tiers, limit: int, offset: int, facets: bool) -> Statement:
    """All of an answer in one statement, so that each document is looked at once and all parts of the answer agree.

    Its rows are what (`total`, `hit` or `facet`), place in order, number (of documents, or a score), tier, facet (kind and
    value with a space between), packed terms.
    """
    found, parameters = [], list[object]()
    score = "ts_rank_cd(%s::real[], d.terms, %s::tsquery, %s)"
    for tier, (node, (sql, its_own)) in enumerate(tiers):
        before, not_these = _any_tier(tiers[:tier])
        columns = f"d.key, {tier} AS tier, {score} AS score, d.facets"
        found.append(f"SELECT {columns} FROM {{documents}} d WHERE {sql} AND NOT {before}")
        parameters += [RANK_WEIGHTS, ranking(node), BY_LOG_LENGTH, *its_own, *not_these]
    text = _ANSWER.replace("FOUND", " UNION ALL ".join(found)) + (_FACETS if facets else "") + " ORDER BY place"
    return text, [*parameters, limit, offset, *([MOST_VALUES] if facets else [])]


_ANSWER: Final = """
WITH found AS MATERIALIZED (FOUND),
best AS (
    SELECT key, tier, score, row_number() OVER (ORDER BY tier, score DESC, key) AS place FROM found
    ORDER BY place LIMIT %s OFFSET %s
),
counted AS (SELECT facet, count(*) AS count FROM found, unnest(facets) AS facet GROUP BY facet),
placed AS (
    SELECT facet, count,
        row_number() OVER (PARTITION BY split_part(facet, ' ', 1) ORDER BY count DESC, facet COLLATE "C") AS place
    FROM counted
)
SELECT 'total' AS what, 0 AS place, count(*) AS number, 0 AS tier, '' AS facet, NULL::bytea AS stored FROM found
UNION ALL SELECT 'hit', place, score, tier, '', stored FROM best JOIN {documents} USING (key)
"""

_FACETS: Final = "UNION ALL SELECT 'facet', place, count, 0, facet, NULL FROM placed WHERE place <= %s"


def _any_tier(tiers: Tiers) -> Condition:
    sql = " OR ".join(sql for _, (sql, _) in tiers) or "false"
    return f"({sql})", [parameter for _, (_, parameters) in tiers for parameter in parameters]


# ---- conditions


def condition(node: Node) -> Condition:
    """What is true of the documents that the query finds, exactly those that `matching.matches` finds.

    Raises:
        QueryError: a phrase or a Near is wider than REACH.
    """
    match node:
        case And(children):
            return _joined(" AND ", children, "true")
        case Or(children):
            return _joined(" OR ", children, "false")
        case Not(child):
            sql, parameters = condition(child)
            return f"NOT {sql}", parameters
        case DateFilter():
            return _published(node)
        case SourceFilter(source):
            return "(d.source_hash IS NOT NULL AND d.source_hash = %s)", [source_hash(source)]
        case AnyTerm() | Prefix() | Phrase() | Near() | EntityMatch():
            return _words(node)
        case _:
            assert_never(node)


def _words(node: AnyTerm | Prefix | Phrase | Near | EntityMatch) -> Condition:
    exact = _query(node)
    if not exact:
        return "false", []
    if isinstance(node, AnyTerm | Prefix):
        return "d.terms @@ %s::tsquery", [exact]
    # The first condition is what the GIN index, which has no positions, can answer; it is exact for documents of any length.
    return (
        "(d.terms @@ %s::tsquery AND CASE WHEN d.cut"
        " THEN EXISTS (SELECT FROM {pieces} p WHERE p.key = d.key AND p.terms @@ %s::tsquery)"
        " ELSE d.terms @@ %s::tsquery END)"
    ), [" & ".join(_items(node)), exact, exact]


def _joined(operator: str, children: Sequence[Node], empty: str) -> Condition:
    found = [condition(child) for child in children]
    sql = operator.join(sql for sql, _ in found) or empty
    return f"({sql})", [parameter for _, parameters in found for parameter in parameters]


def _published(asked: DateFilter) -> Condition:
    bounds: list[tuple[str, datetime | None]] = [(">=", asked.since), ("<", asked.until)]
    given = [(operator, bound) for operator, bound in bounds if bound is not None]
    sql = " AND ".join(["d.published IS NOT NULL", *(f"d.published {operator} %s" for operator, _ in given)])
    return f"({sql})", [bound for _, bound in given]


def ranking(node: Node) -> str:
    """The tsquery to rank by: what the query asks for, in words; "" where it has none. Names add to the score of words."""
    match node:
        case And(children) | Or(children):
            found = [f"({query})" for child in children if (query := ranking(child))]
            return (" & " if isinstance(node, And) else " | ").join(found)
        case AnyTerm(terms) if terms:
            return _any([_item(node), *(quoted(name_lexeme(term)) for term in terms if not term.startswith("="))])
        case Near():
            # That the words stand together was asked before; the rank says how closely.
            return " & ".join(_items(node)) if _query(node) else ""
        case AnyTerm() | Prefix() | Phrase() | EntityMatch():
            return _query(node)
        case Not() | DateFilter() | SourceFilter():
            return ""
        case _:
            assert_never(node)


def _query(node: AnyTerm | Prefix | Phrase | Near | EntityMatch) -> str:
    """As a tsquery; "" where nothing can match it."""
    items = _items(node)
    if not items or not all(items):
        return ""
    if isinstance(node, Near):
        return _near(items, node.distance)
    if len(items) > REACH:
        raise QueryError(f"a phrase of {len(items)} words; at most {REACH} in PostgreSQL. Search for a part of it.")
    return " <-> ".join(items)


def _items(node: AnyTerm | Prefix | Phrase | Near | EntityMatch) -> list[str]:
    match node:
        case EntityMatch(label, words):
            return [_any(quoted(name_lexeme(term, label.value)) for term in word.terms) for word in words]
        case Phrase(items) | Near(items):
            return [_item(item) for item in items]
        case AnyTerm() | Prefix():
            return [_item(node)]
        case _:
            assert_never(node)


def _item(item: AnyTerm | Prefix) -> str:
    match item:
        case Prefix(start):
            return _any(beginning(lexeme) for lexeme in (escaped(start), "=" + start))
        case AnyTerm(terms):
            parts = [part_lexeme(term) for term in terms] if item.parts else []
            return _any(quoted(lexeme) for lexeme in (*map(word_lexeme, terms), *parts))
        case _:
            assert_never(item)


def _any(alternatives: Iterable[str]) -> str:
    joined = " | ".join(alternatives)
    return f"({joined})" if joined else ""


def _near(items: Sequence[str], distance: int) -> str:
    """The leftmost item is each of them in turn. All others stand at it or up to `distance` after it.

    Inside a phrase `&` asks for one and the same start, and a phrase of distance 0 makes it the inside of one.
    """
    if distance > REACH:
        raise QueryError(f"words within {distance} positions of each other; at most {REACH} in PostgreSQL")
    found = []
    for i, first in enumerate(items):
        others = [_any(f"{first} <{gap}> {other}" for gap in range(distance + 1)) for j, other in enumerate(items) if j != i]
        found.append(f"({first} <0> ({' & '.join(others)}))" if others else first)
    return _any(found)
