"""Documents of some layers in every format: written where the format has a place for them, refused where it needs more."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from icenews_nlp import AnnotatedDocument, Article, Enricher, InputError, frames
from icenews_nlp.documents.layers import LAYERS, Layer
from icenews_nlp.formats.docbin import read_docbin
from icenews_nlp.formats.jsonl import read_documents
from icenews_nlp.formats.parquet import read_parquet
from icenews_nlp.formats.terminal import print_document
from icenews_nlp.formats.writers import FORMATS, Format, format_named

TEXT = "Sigrún Jónsdóttir fór til Akureyrar í gær með Bjarna. „Ferðin kostaði 1.250 krónur,“ segir Sigrún."
every_format = pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)


@pytest.fixture(scope="module")
def doc(fast: Enricher) -> AnnotatedDocument:
    return fast.enrich(Article(id="frett-1", text=TEXT))


def written(form: Format, doc: AnnotatedDocument) -> bytes:
    file = io.BytesIO()
    with form.open(file) as write:
        write(doc)
    return file.getvalue()


@every_format
def test_a_format_writes_what_has_its_layers_and_refuses_what_has_not(form: Format, doc: AnnotatedDocument) -> None:
    for layers in (c for n in (1, 4, 5) for c in combinations(LAYERS, n)):
        missing = [layer for layer in form.needs if layer not in layers]
        if not missing:
            form.check_layers(layers)
            assert written(form, doc.only(*layers))
            continue
        with pytest.raises(InputError, match=f"{form.name} needs {' and '.join(missing)}; use --only "):
            form.check_layers(layers)
        with pytest.raises(InputError, match=rf" needs {' and '.join(missing)}, which document 'frett-1' was stored without"):
            written(form, doc.only(*layers))


def test_what_a_format_needs_is_what_it_says_to_type() -> None:
    with pytest.raises(
        InputError, match=r"conllu needs tokens and sentences; use --only tokens,sentences,entities, or no --only$"
    ):
        format_named("conllu").check_layers(("entities",))
    assert [form.name for form in FORMATS if not form.needs] == ["jsonl", "json", "parquet", "json-ld"]


@pytest.mark.parametrize("layers", [("entities", "values"), ("tokens",), ("sentences", "clusters", "quotes")], ids=",".join)
def test_jsonl_and_parquet_read_back(doc: AnnotatedDocument, layers: tuple[Layer, ...], tmp_path: Path) -> None:
    part = doc.only(*layers)
    assert list(read_documents(written(format_named("jsonl"), part).splitlines())) == [part]
    path = tmp_path / "a.parquet"
    with path.open("wb") as file, format_named("parquet").open(file) as write:
        write(part)
        write(doc)
    assert list(read_parquet(path)) == [part, doc]


def test_a_docbin_needs_no_clusters_and_finds_them_again(doc: AnnotatedDocument, tmp_path: Path) -> None:
    path = tmp_path / "a.spacy"
    path.write_bytes(written(format_named("docbin"), doc.only("tokens", "sentences", "entities", "values")))
    (back,) = read_docbin(path)
    assert back.layers == LAYERS
    assert [(c.id, c.mentions) for c in back.clusters] == [(c.id, c.mentions) for c in doc.clusters] != []


def test_json_ld_without_entities_claims_no_mentions(doc: AnnotatedDocument) -> None:
    def names(part: AnnotatedDocument) -> list[str] | None:
        mentions = json.loads(written(format_named("json-ld"), part)).get("mentions")
        return None if mentions is None else [thing["name"] for thing in mentions]

    assert names(doc.only("tokens", "clusters")) is None
    assert names(doc.only("entities", "clusters")) == names(doc) == ["Sigrún Jónsdóttir", "Akureyri", "Bjarni"]
    assert names(doc.only("entities")) == ["Sigrún Jónsdóttir", "Akureyri", "Bjarni", "Sigrún"]


OWN: dict[Callable[[AnnotatedDocument], Any], tuple[Layer, ...]] = {
    frames.tokens: ("tokens",),
    frames.entities: ("entities",),
    frames.clusters: ("clusters",),
    frames.values: ("values",),
    frames.quotes: ("quotes",),
    frames.mentions_together: ("sentences", "entities", "clusters"),
}


@pytest.mark.parametrize("frame", OWN, ids=lambda frame: frame.__name__)
def test_frames_refuse_only_what_lacks_their_rows(frame: Callable[[AnnotatedDocument], Any], doc: AnnotatedDocument) -> None:
    whole = frame(doc)
    assert frame(doc.only(*OWN[frame])).num_rows == whole.num_rows > 0
    assert frame(doc.only(*OWN[frame])).schema == whole.schema
    for layer in OWN[frame]:
        others = [other for other in LAYERS if other != layer]
        with pytest.raises(InputError, match=f"{frame.__name__} needs {layer}, which"):
            frame(doc.only(*others))


def test_columns_of_frames_that_need_another_layer_are_null(doc: AnnotatedDocument) -> None:
    def column(table: Any, name: str) -> list[Any]:
        values: list[Any] = table.column(name).to_pylist()
        return values

    def nothing(table: Any, *names: str) -> bool:
        return all(set(column(table, name)) == {None} for name in names)

    assert nothing(frames.tokens(doc.only("tokens")), "entity", "label")
    assert nothing(frames.entities(doc.only("entities")), "value", "cluster", "cluster_name", "sentence")
    assert nothing(frames.values(doc.only("values")), "sentence")
    assert nothing(frames.quotes(doc.only("quotes")), "speaker", "speaker_name")
    for frame, layer in ((frames.entities, "entities"), (frames.values, "values")):
        whole = column(frame(doc), "sentence")
        assert set(whole) == {0, 1}
        assert column(frame(doc.only(layer, "sentences")), "sentence") == whole
        assert column(frame(doc.only(layer, "tokens")), "sentence") == whole
    assert frames.mentions_together(doc.only("entities", "clusters"), "document").num_rows == 3
    assert frames.mentions_together(doc.only("entities", "clusters", "sentences")) == frames.mentions_together(doc)


def test_a_table_of_tokens_needs_them(doc: AnnotatedDocument) -> None:
    def shown(part: AnnotatedDocument) -> str:
        console = Console(file=io.StringIO(), width=200)
        print_document(part, console, tokens=True)
        text: str = console.file.getvalue()  # type: ignore[attr-defined]  # a StringIO, by the line above
        return text

    assert shown(doc.only("tokens")).split("Token", 1)[1] == shown(doc).split("Token", 1)[1]
    with pytest.raises(InputError, match="a table of tokens needs tokens"):
        shown(doc.only("entities", "sentences"))
    with pytest.raises(InputError, match="to_frame needs tokens"):
        doc.only("entities").to_frame()
    assert list(doc.only("tokens").to_frame()["text"]) == [token.text for token in doc.tokens]
