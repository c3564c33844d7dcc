"""The service on a port, from its start until it is stopped."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from typing import Final

import uvicorn

from icenews_nlp.service.analysis import Analysis
from icenews_nlp.service.app import make_app
from icenews_nlp.service.connections import Connection

BACKLOG: Final = 512
"""Connections that the system keeps until the event loop accepts them."""


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens at that address, before anything slow is loaded.

    Args:
        host: A name or an address.
        port: 0 for any that is free.

    Raises:
        OSError: The host is unknown, or the port is in use.
    """
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server(address, family=family, backlog=BACKLOG)


class ServiceServer:
    """Serves until it is stopped; then the requests that have come are answered first."""

    def __init__(self, analysis: Analysis, listening: socket.socket, grace: int) -> None:
        """Make the application; nothing is answered yet.

        Args:
            analysis: What analyses the articles; closed at the end.
            listening: What `bound` gives.
            grace: Seconds for the requests that have come when it is stopped; those still there are answered that it stops.
        """
        self._analysis = analysis
        self._socket = listening
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        config = uvicorn.Config(
            make_app(analysis),
            http=Connection,
            loop="asyncio",
            ws="none",
            lifespan="off",
            log_config=None,  # what it reports of errors goes to standard error, as that of other libraries
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=BACKLOG,
            timeout_graceful_shutdown=grace,
        )
        self._server = _Server(config)

    def serve(self) -> None:
        """Answer requests until `stop` is called.

        The event loop has a thread of its own. A signal that raises does so in this one, which only waits: inside the loop it
        would be taken for a fault of whatever request is at work.
        """
        with ThreadPoolExecutor(1, "icenews-service loop") as thread:
            serving = thread.submit(lambda: asyncio.run(self._serve()))
            try:
                serving.result()
            except KeyboardInterrupt:  # it shall not wait for the requests that have come
                self._abandon()
                raise

    def stop(self) -> None:
        """End `serve`, or keep it from starting; may be called from any thread and from a signal handler."""
        self._server.should_exit = True

    async def _serve(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        try:
            await self._server.serve(sockets=[self._socket])
        finally:
            self._analysis.close()

    def _abandon(self) -> None:
        self._server.should_exit = True
        if self._loop is not None and self._task is not None:
            with suppress(RuntimeError):  # it has ended meanwhile
                self._loop.call_soon_threadsafe(self._task.cancel)


class _Server(uvicorn.Server):
    """Leaves signals to the command."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
