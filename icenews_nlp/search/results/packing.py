"""A document's terms as a few compressed bytes, and the hit that is made from them.

For engines that store the terms beside the index and do not report where a query matched. SQLite's full-text index does report
it, so there `offsets` keeps ranges alone, in a tenth of the bytes.
"""

from __future__ import annotations

import json
import zlib
from datetime import datetime
from typing import Any

from icenews_nlp.labels import EntityLabel
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, NameTerm, PartTerm, Term
from icenews_nlp.search.query.tree import Node
from icenews_nlp.search.ranges import Range
from icenews_nlp.search.results.hits import Hit
from icenews_nlp.search.results.matching import find
from icenews_nlp.search.results.snippets import best_passage, whole


def pack(document: DocumentTerms) -> bytes:
    """JSON in zlib, about a fifth more than the compressed text would be alone; `unpack` gives an equal document."""
    published = document.published and document.published.isoformat()
    names = [[name.label.value, name.name, name.words, name.count] for name in document.names]
    rest = [document.url, document.source, published]
    content = [document.key, _packed(document.title), _packed(document.body), names, *rest]
    return zlib.compress(json.dumps(content, separators=(",", ":")).encode())


def unpack(packed: bytes) -> DocumentTerms:
    """The document that was packed."""
    key, title, body, names, url, source, published = json.loads(zlib.decompress(packed))
    return DocumentTerms(
        key=key,
        title=_unpacked(title),
        body=_unpacked(body),
        names=tuple(NameTerm(EntityLabel(label), name, tuple(words), count) for label, name, words, count in names),
        url=url,
        source=source,
        published=None if published is None else datetime.fromisoformat(published),
    )


def stored_hit(document: DocumentTerms, node: Node, *, tier: int, score: float) -> Hit:
    """Make a hit from a document's terms.

    Args:
        document: The terms, as `unpack` gives them.
        node: The query; what it finds is marked.
        tier: Which reading of the query found the document, 0 for the narrowest.
        score: Higher is better.
    """
    title, body = document.title, document.body
    return Hit(
        key=document.key,
        score=score,
        tier=tier,
        title=whole(title.text, find(node, title)),
        snippet=best_passage(body.text, body.sentences, find(node, body)),
        url=document.url,
        source=document.source,
        published=document.published,
    )


def _packed(field: FieldTerms) -> list[Any]:
    """Column by column, and each place as the way from the one before: what is alike stands together and packs well."""
    terms = field.terms
    return [
        field.text,
        _steps([term.position for term in terms]),
        _steps([term.start for term in terms]),
        [term.end - term.start for term in terms],
        [_form(term, field.text) for term in terms],
        [list(term.lemmas) for term in terms],
        [[[part.lemma, part.start, part.end] for part in term.parts] for term in terms],
        field.sentences,
    ]


def _unpacked(columns: list[Any]) -> FieldTerms:
    text, positions, starts, lengths, forms, lemmas, parts, sentences = columns
    terms: list[Term] = []
    position = start = 0
    for row in zip(positions, starts, lengths, forms, lemmas, parts, strict=True):
        position, start, end = position + row[0], start + row[1], start + row[1] + row[2]
        form = text[start:end].lower() if row[3] is None else row[3]
        terms.append(Term(position, start, end, tuple(row[4]), form, tuple(PartTerm(*part) for part in row[5])))
    return FieldTerms(text, tuple(terms), tuple(Range(*sentence) for sentence in sentences))


def _steps(places: list[int]) -> list[int]:
    return [place - before for before, place in zip([0, *places], places, strict=False)]


def _form(term: Term, text: str) -> str | None:
    """None where the text itself gives the form, as it nearly always does."""
    return None if term.form == text[term.start : term.end].lower() else term.form
