"""The query DSL and the analysis of a cluster, read in plain Python: the inside of the stand-in in `search_cluster.py`.

It refuses what it does not know, and its scores are no more than sums of boosts. That Lucene analyses and finds the same is
checked by `tests/search/lucene`, which runs the real one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from itertools import pairwise, product
from typing import Any

Json = dict[str, Any]

GAP = 100
"""Positions between the values of a text field (`position_increment_gap`)."""

JAVA_SPACE = re.compile("[\t-\r\x1c-\x1f \u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+")
"""What Java's `Character.isWhitespace` takes, which leaves out non-breaking spaces."""


class RefusedError(Exception):
    """An answer with an HTTP status."""

    def __init__(self, status: int, kind: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.answer = {"error": {"type": kind, "reason": reason}, "status": status}


def unknown(what: str) -> RefusedError:
    return RefusedError(400, "parsing_exception", f"unknown {what}")


# ---- analysis, as the settings of the index say


def tokens(text: str, settings: Json, name: str) -> list[tuple[str, int]]:
    """Terms and their positions."""
    analysis = settings["analysis"]
    chain = analysis["analyzer"][name]
    tokenizer = analysis["tokenizer"][chain["tokenizer"]]
    filters = [analysis["filter"][kind] for kind in chain["filter"]]
    if tokenizer["type"] != "whitespace" or [kind["type"] for kind in filters] != ["pattern_capture"]:
        raise unknown("analysis")
    (pattern,) = filters[0]["patterns"]
    longest = tokenizer["max_token_length"]
    words = [word for word in JAVA_SPACE.split(text) if word]
    pieces = [word[at : at + longest] for word in words for at in range(0, len(word), longest)]
    return [(found, position) for position, piece in enumerate(pieces) for found in re.findall(pattern, piece) or [piece]]


class Stored:
    """A document as an index of that settings and mapping has it."""

    def __init__(self, source: Json, index: Json) -> None:
        self.source = source
        self.analyse: Callable[[str], list[tuple[str, int]]] = lambda text: tokens(text, index["settings"], "icenews")
        self.text: dict[str, dict[str, set[int]]] = {}
        self.exact: dict[str, list[str]] = {}
        self._take(source, index["mappings"]["properties"], "")

    def _take(self, source: Json, properties: Json, above: str) -> None:
        for name, field in properties.items():
            given = source.get(name)
            values = given if isinstance(given, list) else [] if given is None else [given]
            if "properties" in field:
                self._take(given or {}, field["properties"], f"{name}.")
            elif field["type"] == "text":
                self.text[above + name] = self._positions(values)
            elif field["type"] in ("keyword", "date"):
                self.exact[above + name] = values

    def _positions(self, values: list[str]) -> dict[str, set[int]]:
        found: dict[str, set[int]] = defaultdict(set)
        end = 0
        for value in values:
            analysed = self.analyse(value)
            for term, position in analysed:
                found[term].add(end + position)
            end += GAP + 1 + max((position for _, position in analysed), default=0)
        return found

    def at(self, field: str, terms: set[str]) -> set[int]:
        return {position for term in terms for position in self.text[field].get(term, ())}

    def beginning(self, field: str, start: str) -> set[int]:
        return {position for term, places in self.text[field].items() if term.startswith(start) for position in places}


# ---- queries: None where a document is not found, else its score


def score(query: Json, document: Stored) -> float | None:
    ((kind, asked),) = query.items()
    if kind not in QUERIES:
        raise unknown(f"query [{kind}]")
    return QUERIES[kind](asked, document)


def _bool(asked: Json, document: Stored) -> float | None:
    if extra := set(asked) - {"must", "filter", "must_not", "should", "minimum_should_match"}:
        raise unknown(f"[bool] {extra}")
    if any(score(query, document) is not None for query in asked.get("must_not", [])):
        return None
    needed = [score(query, document) for query in asked.get("must", [])]
    passed = [score(query, document) for query in asked.get("filter", [])]
    wanted = [found for query in asked.get("should", []) if (found := score(query, document)) is not None]
    at_least = asked.get("minimum_should_match", 0 if needed or passed or not asked.get("should") else 1)
    if None in needed or None in passed or len(wanted) < at_least:
        return None
    return sum(found for found in [*needed, *wanted] if found is not None)


def _one(asked: Json, allowed: set[str]) -> tuple[str, Json]:
    ((field, given),) = asked.items()
    if extra := set(given) - allowed:
        raise unknown(f"[{field}] {extra}")
    return field, given


def _match(asked: Json, document: Stored) -> float | None:
    field, given = _one(asked, {"query", "boost"})
    found = document.at(field, {term for term, _ in document.analyse(given["query"])})
    return given.get("boost", 1.0) if found else None


def _phrase(asked: Json, document: Stored, *, last_begins: bool = False) -> float | None:
    field, given = _one(asked, {"query", "boost", "max_expansions"} if last_begins else {"query", "boost"})
    items: dict[int, set[str]] = defaultdict(set)
    for term, position in document.analyse(given["query"]):
        items[position].add(term)
    places = [document.at(field, terms) for terms in items.values()]
    if last_begins:
        places[-1] = {at for start in items[max(items)] for at in document.beginning(field, start)}
    found = any(all(first + i in place for i, place in enumerate(places)) for first in places[0])
    return given.get("boost", 1.0) if found else None


def _spans(query: Json, document: Stored) -> set[int]:
    ((kind, asked),) = query.items()
    if kind == "span_term":
        field, given = _one(asked, {"value"})
        return document.at(field, {given["value"]})
    if kind == "span_multi":
        field, given = _one(asked["match"]["prefix"], {"value"})
        return document.beginning(field, given["value"])
    if kind == "span_or" and set(asked) == {"clauses"}:
        return {position for clause in asked["clauses"] for position in _spans(clause, document)}
    raise unknown(f"span query [{kind}]")


def _span_near(asked: Json, document: Stored) -> float | None:
    places = [_spans(clause, document) for clause in asked["clauses"]]
    for found in product(*places):
        in_order = all(first < second for first, second in pairwise(found))
        room = max(found) - min(found) + 1 - len(found)
        if room <= asked["slop"] and (in_order or not asked["in_order"]):
            return float(asked["boost"])
    return None


def _prefix(asked: Json, document: Stored) -> float | None:
    field, given = _one(asked, {"value", "boost"})
    if field in document.exact:
        found = any(value.startswith(given["value"]) for value in document.exact[field])
    else:
        found = bool(document.beginning(field, given["value"]))
    return given.get("boost", 1.0) if found else None


def _range(asked: Json, document: Stored) -> float | None:
    field, given = _one(asked, {"gte", "lt"})
    since, until = (datetime.fromisoformat(given[bound]) if bound in given else None for bound in ("gte", "lt"))
    times = [datetime.fromisoformat(value) for value in document.exact[field]]
    found = any((since is None or since <= time) and (until is None or time < until) for time in times)
    return 1.0 if found else None


def _terms(asked: Json, document: Stored) -> float | None:
    ((field, values),) = asked.items()
    return 1.0 if set(values) & set(document.exact[field]) else None


QUERIES: dict[str, Callable[[Json, Stored], float | None]] = {
    "bool": _bool,
    "match": _match,
    "match_phrase": _phrase,
    "match_phrase_prefix": lambda asked, document: _phrase(asked, document, last_begins=True),
    "span_near": _span_near,
    "prefix": _prefix,
    "range": _range,
    "terms": _terms,
    "exists": lambda asked, document: 1.0 if document.exact[asked["field"]] else None,
    "match_none": lambda _asked, _document: None,
}
