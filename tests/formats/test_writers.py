"""Every format of the table: what it writes reads back, or is what the program that it is for imports."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from icenews_nlp import AnnotatedDocument, Article, Enricher, InputError
from icenews_nlp.formats.docbin import read_docbin
from icenews_nlp.formats.jsonl import read_documents
from icenews_nlp.formats.offsets import utf16_offset
from icenews_nlp.formats.parquet import ROW_GROUP, read_parquet
from icenews_nlp.formats.writers import FORMATS, format_named, format_of
from icenews_nlp.labels import NAME_LABELS


@pytest.fixture(scope="module")
def documents(fast: Enricher, story: AnnotatedDocument) -> list[AnnotatedDocument]:
    wide = Article(
        id="b",
        title="😀 Guðrún fær 3,5 milljónir króna",
        text="Guðrún Jónsdóttir 😀 fór til Akureyrar kl. 14.30 í gær.",
        source="Fréttir",
        published="2026-11-01T10:00:00+01:00",
        tags=("fólk", "fé"),
        metadata={"a": [1, 2.5, None, {"b": "ö"}]},
    )
    return [story, fast.enrich(wide), fast.enrich(""), fast.enrich("Já.")]


def written(name: str, documents: list[AnnotatedDocument]) -> bytes:
    file = io.BytesIO()
    with format_named(name).open(file) as write:
        for document in documents:
            write(document)
    assert not file.closed
    return file.getvalue()


def records(name: str, documents: list[AnnotatedDocument]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(name, documents).decode().splitlines()]


@pytest.mark.parametrize("name", [one.name for one in FORMATS])
def test_every_format_takes_no_documents_and_many(name: str, documents: list[AnnotatedDocument]) -> None:
    assert len(written(name, [])) <= len(written(name, documents))


def test_json_lines_read_back(documents: list[AnnotatedDocument]) -> None:
    assert list(read_documents(written("jsonl", documents).splitlines())) == documents


def test_an_array_reads_back(documents: list[AnnotatedDocument]) -> None:
    assert [AnnotatedDocument.model_validate(one) for one in json.loads(written("json", documents))] == documents
    assert json.loads(written("json", [])) == []


def test_parquet_reads_back(documents: list[AnnotatedDocument], tmp_path: Path) -> None:
    many = documents * (ROW_GROUP // len(documents) + 1)
    (tmp_path / "a.parquet").write_bytes(written("parquet", many))
    assert list(read_parquet(tmp_path / "a.parquet")) == many


def test_parquet_has_columns_that_other_programs_read(documents: list[AnnotatedDocument]) -> None:
    import pyarrow.parquet

    table = pyarrow.parquet.read_table(io.BytesIO(written("parquet", documents)))
    assert table.num_rows == len(documents)
    assert table.column("article").to_pylist()[1]["published"].isoformat() == "2026-11-01T09:00:00+00:00"
    lemmas = [[token["lemma"] for token in tokens] for tokens in table.column("tokens").to_pylist()]
    assert lemmas == [[token.lemma for token in document.tokens] for document in documents]


def test_docbin_reads_back(documents: list[AnnotatedDocument], tmp_path: Path) -> None:
    (tmp_path / "a.spacy").write_bytes(written("docbin", documents))
    assert list(read_docbin(tmp_path / "a.spacy")) == documents


@pytest.mark.parametrize(
    ("read", "content"), [(read_parquet, b"PAR1 no"), (read_docbin, b"no"), (read_parquet, b""), (read_docbin, b"")]
)
def test_another_file_is_an_error_that_names_it(read: Any, content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(InputError, match=r"a is no "):
        list(read(tmp_path / "a"))


@pytest.mark.parametrize("name", ["doccano", "prodigy", "label-studio", "doccano-utf16", "label-studio-utf16"])
def test_marks_cut_the_entities_out_of_the_text(name: str, documents: list[AnnotatedDocument]) -> None:
    utf16 = name.endswith("utf16")
    found = json.loads(written(name, documents)) if name.startswith("label") else records(name, documents)
    for document, record in zip(documents, found, strict=True):
        if name.startswith("doccano"):
            text, marks = record["text"], record["label"]
        elif name == "prodigy":
            text, marks = record["text"], [(s["start"], s["end"], s["label"]) for s in record["spans"]]
        else:
            values = [one["value"] for one in record["predictions"][0]["result"]]
            text, marks = record["data"]["text"], [(v["start"], v["end"], v["labels"][0]) for v in values]
        units = text.encode("utf-16-le") if utf16 else text
        size = 2 if utf16 else 1
        cut = [(units[a * size : b * size], label) for a, b, label in marks]
        wanted = [(e.text.encode("utf-16-le") if utf16 else e.text, e.label.value) for e in document.entities]
        assert cut == wanted


def test_prodigys_tokens_cover_its_spans(documents: list[AnnotatedDocument]) -> None:
    for record in records("prodigy", documents):
        for span in record["spans"]:
            assert record["tokens"][span["token_start"]]["start"] == span["start"]
            assert record["tokens"][span["token_end"]]["end"] == span["end"]
        assert "".join(t["text"] + " " * t["ws"] for t in record["tokens"]).split() == record["text"].split()


def test_json_ld_mentions_each_cluster_once(documents: list[AnnotatedDocument]) -> None:
    twice = documents[0]
    record = records("json-ld", [twice])[0]
    assert record["@type"] == "NewsArticle"
    assert record["headline"] == twice.article.title
    names = list(dict.fromkeys(twice.cluster_name(e) for e in twice.entities if e.label in NAME_LABELS))
    assert [mention["name"] for mention in record["mentions"]] == names
    assert {mention["@type"] for mention in record["mentions"]} <= {"Person", "Place", "Organization", "Thing"}


def test_json_ld_has_the_points_of_places(fast: Enricher) -> None:
    doc = fast.enrich("Katrín fór frá Kaupmannahöfn til Norðurlanda.")
    person, city, region = records("json-ld", [doc])[0]["mentions"]
    assert person == {"@type": "Person", "name": "Katrín"}
    assert (city["name"], city["identifier"]) == ("Kaupmannahöfn", "geonames:2618425")
    assert city["geo"]["@type"] == "GeoCoordinates"
    assert (city["geo"]["latitude"], city["geo"]["longitude"]) == pytest.approx((55.68, 12.57), abs=0.02)
    assert city["address"]["addressCountry"] == "DK"
    assert "geo" in region
    assert "address" not in region, "it lies in no one country"


def test_offsets_in_utf16() -> None:
    text = "a😀b😀"
    at = utf16_offset(text)
    assert [at(i) for i in range(5)] == [len(text[:i].encode("utf-16-le")) // 2 for i in range(5)]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        *[
            ("a.jsonl", "jsonl"),
            ("a.json", "json"),
            ("a.conllu", "conllu"),
            ("A.PARQUET", "parquet"),
            ("a.spacy", "docbin"),
            ("a.jsonld", "json-ld"),
        ],
        *[("a.conllu.gz", "conllu"), ("a.jsonl.zst", "jsonl"), ("a.txt", "jsonl"), ("-", "jsonl"), ("conllu", "jsonl")],
    ],
)
def test_the_ending_of_a_name_means_a_format(path: str, name: str) -> None:
    assert format_of(path).name == name


def test_an_unknown_format_names_the_near_one_and_all() -> None:
    with pytest.raises(InputError, match=r"no format 'conlu'; did you mean 'conllu'\? It is one of 'jsonl', 'json', 'conllu'"):
        format_named("conlu")
