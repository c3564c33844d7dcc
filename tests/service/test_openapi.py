"""The description at /openapi.json: the schemas are those of the models, and the examples are of the schemas."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from helpers.service import Running
from icenews_nlp import AnnotatedDocument, Article, EnrichFailure
from icenews_nlp.documents.layers import LAYERS
from icenews_nlp.service.replies import Health, Problem

ONE, MANY = "/enrich", "/enrich/batch"


@pytest.fixture(scope="module")
def described(service: Running) -> dict[str, Any]:
    answer = service.get("/openapi.json")
    assert answer.status == 200
    found: dict[str, Any] = answer.json
    return found


def valid(described: dict[str, Any], schema: dict[str, Any], value: object) -> bool:
    whole = {**schema, "components": described["components"]}
    Draft202012Validator.check_schema(whole)
    return bool(Draft202012Validator(whole).is_valid(value))


def content(answer_or_body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = answer_or_body["content"]["application/json"]
    return found


def body_of(described: dict[str, Any], path: str) -> dict[str, Any]:
    return content(described["paths"][path]["post"]["requestBody"])


def answer_of(described: dict[str, Any], path: str, status: int = 200, method: str = "post") -> dict[str, Any]:
    return content(described["paths"][path][method]["responses"][str(status)])


def test_the_models_are_listed_with_all_their_fields(described: dict[str, Any]) -> None:
    listed = described["components"]["schemas"]
    for model in (Article, AnnotatedDocument, EnrichFailure, Health, Problem):
        assert set(listed[model.__name__]["properties"]) == set(model.model_fields)
    refs = json.dumps(described).split('"$ref": "#/components/schemas/')[1:]
    assert {ref.partition('"')[0] for ref in refs} <= set(listed)


def test_every_way_in_says_what_it_answers(described: dict[str, Any]) -> None:
    assert {path: set(methods) for path, methods in described["paths"].items()} == {
        ONE: {"post"},
        MANY: {"post"},
        "/health": {"get"},
    }
    refused = {"408", "413", "415", "422", "503"}
    assert set(described["paths"][ONE]["post"]["responses"]) == {"200", "504"} | refused
    assert set(described["paths"][MANY]["post"]["responses"]) == {"200"} | refused


@pytest.mark.parametrize("path", [ONE, MANY])
def test_the_example_is_answered_as_it_is_said_to_be(described: dict[str, Any], service: Running, path: str) -> None:
    sent, promised = body_of(described, path), answer_of(described, path)
    answer = service.post(path, sent["example"])
    assert answer.status == 200
    assert answer.json == promised["example"]
    assert valid(described, promised["schema"], answer.json)


def test_what_is_no_article_is_not_of_the_schema(described: dict[str, Any]) -> None:
    one, many = body_of(described, ONE), body_of(described, MANY)
    assert valid(described, one["schema"], one["example"])
    assert valid(described, many["schema"], [one["example"]])
    assert not valid(described, many["schema"], one["example"])
    assert not valid(described, one["schema"], {"titel": "Án texta"})
    assert not valid(described, answer_of(described, ONE)["schema"], {"text": "Hestur"})


def test_refusals_and_health_are_of_their_schemas(described: dict[str, Any], service: Running) -> None:
    refused = service.post(ONE, {"titel": "Án texta"})
    assert valid(described, answer_of(described, ONE, refused.status)["schema"], refused.json)
    assert valid(described, answer_of(described, "/health", method="get")["schema"], service.get("/health").json)
    assert not valid(described, answer_of(described, ONE, 422)["schema"], {"detail": "annað"})


@pytest.mark.parametrize("path", [ONE, MANY])
def test_the_layers_that_may_be_kept_are_listed(described: dict[str, Any], service: Running, path: str) -> None:
    (only,) = described["paths"][path]["post"]["parameters"]
    assert only["schema"]["items"]["enum"] == list(LAYERS)
    query = f"{only['name']}={','.join(only['example'])}"
    answer = service.post(f"{path}?{query}", body_of(described, path)["example"])
    document = answer.json[0] if path == MANY else answer.json
    assert document["layers"] == only["example"]
    assert valid(described, answer_of(described, path)["schema"], answer.json)
