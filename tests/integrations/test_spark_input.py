"""What a DataFrame may hold, what becomes of rows that cannot be analysed, and what is refused before a job starts."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pyarrow
import pytest

from icenews_nlp import Article, Enricher, InputError, ProfileError
from icenews_nlp.integrations.spark import PART_BYTES, PART_ROWS, _parts, enrich_dataframe, to_document

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, Row, SparkSession

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

TEXT = "Guðrún Árnadóttir opnaði sýningu á Ísafirði."


def frame(spark: SparkSession, query: str) -> DataFrame:
    return spark.sql(f"SELECT {query}")


def only_row(df: DataFrame) -> Row:
    (row,) = df.collect()
    return row


def failure_of(spark: SparkSession, query: str, **arguments: Any) -> tuple[str, str]:
    row = only_row(enrich_dataframe(frame(spark, query), profile="fast", **arguments).select("document", "failure"))
    assert row["document"] is None
    return row["failure"]["error"], row["failure"]["reason"]


def test_every_field_of_an_article_has_its_column(spark: SparkSession, fast: Enricher) -> None:
    query = (
        f"7 AS key, 'Sýning' AS headline, '{TEXT}' AS body, 'https://frettir.example/7' AS address, 'Fréttir' AS paper, "
        "'menning' AS part, '2026-11-26T09:00:00+00:00' AS at, array('list') AS words"
    )
    names: dict[str, Any] = {"id": "key", "title": "headline", "url": "address", "source": "paper", "section": "part"}
    row = only_row(enrich_dataframe(frame(spark, query), "body", **names, published="at", tags="words", profile="fast"))
    article = Article(
        id="7",
        title="Sýning",
        text=TEXT,
        url="https://frettir.example/7",
        source="Fréttir",
        section="menning",
        published=datetime(2026, 11, 26, 9, tzinfo=timezone.utc),
        tags=("list",),
    )
    assert to_document(row["document"]) == fast.enrich(article)


def test_columns_that_are_not_named_are_not_read(spark: SparkSession, fast: Enricher) -> None:
    row = only_row(enrich_dataframe(frame(spark, f"'9' AS id, 'Sýning' AS title, '{TEXT}' AS text"), profile="fast"))
    assert to_document(row["document"]) == fast.enrich(TEXT)


def test_null_in_a_column_other_than_the_text_is_a_field_that_the_article_lacks(spark: SparkSession, fast: Enricher) -> None:
    query = f"'{TEXT}' AS text, CAST(NULL AS string) AS title, CAST(NULL AS timestamp) AS published"
    row = only_row(enrich_dataframe(frame(spark, query), title="title", published="published", profile="fast"))
    assert to_document(row["document"]) == fast.enrich(TEXT)


def test_other_columns_are_kept_whatever_their_type(spark: SparkSession) -> None:
    query = (
        f"'{TEXT}' AS text, map('a', 1) AS counts, array(array(1.5D)) AS nested, NULL AS void, "
        "named_struct('x', named_struct('at', TIMESTAMP'2020-01-01 12:00:00')) AS deep, CAST(1.10 AS decimal(5, 2)) AS price, "
        "TIMESTAMP_NTZ'2020-01-01 00:00:00' AS local, DATE'2020-01-01' AS day, X'66fd' AS bytes, "
        "CAST(X'66fd' AS string) AS damaged"
    )
    df = frame(spark, query)
    kept = enrich_dataframe(df, profile="fast").drop("document", "failure")
    assert kept.schema == df.schema
    as_bytes = "CAST(damaged AS binary) AS damaged"
    columns = [as_bytes if name == "damaged" else name for name in df.columns]
    assert kept.selectExpr(*columns).collect() == df.selectExpr(*columns).collect()


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \r\n",
        "Jón\u00adas fo\u0301r \U0001f680 til Húsavíkur.\r\n\x00Hann kom í gær.",
        "frett.txt",
    ],
)
def test_nothing_of_a_text_is_lost(spark: SparkSession, fast: Enricher, text: str) -> None:
    row = only_row(enrich_dataframe(spark.createDataFrame([(text,)], "text string"), profile="fast"))
    assert to_document(row["document"]) == fast.enrich(Article(text=text))


def test_a_bad_row_is_a_failure_among_good_ones(spark: SparkSession) -> None:
    rows = [("1", TEXT), ("2", None), ("3", TEXT)]
    df = spark.createDataFrame(rows, "id string, text string").coalesce(1)
    result = enrich_dataframe(df, id="id", profile="fast").collect()
    assert [(row["id"], row["document"] is None, row["failure"] is None) for row in result] == [
        ("1", False, True),
        ("2", True, False),
        ("3", False, True),
    ]
    assert result[1]["failure"].asDict() == {
        "error": "InputError",
        "reason": "the text is null; leave out rows without a text: df.where('text IS NOT NULL')",
    }


def test_a_text_that_is_no_utf8_is_a_failure(spark: SparkSession) -> None:
    error, reason = failure_of(spark, "CAST(X'66fd' AS string) AS text")
    assert (error, "can't decode byte 0xfd in position 1" in reason) == ("UnicodeDecodeError", True)


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        ("'2026-11-26 09:00:00'", "has no time zone; write 2026-11-26T09:00:00"),
        ("'í gær'", "published"),
        ("timestamp_micros(9000000000000000000)", ""),
    ],
)
def test_a_time_of_publication_that_is_none_is_a_failure(spark: SparkSession, published: str, reason: str) -> None:
    error, found = failure_of(spark, f"'{TEXT}' AS text, {published} AS at", published="at")
    assert error in ("InputError", "OverflowError", "ValueError")
    assert reason in found
    assert found


def test_an_article_longer_than_asked_for_is_a_failure(spark: SparkSession) -> None:
    query = f"'{TEXT}' AS text, 'Sýning' AS title"
    size = len(TEXT) + len("Sýning")
    error, reason = failure_of(spark, query, title="title", max_characters=size - 1)
    assert (error, reason) == (
        "InputError",
        f"it has {size} characters, more than the {size - 1} of max_characters; cut it up, or raise the limit",
    )
    assert (
        only_row(enrich_dataframe(frame(spark, query), title="title", max_characters=size, profile="fast"))["failure"] is None
    )


@pytest.mark.parametrize(
    ("texts", "rows"),
    [
        ([], []),
        (["a"] * PART_ROWS, [PART_ROWS]),
        (["a"] * (PART_ROWS + 1), [PART_ROWS, 1]),
        (["a" * (PART_BYTES - 1), "b", None, "c"], [3, 1]),
        (["a", "b" * (PART_BYTES + 1), "c"], [1, 1, 1]),
    ],
)
def test_documents_are_made_for_a_few_articles_at_a_time(texts: list[str | None], rows: list[int]) -> None:
    batch = pyarrow.record_batch({"text": pyarrow.array(texts, pyarrow.string())})
    parts = list(_parts(batch, 0))
    assert [part.num_rows for part in parts] == rows
    assert [text for part in parts for text in part.column(0).to_pylist()] == texts


def test_documents_of_some_layers_alone_say_which(spark: SparkSession, fast: Enricher) -> None:
    row = only_row(enrich_dataframe(frame(spark, f"'{TEXT}' AS text"), profile="fast", only=["clusters", "entities"]))
    document = to_document(row["document"])
    assert document == fast.enrich(TEXT).only("entities", "clusters")
    assert (document.layers, document.tokens) == (("entities", "clusters"), ())


REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("'a' AS body", {}, r"text='text': there is no column 'text'; choose one of 'body'"),
    ("'a' AS text, 'b' AS titill", {"title": "titil"}, r"title='titil': there is no column 'titil'; did you mean 'titill'\?"),
    ("1 AS text", {}, r"text='text' is a column of type int; cast it: .*\.cast\('string'\)\)"),
    ("X'61' AS text", {}, r"column of type binary; cast it"),
    ("'a' AS text, 1.5D AS id", {"id": "id"}, r"id='id' is a column of type double; cast it: .*\.cast\('string'\)\)"),
    ("'a' AS text, DATE'2026-11-26' AS at", {"published": "at"}, r"column of type date; cast it: .*\.cast\('timestamp'\)\)"),
    ("'a' AS text, TIMESTAMP_NTZ'2026-11-26 09:00:00' AS at", {"published": "at"}, r"type timestamp_ntz; cast it"),
    ("'a' AS text, 'b' AS words", {"tags": "words"}, r"type string; cast it: .*\.cast\('array<string>'\)\)"),
    ("'a' AS text, array(1) AS words", {"tags": "words"}, r"type array<int>; cast it"),
    (
        "'a' AS text, 'b' AS Document",
        {},
        r"has a column 'Document' already, .*withColumnRenamed\('Document', 'Document_before'\)",
    ),
    ("'a' AS text, 'b' AS failure", {}, r"has a column 'failure' already"),
    ("'a' AS text, 'b' AS x, 'c' AS x", {}, r"has 2 columns 'x'; give each a name of its own with df.toDF"),
    ("'a' AS text, make_interval(1) AS wait", {}, r"cannot send the columns 'wait' \(interval\) to Python; drop them"),
    ("'a' AS text", {"text": None}, r"text is a NoneType; give the name of a column, such as text='text'"),
    ("'a' AS text", {"max_characters": 0}, r"max_characters is 0; give a positive integer, or None for no limit"),
    ("'a' AS text", {"only": ["entites"]}, r"there is no layer 'entites'; did you mean 'entities'\?"),
    ("'a' AS text", {"only": "entities,values"}, r"give a list of them, such as \['entities', 'values'\]"),
]


@pytest.mark.parametrize(("query", "arguments", "message"), REFUSED)
def test_what_is_refused_before_a_job_starts(spark: SparkSession, query: str, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        enrich_dataframe(frame(spark, query), **arguments)


def test_an_unknown_profile_is_refused(spark: SparkSession) -> None:
    with pytest.raises(ProfileError, match="did you mean 'fast'"):
        enrich_dataframe(frame(spark, "'a' AS text"), profile="fasta")


def test_a_column_in_the_place_of_its_name_is_refused(spark: SparkSession) -> None:
    df = frame(spark, "'a' AS text, 'b' AS title")
    with pytest.raises(InputError, match="title is a Column; give the name of a column, such as title='text'"):
        enrich_dataframe(df, title=df["title"])  # type: ignore[arg-type]  # wrong on purpose


def test_what_is_no_dataframe_of_spark_is_refused() -> None:
    with pytest.raises(InputError, match=r"df is a list; give a DataFrame of Spark: spark.createDataFrame"):
        enrich_dataframe(["a"])  # type: ignore[arg-type]  # wrong on purpose


def test_without_pyspark_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql.types", None)
    with pytest.raises(InputError, match=r"need pyspark: pip install 'icenews_nlp\[spark\]'"):
        enrich_dataframe(["a"])  # type: ignore[arg-type]  # wrong on purpose
