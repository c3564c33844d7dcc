"""The search page over HTTP, from the standard library: GET only, and only for the names the server knows itself by.

    /                      the box, and with `q` the results, from hit `from` on
    /article?key=…&q=…     an article with its names and the query's matches marked
    /suggest?q=…           completions of what was typed, as JSON
    /static/…              the style sheet, the script and the icon

It has no password and changes nothing; it is meant for the machine it runs on.
"""

from __future__ import annotations

import ipaddress
import json
import re
import socket
import socketserver
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, LifoQueue
from typing import Any, Final, NamedTuple
from urllib.parse import parse_qs

from icenews_nlp.errors import QueryError, SearchIndexError
from icenews_nlp.search.web.article_page import article_page
from icenews_nlp.search.web.pages import HITS, LAST_HIT, error_page, results_page, start_page
from icenews_nlp.search.web.session import SearchSession

STATIC: Final = Path(__file__).parent / "static"
TYPES: Final = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
HTML: Final = "text/html; charset=utf-8"

PATIENCE: Final = 20.0
"""Seconds that a connection may be silent."""
SESSIONS: Final = 4
"""Indexes open at once; more requests wait for one."""
HOST: Final = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([^\[\]:/@?#\s]+))(?::\d{1,5})?")
"""An address of IPv6 in brackets, or a name or an address of IPv4; then perhaps a port, any one, since ports are forwarded."""

HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Of every answer: nothing from elsewhere is loaded or run, no other site may hold the page, no address leaks a query."""


class Answer(NamedTuple):
    """What goes back to the browser."""

    body: str | bytes
    status: HTTPStatus = HTTPStatus.OK
    kind: str = HTML


class SessionPool:
    """A few open indexes, each used by one request at a time; they are opened as they are needed."""

    def __init__(self, open_session: Callable[[], SearchSession]) -> None:
        """Initialise the instance.

        Args:
            open_session: called at once, so that a bad index is reported at once.
        """
        self._open = open_session
        self._free: LifoQueue[SearchSession | None] = LifoQueue()
        for _ in range(SESSIONS - 1):
            self._free.put(None)
        self._free.put(open_session())

    @contextmanager
    def acquire(self) -> Iterator[SearchSession]:
        """A session that nobody else uses meanwhile.

        Raises:
            SearchIndexError: none is free for a long time.
        """
        try:
            session = self._free.get(timeout=PATIENCE)
        except Empty:
            raise SearchIndexError("the server is busy; ask again in a moment") from None
        try:
            session = session or self._open()
            yield session
        finally:
            self._free.put(session)

    def close(self) -> None:
        """Close those that are not in use."""
        while not self._free.empty():
            if session := self._free.get():
                session.close()


class SearchServer(ThreadingHTTPServer):
    """Serves one index until `shutdown`."""

    daemon_threads = True

    def __init__(self, open_session: Callable[[], SearchSession], host: str, port: int) -> None:
        """Initialise the instance.

        Args:
            host: a name or an address.
            port: 0 for any that is free; `server_port` tells which.

        Raises:
            OSError: the host is unknown, or the port is in use.
        """
        self.address_family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        self.names = frozenset({"localhost", host.lower()})
        self.sessions = SessionPool(open_session)
        super().__init__(address, Handler)  # type: ignore[arg-type]  # an IPv6 address has four parts

    def server_bind(self) -> None:
        """As in the base class, without asking the network for this machine's name."""
        socketserver.TCPServer.server_bind(self)
        host, port = self.server_address[:2]
        self.server_name, self.server_port = str(host), int(port)

    def server_close(self) -> None:
        """Close the port and the indexes."""
        super().server_close()
        self.sessions.close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError | TimeoutError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: SearchServer
    timeout = PATIENCE

    def parse_request(self) -> bool:
        """Refuse whatever is not a GET for a name of ours, before anything is looked up."""
        if not super().parse_request():
            return False
        if self.command != "GET":
            self._send(Answer(error_page("This page takes GET only."), HTTPStatus.METHOD_NOT_ALLOWED), Allow="GET")
        elif not self._is_for_us():
            advice = "Open it under the address that it was started with."
            self._send(Answer(error_page("This page is not served under that name.", advice=advice), HTTPStatus.FORBIDDEN))
        else:
            return True
        return False

    def do_GET(self) -> None:
        """Answer with a page, whatever happens."""
        try:
            answer = self._answer()
        except SearchIndexError as error:
            answer = Answer(error_page(f"The index cannot be read: {error}"), HTTPStatus.SERVICE_UNAVAILABLE)
        except Exception:
            traceback.print_exc()
            answer = Answer(error_page("Something went wrong in the server."), HTTPStatus.INTERNAL_SERVER_ERROR)
        self._send(answer)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What the base class says of a request that is none, as a page like the others."""
        sentence = f"This request cannot be read: {message or HTTPStatus(code).phrase}"
        self._send(Answer(error_page(sentence, advice=explain or ""), HTTPStatus(code)))

    def version_string(self) -> str:
        """For the header Server."""
        return "icenews_nlp"

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: what people search for is nobody's business."""

    def _is_for_us(self) -> bool:
        """Whether Host names an address or a name of ours. Any other name may have been pointed here by a foreign site,
        whose script could then read the answers as its own (DNS rebinding)."""
        hosts = self.headers.get_all("Host") or []
        found = HOST.fullmatch(hosts[0].strip()) if len(hosts) == 1 else None
        name = (found[1] or found[2]).lower() if found else ""
        return name in self.server.names or _is_address(name)

    def _answer(self) -> Answer:
        path, _, rest = self.path.partition("?")
        if path.startswith("/static/"):
            return _static(path.removeprefix("/static/"))
        view = VIEWS.get(path)
        if view is None:
            return NOT_FOUND
        try:
            asked = {name: values[-1] for name, values in parse_qs(rest, errors="replace", max_num_fields=10).items()}
        except ValueError:  # too many
            return NOT_FOUND
        asked["q"] = " ".join(asked.get("q", "").split())
        with self.server.sessions.acquire() as session:
            return view(session, asked)

    def _send(self, answer: Answer, **headers: str) -> None:
        body = answer.body if isinstance(answer.body, bytes) else answer.body.encode(errors="replace")
        self.send_response(answer.status)
        for name, value in {"Content-Type": answer.kind, "Content-Length": str(len(body)), **HEADERS, **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":  # which is refused, but not with a body
            self.wfile.write(body)


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _static(name: str) -> Answer:
    """One of our own files; the name is looked up among them, so none can lead out of the folder."""
    path = {file.name: file for file in STATIC.iterdir()}.get(name)
    return Answer(path.read_bytes(), kind=TYPES[path.suffix]) if path else NOT_FOUND


# what is at each address


def _results(session: SearchSession, asked: Mapping[str, str]) -> Answer:
    query, start = asked["q"], asked.get("from", "")
    if not query:
        return Answer(start_page(len(session.index)))
    offset = min(int(start), LAST_HIT) if re.fullmatch("[0-9]{1,9}", start) else 0
    try:
        return Answer(results_page(session.index.search(query, limit=HITS, offset=offset), offset))
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
NOT_FOUND: Final = Answer(error_page("There is no such page."), HTTPStatus.NOT_FOUND)
