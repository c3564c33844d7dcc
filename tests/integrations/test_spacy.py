"""The spaCy components: in a process that never imports the package, alone and together, beside those of others."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import distribution
from typing import Any

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans

from helpers.spacy_texts import NEWS, ODD
from icenews_nlp.enrichment.enricher import Enricher
from icenews_nlp.errors import InputError, ProfileError
from icenews_nlp.integrations.spacy.from_spacy import to_document
from icenews_nlp.integrations.spacy.names import LABEL_SCHEMES, LEMMATIZER, NER, TAGGER, TOKENIZER
from icenews_nlp.integrations.spacy.pipeline import load_pipeline
from icenews_nlp.integrations.spacy.to_spacy import to_spacy
from icenews_nlp.labels import ENTITY_TYPES, LANG, EntityLabel, LemmaSource


@pytest.fixture(scope="module")
def nlp(fast: Enricher) -> Language:
    return fast.spacy


def blank(*pipes: str, **config: Any) -> Language:
    nlp = spacy.blank(LANG, config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for name in pipes:
        nlp.add_pipe(name, config=config)
    return nlp


# ---- a process that never imports the package

FRESH = """
import json, sys
import spacy
from spacy.util import load_model_from_config

TEXTS = ["Þingmenn ræddu frumvarpið.", "Hún fór til Akureyrar 3. maí.", "Já.", "", "Verðið hækkaði um 5% í vor."] * 3
PIPES = ["icenews_tagger", "icenews_lemmatizer", "icenews_ner"]
CONFIG = {"nlp": {"lang": "is", "pipeline": PIPES, "tokenizer": {"@tokenizers": "icenews_nlp.Tokenizer.v1"}},
          "components": {name: {"factory": name} for name in PIPES}}

def rows(docs):
    return [[(t.text, t.lemma_, t.pos_, t.tag_, str(t.morph), t._.icenews_kind, t._.icenews_lemma_source) for t in doc]
            + [(e.text, e.label_, e._.icenews_name, e._.icenews_score) for e in doc.ents] for doc in docs]

if __name__ == "__main__":
    nlp = load_model_from_config(CONFIG, auto_fill=True)
    blank = spacy.blank("is", config={"nlp": {"tokenizer": CONFIG["nlp"]["tokenizer"]}})
    for name in PIPES:
        blank.add_pipe(name)
    one = rows(nlp(text) for text in TEXTS)
    nlp.to_disk(sys.argv[1])
    print(json.dumps({
        "one": one[0],
        "blank": rows(map(blank, TEXTS)) == one,
        "pipe": rows(nlp.pipe(TEXTS, batch_size=2)) == one,
        "processes": rows(nlp.pipe(TEXTS, n_process=2, batch_size=2)) == one,
        "fresh copies": rows(spacy.load(sys.argv[1]).pipe(TEXTS, n_process=2)) == one,
        "disk": rows(map(spacy.load(sys.argv[1]), TEXTS)) == one,
    }))
"""


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("fresh")
    script = folder / "fresh.py"
    script.write_text(FRESH, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script), str(folder / "saved")], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_entry_points_serve_a_process_that_never_imported_us(fresh: dict[str, Any]) -> None:
    assert [row[1] for row in fresh["one"]] == ["þingmaður", "ræða", "frumvarp", "."]
    assert fresh["blank"]


@pytest.mark.parametrize("way", ["pipe", "processes", "fresh copies", "disk"])
def test_every_way_gives_the_same(fresh: dict[str, Any], way: str) -> None:
    assert fresh[way]


def test_import_of_the_package_leaves_spacy_alone() -> None:
    code = "import sys, icenews_nlp; icenews_nlp.enrich('Já.'); sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_entry_point_resolves_and_works() -> None:
    ours = [entry for entry in distribution("icenews_nlp").entry_points if entry.group.startswith("spacy_")]
    assert {e.group for e in ours} == {"spacy_tokenizers", "spacy_callbacks", "spacy_factories", "spacy_displacy_colors"}
    for entry in ours:
        nlp = blank()
        if entry.group == "spacy_tokenizers":
            assert entry.load()()(nlp)("Jæja þá").text == "Jæja þá"
        elif entry.group == "spacy_displacy_colors":
            assert entry.load()["PERSON"] == entry.load()["PER"] == ENTITY_TYPES[EntityLabel.PERSON].html_colour
        elif entry.group == "spacy_callbacks":
            assert entry.load()()(nlp) is nlp
            assert nlp.max_length > 10**8
        else:
            nlp.add_pipe(entry.name)
            assert nlp(NEWS).text == NEWS
            assert nlp.get_pipe_meta(entry.name).assigns


# ---- the tokenizer


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
        nlp.tokenizer(b"a")  # type: ignore[arg-type]


# ---- components alone and together


def test_load_fills_attributes_and_meta(nlp: Language) -> None:
    doc = nlp(NEWS)
    words = [t for t in doc if not t.is_space]
    assert all(t.lemma_ and t.tag_ and t.pos_ and t._.icenews_lemma_source in list(LemmaSource) for t in words)
    assert doc.has_annotation("SENT_START")
    assert all(e._.icenews_name and 0 <= e._.icenews_score <= 1 for e in doc.ents)
    assert all(e.label_ in list(EntityLabel) and (not e.kb_id_ or e.label_ == EntityLabel.LOCATION) for e in doc.ents)
    assert nlp.max_length > 10**8
    assert nlp.meta["license"] == "MIT"
    assert {"name", "url", "author", "license"} == set(nlp.meta["sources"][0])
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    assert not any(analysis["problems"].values())


def test_one_pass_of_the_network_and_one_analyser(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = {id(nlp.get_pipe(name).shared) for name in (TAGGER, LEMMATIZER, NER)}  # type: ignore[attr-defined]
    assert len(shared) == 1
    tagger = nlp.get_pipe(TAGGER).shared.analyser.tagger  # type: ignore[attr-defined]
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
    ruler.add_patterns([{"label": "PRODUCT", "pattern": "Akureyri", "id": "a-7"}])  # type: ignore[attr-defined]
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
    ruler.add_patterns([pattern])  # type: ignore[attr-defined]
    for name in (TAGGER, LEMMATIZER, NER):
        nlp.add_pipe(name, config={"profile": "fast"})
    assert {("Kim Jong-un", own_id), ("Kim", "Person:Kim Jong-un")} <= set(ids_of(nlp(TWO_NAMES)))


def test_evaluate_scores_every_component(nlp: Language) -> None:
    examples = [Example(nlp.make_doc(NEWS), nlp(NEWS))]
    scores = nlp.evaluate(examples)
    assert [scores[name] for name in ("tag_acc", "pos_acc", "morph_acc", "lemma_acc")] == [1.0] * 4
    assert scores["ents_f"] in (1.0, None)


def test_wrong_settings_are_refused() -> None:
    with pytest.raises(ProfileError, match="'fast', 'deep'"):
        load_pipeline("fats")
    with pytest.raises(InputError, match="'mim', 'conll'"):
        load_pipeline("fast", label_scheme="CoNLL")


def test_deep_profile_is_the_same_as_enrich() -> None:
    text = "Ráðherrann sagði að vextirnir myndu lækka í haust. Hún á bíl."
    enricher = Enricher("deep")
    document = enricher.enrich(text)
    enricher.close()
    doc = load_pipeline("deep")(text)
    assert LemmaSource.PARSE in {t.lemma_source for t in document.tokens}
    assert to_document(doc) == document
    assert to_document(to_spacy(document)) == document


def test_attributes_have_our_prefix(nlp: Language) -> None:
    doc = nlp("Jón Jónsson keypti sjónvarpstæki.")
    assert [part["text"] for part in doc[3]._.icenews_parts] == ["sjónvarps", "tæki"]
    assert doc.ents[0]._.icenews_name == "Jón Jónsson"


@pytest.mark.parametrize(("scheme", "label"), [("mim", "Location"), ("conll", "LOC")])
def test_displacy_shows_our_colours(scheme: str, label: str) -> None:
    doc = load_pipeline("fast", label_scheme=scheme)("Hún býr á Akureyri.")
    assert [e.label_ for e in doc.ents] == [label]
    assert ENTITY_TYPES[EntityLabel.LOCATION].html_colour in displacy.render(doc, style="ent", jupyter=False)
