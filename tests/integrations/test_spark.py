"""Spark gives what the Enricher gives, row for row, whatever happens to its workers."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers.own_articles import own_articles
from icenews_nlp import Article, Enricher, InputError
from icenews_nlp.formats.parquet import ParquetWriter, read_parquet
from icenews_nlp.integrations.spark import document_type, enrich_dataframe, enriched_schema, to_document

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, Row, SparkSession

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

FIELDS = ("id", "title", "text", "published")
SCHEMA = "id string, title string, text string, published timestamp"
FIRST = datetime(2026, 11, 26, 23, 30, tzinfo=timezone.utc)
ARTICLES = [
    article.model_copy(update={"published": FIRST + timedelta(days=i), "text": article.text + " Fundurinn var í gær."})
    for i, article in enumerate(own_articles(40, 2))
]
"""Of three sentences each, one of which depends on the day."""

Batches = Iterator[Any]
Work = Callable[[Batches], Batches]


def frame_of(spark: SparkSession, articles: list[Article], partitions: int = 4) -> DataFrame:
    rows = [tuple(getattr(article, field) for field in FIELDS) for article in articles]
    return spark.createDataFrame(rows, SCHEMA).repartition(partitions, "id")


def enriched(df: DataFrame) -> DataFrame:
    return enrich_dataframe(df, id="id", title="title", published="published", profile="fast")


def by_id(rows: list[Row]) -> dict[str, Row]:
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows)
    return found


def wrap_work(spark: SparkSession, monkeypatch: pytest.MonkeyPatch, wrapper: Callable[[Work], Work]) -> None:
    """What a worker runs is wrapped on its way to Spark."""
    kind = type(spark.range(1))
    original = kind.mapInArrow
    monkeypatch.setattr(kind, "mapInArrow", lambda df, work, schema: original(df, wrapper(work), schema))


def test_documents_are_those_of_the_enricher_row_for_row(spark: SparkSession, fast: Enricher) -> None:
    rows = by_id(enriched(frame_of(spark, ARTICLES)).collect())
    assert len(rows) == len(ARTICLES)
    for article in ARTICLES:
        row = rows[article.id or ""]
        assert row["failure"] is None
        assert to_document(row["document"]) == fast.enrich(article)
        assert (row["title"], row["text"]) == (article.title, article.text)


def test_every_row_comes_once_where_workers_are_killed_in_the_middle_of_a_stage(
    spark: SparkSession, fast: Enricher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = str(tmp_path)

    def deadly(work: Work) -> Work:
        def killed(batches: Batches) -> Batches:
            for number, batch in enumerate(work(batches)):
                yield batch
                died = len(list(Path(folder).iterdir()))
                if number == 1 and died < 2:  # two batches are out, and others wait
                    Path(folder, str(os.getpid())).touch()
                    os.kill(os.getpid(), 9)

        return killed

    wrap_work(spark, monkeypatch, deadly)
    rows = by_id(enriched(frame_of(spark, ARTICLES, partitions=2)).collect())
    assert len(list(tmp_path.iterdir())) >= 2
    assert {id_: to_document(row["document"]) for id_, row in rows.items()} == {a.id: fast.enrich(a) for a in ARTICLES}


def test_a_worker_loads_the_model_once_for_all_its_tasks_and_not_for_an_empty_one(
    spark: SparkSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "empty"

    def counting(work: Work) -> Work:
        to = str(folder)

        def counted(batches: Batches) -> Batches:
            from icenews_nlp.integrations.spark import _enricher

            before = _enricher.cache_info().misses
            yield from work(batches)
            Path(to, f"{os.getpid()}-{time.time_ns()}").write_text(str(_enricher.cache_info().misses - before))

        return counted

    def loads() -> dict[str, int]:
        """Models that each process has loaded."""
        counts: Counter[str] = Counter()
        for path in folder.iterdir():
            counts[path.name.split("-")[0]] += int(path.read_text())
        return dict(counts)

    wrap_work(spark, monkeypatch, counting)
    rows = spark.range(0, 12, 1, 6).selectExpr("concat('Hún kom á fund ', id, '.') AS text")
    for name, where, count in (("empty", "text LIKE 'Z%'", 0), ("full", "text LIKE 'H%'", 12)):
        folder = tmp_path / name
        folder.mkdir()
        # A profile that no other test uses: no worker has its model yet.
        documents = enrich_dataframe(rows.where(where), profile="standard").where("document IS NOT NULL")
        assert documents.count() == count
        assert len(list(folder.iterdir())) == 6
        assert set(loads().values()) == {min(count, 1)}


def test_an_empty_frame_and_empty_partitions_give_the_same_schema(spark: SparkSession) -> None:
    empty = enriched(frame_of(spark, []))
    few = enriched(frame_of(spark, ARTICLES[:1], partitions=3))
    assert (empty.collect(), len(few.collect())) == ([], 1)
    assert empty.schema == few.schema


def test_what_comes_has_the_declared_schema(spark: SparkSession) -> None:
    df = frame_of(spark, ARTICLES[:2])
    result = enriched(df)
    assert result.schema == enriched_schema(df.schema)
    assert result.columns == [*df.columns, "document", "failure"]
    (people,) = result.where("id = '0'").selectExpr("transform(document.clusters, c -> c.name) AS names").collect()
    assert people["names"]
    assert spark.createDataFrame(result.collect(), result.schema, verifySchema=True).count() == 2


def test_written_as_parquet_and_read_back(spark: SparkSession, fast: Enricher, tmp_path: Path) -> None:
    result = enriched(frame_of(spark, ARTICLES[:8], partitions=2))
    result.write.parquet(str(tmp_path / "enriched"))
    back = spark.read.parquet(str(tmp_path / "enriched"))
    assert back.schema == result.schema
    rows = by_id(back.collect())
    assert [to_document(rows[a.id or ""]["document"]) for a in ARTICLES[:8]] == [fast.enrich(a) for a in ARTICLES[:8]]


def test_documents_alone_as_parquet_are_files_of_this_package_and_the_other_way_round(
    spark: SparkSession, fast: Enricher, tmp_path: Path
) -> None:
    docs = [fast.enrich(article) for article in ARTICLES[:4]]
    own = tmp_path / "own.parquet"
    with own.open("wb") as file:
        writer = ParquetWriter(file)
        for doc in docs:
            writer.write(doc)
        writer.close()
    frame = spark.read.parquet(str(own))
    assert frame.schema == document_type()
    assert [to_document(row) for row in frame.collect()] == docs

    spark.conf.set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
    alone = enriched(frame_of(spark, ARTICLES[:4], partitions=1)).select("document.*").orderBy("article.published")
    alone.coalesce(1).write.parquet(str(tmp_path / "alone"))
    (part,) = (tmp_path / "alone").glob("*.parquet")
    assert list(read_parquet(part)) == docs


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Pacific/Auckland"])
def test_the_time_of_publication_is_the_same_instant_in_every_zone(
    spark: SparkSession, fast: Enricher, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """Also in the hour that comes twice when New York puts its clocks back."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        hours = [datetime(2026, 11, 1, hour, 30, tzinfo=timezone.utc) for hour in (5, 6)]
        articles = [Article(id=str(i), text="Hún kom í gær.", published=hour) for i, hour in enumerate(hours)]
        df = spark.createDataFrame([(a.id, a.text, a.published) for a in articles], "id string, text string, at timestamp")
        rows = by_id(enrich_dataframe(df, id="id", published="at", profile="fast").collect())
        documents = [to_document(rows[str(i)]["document"]) for i in range(2)]
    finally:
        monkeypatch.undo()
        time.tzset()
    assert documents == [fast.enrich(article) for article in articles]
    assert [document.article.published for document in documents] == hours


def test_what_is_no_document_is_refused(spark: SparkSession) -> None:
    (row,) = enrich_dataframe(spark.createDataFrame([(None,)], "text string"), profile="fast").collect()
    with pytest.raises(InputError, match=r"no document, its `failure` says why; .*document IS NOT NULL"):
        to_document(row["document"])
    with pytest.raises(InputError, match=r"give the cell of the document, row\['document'\]"):
        to_document(row)
