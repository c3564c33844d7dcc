"""JSON Lines: what is read, what becomes a bad line and with which words, and that a written document comes back."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icenews_nlp.documents.article import Article, BadLine
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.formats.jsonl import read_articles, read_documents, read_either, write_documents
from icenews_nlp.formats.signatures import TO_UTF8


def document(text: str = "Síld.") -> AnnotatedDocument:
    """A document of one word, made by hand."""
    token = {"index": 0, "start": 0, "end": len(text), "text": text, "norm": text, "lemma": "síld",
             "lemma_source": "dictionary", "pos": "NOUN", "tag": "nven", "kind": "word", "sentence": 0}  # fmt: skip
    return AnnotatedDocument.model_validate(
        {"article": {"id": "s-1"}, "text": text, "sections": [{"kind": "body", "start": 0, "end": len(text)}],
         "tokens": [token], "sentences": [{"index": 0, "start": 0, "end": len(text), "first_token": 0, "last_token": 0}],
         "entities": [], "values": [],
         "provenance": {"package": "0", "profile": "fast", "model": "none", "bin_data": "0", "tokenizer": "0"}}
    )  # fmt: skip


def test_good_lines_around_a_bad_one() -> None:
    lines = ['{"text": "Fyrri frétt."}\n', "\n", "   \n", '{"text": \n', '{"id": "2", "text": "Seinni frétt."}']
    assert list(read_articles(lines, "a.jsonl")) == [
        Article(text="Fyrri frétt."),
        BadLine("a.jsonl", 4, "not valid JSON: expecting value (column 9)", "JSONDecodeError"),
        Article(id="2", text="Seinni frétt."),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"text": "a"', "not valid JSON: expecting ',' delimiter (column 13)"),
        (b'{"text": "a"} {"text": "b"}', "not valid JSON: extra data (column 15)"),
        (b'{"text": "a", "metadata": {"x": NaN}}', "not valid JSON: NaN is not a number of JSON"),
        (b'{"text": ' + b"[" * 100_000, "not valid JSON: nested too deeply"),
        (b'["text"]', "the line is not a JSON object; name a file that is one list .json"),
        (b"null", "the line is not a JSON object"),
        (b'{"title": "a"}', "field 'text' is missing"),
        (b'{"text": null}', "field 'text': input should be a valid string, not None"),
        (b'{"text": "a", "titill": "b"}', "unknown field 'titill', did you mean 'title'?"),
        (
            b'{"text": "a", "published": "2024-03-01T12:00:00"}',
            "field 'published': 2024-03-01T12:00:00 has no time zone; "
            "write 2024-03-01T12:00:00+00:00 if it is UTC, which Iceland keeps all year, "
            "or give the zone of all: timezone (--timezone) Atlantic/Reykjavik",
        ),
        (b'{"text": "a", "tags": ["b", 3]}', "field 'tags.1': input should be a valid string, not 3"),
        (
            b'{"a": 1, "b": 2, "c": 3}',
            "field 'text' is missing; unknown field 'a'; unknown field 'b'; and 1 more; "
            "map (--map) reads fields of other names, keep_unknown (--keep-unknown) keeps them in metadata",
        ),
        (b'{"text": "\xfe\xf3r"}', f"not UTF-8: byte 11 of the line is 0xfe; {TO_UTF8}"),
        (
            b'{"schema_version": 1, "text": "a", "provenance": {}}',
            "this is an annotated document already; `show`, `index` and `read_documents` take it",
        ),
    ],
)
def test_reason_of_a_bad_line(line: bytes, reason: str) -> None:
    assert [str(bad) for bad in read_articles([line], "f")] == [f"f:1: {reason}"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (gzip.compress(b'{"text": "a"}\n'), "gzip; unpack it first: gunzip FILE"),
        (b"PAR1\x15\x04\n\x00PAR1", "Parquet; write it as JSON Lines first"),
        ('{"text": "á"}\n'.encode("utf-16"), "UTF-16; convert it to UTF-8 first"),
    ],
    ids=["gzip", "Parquet", "UTF-16"],
)
def test_another_format_is_called_by_its_name_once(data: bytes, what: str) -> None:
    (bad,) = read_articles(io.BytesIO(data), "f")
    assert str(bad).startswith(f"f:1: this is {what}")


def test_byte_order_mark_only_before_the_first_line() -> None:
    line = '\ufeff{"text": "a"}'
    assert list(read_articles([line.encode()])) == list(read_articles([line])) == [Article(text="a")]
    assert isinstance(next(read_articles(["\n", line])), BadLine)


def test_lone_surrogates_become_replacement_characters_everywhere() -> None:
    (article,) = read_articles([rb'{"id": "\ud83d", "text": "\ud83d \ud83d\ude00", "metadata": {"a": ["\udc00"]}}'])
    assert article == Article(id="\ufffd", text="\ufffd 😀", metadata={"a": ["\ufffd"]})


def test_nothing_is_read_ahead() -> None:
    def endless() -> Iterator[str]:
        yield '{"text": "fyrsta"}'
        raise AssertionError("read ahead")

    assert next(read_articles(endless())) == Article(text="fyrsta")


def test_documents_come_back_as_they_were_written() -> None:
    file = io.BytesIO()
    made = [document(), document("Síld\u2028"), document("😀")]
    assert write_documents(made, file) == 3
    assert file.getvalue().count(b"\n") == 3
    assert "Síld".encode() in file.getvalue()
    file.seek(0)
    assert list(read_documents(file)) == made


def test_articles_and_documents_are_told_apart() -> None:
    lines = ['{"text": "frétt"}', document().to_json(), '{"schema_version": "99"}']
    article, annotated, other = read_either(lines, "f")
    assert (article, annotated) == (Article(text="frétt"), document())
    assert isinstance(other, BadLine)
    assert "schema version '99'" in other.reason


def test_offsets_that_do_not_fit_are_a_bad_line() -> None:
    data = json.loads(document().to_json())
    data["tokens"][0]["end"] = 2
    (bad,) = read_documents([json.dumps(data)], "f")
    assert isinstance(bad, BadLine)
    assert bad.reason.startswith("token 0 is 'Síld.' but")


ANY_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(st.text(), st.text(), st.dictionaries(st.text(), ANY_JSON, max_size=3), st.booleans())
def test_any_article_comes_back(title: str, text: str, metadata: dict[str, Any], ascii_only: bool) -> None:
    article = Article(title=title, text=text, metadata=metadata)
    line = json.dumps(article.model_dump(mode="json"), ensure_ascii=ascii_only)
    assert list(read_articles([line.encode()])) == [article]


@given(st.lists(st.binary(max_size=30)))
def test_any_bytes_are_articles_or_bad_lines(lines: list[bytes]) -> None:
    assert all(isinstance(found, Article | BadLine) for found in read_articles(lines))
