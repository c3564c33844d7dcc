"""The tokenizer and each component, alone and together, beside those of others."""

from __future__ import annotations

import json

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from helpers.spacy_pipelines import blank
from helpers.spacy_texts import NEWS, ODD
from icenews_nlp.errors import InputError
from icenews_nlp.integrations.spacy.from_spacy import to_document
from icenews_nlp.integrations.spacy.names import LEMMATIZER, NER, TAGGER
from icenews_nlp.labels import LANG, LemmaSource


@pytest.mark.parametrize("text", [*ODD, NEWS])
def test_tokenizer_keeps_the_text(nlp: Language, text: str) -> None:
    doc = nlp.make_doc(text)
    assert doc.text == text
    assert [t.is_space for t in doc] == [t.tag_ == "_SP" and t.pos_ == "SPACE" and t.lemma_ == t.text for t in doc]
    assert all(t._.icenews_kind for t in doc if not t.is_space)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


def test_tokenizer_norms_kinds_and_values(nlp: Language) -> None:
    doc = nlp.make_doc("Sveitar\u00adstjórnin borgaði 20%.\n\nSvo fór hún.")
    assert [t.norm_ for t in doc[:3]] == ["Sveitarstjórnin", "borgaði", "20%"]
    assert [t._.icenews_kind for t in doc[:5]] == ["word", "word", "number", "punctuation", None]
    assert [s.text for s in doc.sents] == ["Sveitar\u00adstjórnin borgaði 20%.\n\n", "Svo fór hún."]
    values = doc.user_data["icenews_nlp"]["values"]
    assert values == [{"start": 25, "end": 28, "content": {"kind": "percent", "number": 20.0}}]
    assert json.loads(json.dumps(values)) == values


def test_tokenizer_replaces_lone_surrogates_and_refuses_bytes(nlp: Language) -> None:
    assert nlp.make_doc("a\ud800b").text == "a\ufffdb"
    with pytest.raises(InputError, match="not bytes"):
        nlp.tokenizer(b"a")  # type: ignore[arg-type]  # wrong on purpose


def test_one_pass_of_the_network_and_one_analyser(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = {id(nlp.get_pipe(name).shared) for name in (TAGGER, LEMMATIZER, NER)}  # type: ignore[attr-defined]  # spaCy types its pipes as functions
    assert len(shared) == 1
    tagger = nlp.get_pipe(TAGGER).shared.analyser.tagger  # type: ignore[attr-defined]  # spaCy types its pipes as functions
    calls, tag = [], tagger.tag

    def counted(sentences: list[list[str]]) -> object:
        calls.append(len(sentences))
        return tag(sentences)

    monkeypatch.setattr(tagger, "tag", counted)
    assert len(list(nlp.pipe([NEWS, NEWS, "Já."]))) == 3
    assert calls == [5]


def test_tagger_alone(nlp: Language) -> None:
    doc = blank(TAGGER, profile="fast")("Hún hefur farið heim og sofnað.")
    whole = nlp(doc.text)
    assert [(t.tag_, t.pos_, str(t.morph)) for t in doc] == [(t.tag_, t.pos_, str(t.morph)) for t in whole]
    assert not any(t.lemma_ for t in doc)
    assert {t.lemma_source for t in to_document(doc).tokens} == {LemmaSource.SURFACE}


def test_lemmatizer_obeys_another_tagger() -> None:
    tags = {"á": "sfg3en", "Hún": "fpven", "bíl": "nkeo", ".": "pl"}

    def fake_tagger(doc: Doc) -> Doc:
        for token in doc:
            token.tag_ = tags[token.text]
        return doc

    Language.component("icenews_test_tagger", func=fake_tagger)
    nlp = blank("icenews_test_tagger", LEMMATIZER)
    assert [t.lemma_ for t in nlp("Hún á bíl.")] == ["hún", "eiga", "bíll", "."]
    tags["á"] = "aþ"
    assert [t.lemma_ for t in nlp("Hún á bíl.")] == ["hún", "á", "bíll", "."]


def test_lemmatizer_believes_a_tag_changed_after_our_tagger() -> None:
    nlp = blank(TAGGER, LEMMATIZER)
    doc = nlp.get_pipe(TAGGER)(nlp.make_doc("Hún á bíl."))
    doc[1].tag_ = "aþ"
    assert nlp.get_pipe(LEMMATIZER)(doc)[1].lemma_ == "á"


def test_lemmatizer_and_ner_work_without_a_tagger(nlp: Language) -> None:
    whole = nlp(NEWS)
    assert [t.lemma_ for t in blank(LEMMATIZER)(NEWS)] == [t.lemma_ for t in whole]
    assert [(e.text, e.label_) for e in blank(NER)(NEWS).ents] == [(e.text, e.label_) for e in whole.ents]


def test_components_after_spacys_own_tokenizer() -> None:
    nlp = spacy.blank(LANG)
    for name in (TAGGER, LEMMATIZER, NER):
        nlp.add_pipe(name)
    doc = nlp("Þingmenn ræddu  frumvarpið.")
    assert [t.lemma_ for t in doc if not t.is_space] == ["þingmaður", "ræða", "frumvarp", "."]
    assert len(to_document(doc).sentences) == 1  # nothing there says where sentences begin


def test_select_pipes(nlp: Language) -> None:
    with nlp.select_pipes(disable=[NER]):
        doc = nlp(NEWS)
    assert not doc.ents
    assert to_document(doc).entities == ()
    with nlp.select_pipes(enable=[]):
        doc = nlp(NEWS)
    with pytest.raises(InputError, match="no annotations of icenews_nlp"):
        to_document(doc)


def test_evaluate_scores_every_component(nlp: Language) -> None:
    examples = [Example(nlp.make_doc(NEWS), nlp(NEWS))]
    scores = nlp.evaluate(examples)
    assert [scores[name] for name in ("tag_acc", "pos_acc", "morph_acc", "lemma_acc")] == [1.0] * 4
    assert scores["ents_f"] in (1.0, None)
