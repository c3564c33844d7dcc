"""Connections that say nothing, and the end of the service."""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from helpers.service import SECONDS, Held, running
from icenews_nlp.service import connections

HELD = {"id": "held", "text": "Þessi bíður."}


def ended(connection: socket.socket) -> bool:
    """Waits until the other side has ended the connection."""
    try:
        while connection.recv(65536):
            pass
    except ConnectionResetError:
        pass
    return True


@pytest.mark.parametrize("sent", [b"", b"POST /enrich HT", b"GET /health HTTP/1.1\r\nHost: a\r\n\r\nGET /hea"])
def test_a_connection_that_waits_for_nothing_is_cut(held: Held, monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    """The third has had an answer, and begins another request that it never ends."""
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.2)
    with running(held) as service, socket.create_connection(("127.0.0.1", service.port), timeout=SECONDS) as connection:
        connection.sendall(sent)
        assert ended(connection)
        assert service.get("/health").status == 200


def test_a_connection_whose_answer_takes_longer_is_kept(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "IDLE_SECONDS", 0.2)
    with running(held) as service, ThreadPoolExecutor(1) as pool:
        answer = pool.submit(service.post, "/enrich", HELD)
        assert held.begun.acquire(timeout=SECONDS)
        with socket.create_connection(("127.0.0.1", service.port), timeout=SECONDS) as later:
            assert ended(later)  # it was opened after the other
        held.go.set()
        assert answer.result(SECONDS).status == 200


def test_silent_connections_keep_nobody_out(held: Held) -> None:
    with running(held) as service, ExitStack() as stack:
        for _ in range(150):
            stack.enter_context(socket.create_connection(("127.0.0.1", service.port), timeout=SECONDS)).sendall(b"GET")
        assert service.post("/enrich", {"text": "Hestur"}).status == 200


@pytest.mark.parametrize("sent", [b"\x16\x03\x01\r\n\r\n", b"GET /\r\n\r\n", b"GET /" + b"a" * 200_000])
def test_what_is_no_http_is_refused(held: Held, sent: bytes) -> None:
    with running(held) as service, socket.create_connection(("127.0.0.1", service.port), timeout=SECONDS) as connection:
        connection.sendall(sent)
        assert connection.makefile("rb").readline().split()[1] == b"400"
        assert service.get("/health").status == 200


def test_when_it_is_stopped_requests_that_have_come_are_answered(held: Held) -> None:
    """Those that wait, too."""
    with ThreadPoolExecutor(3) as pool:
        with running(held, threads=1) as service:
            first = pool.submit(service.post, "/enrich", HELD)
            assert held.begun.acquire(timeout=SECONDS)
            others = [pool.submit(service.post, "/enrich/batch", [{"text": "Hestur"}] * 3) for _ in range(2)]
            while service.get("/health").json["requests"] < 3:
                pass
            service.server.stop()
            held.go.set()
        assert [future.result(SECONDS).status for future in (first, *others)] == [200] * 3
        assert [len(future.result().json) for future in others] == [3, 3]


def test_after_the_grace_it_says_that_it_stops(held: Held) -> None:
    with ThreadPoolExecutor(2) as pool:
        with running(held, grace=0, threads=1) as service:
            futures = [pool.submit(service.post, "/enrich", HELD)]
            assert held.begun.acquire(timeout=SECONDS)
            futures.append(pool.submit(service.post, "/enrich/batch", [HELD]))
            while service.get("/health").json["requests"] < 2:
                pass
        answers = [future.result(SECONDS) for future in futures]
    held.go.set()
    assert [answer.status for answer in answers] == [503, 503]
    assert answers[0].json == {"error": "BusyError", "reason": "the service is stopping; try again in a moment"}
    assert "retry-after" in answers[0].headers
