"""The server of the search page: what silent, slow and many connections cost, counted in threads and answers."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest

from helpers import made_up_terms as made
from icenews_nlp.search import SearchIndex
from icenews_nlp.search.web import server as served
from icenews_nlp.search.web.protocol import Request, read_head
from icenews_nlp.search.web.server import SearchServer
from icenews_nlp.search.web.session import SearchSession


class Running:
    """A server in a thread of this process."""

    def __init__(self, server: SearchServer) -> None:
        self.server = server

    def connect(self, sent: bytes = b"") -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.server.port), timeout=60)
        connection.sendall(sent)
        return connection

    def get(self, path: str) -> int:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        return status


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Running]:
    with SearchIndex(tmp_path / "news.db") as index:
        index.add([made.document("Hestar", "hestur kýr")])
    server = SearchServer(SearchSession(str(tmp_path / "news.db")), "127.0.0.1", 0)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    yield Running(server)
    server.stop()
    thread.join(timeout=60)
    server.close()
    assert not thread.is_alive()


def status_of(connection: socket.socket) -> int:
    with connection:
        return int(connection.makefile("rb").readline().split()[1])


def test_silent_connections_cost_no_thread(running: Running) -> None:
    with ExitStack() as stack:
        for _ in range(150):
            stack.enter_context(running.connect(b"GET / HT"))
        assert running.get("/?q=hestur") == 200
        names = [thread.name for thread in threading.enumerate()]
        assert sum("icenews-search" in name for name in names) <= served.THREADS


def test_two_hundred_requests_at_once_are_all_answered(running: Running) -> None:
    with ThreadPoolExecutor(200) as pool:
        assert set(pool.map(running.get, ["/?q=hestur"] * 200)) == {200}


def test_a_request_has_to_arrive_in_time(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little of it comes at a time."""
    monkeypatch.setattr(served, "HEAD_SECONDS", 0.2)
    assert status_of(running.connect(b"GET / HTTP/1.1\r\n")) == 408
    assert running.get("/") == 200


def test_the_oldest_silent_connection_makes_room(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "MOST_SILENT", 1)
    with running.connect(b"GET") as oldest:
        assert running.get("/") == 200
        assert oldest.recv(10) == b""


def test_more_requests_than_can_wait_are_told_to_come_back(running: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(served, "MOST_WAITING", 0)
    assert running.get("/?q=hestur") == 503


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"\x16\x03\x01\r\n\r\n", 400),  # TLS
        (b"GET /\r\n\r\n", 400),
        (b"GET / HTTP/2.0\r\n\r\n", 400),
        (b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", 403),
        (b"GET / HTTP/1.1\r\n\r\n", 403),
        (b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n", 403),
        (b"POST / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405),
        (b"GET /" + b"a" * 200_000, 431),
        (b"GET /?q=hest*ur HTTP/1.1\r\nHost: localhost\r\n\r\n", 400),
        (b"GET /?q=hestur HTTP/1.0\r\nhost:localhost\r\n\r\n", 200),
    ],
)
def test_what_is_answered(running: Running, sent: bytes, status: int) -> None:
    assert status_of(running.connect(sent)) == status


def test_completions_are_json(running: Running) -> None:
    with running.connect(b"GET /suggest?q=hes HTTP/1.1\r\nHost: localhost\r\n\r\n") as connection:
        head, _, body = connection.makefile("rb").read().partition(b"\r\n\r\n")
    assert b"Content-Type: application/json" in head
    assert [found["text"] for found in json.loads(body)] == ["hestar", "hestur"]


def test_a_request_is_for_an_address_or_a_name_of_the_server() -> None:
    request = read_head(b"GET /?q=%C3%A1 HTTP/1.1\r\nHost: [::1]:80\r\nAccept: */*")
    assert request == Request("GET", "/?q=%C3%A1", (" [::1]:80",))
    assert request.is_for(())
    assert not Request("GET", "/", ("frettir.example",)).is_for({"localhost"})
    assert Request("GET", "/", ("LOCALHOST:8000",)).is_for({"localhost"})
