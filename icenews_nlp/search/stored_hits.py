"""A hit from a document's stored terms, for engines that do not tell where a query matched."""

from __future__ import annotations

from icenews_nlp.search.hits import Hit
from icenews_nlp.search.matching import ranges
from icenews_nlp.search.passages import best_passage, whole
from icenews_nlp.search.terms import DocumentTerms
from icenews_nlp.search.tree import Node


def stored_hit(document: DocumentTerms, node: Node, *, tier: int, score: float) -> Hit:
    """The hit, with what `node` finds in it marked."""
    title, body = document.title, document.body
    return Hit(
        key=document.key,
        score=score,
        tier=tier,
        title=whole(title.text, ranges(node, title)),
        snippet=best_passage(body.text, body.sentences, ranges(node, body)),
        url=document.url,
        source=document.source,
        published=document.published,
    )
