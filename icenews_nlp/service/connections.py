"""Connections that end where the client goes on saying nothing, which uvicorn alone waits for without an end."""

from __future__ import annotations

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.h11_impl import H11Protocol

IDLE_SECONDS: Final = 60.0
"""From a connection's start, or from an answer, to the whole head of the next request. It is also the time for a client to
take the answer."""


class Connection(H11Protocol):
    """A connection that is cut when its next request does not come in time, whether or not parts of its head do."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """The client has connected."""
        super().connection_made(transport)
        self._expect_request(None)

    def on_response_complete(self) -> None:
        """The answer has been handed to the system, or waits to be taken by the client."""
        done = self.cycle
        super().on_response_complete()
        self._expect_request(done)

    def _expect_request(self, last: Any) -> None:
        self.loop.call_later(IDLE_SECONDS, self._cut_off, last)

    def _cut_off(self, last: Any) -> None:
        if self.cycle is last:
            self.transport.abort()
