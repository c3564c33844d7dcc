"""Entities of the spaCy component: labels, ids, colours, and those that others found before."""

from __future__ import annotations

import pytest
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from helpers.spacy_pipelines import blank
from helpers.spacy_texts import NEWS
from icenews_nlp.enrichment.enricher import Enricher
from icenews_nlp.errors import InputError
from icenews_nlp.integrations.spacy.from_spacy import to_document
from icenews_nlp.integrations.spacy.names import LABEL_SCHEMES, LEMMATIZER, NER, TAGGER
from icenews_nlp.integrations.spacy.pipeline import load_pipeline
from icenews_nlp.integrations.spacy.to_spacy import to_spacy
from icenews_nlp.labels import ENTITY_TYPES, EntityLabel


def test_conll_labels(nlp: Language) -> None:
    other = load_pipeline("fast", label_scheme="conll")
    doc, mim = other(NEWS), nlp(NEWS)
    names = {label.value: name for label, name in LABEL_SCHEMES["conll"].items()}
    assert [e.label_ for e in doc.ents] == [names[e.label_] for e in mim.ents]
    assert [e.ent_id_ for e in doc.ents] == [e.ent_id_ for e in mim.ents]
    assert set(other.pipe_labels[NER]) == {"PER", "LOC", "ORG", "MISC", "DATE", "TIME", "MONEY", "PERCENT"}
    assert to_document(doc) == to_document(mim)


@Language.component("test_linker")
def link(doc: Doc) -> Doc:
    """What another package does to entities: link them to a knowledge base."""
    doc.set_ents([Span(doc, e.start, e.end, label=e.label, kb_id="Q107", span_id=e.id) for e in doc.ents])
    return doc


def test_entities_never_overlap_and_earlier_ones_stay() -> None:
    nlp = blank()
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "PRODUCT", "pattern": "Akureyri", "id": "a-7"}])  # type: ignore[attr-defined]  # spaCy types its pipes as functions
    nlp.add_pipe("test_linker")
    for name in (TAGGER, LEMMATIZER, NER):
        nlp.add_pipe(name)
    doc = nlp(NEWS)
    assert ("Akureyri", "PRODUCT", "a-7", "Q107") in [(e.text, e.label_, e.id_, e.kb_id_) for e in doc.ents]
    assert filter_spans(doc.ents) == list(doc.ents)
    with pytest.raises(InputError, match="PRODUCT"):
        to_document(doc)


TWO_NAMES = "Kim Jong-un kom í gær. Pútín beið eftir Kim."


def ids_of(doc: Doc) -> list[tuple[str, str]]:
    return [(entity.text, entity.ent_id_) for entity in doc.ents]


@pytest.mark.parametrize("text", [TWO_NAMES, NEWS, ""])
def test_the_id_of_an_entity_is_its_clusters_in_every_way(fast: Enricher, nlp: Language, text: str) -> None:
    doc = nlp(text)
    clusters = to_document(doc).clusters
    expected = ["" if e.cluster is None else clusters[e.cluster].id for e in to_document(doc).entities]
    assert [own_id for _, own_id in ids_of(doc)] == expected
    assert ids_of(doc) == ids_of(to_spacy(fast.enrich(text)))


def test_ids_know_one_doc_from_another_in_a_batch(nlp: Language) -> None:
    texts = [TWO_NAMES, "Kim Larsen söng. Kim hló.", ""] * 3
    alone = [ids_of(nlp(text)) for text in texts]
    assert {own_id for _, own_id in alone[1]} == {"Person:Kim Larsen"}
    assert [ids_of(doc) for doc in nlp.pipe(texts, batch_size=4)] == alone


def test_a_second_component_leaves_ids_alone() -> None:
    nlp = blank(TAGGER, LEMMATIZER, NER, profile="fast")
    once = ids_of(nlp(TWO_NAMES))
    assert ("Kim", "Person:Kim Jong-un") in once
    nlp.add_pipe(NER, name="again", config={"profile": "fast"})
    assert ids_of(nlp(TWO_NAMES)) == once


@pytest.mark.parametrize("own_id", ["leader-1", ""])
def test_names_found_by_others_keep_their_ids_and_are_clustered_with(own_id: str) -> None:
    nlp = blank()
    ruler = nlp.add_pipe("entity_ruler")
    pattern = {"label": "Person", "pattern": "Kim Jong-un"} | ({"id": own_id} if own_id else {})
    ruler.add_patterns([pattern])  # type: ignore[attr-defined]  # spaCy types its pipes as functions
    for name in (TAGGER, LEMMATIZER, NER):
        nlp.add_pipe(name, config={"profile": "fast"})
    assert {("Kim Jong-un", own_id), ("Kim", "Person:Kim Jong-un")} <= set(ids_of(nlp(TWO_NAMES)))


@pytest.mark.parametrize(("scheme", "label"), [("mim", "Location"), ("conll", "LOC")])
def test_displacy_shows_our_colours(scheme: str, label: str) -> None:
    doc = load_pipeline("fast", label_scheme=scheme)("Hún býr á Akureyri.")
    assert [e.label_ for e in doc.ents] == [label]
    assert ENTITY_TYPES[EntityLabel.LOCATION].html_colour in displacy.render(doc, style="ent", jupyter=False)
