"""Articles: what is taken, what is refused and by what words."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta, timezone
from typing import Any

import numpy
import pandas
import pytest
from pydantic import ValidationError

from icenews_nlp import Article, EnrichFailure, IcenewsError, InputError
from icenews_nlp.documents.base import DEEPEST, Model

ZONELESS = r"has no time zone; write 2026-03-01T{}:00:00\+00:00 if it is UTC"

REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "no text": ({}, "^field 'text' is missing$"),
    "a field that was misspelt": ({"text": "a", "titel": "b"}, "^unknown field 'titel', did you mean 'title'\\?$"),
    "a field like no other": ({"text": "a", "qqq": "b"}, "^unknown field 'qqq'$"),
    "several faults": ({"a1": 1, "b2": 2, "c3": 3}, "^field 'text' is missing; unknown field 'a1'; .*; and 1 more$"),
    "bytes": ({"text": b"a"}, "^field 'text': bytes are not text; decode them first"),
    "a number for a text": ({"text": 5}, "^field 'text': input should be a valid string, not 5$"),
    "one tag": ({"text": "a", "tags": "b"}, "^field 'tags': should be a list$"),
    "metadata that is a list": ({"text": "a", "metadata": [1]}, "^field 'metadata': should be an object of JSON, a dict$"),
    "a truth for an id": ({"text": "a", "id": True}, "^field 'id': input should be a valid string, not True$"),
    "a fraction for an id": ({"text": "a", "id": 1.5}, "^field 'id': input should be a valid string, not 1.5$"),
    "a time without a zone": ({"text": "a", "published": "2026-03-01T12:00:00"}, ZONELESS.format(12)),
    "a day": ({"text": "a", "published": "2026-03-01"}, "^field 'published': 2026-03-01 " + ZONELESS.format("00")),
    "a naive datetime": ({"text": "a", "published": datetime(2026, 3, 1, 12)}, ZONELESS.format(12)),
    "a date": ({"text": "a", "published": date(2026, 3, 1)}, "^field 'published': 2026-03-01 " + ZONELESS.format("00")),
    "no time at all": ({"text": "a", "published": "gær"}, "^field 'published': 'gær' is no time; write it as 2023-09-12T06"),
    "before year 1": ({"text": "a", "published": "0001-01-01T00:00:00+01:00"}, "outside the years 1 to 9999 in UTC"),
    "after year 9999": ({"text": "a", "published": "9999-12-31T23:59:59-14:00"}, "outside the years 1 to 9999 in UTC"),
    "a long integer": ({"text": "a", "metadata": {"n": 10**4300}}, "more than 4,300 digits cannot be read back"),
    "keys that become one": (
        {"text": "a", "metadata": {chr(0xD800): 1, chr(0xD801): 2}},
        "two keys differ only in lone surrogates",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_and_why(case: str) -> None:
    fields, message = REFUSED[case]
    with pytest.raises(InputError, match=message) as caught:
        Article(**fields)
    assert isinstance(caught.value.__cause__, ValidationError)
    with pytest.raises(InputError, match=message):
        Article.model_validate(fields)


def test_every_way_in_raises_errors_of_the_package() -> None:
    for attempt in (
        lambda: Article.model_validate_json("{"),
        lambda: Article.model_validate_json(b'{"text": 1}'),
        lambda: Article.model_validate("texti"),
        lambda: EnrichFailure.model_validate({}),
        lambda: setattr(Article(text="a"), "text", "b"),
        lambda: delattr(Article(text="a"), "text"),
    ):
        with pytest.raises(IcenewsError) as caught:
            attempt()
        assert "pydantic.dev" not in str(caught.value)


def test_the_way_out_that_a_message_shows_works() -> None:
    with pytest.raises(InputError) as caught:
        Article(text="a", published=datetime(2026, 3, 1, 12))
    shown = str(caught.value).partition("write ")[2].split()[0]
    assert Article.model_validate({"text": "a", "published": shown}).published == datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


def test_integers_are_taken_as_ids() -> None:
    assert Article(text="a", id=12).id == "12"
    assert Article.model_validate_json('{"text": "a", "id": 12}').id == "12"


def test_what_a_table_leaves_empty_is_not_given() -> None:
    fields = ("id", "title", "url", "source", "section", "published", "tags", "metadata")
    for empty in (None, float("nan"), pandas.NaT):
        assert Article.model_validate({"text": "a", **dict.fromkeys(fields, empty)}) == Article(text="a")
        with pytest.raises(InputError, match="field 'text': input should be a valid string"):
            Article.model_validate({"text": empty})
    row = pandas.DataFrame({"id": [7], "text": ["a"], "published": pandas.to_datetime(["2026-03-01T12:00Z"])}).iloc[0]
    assert Article(**row) == Article(id=7, text="a", published="2026-03-01T12:00:00+00:00")
    assert Article.model_validate({"text": "a", "id": numpy.int64(7)}).id == "7"


def nested(levels: int) -> Any:
    inside: Any = 1
    for i in range(levels):
        inside = [inside] if i % 2 else {"a": inside}
    return inside


@pytest.mark.parametrize("levels", [DEEPEST + 1, DEEPEST + 2, 255, 5_000, 100_000])
def test_deep_metadata_is_refused_where_the_article_is_made(levels: int) -> None:
    with pytest.raises(InputError, match=f"field 'metadata': nested more than {DEEPEST} levels deep"):
        Article(text="a", metadata=nested(levels) if levels % 2 == 0 else {"a": nested(levels - 1)})


def test_metadata_that_holds_itself_is_refused() -> None:
    loop: dict[str, Any] = {}
    loop["loop"] = loop
    with pytest.raises(InputError, match="nested more than"):
        Article(text="a", metadata=loop)


def test_what_is_taken_reads_back() -> None:
    odd = timezone(timedelta(hours=1, seconds=7))
    article = Article(
        text="a",
        published=datetime(2026, 3, 1, 12, tzinfo=odd),
        metadata={"deep": nested(DEEPEST - 1), "long": 10**4299, "ö": [None, True, 2.5]},
    )
    line = article.model_dump_json()
    assert Article.model_validate_json(line) == article
    assert Article.model_validate(json.loads(line)) == article
    assert article.published == datetime(2026, 3, 1, 12, tzinfo=odd)


@pytest.mark.parametrize("published", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59+14:00", "2026-11-24T12:00:00-03:30"])
def test_times_that_are_taken_turn_into_utc(published: str) -> None:
    found = Article.model_validate({"text": "a", "published": published}).published
    assert found is not None
    assert found.astimezone(timezone.utc) == found


def test_models_inside_a_model_are_made_the_fast_way() -> None:
    assert Model.__init__.__pydantic_base_init__ is True  # type: ignore[attr-defined]  # a mark of pydantic's own
    assert not Article.__pydantic_custom_init__
