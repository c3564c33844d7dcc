"""The index on an OpenSearch cluster: the only file that sees opensearch-py.

No plugin is needed, and Elasticsearch's wire format is the same where this file uses it. What goes over the wire is public:
`mapping()` makes an index, `bulk_actions()` gives documents for any client, `compile_query()` the query for a tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple, Protocol

from icenews_nlp.errors import IcenewsError, InputError, QueryError, SearchIndexError
from icenews_nlp.search.engine import (
    MOST_VALUES,
    Documents,
    Readers,
    SearchEngine,
    ask_tiers,
    batches,
    page_of,
    several_keys,
    text_of,
)
from icenews_nlp.search.opensearch.compile import compile_query, escape, unescape
from icenews_nlp.search.opensearch.documents import (
    FACETS,
    MADE_BY,
    Json,
    beginning_pattern,
    bulk_actions,
    document_id,
    fold_start,
    mapping,
    unpacked,
)
from icenews_nlp.search.query.accents import BEGINNING, beginnings
from icenews_nlp.search.query.tree import Node, Or, Query
from icenews_nlp.search.results.hits import Facet, Hit, Results
from icenews_nlp.search.results.packing import stored_hit

__all__ = ["Client", "OpenSearchIndex", "bulk_actions", "compile", "mapping"]

BATCH: Final = 100
"""Documents in one bulk request: about 2 MB of news, where small clusters take 10."""

DEEPEST: Final = 10_000
"""Hits that a cluster pages through (its `index.max_result_window`)."""

MOST_FOLDED: Final = 50
"""Terms that one word without accents may stand for, the commonest first."""

LONGEST_FOLDED: Final = 100
"""Code points of a word that the vocabulary is asked for; a cluster refuses a regular expression of more than 1,000."""


class Client(Protocol):
    """What is used of a client: that of opensearch-py, or one that takes the same calls."""

    @property
    def indices(self) -> Any:
        """With `exists`, `create`, `get_mapping` and `refresh`."""

    def bulk(self, *, body: Any) -> Any:
        """Send several operations in one request."""

    def search(self, *, body: Any, index: Any) -> Any:
        """Answer a query."""

    def count(self, *, index: Any) -> Any:
        """Count the documents of an index."""

    def close(self) -> Any:
        """Close the connections."""


class Sent(NamedTuple):
    """What was sent to the cluster."""

    sent: int
    """Actions."""
    deleted: int
    """Those of them that removed a document."""


class OpenSearchIndex(SearchEngine):
    """A search index on a cluster; made on the cluster where it is not there yet.

    A batch of documents is not a transaction: the cluster takes or refuses each document by itself. Any number of threads may
    use one object, as they may use one client of opensearch-py.
    """

    def __init__(self, client_or_url: Client | str, index: str = "icenews") -> None:
        """A URL is opened with opensearch-py, and closed with this index; a client stays the caller's.

        Raises:
            InputError: a URL is given and opensearch-py is not installed.
            SearchIndexError: the cluster does not answer, or the index was made by another version of the analyzer.
        """
        self._index = index
        self._readers = Readers()
        self._own = isinstance(client_or_url, str)
        self._client: Client = _opened(client_or_url) if isinstance(client_or_url, str) else client_or_url
        try:
            self._make()
            made = self._client.indices.get_mapping(index=index)
        except Exception as error:
            self.close()
            raise SearchIndexError(f"the cluster gives no index {index!r}: {error}") from error
        try:
            _check(made)
        except SearchIndexError:
            self.close()
            raise

    def add(self, documents: Documents, *, refresh: bool = True) -> int:
        """Index documents, each in place of one with the same key.

        Args:
            documents: One document, or any number of them; they are consumed lazily.
            refresh: False leaves it to the cluster when searches see them (a second later, as it comes).

        Returns:
            How many were given.

        Raises:
            InputError: What is given is no document.
            SearchIndexError: The cluster does not answer, or refuses some; batches before, and the others of the batch that it
                refuses some of, are then indexed.
        """
        return self._send(bulk_actions(documents, self._index, self._readers), refresh).sent

    def delete(self, keys: str | Iterable[str], *, refresh: bool = True) -> int:
        """Remove documents.

        Args:
            keys: One key or several.
            refresh: False leaves it to the cluster when searches no longer see them.

        Returns:
            How many of them were in the index.

        Raises:
            InputError: A key is not text.
            SearchIndexError: The cluster does not answer.
        """
        given = several_keys(keys)
        gone = ({"_op_type": "delete", "_index": self._index, "_id": document_id(key)} for key in given)
        return self._send(gone, refresh).deleted

    def search(self, query: str | Query, *, limit: int = 10, offset: int = 0, facets: bool = True) -> Results:
        """One page of hits; names, sources and days (in UTC) are counted over all documents that match.

        Args:
            query: What a user typed, or a query that has been read already.
            limit: Hits on the page, at most.
            offset: Hits before the page.
            facets: Count names, sources and days.

        Raises:
            QueryError: The query cannot be read, or the cluster refuses it (a prefix of too many words inside a phrase); a
                limit or offset is negative, or the page ends after the 10,000th hit.
            SearchIndexError: The cluster does not answer.
        """
        page, text = page_of(limit, offset), text_of(query)
        if page.end > DEEPEST:
            raise QueryError(f"limit {limit} from offset {offset}: a cluster gives the first {DEEPEST:,} hits only")
        asked: list[Node] = []
        hits: list[Hit] = []
        before = 0

        def ask(tier: int, node: Node) -> int:
            nonlocal before
            only = {"bool": {"must": [compile_query(node)], "must_not": [compile_query(narrower) for narrower in asked]}}
            part = {"from": max(0, page.offset - before), "size": page.limit - len(hits)}
            found = self._ask({"query": only, **part, **_SHOWN})["hits"]
            hits.extend(stored_hit(unpacked(hit["_source"]), node, tier=tier, score=hit["_score"]) for hit in found["hits"])
            asked.append(node)
            added = int(found["total"]["value"])
            before += added
            return added

        total = ask_tiers(self._readers.queries.tiers(query, self._fold), ask)
        counted = self._facets(Or(tuple(asked))) if facets else ()
        return Results(query=text, total=total, hits=tuple(hits), facets=counted)

    def __len__(self) -> int:
        return int(self._call(self._client.count, index=self._index)["count"])

    def close(self) -> None:
        """Close the connection that a URL opened."""
        if self._own:
            self._client.close()

    # ---- what goes over the wire

    def _make(self) -> None:
        if self._client.indices.exists(index=self._index):
            return
        try:
            self._client.indices.create(index=self._index, body=mapping())
        except Exception:
            # Somebody else may have made it since.
            if not self._client.indices.exists(index=self._index):
                raise

    def _send(self, actions: Iterator[Json], refresh: bool) -> Sent:
        sent = deleted = 0
        for batch in batches(actions, BATCH):
            lines = [line for action in batch for line in _lines(action)]
            answers = self._call(self._client.bulk, body=lines)["items"]
            results = [result for answer in answers for result in answer.values()]
            refused = [result for result in results if "error" in result]
            if refused:
                first, of = refused[0], sent + len(batch)
                raise SearchIndexError(
                    f"OpenSearch rejected {len(refused)} of {of} documents; first: {first['_id']!r}: {first['error']}"
                )
            sent += len(batch)
            deleted += sum(result.get("result") == "deleted" for result in results)
        if sent and refresh:
            self._call(self._client.indices.refresh, index=self._index)
        return Sent(sent, deleted)

    def _ask(self, body: Json) -> Any:
        return self._call(self._client.search, index=self._index, body=body, on_400=QueryError)

    def _call(self, request: Callable[..., Any], *, on_400: type[IcenewsError] = SearchIndexError, **asked: Any) -> Any:
        """Clients have errors of their own; what they share is the status of the cluster's answer."""
        try:
            return request(**asked)
        except Exception as error:
            kind = on_400 if getattr(error, "status_code", None) == 400 else SearchIndexError
            raise kind(f"the cluster refuses, or does not answer for index {self._index!r}: {error}") from error

    def _fold(self, plain: str) -> Sequence[str]:
        """Terms of the index that fold to it, or beginnings of words; see `query.accents.Fold`.

        They are in the field `folds`, which needs no upkeep of its own.
        """
        start = plain.removesuffix(BEGINNING)
        if not start or len(start) > LONGEST_FOLDED:
            return ()
        entry = fold_start(start) if start == plain else escape(start)
        having = {"prefix": {"folds": {"value": entry}}}
        # In map mode only the documents that have such a term are read.
        values = {"field": "folds", "include": beginning_pattern(entry), "size": MOST_FOLDED, "execution_hint": "map"}
        found = self._ask({"size": 0, "query": having, "aggs": {"folds": {"terms": values}}})
        terms = [unescape(bucket["key"].partition("|")[2]) for bucket in found["aggregations"]["folds"]["buckets"]]
        return terms if start == plain else beginnings(start, (term.removeprefix("=") for term in terms))

    def _facets(self, node: Node) -> tuple[Facet, ...]:
        counts = {kind: {"terms": {"field": field, "size": MOST_VALUES}} for kind, field in FACETS.items()}
        found = self._ask({"size": 0, "query": compile_query(node), "aggs": counts})["aggregations"]
        return tuple(
            Facet(kind=kind, value=bucket["key"], count=bucket["doc_count"])
            for kind in FACETS
            for bucket in found[kind]["buckets"]
        )


_SHOWN: Final[Json] = {
    "track_total_hits": True,
    "sort": ["_score", {"key": "asc"}],
    "_source": ["packed"],
}


def _opened(url: str) -> Client:
    try:
        from opensearchpy import OpenSearch
    except ImportError as error:
        raise InputError("a cluster's URL needs opensearch-py: pip install 'icenews_nlp[opensearch]'") from error
    return OpenSearch(hosts=[url])


def _check(made: Any) -> None:
    for name, entry in made.items():
        by = entry["mappings"].get("_meta", {}).get("icenews_nlp")
        if by != MADE_BY:
            raise SearchIndexError(f"index {name!r} was made by {by}, this version is {MADE_BY}: re-index the documents")


def _lines(action: Json) -> Iterator[Json]:
    yield {action["_op_type"]: {"_index": action["_index"], "_id": action["_id"]}}
    if "_source" in action:
        yield action["_source"]
