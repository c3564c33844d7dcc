"""What one request may take, how many are taken, and what becomes of the others."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest

from helpers.service import JSON, SECONDS, Answer, Held, Running, running
from icenews_nlp.errors import InputError
from icenews_nlp.service import bodies
from icenews_nlp.service.limits import Limits

HELD = {"id": "held", "text": "Þessi bíður."}
PLAIN = {"id": "plain", "text": "Þessi ekki."}


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(8) as pool:
        yield pool


def ids(answer: Answer) -> list[str]:
    return [result["error"] if "error" in result else result["article"]["id"] for result in answer.json]


def hold(pool: ThreadPoolExecutor, service: Running, held: Held, path: str = "/enrich", value: Any = HELD) -> Future[Answer]:
    """A request whose article is being analysed, and is not finished before `held.go`."""
    future = pool.submit(service.post, path, value)
    assert held.begun.acquire(timeout=SECONDS)
    return future


def test_a_body_may_have_so_many_bytes_and_no_more(held: Held) -> None:
    body = json.dumps({"text": "Hestur"}).encode()
    with running(held, body=len(body)) as service:
        assert service.ask("POST", "/enrich", body).status == 200
        assert service.ask("POST", "/enrich", iter([body[:5], body[5:]])).status == 200  # in chunks, without its length
        for larger in (body + b" ", iter([body, b" "])):
            answer = service.ask("POST", "/enrich", larger)
            assert (answer.status, answer.json["error"]) == (413, "TooLargeError")
            assert answer.json["reason"].startswith(f"the body has more than {len(body)} bytes; send fewer")


def test_a_body_that_is_too_large_is_refused_before_it_is_sent(held: Held) -> None:
    with running(held) as service, socket.create_connection(("127.0.0.1", service.port), timeout=SECONDS) as connection:
        connection.sendall(
            b"POST /enrich HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            b"Content-Length: 1000001\r\nExpect: 100-continue\r\n\r\n"
        )
        assert connection.makefile("rb").readline().split()[1] == b"413"


def test_a_body_has_to_arrive_in_time(held: Held, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "BODY_SECONDS", 0.1)
    with running(held) as service, socket.create_connection(("127.0.0.1", service.port), timeout=SECONDS) as connection:
        connection.sendall(
            b"POST /enrich HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"
        )
        assert connection.makefile("rb").readline().split()[1] == b"408"
        assert service.get("/health").json["requests"] == 0


def test_a_batch_may_have_so_many_articles_and_no_more(held: Held) -> None:
    with running(held, articles=2) as service:
        assert ids(service.post("/enrich/batch", [PLAIN] * 2)) == ["plain"] * 2
        answer = service.post("/enrich/batch", [PLAIN] * 3)
        assert (answer.status, answer.json["error"]) == (413, "TooLargeError")
        assert answer.json["reason"] == "the batch has 3 articles; send at most 2 at a time"


def test_title_and_text_may_have_so_many_characters_and_no_more(held: Held) -> None:
    with running(held, characters=10) as service:
        assert service.post("/enrich", {"title": "Ær", "text": "Ær á beit"[:8]}).status == 200
        answer = service.post("/enrich", {"title": "Ærr", "text": "Ær á beit"[:8]})
        assert (answer.status, answer.json["error"]) == (413, "TooLargeError")
        assert answer.json["reason"] == "the article has 11 characters; send at most 10"
        batch = service.post("/enrich/batch", [{"id": "of löng", "text": "Ær á beit!!"}, {"id": "plain", "text": "Ær"}])
        assert ids(batch) == ["TooLargeError", "plain"]
        assert batch.json[0] == {
            "index": 0,
            "id": "of löng",
            "error": "TooLargeError",
            "reason": "the article has 11 characters; send at most 10",
        }
        assert held.seen == ["frett-1", None, "plain"]  # the example first


def test_an_article_that_takes_too_long_is_given_up_alone(held: Held) -> None:
    with running(held, threads=2, timeout=0.5) as service:
        answer = service.post("/enrich", HELD)
        assert (answer.status, answer.json) == (504, {"error": "TimeoutError", "reason": "it took longer than 0.5 s"})
        assert service.get("/health").json["requests"] == 0
        assert not held.go.is_set()
        assert service.post("/enrich", PLAIN).status in (200, 504)  # in the other thread; a busy machine may be slow
        held.go.set()


def test_an_article_of_a_batch_that_takes_too_long_is_a_failure_in_its_place(held: Held) -> None:
    with running(held, threads=2, timeout=0.5) as service:
        batch = service.post("/enrich/batch", [HELD, {"id": "of löng", "text": "a" * 100_001}])
        assert (batch.status, ids(batch)) == (200, ["TimeoutError", "TooLargeError"])
        held.go.set()


def test_a_thread_that_works_on_for_nobody_is_not_given_away(held: Held, pool: ThreadPoolExecutor) -> None:
    with running(held, threads=1, timeout=0.2) as service:
        assert service.post("/enrich", HELD).status == 504
        waiting = pool.submit(service.post, "/enrich", PLAIN)
        while service.get("/health").json["requests"] < 1:
            pass
        assert "plain" not in held.seen
        held.go.set()
        assert waiting.result(SECONDS).status in (200, 504)
        assert held.seen[-1] == "plain"


def test_waiting_in_line_is_no_part_of_the_time(held: Held, pool: ThreadPoolExecutor) -> None:
    """Two wait behind one that is given up late: each has its own time, from its own turn."""
    with running(held, threads=1, timeout=SECONDS) as service:
        first = hold(pool, service, held)
        others = [pool.submit(service.post, "/enrich", PLAIN) for _ in range(2)]
        while service.get("/health").json["requests"] < 3:
            pass
        held.go.set()
        assert [future.result(SECONDS).status for future in (first, *others)] == [200] * 3


def test_more_requests_than_there_is_room_for_come_back_later(held: Held, pool: ThreadPoolExecutor) -> None:
    with running(held, threads=1, requests=2) as service:
        first = hold(pool, service, held)
        second = pool.submit(service.post, "/enrich", PLAIN)
        while service.get("/health").json["requests"] < 2:
            pass
        for path, value in (("/enrich", PLAIN), ("/enrich/batch", [PLAIN])):
            third = service.post(path, value)
            assert (third.status, third.json["error"]) == (503, "BusyError")
            assert third.json["reason"] == "2 requests are waiting already; try again in a moment"
            assert int(third.headers["retry-after"]) > 0
        held.go.set()
        assert first.result(SECONDS).status == second.result(SECONDS).status == 200
        assert service.post("/enrich", PLAIN).status == 200


def test_health_answers_while_every_thread_is_busy(held: Held, pool: ThreadPoolExecutor) -> None:
    with running(held, threads=2) as service:
        futures = [hold(pool, service, held) for _ in range(2)]
        health = service.get("/health")
        assert (health.status, health.json["ready"], health.json["requests"]) == (200, True, 2)
        assert service.get("/openapi.json").status == 200
        held.go.set()
        assert [future.result(SECONDS).status for future in futures] == [200, 200]


def test_no_more_batches_than_threads_hold_documents(held: Held, pool: ThreadPoolExecutor) -> None:
    """A single article takes its turn before a batch that has not begun."""
    with running(held, threads=1) as service:
        batch = hold(pool, service, held, "/enrich/batch", [HELD, {**PLAIN, "id": "fyrri"}])
        later = pool.submit(service.post, "/enrich/batch", [{**PLAIN, "id": "síðari"}])
        while service.get("/health").json["requests"] < 2:
            pass
        single = pool.submit(service.post, "/enrich", PLAIN)
        while service.get("/health").json["requests"] < 3:
            pass
        held.go.set()
        assert ids(batch.result(SECONDS)) == ["held", "fyrri"]
        assert ids(later.result(SECONDS)) == ["síðari"]
        assert single.result(SECONDS).status == 200
        assert held.seen[1:] == ["held", "plain", "fyrri", "síðari"]


@pytest.mark.parametrize(("path", "value"), [("/enrich", PLAIN), ("/enrich/batch", [PLAIN, PLAIN])])
def test_for_a_client_that_has_gone_nothing_is_analysed(held: Held, pool: ThreadPoolExecutor, path: str, value: Any) -> None:
    body = json.dumps(value).encode()
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    with running(held, threads=1) as service:
        first = hold(pool, service, held)
        with socket.create_connection(("127.0.0.1", service.port), timeout=SECONDS) as connection:
            connection.sendall(head.encode() + body)
            while service.get("/health").json["requests"] < 2:
                pass
        assert service.get("/health").status == 200  # by then the end of the connection has been seen
        held.go.set()
        assert first.result(SECONDS).status == 200
        assert service.post("/enrich", {**PLAIN, "id": "síðastur"}).status == 200
        assert held.seen[1:] == ["held", "síðastur"]
        assert service.get("/health").json["requests"] == 0


def test_a_client_that_goes_while_it_sends_leaves_nothing_behind(held: Held) -> None:
    with running(held, requests=1) as service:
        with socket.create_connection(("127.0.0.1", service.port), timeout=SECONDS) as connection:
            connection.sendall(
                b"POST /enrich HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"
            )
            while service.get("/health").json["requests"] < 1:
                pass
        while service.get("/health").json["requests"]:
            pass
        assert service.ask("POST", "/enrich", b'{"text": "Hestur"}', JSON).status == 200


@pytest.mark.parametrize("name", ["threads", "requests", "body", "articles", "characters", "timeout"])
def test_a_limit_is_a_positive_number(name: str) -> None:
    with pytest.raises(InputError, match=name):
        Limits(**{name: 0})
