"""As much of HTTP/1.1 as a page needs that answers GET only: the head of a request, and an answer as bytes."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from http import HTTPStatus
from typing import Final, NamedTuple

LARGEST_HEAD: Final = 64 * 1024
"""Bytes of a request up to the empty line. A query of 2,000 characters takes 24,000 at most, each byte written as `%F0`."""

HTML: Final = "text/html; charset=utf-8"

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Connection": "close",
    "Server": "icenews_nlp",
}
"""Of every answer: nothing from elsewhere is loaded or run, no other site may frame the page, no address leaks a query."""

_REQUEST_LINE: Final = re.compile(r"([A-Z]+) (\S+) HTTP/1\.[0-9]")
_HOST: Final = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([^\[\]:/@?#\s]+))(?::\d{1,5})?")
"""An IPv6 address in brackets, or a name or an IPv4 address; then optionally a port, any one, since ports are forwarded."""


class Request(NamedTuple):
    """The head of a request."""

    method: str
    target: str
    """Path and query string as they were sent, percent-encoded."""
    hosts: tuple[str, ...]
    """The value of each Host header; a valid request has exactly one."""

    def is_for(self, names: Container[str]) -> bool:
        """Return whether Host is an address or one of these names.

        Any other name may have been pointed at this machine by a foreign site, whose script could then read the answers as its
        own (DNS rebinding).

        Args:
            names: Names of this server, in lower case.
        """
        found = _HOST.fullmatch(self.hosts[0].strip()) if len(self.hosts) == 1 else None
        name = (found[1] or found[2]).lower() if found else ""
        return name in names or _is_address(name)


@dataclass(frozen=True)
class Answer:
    """What goes back to the browser."""

    body: str | bytes
    status: HTTPStatus = HTTPStatus.OK
    kind: str = HTML
    """The media type."""
    more: Mapping[str, str] = field(default_factory=dict)
    """Further headers."""

    def to_bytes(self, *, with_body: bool = True) -> bytes:
        """Return the status line, the headers and the body.

        Args:
            with_body: False for HEAD, whose answer has none.
        """
        body = self.body if isinstance(self.body, bytes) else self.body.encode(errors="replace")
        own = {"Date": formatdate(usegmt=True), "Content-Type": self.kind, "Content-Length": str(len(body))}
        lines = [f"HTTP/1.1 {self.status.value} {self.status.phrase}"]
        lines += [f"{name}: {value}" for name, value in (own | dict(HEADERS) | dict(self.more)).items()]
        head = "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n"
        return head + body if with_body else head


def read_head(head: bytes) -> Request | None:
    """Read the head of a request.

    Args:
        head: Everything up to the empty line.

    Returns:
        The request; None where the bytes are no request of HTTP/1.
    """
    first, *headers = head.decode("latin-1").split("\r\n")
    line = _REQUEST_LINE.fullmatch(first)
    if line is None:
        return None
    hosts = (value for name, _, value in (header.partition(":") for header in headers) if name.lower() == "host")
    return Request(line[1], line[2], tuple(hosts))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
