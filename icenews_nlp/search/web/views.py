"""What the page answers at each address."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs

from icenews_nlp.errors import QueryError, SearchIndexError
from icenews_nlp.search.web.article_page import article_page
from icenews_nlp.search.web.pages import HITS, LAST_HIT, error_page, results_page, start_page
from icenews_nlp.search.web.protocol import Answer
from icenews_nlp.search.web.session import SearchSession

STATIC: Final = Path(__file__).parent / "static"
TYPES: Final = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
MOST_PARAMETERS: Final = 10
"""Of a query string; the page itself sends two."""

NOT_FOUND: Final = Answer(error_page("There is no such page."), HTTPStatus.NOT_FOUND)


def answer(session: SearchSession, target: str) -> Answer:
    """Answer a GET request with a page, whatever happens.

    Args:
        session: The open index.
        target: Path and query string, percent-encoded.
    """
    path, _, rest = target.partition("?")
    if path.startswith("/static/"):
        return _static(path.removeprefix("/static/"))
    view = VIEWS.get(path)
    try:
        given = parse_qs(rest, errors="replace", max_num_fields=MOST_PARAMETERS)
    except ValueError:  # too many
        return NOT_FOUND
    if view is None:
        return NOT_FOUND
    asked = {name: values[-1] for name, values in given.items()}
    asked["q"] = " ".join(asked.get("q", "").split())
    try:
        return view(session, asked)
    except SearchIndexError as error:
        return Answer(error_page(f"The index cannot be read: {error}"), HTTPStatus.SERVICE_UNAVAILABLE)
    except Exception:
        traceback.print_exc()
        return Answer(error_page("Something went wrong in the server."), HTTPStatus.INTERNAL_SERVER_ERROR)


def _static(name: str) -> Answer:
    """One of our own files; the name is looked up among them, so none can lead out of the folder."""
    path = {file.name: file for file in STATIC.iterdir()}.get(name)
    return Answer(path.read_bytes(), kind=TYPES[path.suffix]) if path else NOT_FOUND


def _results(session: SearchSession, asked: Mapping[str, str]) -> Answer:
    query, start = asked["q"], asked.get("from", "")
    if not query:
        return Answer(start_page(len(session.index)))
    offset = min(int(start), LAST_HIT) if re.fullmatch("[0-9]{1,9}", start) else 0
    try:
        return Answer(results_page(session.results(query, HITS, offset), offset))
    except QueryError as error:
        return Answer(error_page(str(error), query), HTTPStatus.BAD_REQUEST)


def _article(session: SearchSession, asked: Mapping[str, str]) -> Answer:
    document = session.index.document(asked.get("key", ""))
    if document is None:
        advice = "It was indexed without its text, or has been deleted since."
        return Answer(error_page("This article is not in the index.", asked["q"], advice), HTTPStatus.NOT_FOUND)
    return Answer(article_page(document, asked["q"], session.matches(document, asked["q"])))


def _suggestions(session: SearchSession, asked: Mapping[str, str]) -> Answer:
    return Answer(json.dumps(session.completions(asked["q"]), ensure_ascii=False), kind="application/json")


VIEWS: Final[Mapping[str, Callable[[SearchSession, Mapping[str, str]], Answer]]] = {
    "/": _results,
    "/article": _article,
    "/suggest": _suggestions,
}
