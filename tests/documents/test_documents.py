"""The documents: what they refuse, and by what words; JSON out and in."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from pydantic import TypeAdapter

from helpers.texts import STORY
from icenews_nlp import (
    AnnotatedDocument,
    Article,
    Enricher,
    EnrichFailure,
    IcenewsError,
    InputError,
    SchemaVersionError,
    Sentence,
)

Raw = dict[str, Any]

TOKENS = [(0, 4, "Anna"), (5, 8, "kom"), (8, 9, "."), (10, 13, "Jón"), (14, 17, "fór"), (18, 22, "1998"), (22, 23, ".")]
# Anna kom. Jón fór 1998.
# ^0   ^5   ^10 ^14 ^18


def raw() -> Raw:
    """A small document by hand, so that no model can change it."""
    tokens = [
        {"index": i, "start": a, "end": b, "text": text, "norm": text, "lemma": text, "lemma_source": "surface",
         "pos": "X", "tag": "x", "kind": "word", "sentence": i // 3 if i < 6 else 1}
        for i, (a, b, text) in enumerate(TOKENS)
    ]  # fmt: skip
    return {
        "text": "Anna kom. Jón fór 1998.",
        "sections": [{"kind": "title", "start": 0, "end": 9}, {"kind": "body", "start": 10, "end": 23}],
        "tokens": tokens,
        "sentences": [
            {"index": 0, "start": 0, "end": 9, "first_token": 0, "last_token": 2},
            {"index": 1, "start": 10, "end": 23, "first_token": 3, "last_token": 6},
        ],
        "entities": [
            {"start": a, "end": b, "first_token": i, "last_token": i, "text": text, "label": "Person", "name": text, "score": 1}
            for i, (a, b, text) in enumerate(TOKENS)
            if text in ("Anna", "Jón")
        ],
        "values": [
            {"start": 18, "end": 22, "first_token": 5, "last_token": 5, "text": "1998",
             "content": {"kind": "date", "year": 1998, "month": None, "day": None}},
        ],
        "provenance": {"package": "1", "profile": "fast", "model": "m", "bin_data": "1", "tokenizer": "1"},
    }  # fmt: skip


def test_the_document_by_hand_is_valid() -> None:
    assert AnnotatedDocument.model_validate(raw()).entities[1].text == "Jón"


BROKEN: dict[str, tuple[Callable[[Raw], object], str]] = {
    "token offset": (lambda d: d["tokens"][1].update(start=4), r"token 1 is 'kom' but text\[4:8\] is not"),
    "token text": (lambda d: d["tokens"][3].update(text="Jon"), r"token 3 is 'Jon' but text\[10:13\] is not"),
    "token past the end": (
        lambda d: [d[name][-1].update(end=24) for name in ("tokens", "sentences")],
        r"token 6 is '.' but text\[22:24\]",
    ),
    "token of no length": (lambda d: d["tokens"][1].update(start=5, end=5, text=""), r"token 1 is ''"),
    "token without a lemma": (lambda d: d["tokens"][1].update(lemma=""), "token 1, 'kom', has an empty lemma"),
    "token negative": (lambda d: d["tokens"][0].update(start=-1), r"tokens\.0\.start"),
    "tokens overlap": (lambda d: d["tokens"][2].update(start=7, text="m."), "token 2 .* overlaps"),
    "token index": (lambda d: d["tokens"][4].update(index=5), "token 4 has index 5"),
    "token of no sentence": (lambda d: d["tokens"][6].update(sentence=2), "token 6 names sentence 2"),
    "token of an earlier sentence": (lambda d: d["tokens"][4].update(sentence=0), "token 4 names sentence 0, out of order"),
    "token of a later sentence": (lambda d: d["tokens"][2].update(sentence=1), "tokens of sentence 0 name another"),
    "token lost": (lambda d: d["tokens"].pop(), "sentence 1 .* ends outside the tokens"),
    "sentence index": (lambda d: d["sentences"][1].update(index=0), "sentence 1 does not begin"),
    "sentence offset": (lambda d: d["sentences"][0].update(end=8), r"sentence 0 \(0, 8\) does not cover its tokens"),
    "sentence lost": (lambda d: d["sentences"].pop(), "token 3 names sentence 1"),
    "sentences overlap": (lambda d: d["sentences"][1].update(first_token=2), "sentence 1 does not begin where"),
    "entity text": (lambda d: d["entities"][0].update(text="anna"), r"entity 'anna' is not text\[0:4\]"),
    "entity offset": (lambda d: d["entities"][1].update(end=12), r"entity 'Jón' \(10, 12\) does not cover its tokens"),
    "entity of no token": (lambda d: d["entities"][1].update(last_token=7), "entity 'Jón' covers tokens 3 to 7"),
    "entity backwards": (lambda d: d["entities"][1].update(first_token=4), "entity 'Jón' covers tokens 4 to 3"),
    "entities out of order": (lambda d: d["entities"].reverse(), "entity 'Anna' .* overlaps the one before"),
    "entity twice": (lambda d: d["entities"].append(d["entities"][1]), "entity 'Jón' .* overlaps the one before"),
    "entity label": (lambda d: d["entities"][0].update(label="Robot"), r"entities\.0\.label"),
    "entity score": (lambda d: d["entities"][0].update(score=1.5), r"entities\.0\.score"),
    "value offset": (lambda d: d["values"][0].update(start=17), r"value '1998' \(17, 22\) does not cover"),
    "value content": (lambda d: d["values"][0]["content"].update(kind="time"), r"values\.0\.content\.time\.hour"),
    "section outside": (lambda d: d["sections"][1].update(end=24), r"section 'body' \(10, 24\) lies outside the text"),
    "section backwards": (lambda d: d["sections"][0].update(start=9, end=5), r"section 'title' \(9, 5\)"),
    "sections overlap": (lambda d: d["sections"][1].update(start=8), r"section 'body' \(8, 23\) .* overlaps"),
    "section kind": (lambda d: d["sections"][0].update(kind="lead"), r"sections\.0\.kind"),
    "unknown field": (lambda d: d.update(chapters=[]), "unknown field 'chapters'"),
    "unknown field of a token": (lambda d: d["tokens"][0].update(ner="B"), r"unknown field 'tokens\.0\.ner'"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_one_fault_is_refused_by_name(case: str) -> None:
    spoil, message = BROKEN[case]
    data = raw()
    spoil(data)
    with pytest.raises(InputError, match=message):
        AnnotatedDocument.model_validate(data)
    with pytest.raises(InputError, match=message):
        AnnotatedDocument.model_validate_json(json.dumps(data))


@pytest.mark.parametrize("version", ["0.9", "2.0", "", 1.0, None])
def test_other_schema_versions_are_refused_by_name(version: object) -> None:
    data = {**raw(), "schema_version": version}
    wanted = pytest.raises(SchemaVersionError, match=rf"has schema version {version!r}; .* reads '1\.0' and '1\.1'\. Analyse")
    with wanted:
        AnnotatedDocument.model_validate(data)
    with wanted:
        AnnotatedDocument.model_validate_json(json.dumps(data))
    with wanted:
        TypeAdapter(list[AnnotatedDocument | EnrichFailure]).validate_python([data])
    assert issubclass(SchemaVersionError, IcenewsError)


def test_documents_of_version_1_0_are_read(story: AnnotatedDocument) -> None:
    old = json.loads(story.to_json())
    old["schema_version"] = "1.0"
    for thing in old["values"]:
        del thing["iso"], thing["precision"], thing["amount"], thing["currency"]
    for thing in old["entities"]:
        del thing["value"]
    read = AnnotatedDocument.model_validate_json(json.dumps(old))
    assert read.schema_version == "1.1"
    assert [value.content for value in read.values] == [value.content for value in story.values]
    assert {value.iso for value in read.values} == {None}


def test_an_entity_and_its_value_have_one_range(story: AnnotatedDocument) -> None:
    data = json.loads(story.to_json())
    linked = next(i for i, entity in enumerate(data["entities"]) if entity["value"] is not None)
    for wrong in (data["entities"][linked]["value"] + 1, 10_000):
        data["entities"][linked]["value"] = wrong
        with pytest.raises(InputError, match="which is of another range or missing"):
            AnnotatedDocument.model_validate(data)


def test_documents_are_frozen(story: AnnotatedDocument) -> None:
    for thing, field in ((STORY, "text"), (story, "text"), (story.tokens[0], "lemma"), (story.entities[0], "name")):
        with pytest.raises(InputError, match="frozen"):
            setattr(thing, field, "x")
    assert isinstance(story.tokens, tuple)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [1, {"a": -float("inf")}]])
def test_metadata_refuses_numbers_that_json_lacks(value: object) -> None:
    with pytest.raises(InputError, match="not numbers of JSON; leave it out"):
        Article(text="Já.", metadata={"x": value})


def test_metadata_refuses_what_is_not_json() -> None:
    with pytest.raises(InputError, match=r"field 'metadata.when': datetime.datetime.* has no form in JSON; make it text"):
        Article(text="Já.", metadata={"when": datetime.now(timezone.utc)})


def test_lone_surrogates_never_reach_a_file(nlp: Enricher) -> None:
    lone = "\ud83d"
    article = Article(
        id=lone,
        title=lone,
        text=f"Hæ {lone}!",
        url=lone,
        source=lone,
        section=lone,
        tags=(lone,),
        metadata={lone: [{"a": lone}]},
    )
    document = nlp.enrich(article)
    assert document.text == "\ufffd\n\nHæ \ufffd!"
    assert lone not in repr(document)
    assert AnnotatedDocument.model_validate_json(document.to_json().encode()) == document
    assert EnrichFailure(index=0, id=None, error="E", reason=lone).model_dump_json()


def test_json_round_trip_keeps_everything(nlp: Enricher) -> None:
    article = Article(
        id="5",
        title="Verðbólga 4,2%",
        text="Jón &amp; Anna greiddu 5.000 kr. kl. 14:30 þann 3. mars 2024, sjá www.dæmi.is. 😀",
        url="https://dæmi.is/5",
        source="Fréttablað",
        section="innlent",
        published=datetime(2026, 3, 1, 12, 30, tzinfo=timezone.utc),
        tags=("efnahagur", "neytendur"),
        metadata={"a": [1, 2.5, None, True, {"b": "ö"}], "": ""},
    )
    document = nlp.enrich(article)
    line = document.to_json()
    back = AnnotatedDocument.model_validate_json(line)
    assert back == document
    assert back.to_json() == line
    assert "\n" not in line
    assert json.loads(line)["schema_version"] == "1.1"
    assert back.article.model_dump() == article.model_dump(exclude={"text"})
    assert copy.deepcopy(document) == document == AnnotatedDocument.model_validate(document.model_dump())


def test_parts_of_a_document_have_short_names(story: AnnotatedDocument) -> None:
    assert (story.id, story.title, story.body) == (STORY.id, STORY.title, STORY.text)
    assert f"id={story.id!r}" in repr(story)
    for sentence in story.sentences:
        assert sentence.text == story.text[sentence.start : sentence.end] != ""
    labels = {i: e for e in story.entities for i in range(e.first_token, e.last_token + 1)}
    assert labels
    assert [story.entity_at(token.index) for token in story.tokens] == [labels.get(token.index) for token in story.tokens]


def test_sections_by_kind() -> None:
    doc = AnnotatedDocument.model_validate(raw())
    assert (doc.title, doc.body) == ("Anna kom.", "Jón fór 1998.")
    plain = AnnotatedDocument.model_validate({**raw(), "sections": []})
    assert (plain.title, plain.body, plain.section("title").end) == ("", plain.text, 0)
    untitled = AnnotatedDocument.model_validate({**raw(), "sections": raw()["sections"][1:]})
    assert (untitled.title, untitled.section("title").end) == ("", 0)
    two = [{"kind": "body", "start": 0, "end": 4}, {"kind": "body", "start": 10, "end": 23}]
    found = AnnotatedDocument.model_validate({**raw(), "sections": two}).section("body")
    assert (found.start, found.end) == (0, 23)


def test_a_sentence_has_the_text_of_its_own_document() -> None:
    first = AnnotatedDocument.model_validate(raw())
    data = json.loads(json.dumps(raw()).replace("kom", "f\u00f3r"))
    second = AnnotatedDocument.model_validate({**data, "sentences": first.sentences})
    assert [one.sentences[0].text for one in (first, second)] == ["Anna kom.", "Anna fór."]
    for copied in (copy.deepcopy(first), first.model_copy(), pickle.loads(pickle.dumps(first))):
        assert copied == first
        assert copied.sentences[1].text == "Jón fór 1998."
    assert "text" not in first.sentences[0].model_dump()
    with pytest.raises(InputError, match=r"belongs to no document.*doc\.sentences"):
        Sentence(index=0, start=0, end=1, first_token=0, last_token=0).text  # noqa: B018  # looking it up is the test


def test_what_json_cannot_hold_is_refused_by_name() -> None:
    data = json.loads(json.dumps(raw()).replace("kom", "\\ud83d.."))
    with pytest.raises(InputError, match="cannot be written as JSON"):
        AnnotatedDocument.model_validate(data).to_json()
    number = {**raw()["values"][0], "content": {"kind": "number", "number": float("inf")}}
    with pytest.raises(InputError, match=r"values\.0\.content\.number\.number.*not numbers of JSON"):
        AnnotatedDocument.model_validate({**raw(), "values": [number]})


@pytest.mark.parametrize("text", ["9" * 400, "1e999 kr.", "\u00ad a \u200b", "\u200d"])
def test_odd_texts_become_documents(fast: Enricher, text: str) -> None:
    document = fast.enrich(text)
    assert AnnotatedDocument.model_validate_json(document.to_json()) == document
