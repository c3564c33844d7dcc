"""A document as OpenSearch stores it: the mapping of an index, and the JSON of a document, from which it comes back whole."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterator
from typing import Any, Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.search.analysis.document import ANALYZER_VERSION, DocumentTerms, FieldTerms, folded
from icenews_nlp.search.analysis.normalise import source_hash
from icenews_nlp.search.engine import FACET_KINDS, Documents, Readers, day_of
from icenews_nlp.search.opensearch.compile import LONGEST_CLUSTER, as_date, escape, name_term
from icenews_nlp.search.results.packing import pack, unpack

Json = dict[str, Any]

MADE_BY: Final = {"analyzer": ANALYZER_VERSION, "mapping": "2"}
"""What `_meta` says of an index; one that says otherwise holds other terms, or holds them elsewhere."""

OTHER_FIELDS: Final = {"source": "source", "date": "day"}

FACETS: Final = {kind: OTHER_FIELDS.get(kind, f"entities.{kind}") for kind in FACET_KINDS}
"""Kinds of facet, and the field of each."""

BLANK: Final = "%"
"""The cluster of a position where nothing stands, or only words too long to index; no escaped term is like it."""

LONGEST_ID: Final = 512
"""Bytes of UTF-8 that the cluster takes as an `_id`."""


def mapping() -> Json:
    """Settings and mapping of an index, for the request that makes it. Add what you like, but change nothing."""
    chain: Json = {
        "tokenizer": {"icenews_clusters": {"type": "whitespace", "max_token_length": LONGEST_CLUSTER}},
        "filter": {"icenews_terms": {"type": "pattern_capture", "preserve_original": False, "patterns": ["([^|]+)"]}},
        "analyzer": {"icenews": {"type": "custom", "tokenizer": "icenews_clusters", "filter": ["icenews_terms"]}},
    }
    terms: Json = {"type": "text", "analyzer": "icenews", "index_options": "positions"}
    # Longer than that in UTF-8, Lucene would refuse the whole document.
    keyword: Json = {"type": "keyword", "ignore_above": 8191}
    properties: Json = {
        "title": terms,
        "body": terms,
        "names": terms,
        "entities": {"properties": {label.value: keyword for label in EntityLabel}},
        "folds": keyword,
        "key": keyword,
        "source": keyword,
        "source_hash": keyword,
        "day": keyword,
        "published": {"type": "date", "format": "strict_date_optional_time"},
        "packed": {"type": "binary"},
    }
    mappings: Json = {"dynamic": False, "_meta": {"icenews_nlp": MADE_BY}, "properties": properties}
    return {"settings": {"analysis": chain}, "mappings": mappings}


def bulk_actions(documents: Documents, index: str = "icenews", readers: Readers | None = None) -> Iterator[Json]:
    """Actions as `helpers.bulk` of opensearch-py and of elasticsearch-py takes them; `_source` is the document's JSON.

    Args:
        documents: One document, or any number of them; they are consumed lazily.
        index: The name of the index.
        readers: What reads annotated documents, kept from one call to the next; None makes new ones.

    Raises:
        InputError: What is given is no document.
    """
    for _, terms in (readers or Readers()).terms(documents):
        yield {"_op_type": "index", "_index": index, "_id": document_id(terms.key), "_source": source(terms)}


def document_id(key: str) -> str:
    """The key itself, or a hash where it is longer than an `_id` may be."""
    return key if len(key.encode()) <= LONGEST_ID else "sha256-" + hashlib.sha256(key.encode()).hexdigest()


def source(document: DocumentTerms) -> Json:
    """The JSON of a document."""
    counted = [name for name in document.names if name.count]
    made: Json = {
        "key": document.key,
        "title": _clusters(document.title),
        "body": _clusters(document.body),
        "names": [
            " ".join(f"{escape(word)}|{name_term(name.label.value, word)}" for word in name.words) for name in document.names
        ],
        "entities": {
            label.value: list(dict.fromkeys(name.name for name in counted if name.label is label))
            for label in dict.fromkeys(name.label for name in counted)
        },
        "folds": sorted(_folds(document)),
        "packed": b64encode(pack(document)).decode(),
    }
    if document.source is not None:
        made["source"] = document.source
        made["source_hash"] = source_hash(document.source)
    if document.published is not None:
        made["published"] = as_date(document.published)
        made["day"] = day_of(document.published).isoformat()
    return made


def unpacked(stored: Json) -> DocumentTerms:
    """The document again, from its JSON."""
    return unpack(b64decode(stored["packed"]))


def _folds(document: DocumentTerms) -> set[str]:
    """Each term whose accents or letters fold to something else, after what it folds to: `haskoli|háskóli`."""
    found: set[str] = set()
    for term in (*document.title.terms, *document.body.terms):
        words = [(lemma, lemma) for lemma in term.lemmas] + [(term.form, "=" + term.form)]
        found.update(fold_start(plain) + escape(index) for word, index in words if (plain := folded(word)) != word)
    return found


def fold_start(plain: str) -> str:
    """How an entry of `folds` begins for what folds to `plain`."""
    return escape(plain) + "|"


def beginning_pattern(start: str) -> str:
    """All strings that begin so, as a regular expression of Lucene's, where more characters have a meaning than in others."""
    return re.sub(r"[^\w\s]", r"\\\g<0>", start) + ".*"


def _clusters(field: FieldTerms) -> str:
    clusters: list[str] = []
    for term in field.terms:
        clusters += [BLANK] * (term.position - len(clusters))
        terms = ["=" + escape(term.form), *map(escape, term.lemmas), *("+" + escape(part.lemma) for part in term.parts)]
        together = "|".join(terms)
        clusters.append(together if len(together.encode()) <= LONGEST_CLUSTER else BLANK)
    return " ".join(clusters)
