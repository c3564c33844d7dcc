"""The spaCy pipeline: in a process that never imports the package, in every way of running it, with every profile."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import distribution
from typing import Any

import pytest
from spacy.language import Language

from helpers.spacy_pipelines import blank
from helpers.spacy_texts import NEWS
from icenews_nlp.enrichment.enricher import Enricher
from icenews_nlp.errors import InputError, ProfileError
from icenews_nlp.integrations.spacy.from_spacy import to_document
from icenews_nlp.integrations.spacy.pipeline import load_pipeline
from icenews_nlp.integrations.spacy.to_spacy import to_spacy
from icenews_nlp.labels import ENTITY_TYPES, EntityLabel, LemmaSource

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
