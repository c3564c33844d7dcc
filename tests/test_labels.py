"""Entity types: one table, which everything by label is derived from."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import get_args

import pytest

import icenews_nlp
from icenews_nlp.documents.values import Content
from icenews_nlp.evaluation import evaluate, gold
from icenews_nlp.integrations.spacy.names import LABEL_SCHEMES
from icenews_nlp.labels import ENTITY_TYPES, NAME_LABELS, EntityLabel
from icenews_nlp.language.values.value import LABEL_OF_KIND
from icenews_nlp.search.engine import FACET_KINDS
from icenews_nlp.search.opensearch.documents import FACETS
from icenews_nlp.search.query import refine, syntax
from icenews_nlp.search.web.pages import HEADINGS

NAMES = {label.value for label in NAME_LABELS}


def test_every_label_is_in_the_table() -> None:
    assert list(ENTITY_TYPES) == list(EntityLabel)
    assert {label for label in EntityLabel if ENTITY_TYPES[label].is_name} == set(NAME_LABELS)


BY_LABEL: dict[str, tuple[Collection[object], Collection[object]]] = {
    "label scheme mim": (list(LABEL_SCHEMES["mim"]), list(EntityLabel)),
    "label scheme conll": (list(LABEL_SCHEMES["conll"]), list(EntityLabel)),
    "gold data": (set(gold.LABELS.values()), {label.value for label in EntityLabel}),
    "values": (set(LABEL_OF_KIND.values()), set(EntityLabel) - set(NAME_LABELS)),
    "scores of names": (evaluate._NAMES, NAMES),
    "fields of a query": (set(syntax.NAME_FIELDS.values()), set(NAME_LABELS)),
    "refinement": (set(refine.FIELDS) - {"source", "date"}, NAMES),
    "headings": (set(HEADINGS) - {"source", "date"}, NAMES),
    "facets": (set(FACET_KINDS) - {"source", "date"}, NAMES),
    "facets of OpenSearch": (set(FACETS) - {"source", "date"}, NAMES),
}


@pytest.mark.parametrize("table", BY_LABEL)
def test_tables_by_label_cover_every_label(table: str) -> None:
    keys, labels = BY_LABEL[table]
    assert sorted(map(str, keys)) == sorted(map(str, labels))


def test_columns_that_must_differ_do() -> None:
    for column in ("conll", "plural_heading"):
        assert len({getattr(type_, column) for type_ in ENTITY_TYPES.values()}) == len(EntityLabel)
    fields = [field for type_ in ENTITY_TYPES.values() for field in type_.query_fields]
    kinds = [kind for type_ in ENTITY_TYPES.values() for kind in type_.value_kinds]
    assert len(set(fields)) == len(fields)
    assert len(set(kinds)) == len(kinds)


def test_value_kinds_are_kinds_of_values() -> None:
    models = get_args(get_args(Content)[0])
    known = {kind for model in models for kind in get_args(model.model_fields["kind"].annotation)}
    assert set(LABEL_OF_KIND) <= known


def test_labels_are_their_strings() -> None:
    for label in EntityLabel:
        assert label == label.value
        assert EntityLabel(label.value) is label
        assert pickle.loads(pickle.dumps(label)) is label
        assert json.loads(json.dumps([label])) == [label.value]
    with pytest.raises(ValueError, match="not a valid EntityLabel"):
        EntityLabel("Ship")


ONE_LINE = '    SHIP = "Ship", EntityType(True, "SHIP", "Ships", "#ffffff", "bold white", ("ship",))\n'
USED = """
import sys, types
source = sys.stdin.read()
module = types.ModuleType("icenews_nlp.labels")
sys.modules["icenews_nlp.labels"] = module
exec(compile(source, "labels.py", "exec"), module.__dict__)

from pathlib import Path
from tempfile import TemporaryDirectory

from icenews_nlp import AnnotatedDocument, SearchIndex
from icenews_nlp.evaluation.gold import iob2
from icenews_nlp.integrations.spacy.names import LABEL_SCHEMES
from icenews_nlp.search.query.refine import condition
from icenews_nlp.search.web.pages import HEADINGS

span = {"start": 0, "end": 7, "text": "Sæbjörg", "first_token": 0, "last_token": 0}
token = {"index": 0, "start": 0, "end": 7, "text": "Sæbjörg", "norm": "Sæbjörg", "lemma": "Sæbjörg", "sentence": 0,
         "lemma_source": "rule", "pos": "PROPN", "tag": "nven-s", "kind": "word"}
document = AnnotatedDocument.model_validate({
    "article": {"id": "1"}, "text": "Sæbjörg", "sections": [{"kind": "body", "start": 0, "end": 7}], "tokens": [token],
    "sentences": [{"index": 0, "start": 0, "end": 7, "first_token": 0, "last_token": 0}], "values": [],
    "entities": [{**span, "label": "Ship", "name": "Sæbjörg", "score": 1.0}],
    "provenance": {"package": "0", "profile": "fast", "model": "m", "bin_data": "b", "tokenizer": "t"},
})
assert "#ffffff" in document._repr_html_()
assert document.to_spacy().ents[0].label_ == "Ship"
assert set(LABEL_SCHEMES["conll"].values()) > {"SHIP", "PER"}
assert iob2("B-SHIP", Path(), 1) == "B-Ship"
assert HEADINGS["Ship"] == "Ships"
with TemporaryDirectory() as folder, SearchIndex(Path(folder) / "a.db") as index:
    index.add([document])
    results = index.search(condition("Ship", "Sæbjörg"))
    assert [hit.key for hit in results.hits] == ["1"]
    assert [facet.value for facet in results.facets if facet.kind == "Ship"] == ["Sæbjörg"]
    assert [str(one.label.value) for one in index.suggest("sæb") if one.label] == ["Ship"]
"""


def test_a_new_type_is_one_line() -> None:
    source = Path(icenews_nlp.__file__).with_name("labels.py").read_text("utf-8")
    changed = source.replace("    _value_: str\n", ONE_LINE + "\n    _value_: str\n")
    assert changed != source
    subprocess.run([sys.executable, "-c", USED], input=changed, text=True, encoding="utf-8", check=True)
