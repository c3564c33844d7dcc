"""Icelandic article text in, typed and annotated documents out.

    import icenews_nlp

    nlp = icenews_nlp.load()
    doc = nlp.enrich("Kim Jong-un fór frá Pyongyang til Khasan.")

Importing this package loads nothing heavy: names are resolved on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from icenews_nlp import frames
    from icenews_nlp.documents.article import Article, BadLine, EnrichFailure
    from icenews_nlp.documents.clusters import Cluster, Quote, Role
    from icenews_nlp.documents.document import AnnotatedDocument, Entity
    from icenews_nlp.documents.tokens import Sentence, Token
    from icenews_nlp.documents.values import Value
    from icenews_nlp.enrichment.enricher import Enricher, enrich, enrich_async, load
    from icenews_nlp.enrichment.values import resolve
    from icenews_nlp.errors import (
        IcenewsError,
        InputError,
        ModelError,
        ParserError,
        ProfileError,
        QueryError,
        SchemaVersionError,
        SearchIndexError,
        WorkerError,
    )
    from icenews_nlp.intake.read import read
    from icenews_nlp.integrations.spacy.from_spacy import to_document
    from icenews_nlp.integrations.spacy.pipeline import load_pipeline
    from icenews_nlp.labels import EntityLabel, LemmaSource, TokenKind
    from icenews_nlp.search.sqlite.index import SearchIndex

__all__ = [
    "AnnotatedDocument",
    "Article",
    "BadLine",
    "Cluster",
    "EnrichFailure",
    "Enricher",
    "Entity",
    "EntityLabel",
    "IcenewsError",
    "InputError",
    "LemmaSource",
    "ModelError",
    "ParserError",
    "ProfileError",
    "QueryError",
    "Quote",
    "Role",
    "SchemaVersionError",
    "SearchIndex",
    "SearchIndexError",
    "Sentence",
    "Token",
    "TokenKind",
    "Value",
    "WorkerError",
    "__version__",
    "enrich",
    "enrich_async",
    "frames",
    "load",
    "load_pipeline",
    "read",
    "resolve",
    "to_document",
]

_HOMES = {
    "documents.article": ("Article", "BadLine", "EnrichFailure"),
    "documents.clusters": ("Cluster", "Quote", "Role"),
    "documents.document": ("AnnotatedDocument", "Entity"),
    "documents.tokens": ("Sentence", "Token"),
    "documents.values": ("Value",),
    "enrichment.enricher": ("Enricher", "enrich", "enrich_async", "load"),
    "enrichment.values": ("resolve",),
    "errors": (
        "IcenewsError",
        "InputError",
        "ModelError",
        "ParserError",
        "ProfileError",
        "QueryError",
        "SchemaVersionError",
        "SearchIndexError",
        "WorkerError",
    ),
    "intake.read": ("read",),
    "labels": ("EntityLabel", "LemmaSource", "TokenKind"),
    "integrations.spacy.from_spacy": ("to_document",),
    "integrations.spacy.pipeline": ("load_pipeline",),
    "search.sqlite.index": ("SearchIndex",),
}
"""Module -> the public names that live in it."""

_MODULES = ("frames",)
"""Public modules whose names stay before what is in them."""


def _public_name(name: str) -> object:
    if name == "__version__":
        return import_module("importlib.metadata").version("icenews_nlp")
    if name in _MODULES:
        return import_module(f"icenews_nlp.{name}")
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"icenews_nlp.{home}"), name)
    raise AttributeError(f"module 'icenews_nlp' has no attribute {name!r}; it has {', '.join(__all__)}")


if TYPE_CHECKING:
    __version__: str
else:  # type checkers report names that do not exist
    __getattr__ = _public_name


def __dir__() -> list[str]:
    return list(__all__)
