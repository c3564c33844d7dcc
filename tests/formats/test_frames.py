"""Documents as Arrow tables: every cell is the document's, whatever the number of documents."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from icenews_nlp import AnnotatedDocument, Article, Enricher, InputError, frames

Rows = list[dict[str, Any]]

TEXT = (
    "Sigrún Jónsdóttir borgarstjóri fór til Akureyrar í gær. „Ferðin kostaði 1.250.000,50 krónur,“ segir Sigrún. "
    "Með henni var Bjarni Pálsson. Bjarni og Sigrún hittu bæjarstjórann á Akureyri. Verðið hækkaði um 5%."
)
FRAMES = (frames.tokens, frames.entities, frames.clusters, frames.values, frames.quotes, frames.mentions_together)
every_frame = pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.__name__)


@pytest.fixture(scope="module")
def docs(nlp: Enricher) -> list[AnnotatedDocument]:
    article = Article(id="frett-1", text=TEXT, published="2026-11-24T12:00:00+00:00")
    return [nlp.enrich(article), nlp.enrich(""), nlp.enrich("Katrín Ósk hitti Bjarna Pálsson. Ljósmynd/Hjörtur Árnason")]


def rows(table: Any) -> Rows:
    found: Rows = table.to_pylist()
    return found


def own(docs: list[AnnotatedDocument], field: str) -> list[tuple[int, int, Any]]:
    return [(number, index, item) for number, doc in enumerate(docs) for index, item in enumerate(getattr(doc, field))]


@pytest.mark.parametrize("field", ["tokens", "entities", "clusters", "values", "quotes"])
def test_every_cell_that_the_model_has_is_the_models(docs: list[AnnotatedDocument], field: str) -> None:
    found, expected = rows(getattr(frames, field)(docs)), own(docs, field)
    assert len(found) == len(expected) > 0
    for row, (number, index, item) in zip(found, expected, strict=True):
        assert (row["doc"], row["doc_index"], row["index"]) == (docs[number].id, number, index)
        model = item.model_dump(mode="json")
        shared = row.keys() & model.keys()
        assert len(shared) >= 3
        assert {name: row[name] for name in shared if name != "roles"} == {n: model[n] for n in shared if n != "roles"}


def test_columns_that_join_the_tables(docs: list[AnnotatedDocument]) -> None:
    doc = docs[0]
    tokens, entities, quotes = (rows(frame(doc)) for frame in (frames.tokens, frames.entities, frames.quotes))
    for token in tokens:
        entity = doc.entity_at(token["index"])
        assert token["label"] == (entity and entity.label.value)
        assert (token["entity"] is None) if entity is None else (doc.entities[token["entity"]] == entity)
    for row in entities:
        cluster = row["cluster"]
        assert row["cluster_name"] == (None if cluster is None else doc.clusters[cluster].name)
        assert row["sentence"] == tokens[row["first_token"]]["sentence"]
    assert [(quote["text"], quote["speaker_name"]) for quote in quotes] == [
        ("„Ferðin kostaði 1.250.000,50 krónur,“", "Sigrún Jónsdóttir")
    ]
    assert [row["roles"] for row in rows(frames.clusters(doc)) if row["label"] == "Person"] == ["borgarstjóri", ""]


def test_places_are_columns_of_clusters(nlp: Enricher) -> None:
    found = rows(frames.clusters(nlp.enrich("Katrín fór til Kaupmannahafnar.")))
    assert [row["place_source"] for row in found] == [None, "geonames"]
    person, city = ({name: row[name] for name in ("place_id", "country")} for row in found)
    assert set(person.values()) == {None}
    assert city == {"place_id": "2618425", "country": "DK"}
    assert (found[1]["latitude"], found[1]["longitude"]) == pytest.approx((55.68, 12.57), abs=0.02)
    assert 0.8 <= found[1]["certainty"] <= 1


def test_contents_of_values(docs: list[AnnotatedDocument]) -> None:
    found = {row["kind"]: row for row in rows(frames.values(docs))}
    assert found["relative"]["iso"] == "2026-11-23"
    assert found["relative"]["number"] is None
    assert Decimal(found["amount"]["amount"]) == Decimal("1250000.50")
    assert (found["amount"]["number"], found["amount"]["currency"]) == (1250000.5, "ISK")
    assert found["percent"]["number"] == 5.0
    assert found["percent"]["amount"] is None


def pairs(table: Any) -> list[tuple[str, str, int]]:
    return [(row["first_name"], row["second_name"], row["count"]) for row in rows(table)]


def test_pairs_of_a_sentence(docs: list[AnnotatedDocument]) -> None:
    assert sorted(pairs(frames.mentions_together(docs[0]))) == [
        ("Akureyri", "Bjarni Pálsson", 1),
        ("Akureyri", "Sigrún Jónsdóttir", 2),
        ("Bjarni Pálsson", "Sigrún Jónsdóttir", 1),
    ]
    for row in rows(frames.mentions_together(docs[0])):
        assert [docs[0].clusters[row[end]].id for end in ("first", "second")] == [row["first_id"], row["second_id"]]


def test_pairs_of_a_document_leave_credits_out(docs: list[AnnotatedDocument]) -> None:
    assert pairs(frames.mentions_together(docs[2], within="document")) == [("Bjarni Pálsson", "Katrín Ósk", 1)]
    assert [n for *_, n in pairs(frames.mentions_together(docs, within="document"))] == [1] * 4


def test_a_pair_stands_in_one_order_whoever_comes_first(nlp: Enricher) -> None:
    both = [nlp.enrich("Katrín hitti Bjarna."), nlp.enrich("Bjarni hitti Katrínu.")]
    assert pairs(frames.mentions_together(both)) == [("Bjarni", "Katrín", 1)] * 2


def test_another_reach_than_sentence_and_document_is_refused() -> None:
    with pytest.raises(InputError, match="within is 'paragraph'; give one of 'sentence', 'document'"):
        frames.mentions_together([], within="paragraph")  # type: ignore[arg-type]  # wrong on purpose


@every_frame
def test_no_documents_and_no_rows_have_the_columns_of_many(frame: Callable[[Any], Any], docs: list[AnnotatedDocument]) -> None:
    nothing: list[Any] = [[], docs[1]]
    for none in nothing:
        table = frame(none)
        assert table.num_rows == 0
        assert table.schema == frame(docs).schema


@every_frame
def test_one_document_a_list_and_a_generator_are_the_same(frame: Callable[[Any], Any], docs: list[AnnotatedDocument]) -> None:
    assert frame(docs[0]) == frame(docs[:1]) == frame(doc for doc in docs[:1])
    assert rows(frame(docs)) == [{**row, "doc_index": i} for i, doc in enumerate(docs) for row in rows(frame(doc))]


@every_frame
def test_rows_are_the_same_in_batches(
    frame: Callable[[Any], Any], docs: list[AnnotatedDocument], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rows(frame(docs))
    monkeypatch.setattr(frames, "BATCH", 1)
    assert rows(frame(docs)) == whole


@every_frame
@pytest.mark.parametrize("wrong", [[{"text": "Já."}], "Já."])
def test_what_is_no_document_is_refused(frame: Callable[[Any], Any], wrong: Any) -> None:
    with pytest.raises(InputError, match=r"frames take AnnotatedDocuments, .* given was"):
        frame(wrong)


@every_frame
def test_every_column_is_in_the_docstring(frame: Callable[[Any], Any]) -> None:
    listed = (frame.__doc__ or "").partition("Columns: ")[2].partition("\n\n")[0]
    assert all(name in listed for name in frame([]).column_names)


@every_frame
def test_pandas_takes_them(frame: Callable[[Any], Any], docs: list[AnnotatedDocument]) -> None:
    table = frame(docs)
    assert list(table.to_pandas().columns) == table.column_names
    assert len(table.to_pandas()) == table.num_rows


@every_frame
def test_polars_takes_them(frame: Callable[[Any], Any], docs: list[AnnotatedDocument]) -> None:
    import polars

    assert polars.DataFrame(frame(docs)).to_dicts() == rows(frame(docs))


@every_frame
def test_duckdb_takes_them(frame: Callable[[Any], Any], docs: list[AnnotatedDocument]) -> None:
    import duckdb

    assert duckdb.from_arrow(frame(docs)).aggregate("count(*)").fetchall() == [(frame(docs).num_rows,)]
