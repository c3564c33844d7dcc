"""Bodies as no client means to send them: each is answered with a document, or with a sentence that says what is wrong."""

from __future__ import annotations

import json
from http.client import HTTPConnection
from random import Random

from helpers.service import JSON, SECONDS, Running

BODY = (
    '{"id": 5, "title": "Á", "text": "Katrín fór <b>til</b> Akureyrar 5. maí.", "tags": ["norðurland"], '
    '"metadata": {"x": [1, {"y": null}]}, "published": "2026-01-01T00:00:00Z"}'
).encode()
PIECES = (
    *(b'"', b"\\ud800", b"\x00", b"{", b"[", b"]", b"}", b",", b"null", b"1e999", b"-", b"\xff", b"\\u0000", b"Infinity"),
    *(b"[" * 3000, b'{"a":' * 300, "😀".encode(), b"9" * 5000, b"<html>", b"\xff\xfe", b"\x1f\x8b"),
)


def mutated(random: Random) -> bytes:
    body = bytearray(BODY)
    for _ in range(random.randint(1, 4)):
        at = random.randrange(len(body) + 1)
        match random.randrange(4):
            case 0:
                del body[at : at + random.randint(1, 20)]
            case 1:
                body[at:at] = random.choice(PIECES)
            case 2:
                body[at : at + 1] = bytes([random.randrange(256)])
            case 3:
                body[at:at] = body[max(0, at - 10) : at]
    return bytes(body)


def test_a_mutated_body_is_answered_with_a_document_or_a_sentence(service: Running) -> None:
    random = Random(7)
    statuses = set()
    connection = HTTPConnection("127.0.0.1", service.port, timeout=SECONDS)  # one for all: none leaves it out of step
    for _ in range(250):
        body = mutated(random)
        for path, sent in (("/enrich", body), ("/enrich/batch", b"[" + body + b"]")):
            connection.request("POST", path, sent, JSON)
            answer = connection.getresponse()
            read = json.loads(answer.read())
            statuses.add((path, answer.status))
            assert answer.status in (200, 422), (sent, read)
            assert answer.status == 200 or (set(read) == {"error", "reason"} and read["reason"]), sent
    connection.close()
    assert statuses == {(path, status) for path in ("/enrich", "/enrich/batch") for status in (200, 422)}
