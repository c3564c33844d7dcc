"""The description of the service at /openapi.json: the schemas of the documents themselves, with an example that is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from icenews_nlp.documents.article import Article, EnrichFailure
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.documents.layers import LAYERS
from icenews_nlp.enrichment.enricher import Enricher
from icenews_nlp.enrichment.worker_pool import failure
from icenews_nlp.errors import InputError
from icenews_nlp.service.replies import Problem

EXAMPLE: Final[Mapping[str, str]] = {
    "id": "frett-1",
    "title": "Guðrún kjörin forseti þingsins",
    "text": "Guðrún Helgadóttir var í gær kjörin forseti þingsins í Kaupmannahöfn.",
    "published": "2026-11-26T09:00:00Z",
}

DESCRIPTION: Final = (
    "Icelandic articles in, annotated documents out: tokens with lemmas and morphology, names, clusters, quotations, values. "
    "Offsets are code points into `text`, and ranges are half-open. A request that is refused is answered with a `Problem`."
)

_REASONS: Final = {
    408: "The body did not arrive in time.",
    413: "The body, the batch or the article is over a limit of the service; `/health` lists them.",
    415: "The body is no uncompressed JSON in UTF-8, or the header Content-Type does not say so.",
    422: "The body is not valid JSON, or not of the schema; or its text is none that can be analysed.",
    503: "As many requests as may wait are waiting; Retry-After says when to try again.",
}

_ONE: Final = {"$ref": "#/components/schemas/Article"}

_ONLY: Final = {
    "name": "only",
    "in": "query",
    "description": "The layers that documents have; all if it is left out. Tokens take most of the place.",
    "schema": {"type": "array", "items": {"enum": list(LAYERS)}},
    "style": "form",
    "explode": False,
    "example": ["entities", "clusters"],
}


def _takes(schema: dict[str, Any], example: object) -> dict[str, Any]:
    content = {"application/json": {"schema": schema, "example": example}}
    return {"parameters": [_ONLY], "requestBody": {"required": True, "content": content}}


ENRICH_TAKES: Final = _takes(_ONE, EXAMPLE)

BATCH_TAKES: Final = _takes({"type": "array", "items": _ONE}, [EXAMPLE, {"id": "frett-2", "titel": "Án texta"}])


def _problems(reasons: Mapping[int, str]) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": Problem, "description": reason} for status, reason in reasons.items()}


ENRICH_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": AnnotatedDocument, "description": "The document."},
    **_problems({**_REASONS, 504: "The analysis of the article took longer than the service allows."}),
}

BATCH_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "model": list[AnnotatedDocument | EnrichFailure],
        "description": "For each article, in order, its document or its failure.",
    },
    **_problems(_REASONS),
}


def example_document(enricher: Enricher) -> AnnotatedDocument:
    """The document of the example, which also loads what an Enricher loads for its first article."""
    return enricher.enrich(Article.model_validate(EXAMPLE))


def complete(description: dict[str, Any], document: AnnotatedDocument) -> None:
    """Add what FastAPI does not know.

    Args:
        description: As FastAPI makes it. It does not see articles, since bodies are read by this package in its own words; and
            of an example it would drop the fields that are null.
        document: Of the example.
    """
    article = Article.model_json_schema(ref_template="#/components/schemas/{model}")
    description["components"]["schemas"] |= article.pop("$defs", {}) | {"Article": article}
    fault = failure(1, None, InputError("field 'text' is missing; unknown field 'titel', did you mean 'title'?"))
    one = document.model_dump(mode="json")
    for path, example in (("/enrich", one), ("/enrich/batch", [one, fault.model_dump(mode="json")])):
        done = description["paths"][path]["post"]["responses"]["200"]
        done["content"]["application/json"]["example"] = example
