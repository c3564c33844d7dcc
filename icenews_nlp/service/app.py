"""The application: which request is answered with what.

    POST /enrich         an Article -> its AnnotatedDocument
    POST /enrich/batch   a list of Articles -> for each its document, or an EnrichFailure
    GET  /health         what is running, and its limits
    GET  /openapi.json   all this for programs

`?only=entities,values` keeps these layers of the documents. There is no page at /docs: FastAPI's loads its scripts from the
network.
"""

from __future__ import annotations

from typing import Final

from fastapi import FastAPI, Request, Response

from icenews_nlp.errors import InputError
from icenews_nlp.service.analysis import Analysis
from icenews_nlp.service.bodies import body_of, layers_of, read_article, read_batch
from icenews_nlp.service.openapi import (
    BATCH_ANSWERS,
    BATCH_TAKES,
    DESCRIPTION,
    ENRICH_ANSWERS,
    ENRICH_TAKES,
    complete,
    example_document,
)
from icenews_nlp.service.replies import BusyError, Health, Problem, RefusalError, status_of

RETRY_SECONDS: Final = 5
"""After which a client whom a busy service turned away may try again."""

JSON: Final = "application/json"


def make_app(analysis: Analysis) -> FastAPI:
    """The ASGI application of a service.

    Args:
        analysis: What analyses the articles; an example is put through its Enricher at once.
    """
    document = example_document(analysis.enricher)
    made_by = document.provenance
    app = FastAPI(
        title="icenews_nlp",
        version=made_by.package,
        description=DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )

    @app.post("/enrich", response_model=None, responses=ENRICH_ANSWERS, openapi_extra=ENRICH_TAKES)
    async def enrich(request: Request) -> Response:
        """Analyse one article."""
        with analysis.admitted():
            only = layers_of(request.query_params)
            article = read_article(await body_of(request, analysis.limits.body))
            return Response(await analysis.document(article, only, request.is_disconnected), media_type=JSON)

    @app.post("/enrich/batch", response_model=None, responses=BATCH_ANSWERS, openapi_extra=BATCH_TAKES)
    async def enrich_batch(request: Request) -> Response:
        """Analyse several articles. One that fails never ends the batch: a failure stands in its place."""
        with analysis.admitted():
            only = layers_of(request.query_params)
            articles = read_batch(await body_of(request, analysis.limits.body), analysis.limits)
            results = await analysis.batch(articles, only, request.is_disconnected)
            return Response(b"[" + b",".join(results) + b"]", media_type=JSON)

    @app.get("/health")
    async def health() -> Health:
        """What is running; answered while all threads are busy, too."""
        return Health(
            version=made_by.package,
            profile=made_by.profile,
            model=made_by.model,
            requests=analysis.requests,
            limits=analysis.limits,
        )

    for error in (RefusalError, InputError, TimeoutError, Exception):
        app.add_exception_handler(error, _problem)
    app.add_exception_handler(404, _no_such_page)
    app.add_exception_handler(405, _no_such_method)
    complete(app.openapi(), document)
    return app


async def _problem(_: Request, error: Exception) -> Response:
    status = status_of(error)
    headers = {"Retry-After": str(RETRY_SECONDS)} if isinstance(error, BusyError) else None
    return _reply(status, type(error).__name__, str(error) or repr(error), headers)


async def _no_such_page(request: Request, _: Exception) -> Response:
    reason = f"there is no {request.scope['path']}; post to /enrich or /enrich/batch, get /health or /openapi.json"
    return _reply(404, "NotFound", reason)


async def _no_such_method(request: Request, error: Exception) -> Response:
    headers: dict[str, str] = getattr(error, "headers", None) or {}
    reason = f"{request.scope['path']} takes {headers.get('Allow', 'another method')}, not {request.method}"
    return _reply(405, "MethodNotAllowed", reason, headers)


def _reply(status: int, error: str, reason: str, headers: dict[str, str] | None = None) -> Response:
    return Response(Problem(error=error, reason=reason).model_dump_json(), status, headers, JSON)
