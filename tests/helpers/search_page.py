"""The search page in a process of its own, the articles it shows, and what a browser makes of a page."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from helpers.command_line import COMMAND, ENVIRONMENT, hear_interrupts

HORSES = {
    "id": "hestar", "title": "Hestarnir komnir af fjalli", "url": "https://example.is/hestar?a=1&b=2", "source": "Bændablað",
    "published": "2026-09-14T10:30:00+00:00",
    "text": "Bændur á Suðurlandi sóttu hestana á laugardag.\n\nSigríður Jónsdóttir segir að hestarnir séu vel á sig komnir.",
}  # fmt: skip
ROAD = {
    "id": "vegur", "title": "Nýr vegur um Hellisheiði", "source": "Vegblað", "published": "2026-10-02T08:00:00+00:00",
    "text": "Sigríður Jónsdóttir opnaði veginn í gær. Hestar mega ekki vera á honum.",
}  # fmt: skip
HOSTILE = {
    "id": 'a"&<b>', "title": "<script>alert(1)</script> & 'kindur'", "url": "javascript:alert(1)", "source": "<i>Vont</i>",
    "text": "Kindur </article></div><img src=x onerror=alert(1)> og <b>Guðrún</b> \"sagði\" &amp; fór til Akureyrar.",
}  # fmt: skip
UNTITLED = {"text": "Kindurnar voru reknar heim á bæ.", "url": "http://["}


class Page(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


class Site:
    """A server in a process of its own."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, method: str = "GET", host: str | None = None, **query: str) -> Page:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        address = f"{path}?{urlencode(query)}" if query else path
        connection.request(method, address, headers={"Host": host or f"127.0.0.1:{self.port}"})
        answer = connection.getresponse()
        page = Page(answer.status, dict(answer.getheaders()), answer.read().decode())
        connection.close()
        return page


@contextmanager
def serving(db: Path, *options: str) -> Iterator[tuple[Site, subprocess.Popen[bytes]]]:
    command = [*COMMAND, "serve", "--db", str(db), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT, preexec_fn=hear_interrupts) as process:
        assert process.stderr is not None
        found = re.search(rb":(\d+)/ ", process.stderr.readline())
        assert found
        try:
            yield Site(int(found[1])), process
        finally:
            process.kill()


class Seen(HTMLParser):
    """What a browser makes of a page: its text, its elements, its links by their text, what is marked."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.links: dict[str, str] = {}
        self.marks: list[str] = []
        self._open: list[tuple[str, str, int]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "link", "input"):
            self._open.append((tag, dict(attrs).get("href") or "", len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        opened, address, start = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"
        if tag == "a":
            self.links[self.text[start:]] = address
        if tag == "mark":
            self.marks.append(self.text[start:])

    def handle_data(self, data: str) -> None:
        self.text += data
