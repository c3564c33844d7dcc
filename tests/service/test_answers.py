"""What the service answers: the documents that `enrich` makes, and for what cannot be read the library's own sentence."""

from __future__ import annotations

import gzip
import json
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from helpers.service import JSON, Running
from helpers.texts import STORY
from icenews_nlp import AnnotatedDocument, Article, Enricher, EnrichFailure

TEXTS = (
    "Katrín fór til Akureyrar.\r\nÞar hitti hún Guðna.",
    "Ráð\u00adherra\u00adbústað\u00adurinn er við Tjarnar\u00adgötu.",
    "Bárður a\u0301 Búrfelli 🇮🇸 sá 👩‍👩‍👧 í gær.",
    "Núll \x00 og hálf táknmynd \ud83d hér.",
    " \n\t",
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_document_is_that_of_enrich_byte_for_byte(service: Running, fast: Enricher, text: str) -> None:
    answer = service.post("/enrich", {"text": text})
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert answer.body == fast.enrich(Article(text=text)).to_json().encode()


def test_all_fields_of_an_article_are_taken(service: Running, fast: Enricher) -> None:
    fields: dict[str, Any] = {
        **json.loads(STORY.model_dump_json()),
        "url": "https://frettir.example/1",
        "source": "Dagblaðið",
        "section": "innlent",
        "published": "2026-11-26T09:00:00+00:00",
        "tags": ["stjórnarskrá"],
        "metadata": {"höfundur": {"nafn": "Jóna", "síður": [1, 2.5, None, True]}},
    }
    answer = service.post("/enrich", fields)
    assert answer.body == fast.enrich(Article(**fields)).to_json().encode()
    assert AnnotatedDocument.model_validate_json(answer.body).article.metadata == fields["metadata"]


def test_a_batch_keeps_its_order_and_a_bad_article_its_place(service: Running, fast: Enricher) -> None:
    batch: list[Any] = [
        {"id": 7, "text": TEXTS[0]},
        {"id": 8, "titel": "Án texta"},
        "Texti",
        None,
        {"text": 5},
        {"id": "broken", "text": "Brotið"},
        {"id": 9, "text": TEXTS[1]},
    ]
    answer = service.post("/enrich/batch", batch)
    assert answer.status == 200
    results = answer.json
    documents = [fast.enrich(Article(**batch[i])).to_json().encode() for i in (0, 6)]
    assert answer.body.startswith(b"[" + documents[0] + b",{")
    assert answer.body.endswith(b"}," + documents[1] + b"]")
    failures = [EnrichFailure.model_validate(result) for result in results[1:6]]
    assert [failure.index for failure in failures] == [1, 2, 3, 4, 5]
    assert [failure.error for failure in failures] == ["InputError"] * 4 + ["ZeroDivisionError"]
    assert [failure.reason for failure in failures] == [
        "field 'text' is missing; unknown field 'titel', did you mean 'title'?",
        "it is a string; an article is an object",
        "it is null; an article is an object",
        "field 'text': input should be a valid string, not 5",
        "þetta átti ekki að geta gerst",
    ]
    assert failures[4].id == "broken"
    assert service.post("/enrich/batch", []).body == b"[]"


def test_sixty_requests_at_once_get_their_own_documents(service: Running, fast: Enricher) -> None:
    articles: list[dict[str, Any]] = [
        {"id": i, "text": f"Sigríður Jóns sá {i} hesta á Akureyri 1{i % 10}. mars."} for i in range(60)
    ]

    def ask(fields: dict[str, Any]) -> bytes:
        if fields["id"] % 3:
            return service.post("/enrich", fields).body
        return service.post("/enrich/batch", [fields]).body[1:-1]

    with ThreadPoolExecutor(60) as pool:
        assert list(pool.map(ask, articles)) == [fast.enrich(Article(**fields)).to_json().encode() for fields in articles]


def test_layers_that_are_not_wanted_are_left_out(service: Running, fast: Enricher) -> None:
    fields = {"text": TEXTS[0]}
    document = fast.enrich(Article(text=TEXTS[0])).only("entities", "values").to_json().encode()
    for query in ("only=entities,values", "only=values%2C%20entities", "only=entities&only=values"):
        assert service.post(f"/enrich?{query}", fields).body == document
        assert service.post(f"/enrich/batch?{query}", [fields]).body == b"[" + document + b"]"


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("only=entitys", "there is no layer 'entitys'; did you mean 'entities'?"),
        ("only=", "there is no layer ''; choose one of 'tokens'"),
        ("onyl=entities", "there is no query parameter 'onyl'; did you mean 'only'?"),
    ],
)
def test_a_query_is_read_or_refused(service: Running, query: str, sentence: str) -> None:
    for path, value in (("/enrich", {"text": "Hestur"}), ("/enrich/batch", [{"text": "Hestur"}])):
        answer = service.post(f"{path}?{query}", value)
        assert (answer.status, answer.json["error"]) == (422, "InputError")
        assert answer.json["reason"].startswith(sentence)


BAD_BODIES: list[tuple[bytes, str]] = [
    (b'{"text": "Hestur"', "the body is not valid JSON: expecting ',' delimiter (line 1, column 18)"),
    (b'{\n "text": Hestur}', "the body is not valid JSON: expecting value (line 2, column 10)"),
    (b"", "the body is not valid JSON: expecting value (line 1, column 1)"),
    (b'{"text": "a\x00b"}', "the body is not valid JSON: invalid control character at (line 1, column 12)"),
    (b'{"text": "\xe1"}', "the body is not UTF-8: byte 11 is 0xe1"),
    (b'{"text": "a", "metadata": {"x": NaN}}', "the body is not valid JSON: NaN is not a number of JSON"),
    (b'{"text": "a", "metadata": {"x": ' + b"9" * 5000 + b"}}", "the body is not valid JSON: "),
    (b"[" * 100_000, "the body is not valid JSON: nested too deeply"),
    (gzip.compress(b'{"text": "a"}', mtime=0), "the body is gzip; unpack it first"),
    (b'[{"text": "a"}]', "the body is a list; send one article, an object, or a list of them to /enrich/batch"),
    (b'"Hestur"', "the body is a string; send one article"),
    (b"17", "the body is a number; send one article"),
    (b"true", "the body is a boolean; send one article"),
    (b"null", "the body is null; send one article"),
    (b"{}", "field 'text' is missing"),
    (b'{"text": null}', "field 'text': input should be a valid string"),
    (b'{"text": "a", "titill": "b"}', "unknown field 'titill', did you mean 'title'?"),
    (b'{"text": "a", "published": "2026-11-26T09:00"}', "field 'published': 2026-11-26T09:00 has no time zone; write"),
    (b'{"text": "a", "metadata": {"x": ' + b"[" * 200 + b"]" * 200 + b"}}", "field 'metadata': nested more than 100 levels"),
    (b'{"text": "a", "\\ud800": 1}', "unknown field '\ufffd'"),
]


@pytest.mark.parametrize(("body", "sentence"), BAD_BODIES)
def test_a_body_that_is_no_article_is_refused_in_a_sentence(service: Running, body: bytes, sentence: str) -> None:
    answer = service.ask("POST", "/enrich", body)
    assert answer.status == 422
    assert answer.json["error"] == "InputError"
    assert answer.json["reason"].startswith(sentence)


def test_what_the_enricher_refuses_is_refused_in_its_words(service: Running) -> None:
    refused = {"id": "refused", "text": "…"}
    answer = service.post("/enrich", refused)
    assert (answer.status, answer.json) == (422, {"error": "InputError", "reason": "þetta er enginn texti"})
    assert service.post("/enrich/batch", [refused]).json == [{"index": 0, "id": "refused", **answer.json}]


def test_a_batch_is_a_list(service: Running) -> None:
    answer = service.post("/enrich/batch", {"text": "Hestur"})
    assert (answer.status, answer.json["error"]) == (422, "InputError")
    assert answer.json["reason"] == "the body is an object; send a list of articles, or one article to /enrich"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/json; charset=iso-8859-1"},
        {"Content-Type": "application"},
        {**JSON, "Content-Encoding": "gzip"},
    ],
)
def test_a_body_that_is_not_said_to_be_plain_json_is_refused(service: Running, headers: dict[str, str]) -> None:
    answer = service.ask("POST", "/enrich", b'{"text": "Hestur"}', headers)
    assert (answer.status, answer.json["error"]) == (415, "MediaTypeError")


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b'{"text": "Hestur"}', {"Content-Type": "application/json; charset=UTF-8"}),
        (b'{"text": "Hestur"}', {"Content-Type": "Application/JSON", "Content-Encoding": "identity"}),
        (b'\xef\xbb\xbf\n{\r\n"text": "Hestur"}\n', JSON),
    ],
)
def test_other_ways_to_send_the_same(service: Running, body: bytes, headers: dict[str, str]) -> None:
    assert service.ask("POST", "/enrich", body, headers).json["text"] == "Hestur"


def test_what_is_not_there_is_said(service: Running) -> None:
    for path in ("/", "/docs", "/redoc", "/enrich/", "/%ff"):
        answer = service.get(path)
        assert (answer.status, answer.json["error"]) == (404, "NotFound")
        assert "/openapi.json" in answer.json["reason"]
    answer = service.get("/enrich")
    assert (answer.status, answer.json["error"], answer.headers["allow"]) == (405, "MethodNotAllowed", "POST")
    assert answer.json["reason"] == "/enrich takes POST, not GET"


def test_a_fault_of_the_library_is_reported_to_both_sides(service: Running, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR, "uvicorn.error"):
        answer = service.post("/enrich", {"id": "broken", "text": "Brotið"})
        assert service.post("/enrich", {"text": "Hestur"}).status == 200  # by then the fault is logged
    assert (answer.status, answer.json) == (500, {"error": "ZeroDivisionError", "reason": "þetta átti ekki að geta gerst"})
    assert any("ZeroDivisionError" in str(record.exc_info) for record in caplog.records)


def test_health_names_what_is_running(service: Running, fast: Enricher) -> None:
    made_by = fast.enrich("Hestur").provenance
    assert service.get("/health").json == {
        "ready": True,
        "version": made_by.package,
        "profile": "fast",
        "model": made_by.model,
        "requests": 0,
        "limits": json.loads(service.analysis.limits.model_dump_json()),
    }
