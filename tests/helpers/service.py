"""The service in a thread of the tests' process, with an Enricher that waits where a test asks it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from typing import Any, NamedTuple

from icenews_nlp import AnnotatedDocument, Article, Enricher
from icenews_nlp.errors import InputError
from icenews_nlp.service.analysis import Analysis
from icenews_nlp.service.limits import Limits
from icenews_nlp.service.server import ServiceServer, bound

JSON = {"Content-Type": "application/json"}
SECONDS = 60
"""After which whatever a test waits for has failed."""


class Held(Enricher):
    """Profile "fast"; an article with the id "held" is not finished before `go`."""

    def __init__(self) -> None:
        super().__init__("fast")
        self.begun = threading.Semaphore(0)
        self.go = threading.Event()
        self.seen: list[str | None] = []

    def enrich(self, article: str | Article) -> AnnotatedDocument:
        assert isinstance(article, Article)
        self.seen.append(article.id)
        if article.id == "held":
            self.begun.release()
            assert self.go.wait(SECONDS)
        if article.id == "refused":
            raise InputError("þetta er enginn texti")
        if article.id == "broken":
            raise ZeroDivisionError("þetta átti ekki að geta gerst")
        return super().enrich(article)


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Running:
    """A service that answers; one connection a request."""

    def __init__(self, port: int, server: ServiceServer, analysis: Analysis) -> None:
        self.port = port
        self.server = server
        self.analysis = analysis

    def ask(self, method: str, path: str, body: Any = None, headers: dict[str, str] = JSON) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        read = Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read())
        connection.close()
        return read

    def get(self, path: str) -> Answer:
        return self.ask("GET", path, headers={})

    def post(self, path: str, value: Any) -> Answer:
        return self.ask("POST", path, json.dumps(value))


@contextmanager
def running(enricher: Enricher, grace: int = SECONDS, **limits: Any) -> Iterator[Running]:
    analysis = Analysis(enricher, Limits(**limits))
    listening = bound("127.0.0.1", 0)
    port = listening.getsockname()[1]
    server = ServiceServer(analysis, listening, grace)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield Running(port, server, analysis)
    finally:
        server.stop()
        thread.join(SECONDS)
        assert not thread.is_alive()
