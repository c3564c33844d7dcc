"""The search page over HTTP, from the standard library alone.

    /                      the search box, and with `q` the results, from hit `from` on
    /article?key=…&q=…     an article with its names and the query's matches marked
    /suggest?q=…           completions of what was typed, as JSON
    /static/…              the style sheet, the script and the icon

It has no password and changes nothing; it is meant for the machine it runs on. Connections are read and written by one event
loop, so that one that is silent or slow costs no thread; a few threads compute the answers.
"""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http import HTTPStatus
from typing import Final

from icenews_nlp.search.web.pages import error_page
from icenews_nlp.search.web.protocol import LARGEST_HEAD, Answer, Request, read_head
from icenews_nlp.search.web.session import SearchSession
from icenews_nlp.search.web.views import answer

BACKLOG: Final = 512
"""Connections that the system keeps until the event loop accepts them."""

THREADS: Final = 8
"""Answers computed in parallel; further requests wait in line."""

MOST_WAITING: Final = 500
"""Requests in line; more are answered at once that the server is busy."""

MOST_SILENT: Final = 400
"""Connections that have not sent a whole request yet. Beyond that the oldest is closed: a process may have 1,024 files open."""

HEAD_SECONDS: Final = 10.0
"""From a connection's start to the end of the request's head, however slowly that comes."""

SEND_SECONDS: Final = 30.0
"""For a client to take the whole answer."""


class SearchServer:
    """Serves one index until it is stopped or interrupted."""

    def __init__(self, session: SearchSession, host: str, port: int) -> None:
        """Bind the port.

        Args:
            session: The open index, which the server closes at its end.
            host: A name or an address.
            port: 0 for any that is free; see `port`.

        Raises:
            OSError: The host is unknown, or the port is in use.
        """
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        self.names = frozenset({"localhost", host.lower()})
        self._socket = socket.create_server(address, family=family, backlog=BACKLOG)
        self._session = session
        self._threads = ThreadPoolExecutor(THREADS, "icenews-search")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopped = asyncio.Event()
        self._silent: dict[asyncio.Task[bytes], None] = {}
        """Reads of heads under way, the oldest first."""
        self._waiting = 0

    @property
    def host(self) -> str:
        """The address that the server listens at."""
        return str(self._socket.getsockname()[0])

    @property
    def port(self) -> int:
        """The port that the server listens at."""
        return int(self._socket.getsockname()[1])

    def serve(self) -> None:
        """Answer requests until `stop` is called."""
        asyncio.run(self._serve())

    def stop(self) -> None:
        """End `serve`, or keep it from starting; may be called from any thread and from a signal handler."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._stopped.set)
        else:
            self._stopped.set()

    def close(self) -> None:
        """Close the port, wait for the answers under way, and close the index."""
        self._socket.close()
        self._threads.shutdown(cancel_futures=True)
        self._session.close()

    def __enter__(self) -> SearchServer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        try:
            server = await asyncio.start_server(self._converse, sock=self._socket, limit=LARGEST_HEAD, backlog=BACKLOG)
            with closing(server):
                await self._stopped.wait()  # not `serve_forever`, which at its end waits for silent connections
        finally:
            self._loop = None

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Read one request, answer it and close the connection."""
        try:
            request = await self._request(reader)
            if request is not None:
                reply = await self._answer(request) if isinstance(request, Request) else request
                is_head = isinstance(request, Request) and request.method == "HEAD"
                writer.write(reply.to_bytes(with_body=not is_head))
                await asyncio.wait_for(writer.drain(), SEND_SECONDS)
        except (ConnectionError, asyncio.TimeoutError, asyncio.CancelledError):
            pass  # neither a browser that went away is an error, nor the end of the server, which cancels the task
        finally:
            writer.close()

    async def _request(self, reader: asyncio.StreamReader) -> Request | Answer | None:
        """The request; what to answer where there is no valid one; None where the client is gone or was closed for others."""
        if len(self._silent) >= MOST_SILENT:
            next(iter(self._silent)).cancel()
        reading = asyncio.ensure_future(reader.readuntil(b"\r\n\r\n"))
        self._silent[reading] = None
        try:
            await asyncio.wait({reading}, timeout=HEAD_SECONDS)
            if not reading.done():
                return refused(HTTPStatus.REQUEST_TIMEOUT, "The request did not arrive in time.")
            return read_head(reading.result()) or refused(HTTPStatus.BAD_REQUEST, "This request cannot be read.")
        except asyncio.LimitOverrunError:
            return refused(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "This request is too long.")
        except (asyncio.IncompleteReadError, asyncio.CancelledError):
            return None
        finally:
            del self._silent[reading]
            reading.cancel()

    async def _answer(self, request: Request) -> Answer:
        """The answer, computed in one of the threads."""
        if request.method != "GET":
            page = error_page("This page accepts GET only.")
            return Answer(page, HTTPStatus.METHOD_NOT_ALLOWED, more={"Allow": "GET"})
        if not request.is_for(self.names):
            advice = "Open it under the address that it was started with."
            return refused(HTTPStatus.FORBIDDEN, "This page is not served under that name.", advice)
        if self._waiting >= MOST_WAITING:
            return refused(HTTPStatus.SERVICE_UNAVAILABLE, "The server is busy; try again in a moment.")
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, answer, self._session, request.target)
        finally:
            self._waiting -= 1


def refused(status: HTTPStatus, sentence: str, advice: str = "") -> Answer:
    """A page that says why a request is not answered."""
    return Answer(error_page(sentence, advice=advice), status)
