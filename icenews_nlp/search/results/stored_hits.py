"""A hit from a document's stored terms, for engines that do not tell where a query matched."""

from __future__ import annotations

from icenews_nlp.search.analysis.document import DocumentTerms
from icenews_nlp.search.query.tree import Node
from icenews_nlp.search.results.hits import Hit
from icenews_nlp.search.results.matching import ranges
from icenews_nlp.search.results.snippets import best_passage, whole


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
