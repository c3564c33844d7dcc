"""Documents of some layers alone: what they keep, what they say of it, and what they refuse."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timezone
from itertools import combinations
from typing import Any

import pytest

from icenews_nlp import AnnotatedDocument, Article, Enricher, InputError, resolve
from icenews_nlp.documents.layers import LAYERS

Raw = dict[str, Any]

PUBLISHED = datetime(2026, 11, 24, tzinfo=timezone.utc)
TEXT = (
    "Sigrún Jónsdóttir borgarstjóri fór til Akureyrar 3. maí 2024. „Ferðin kostaði 1.250 krónur,“ segir Sigrún. "
    "Með henni var Bjarni Pálsson."
)


@pytest.fixture(scope="module")
def doc(fast: Enricher) -> AnnotatedDocument:
    made = fast.enrich(Article(id="frett-1", title="Borgarstjóri á ferð", text=TEXT))
    assert all(getattr(made, layer) for layer in LAYERS)
    assert any(entity.value is not None for entity in made.entities)
    assert made.quotes[0].speaker is not None
    return made


@pytest.mark.parametrize("layers", [c for n in (1, 2, 5, 6) for c in combinations(LAYERS, n)], ids=",".join)
def test_a_document_of_some_layers_is_valid_and_reads_back(doc: AnnotatedDocument, layers: tuple[str, ...]) -> None:
    part = doc.only(*layers)
    assert part.layers == layers
    assert [layer for layer in LAYERS if getattr(part, layer)] == list(layers)
    assert AnnotatedDocument.model_validate_json(part.to_json()) == part
    assert (part.text, part.article, part.sections, part.provenance) == (doc.text, doc.article, doc.sections, doc.provenance)
    assert doc.layers == LAYERS, "the document itself stays as it was"


def test_what_is_kept_is_as_it_was_but_for_links_to_what_is_not(doc: AnnotatedDocument) -> None:
    alone = {layer: getattr(doc.only(layer), layer) for layer in LAYERS}
    assert (alone["tokens"], alone["sentences"], alone["values"]) == (doc.tokens, doc.sentences, doc.values)
    assert alone["entities"] == tuple(e.model_copy(update={"value": None, "cluster": None}) for e in doc.entities)
    assert alone["clusters"] == tuple(c.model_copy(update={"mentions": ()}) for c in doc.clusters)
    assert alone["quotes"] == tuple(q.model_copy(update={"speaker": None}) for q in doc.quotes)
    together = doc.only("quotes", "clusters", "values", "entities")
    assert [getattr(together, layer) for layer in LAYERS[2:]] == [getattr(doc, layer) for layer in LAYERS[2:]]


def test_a_sentence_without_its_tokens_still_has_its_text(doc: AnnotatedDocument) -> None:
    assert [s.text for s in doc.only("sentences").sentences] == [s.text for s in doc.sentences]


def test_layers_are_named_in_any_order_and_more_than_once(doc: AnnotatedDocument) -> None:
    part = doc.only("values", "entities", "values")
    assert part.layers == ("entities", "values")
    data = json.loads(part.to_json())
    data["layers"] = ["values", "entities", "entities"]
    assert AnnotatedDocument.model_validate(data) == part


def test_without_tokens_and_sentences_the_stored_form_is_much_smaller(doc: AnnotatedDocument) -> None:
    assert len(doc.only("entities", "values").to_json()) * 4 < len(doc.to_json())


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ((), "no layer is named; choose from tokens, sentences, entities, values, clusters, quotes"),
        (("token",), r"there is no layer 'token'; did you mean 'tokens'\?"),
        (("entities", None), "there is no layer None; choose one of 'tokens'"),
    ],
)
def test_what_names_no_layer_is_refused(doc: AnnotatedDocument, layers: tuple[Any, ...], message: str) -> None:
    with pytest.raises(InputError, match=message):
        doc.only(*layers)


def test_a_layer_that_was_left_out_does_not_come_back(doc: AnnotatedDocument) -> None:
    part = doc.only("entities", "values")
    with pytest.raises(
        InputError, match=r"needs tokens and quotes, which document 'frett-1' was stored without .*entities, val"
    ):
        part.only("tokens", "entities", "quotes")
    assert part.only("values").layers == ("values",)
    with pytest.raises(InputError, match="resolve needs tokens and sentences, which document 'frett-1' was stored without"):
        resolve(part, published=PUBLISHED)


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_that_is_there_must_be_named(doc: AnnotatedDocument, layer: str) -> None:
    data = json.loads(doc.to_json())
    data["layers"].remove(layer)
    with pytest.raises(InputError, match=f"the document has {layer}, but its layers are"):
        AnnotatedDocument.model_validate(data)


def test_a_layer_that_does_not_exist_is_refused_when_read(doc: AnnotatedDocument) -> None:
    data = json.loads(doc.only("values").to_json())
    data["layers"] = ["value"]
    with pytest.raises(InputError, match=r"layers\.0"):
        AnnotatedDocument.model_validate(data)


BROKEN: dict[str, tuple[tuple[str, ...], Callable[[Raw], object], str]] = {
    "span is not the text": (("entities",), lambda d: d["entities"][0].update(text="Sigrun"), "is not text"),
    "span overlaps": (
        ("values",),
        lambda d: d["values"].insert(0, d["values"][0]),
        "is not text.* or overlaps the one before",
    ),
    "span of no length": (
        ("entities",),
        lambda d: d["entities"][0].update(end=d["entities"][0]["start"], text=""),
        "is not text",
    ),
    "span ends before its first token": (
        ("entities",),
        lambda d: d["entities"][1].update(last_token=d["entities"][1]["first_token"] - 1),
        "covers tokens",
    ),
    "more tokens than characters": (("values",), lambda d: d["values"][-1].update(last_token=9999), "which do not exist"),
    "tokens out of order": (
        ("entities",),
        lambda d: d["entities"][0].update(last_token=d["entities"][1]["first_token"]),
        "which the one before it covers",
    ),
    "link to a value": (("entities",), lambda d: d["entities"][0].update(value=0), "names value 0, which is of another range"),
    "link to a cluster": (("entities",), lambda d: d["entities"][0].update(cluster=0), "do not agree"),
    "link to an entity": (("clusters",), lambda d: d["clusters"][0].update(mentions=[0]), "do not agree"),
    "link to a speaker": (("quotes",), lambda d: d["quotes"][0].update(speaker=0), "its speaker outside the clusters"),
    "sentence index": (("sentences",), lambda d: d["sentences"][1].update(index=2), "sentence 1 does not begin"),
    "sentence after a gap": (("sentences",), lambda d: d["sentences"][1].update(first_token=99), "sentence 1 does not begin"),
    "sentence of too many tokens": (("sentences",), lambda d: d["sentences"][-1].update(last_token=9999), "outside the tokens"),
    "sentences overlap": (("sentences",), lambda d: d["sentences"][1].update(start=1), "overlaps the one before"),
    "sentence past the end": (("sentences",), lambda d: d["sentences"][-1].update(end=9999), "lies outside the text"),
    "tokens of sentences in disorder": (
        ("tokens",),
        lambda d: d["tokens"][-1].update(sentence=0),
        "names sentence 0, out of order",
    ),
    "token of an impossible sentence": (("tokens",), lambda d: d["tokens"][-1].update(sentence=9999), "names sentence 9999"),
    "first sentence": (
        ("clusters", "sentences"),
        lambda d: d["clusters"][0].update(first_sentence=len(d["sentences"])),
        "which does not exist",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_left_must_fit_the_text_and_itself(doc: AnnotatedDocument, name: str) -> None:
    layers, break_, message = BROKEN[name]
    data = json.loads(doc.only(*layers).to_json())
    AnnotatedDocument.model_validate(data)
    break_(data)
    with pytest.raises(InputError, match=message):
        AnnotatedDocument.model_validate(data)


def test_older_documents_say_nothing_of_layers_and_have_what_they_have(doc: AnnotatedDocument) -> None:
    data = json.loads(doc.to_json())
    del data["layers"]
    assert AnnotatedDocument.model_validate(data) == doc
    del data["clusters"], data["quotes"]
    for entity in data["entities"]:
        del entity["cluster"]
    assert AnnotatedDocument.model_validate(data | {"schema_version": "1.0"}).layers == LAYERS[:4]
