"""A query tree as OpenSearch's query DSL, and the clusters of terms that documents and queries share.

A field is indexed as clusters with a space between them, one for each position: `=keypti|kaupa|keyptur`, or with the parts of
a compound `=fjármálareglur|fjármálaregla|+fjármál|+regla`. The mapping's analyzer only takes them apart again, the terms of a
cluster at one position. Parts stand in the field of the whole word, and not in one of their own, because phrases and
`span_near` see one field only; the `+` keeps them apart from words, so they can weigh less.

An AnyTerm becomes a `match` on a cluster, not a `term` query for each of its terms: Lucene then counts the readings of a word
as one word (SynonymQuery), where a sum would favour the reading that is rarest in the index, which is rarely the one meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timezone
from typing import Any, Final

from typing_extensions import assert_never

from icenews_nlp.search.analysis.normalise import source_hash
from icenews_nlp.search.engine import WEIGHTS
from icenews_nlp.search.query.tree import (
    And,
    AnyTerm,
    DateFilter,
    EntityMatch,
    Filter,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SourceFilter,
)

Dsl = dict[str, Any]
"""A query as JSON."""

FIELD_WEIGHTS: Final = {"title": WEIGHTS.title, "body": WEIGHTS.body}

LONGEST_CLUSTER: Final = 4096
"""Bytes of UTF-8. The mapping's tokenizer cuts what is longer than that many UTF-16 units, of which there are never more; its
default of 255 is too few for the form and the lemma of a long web address."""

MOST_BEGINNINGS: Final = 10_000
"""Terms that a prefix at the end of a phrase may stand for; Lucene takes them in alphabetical order."""

NOTHING: Final[Dsl] = {"match_none": {}}

_SPECIAL: Final = re.compile(r"[\s|+%\ud800-\udfff]")
_ESCAPED: Final = re.compile("%([0-9a-f]{4})")


def escape(term: str) -> str:
    """The term without characters that take clusters apart or that no JSON can hold; what begins the same still does."""
    return _SPECIAL.sub(lambda found: f"%{ord(found[0]):04x}", term)


def unescape(term: str) -> str:
    """The term that was escaped."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), term)


def cluster(terms: Iterable[str]) -> str:
    """The escaped terms of a query's word that fit together; "" where none does."""
    kept: list[str] = []
    room = LONGEST_CLUSTER
    for term in terms:
        size = len(term.encode()) + bool(kept)
        if size <= room:
            kept.append(term)
            room -= size
    return "|".join(kept)


def compile_query(node: Node) -> Dsl:
    """The query for an index with `mapping()`; it scores by words, phrases and names, not by time.

    In a phrase, a prefix that is not its last word, and any prefix in `Near`, must be one that the cluster can write out: it
    refuses a query of more than about a thousand terms.
    """
    match node:
        case And():
            return _all(node)
        case Or(children):
            return _any([compile_query(child) for child in children])
        case Not(child):
            return {"bool": {"must_not": [compile_query(child)]}}
        case AnyTerm():
            return _word(node)
        case Prefix():
            return _any([_prefix(start, field, weight) for field, weight in FIELD_WEIGHTS.items() for start in _whole(node)])
        case Phrase() | Near():
            return _several(node)
        case EntityMatch():
            return _named(node)
        case SourceFilter():
            return _from(node)
        case DateFilter():
            return _published(node)
        case _:
            assert_never(node)


def _all(node: And) -> Dsl:
    clauses: dict[str, list[Dsl]] = {"must": [], "filter": [], "must_not": []}
    for child in node.children:
        if isinstance(child, Not):
            clauses["must_not"].append(compile_query(child.child))
        else:
            clauses["filter" if isinstance(child, Filter) else "must"].append(compile_query(child))
    return {"bool": {kind: found for kind, found in clauses.items() if found}}


def _any(clauses: Sequence[Dsl]) -> Dsl:
    able = [clause for clause in clauses if clause is not NOTHING]
    if len(able) < 2:
        return able[0] if able else NOTHING
    return {"bool": {"should": able, "minimum_should_match": 1}}


# ---- one position


def _whole(item: AnyTerm | Prefix) -> list[str]:
    """Index terms, or beginnings of them, that stand for the whole word."""
    match item:
        case Prefix(start):
            return [escape(start), "=" + escape(start)]
        case AnyTerm(terms):
            return [escape(term) for term in terms]
        case _:
            assert_never(item)


def _parts(item: AnyTerm | Prefix) -> list[str]:
    match item:
        case AnyTerm(terms, parts=True):
            return ["+" + escape(term) for term in terms if not term.startswith("=")]
        case AnyTerm() | Prefix():
            return []
        case _:
            assert_never(item)


def _word(word: AnyTerm) -> Dsl:
    found = [_match("match", field, _whole(word), weight) for field, weight in FIELD_WEIGHTS.items()]
    found += [_match("match", field, _parts(word), WEIGHTS.parts) for field in FIELD_WEIGHTS]
    names = _match("match", "names", [term for term in _whole(word) if not term.startswith("=")], WEIGHTS.names)
    # A name adds to the score of a document that has the word: it finds none by itself.
    return _any(found) if names is NOTHING else {"bool": {"must": [_any(found)], "should": [names]}}


def _match(kind: str, field: str, terms: Sequence[str], weight: float) -> Dsl:
    together = cluster(terms)
    return {kind: {field: {"query": together, "boost": weight}}} if together else NOTHING


def _prefix(start: str, field: str, weight: float) -> Dsl:
    return {"prefix": {field: {"value": start, "boost": weight}}}


# ---- several positions


def _several(node: Phrase | Near) -> Dsl:
    if len(node.items) < 2:
        return _any([compile_query(item) for item in node.items])
    if isinstance(node, Near):
        # Lucene's slop is the room between the words: what the window leaves when each has its own position.
        slop = node.distance - (len(node.items) - 1)
        return _any([_spans(node.items, field, weight, slop=slop, in_order=False) for field, weight in FIELD_WEIGHTS.items()])
    found = [_phrase(node.items, field, weight, parts=False) for field, weight in FIELD_WEIGHTS.items()]
    if any(_parts(item) for item in node.items):
        found += [_phrase(node.items, field, WEIGHTS.parts, parts=True) for field in FIELD_WEIGHTS]
    return _any(found)


def _phrase(items: Sequence[AnyTerm | Prefix], field: str, weight: float, *, parts: bool) -> Dsl:
    if any(isinstance(item, Prefix) for item in items[:-1]):
        return _spans(items, field, weight, slop=0, in_order=True, parts=parts)
    clusters = [cluster(_whole(item) + (_parts(item) if parts else [])) for item in items]
    if not all(clusters):
        return NOTHING
    asked: Dsl = {"query": " ".join(clusters), "boost": weight}
    if isinstance(items[-1], Prefix):
        return {"match_phrase_prefix": {field: {**asked, "max_expansions": MOST_BEGINNINGS}}}
    return {"match_phrase": {field: asked}}


def _spans(
    items: Sequence[AnyTerm | Prefix], field: str, weight: float, *, slop: int, in_order: bool, parts: bool = True
) -> Dsl:
    spans = [_span(item, field, parts) for item in items]
    if NOTHING in spans:
        return NOTHING
    return {"span_near": {"clauses": spans, "slop": slop, "in_order": in_order, "boost": weight}}


def _span(item: AnyTerm | Prefix, field: str, parts: bool) -> Dsl:
    clauses: list[Dsl]
    match item:
        case Prefix():
            clauses = [{"span_multi": {"match": {"prefix": {field: {"value": start}}}}} for start in _whole(item)]
        case AnyTerm():
            clauses = [{"span_term": {field: {"value": term}}} for term in _whole(item) + (_parts(item) if parts else [])]
        case _:
            assert_never(item)
    return {"span_or": {"clauses": clauses}} if clauses else NOTHING


# ---- what is no word of the text


def _named(named: EntityMatch) -> Dsl:
    clusters = [cluster(name_term(named.label.value, term) for term in word.terms) for word in named.words]
    if not clusters or not all(clusters):
        return NOTHING
    return {"match_phrase": {"names": {"query": " ".join(clusters), "boost": WEIGHTS.names}}}


def name_term(label: str, word: str) -> str:
    """The index term of a word in a name of that label; its capital keeps it apart from words."""
    return f"{label}:{escape(word)}"


def _from(asked: SourceFilter) -> Dsl:
    # Not `term`, which would score a rare source higher.
    return {"terms": {"source_hash": [source_hash(asked.source)]}}


def _published(asked: DateFilter) -> Dsl:
    bounds = {"gte": asked.since, "lt": asked.until}
    given = {kind: as_date(bound) for kind, bound in bounds.items() if bound is not None}
    return {"range": {"published": given}} if given else {"exists": {"field": "published"}}


def as_date(when: datetime) -> str:
    """As the cluster reads a time; it compares milliseconds. One that UTC has in no year from 1 to 9999 keeps its own zone."""
    try:
        return when.astimezone(timezone.utc).isoformat()
    except OverflowError:
        return when.isoformat()
