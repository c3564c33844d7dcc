"""Objects of any JSON as articles: maps of fields, ids and nulls, unknown fields, and what is refused with which words."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from icenews_nlp import Article
from icenews_nlp.errors import InputError
from icenews_nlp.intake.json.fields import KEEP, FieldMap, article_from_json


def read(record: Any, map: Any = None, **options: Any) -> Article:
    return article_from_json(record, FieldMap(map, **options))


def test_fields_by_other_names_and_others_by_their_own() -> None:
    record = {"body": "Síldin er komin.", "headline": "Síld", "url": "https://frettir.example/1", "tags": ["fiskur"]}
    expected = Article(text="Síldin er komin.", title="Síld", url="https://frettir.example/1", tags=("fiskur",))
    assert read(record, {"text": "body", "title": "headline"}) == expected
    assert read(record, "text=body,title=headline") == expected
    assert read(record, " text = body , title = headline, ") == expected
    assert record["body"] == "Síldin er komin.", "the object is left as it was"


def test_a_dot_leads_into_an_object() -> None:
    record = {"content": {"body": "Síldin er komin.", "head": {"line": "Síld"}}, "meta": {"key": 7}}
    found = read(record, "text=content.body,title=content.head.line,id=meta.key")
    assert found == Article(text="Síldin er komin.", title="Síld", id="7")


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"a.b.c": "lykill", "a.b": {"c": "x"}, "a": {"b.c": "x", "b": {"c": "x"}}}, "lykill"),
        ({"a.b": {"c": "hlutur"}, "a": {"b.c": "x", "b": {"c": "x"}}}, "hlutur"),
        ({"a": {"b.c": "innri", "b": {"c": "x"}}}, "innri"),
        ({"a.b": 5, "a": {"b": {"c": "innstur"}}}, "innstur"),
        ({"a.b": {"d": 1}, "a": {"b": {"c": "innstur"}}}, "innstur"),
    ],
)
def test_a_key_that_holds_the_dots_goes_first(record: Any, text: str) -> None:
    assert read(record, "text=a.b.c", keep_unknown=True).text == text


@pytest.mark.parametrize("record", [{"a": "x"}, {"a": ["x"]}, {"a": None}, {"b": "x"}, {"a": {}}, {}])
def test_a_path_that_leads_nowhere_is_a_missing_field(record: Any) -> None:
    with pytest.raises(InputError, match=r"field 'a.b' \(as 'text'\) is missing"):
        read(record, "text=a.b", keep_unknown=True)
    assert read({**record, "text": "Síld."}, "title=a.b", keep_unknown=True).title == ""


def test_one_field_may_be_two_of_an_article() -> None:
    found = read({"url": "https://frettir.example/1", "text": "Síld."}, "id=url")
    assert (found.id, found.url) == ("https://frettir.example/1", "https://frettir.example/1")


def test_fields_may_change_places() -> None:
    assert read({"text": "Síld", "title": "Síldin er komin."}, "text=title,title=text").text == "Síldin er komin."


@pytest.mark.parametrize(
    ("given", "known"),
    [
        *[("a", "a"), ("", ""), (12, "12"), (-3, "-3"), (12.0, "12"), (1e20, "100000000000000000000"), (0.5, "0.5")],
        *[(True, "true"), (False, "false"), (None, None)],
    ],
)
def test_ids_of_any_kind(given: Any, known: str | None) -> None:
    assert read({"id": given, "text": "Síld."}).id == known
    assert read({"key": given, "text": "Síld."}, {"id": "key"}).id == known


@pytest.mark.parametrize("given", [[1], {"a": 1}, float("inf")])
def test_what_is_no_id_is_refused(given: Any) -> None:
    with pytest.raises(InputError, match="field 'id'"):
        read({"id": given, "text": "Síld."})


def test_null_is_a_field_that_is_not_there_but_for_the_text() -> None:
    nulls = dict.fromkeys(["id", "title", "url", "source", "section", "published", "tags", "metadata"])
    assert read({**nulls, "text": "Síld."}) == Article(text="Síld.")
    with pytest.raises(InputError, match=r"field 'body' \(as 'text'\): input should be a valid string"):
        read({"body": None}, "text=body")


def test_times_have_the_zone_that_is_given() -> None:
    record = {"text": "Síld.", "date": "12.9.2023 06:49"}
    moment = datetime(2023, 9, 12, 4, 49, tzinfo=timezone.utc)
    assert read(record, "published=date", timezone="Europe/Copenhagen").published == moment
    with pytest.raises(InputError, match=r"field 'date' \(as 'published'\): 12.9.2023 06:49 has no time zone; .*--timezone"):
        read(record, "published=date")
    with pytest.raises(InputError, match=r"field 'published': í gær is no time"):
        read({"text": "Síld.", "published": "í gær"})


# unknown fields


def test_unknown_fields_are_refused_with_what_to_type() -> None:
    with pytest.raises(
        InputError, match=r"^unknown field 'views'; map \(--map\) reads .*keep_unknown \(--keep-unknown\) keeps"
    ):
        read({"text": "Síld.", "views": 3})
    with pytest.raises(InputError, match=r"^unknown field 'titill', did you mean 'title'\?$"):
        read({"text": "Síld.", "titill": "x"})
    with pytest.raises(InputError, match=r"^unknown field 'content'; "):
        read({"content": {"body": "Síld.", "lead": None}}, "text=content.body")
    with pytest.raises(InputError, match=r"^unknown field 'text', since 'text' is read from 'body'; map \(--map\)"):
        read({"text": "x", "body": "Síld."}, "text=body")


def test_unknown_fields_are_kept_on_request_without_what_was_read() -> None:
    record = {"content": {"body": "Síld.", "lead": "x", "a": {"b": "t"}}, "title": "y", "views": 3, "none": None, "text": [1]}
    found = read({**record, "metadata": {"own": 1}}, "text=content.body,title=content.a.b", keep_unknown=True)
    assert (found.text, found.title) == ("Síld.", "t")
    kept = {"content": {"lead": "x"}, "title": "y", "views": 3, "none": None, "text": [1]}
    assert found.metadata == {"own": 1, **kept}
    assert record["content"] == {"body": "Síld.", "lead": "x", "a": {"b": "t"}}
    assert read({"text": "Síld.", "metadata": {"own": 1}}, keep_unknown=True).metadata == {"own": 1}


def test_metadata_that_cannot_take_unknown_fields() -> None:
    with pytest.raises(InputError, match="unknown field 'a' cannot be kept, for metadata has another one; rename one"):
        read({"text": "Síld.", "a": 1, "metadata": {"a": 2}}, keep_unknown=True)
    with pytest.raises(InputError, match="field 'metadata': should be an object of JSON"):
        read({"text": "Síld.", "a": 1, "metadata": "x"}, keep_unknown=True)
    found = read({"text": "Síld.", "a": 1, "metadata": {"a": 2}}, "metadata=extra", keep_unknown=True)
    assert found.metadata == {"a": 1, "metadata": {"a": 2}}


@pytest.mark.parametrize("record", [[], "Síld.", None, 5])
def test_what_is_no_object_is_no_article(record: Any) -> None:
    with pytest.raises(InputError, match="an article is an object of JSON, not"):
        read(record)


# maps that are refused


@pytest.mark.parametrize(
    ("map", "told"),
    [
        ("", "the map of fields is empty; write for instance text=body,title=headline"),
        (" , ", "the map of fields is empty"),
        ({}, "the map of fields is empty"),
        ("body", "'body' maps nothing; write ARTICLE_FIELD=JSON_FIELD, as in text=body,title=headline"),
        ("text=", "the map has no field of JSON for 'text'; write text=NAME"),
        ({"text": 3}, "the map has no field of JSON for 'text'"),
        ("titel=headline", "there is no field of articles 'titel'; did you mean 'title'"),
        ("=body", "there is no field of articles ''; choose one of 'id', "),
        ({3: "body"}, "there is no field of articles 3"),
        ("body=text", "if text is in 'body', turn it around: text=body"),
        ("text=a,title=b,text=c", "'text' is mapped twice, from 'a' and from 'c'; leave one out"),
        ("text=a,text=a", "'text' is mapped twice"),
        (["text=body"], "a map of fields is a dict or a string, not list; write 'text=body,title=headline'"),
    ],
)
def test_a_wrong_map_is_refused_with_what_to_type(map: Any, told: str) -> None:
    with pytest.raises(InputError) as caught:
        FieldMap(map)
    assert told in str(caught.value)


def test_the_words_about_the_way_out_are_said_once() -> None:
    with pytest.raises(InputError) as caught:
        read({"a": 1, "b": 2})
    assert str(caught.value).count(KEEP) == 1
