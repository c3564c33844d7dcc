"""Lemma-level search: terms of documents and queries, the embedded index, and compilers for other engines.

Importing this package loads nothing heavy: names are resolved on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from icenews_nlp.search.analysis.document import DocumentAnalyzer
    from icenews_nlp.search.opensearch.index import OpenSearchIndex
    from icenews_nlp.search.postgres.index import PostgresIndex
    from icenews_nlp.search.query.reader import QueryReader
    from icenews_nlp.search.sqlite.index import SearchIndex

__all__ = ["DocumentAnalyzer", "OpenSearchIndex", "PostgresIndex", "QueryReader", "SearchIndex"]

_HOMES: Final = {
    "DocumentAnalyzer": "analysis.document",
    "OpenSearchIndex": "opensearch.index",
    "PostgresIndex": "postgres.index",
    "QueryReader": "query.reader",
    "SearchIndex": "sqlite.index",
}
"""Public name -> the module that it lives in."""


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(f"icenews_nlp.search.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'icenews_nlp.search' has no attribute {name!r}; it has {', '.join(__all__)}")


def __dir__() -> list[str]:
    return list(__all__)
