"""The articles of a Spark DataFrame to annotated documents, on every machine of a cluster (needs the extra `spark`).

    from icenews_nlp.integrations.spark import enrich_dataframe, to_document

    enriched = enrich_dataframe(spark.read.parquet("articles"), id="id", title="headline", published="date")
    enriched.write.parquet("enriched")
    document = to_document(enriched.first()["document"])

icenews_nlp must be installed for the Python of every machine. A Python worker of Spark loads the model once, for all its tasks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timezone
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Final

from icenews_nlp.documents.article import Article, EnrichFailure
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.documents.layers import layers_named
from icenews_nlp.enrichment.enricher import Enricher
from icenews_nlp.enrichment.inputs import check_max_characters
from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, find_profile
from icenews_nlp.enrichment.worker_pool import failure
from icenews_nlp.enrichment.worker_process import Result
from icenews_nlp.errors import InputError, unknown_name
from icenews_nlp.formats.arrow import Column, arrow, model_column

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame, Row
    from pyspark.sql.types import DataType, StructField, StructType

DOCUMENT: Final = "document"
FAILURE: Final = "failure"

MAX_CHARACTERS: Final = 500_000
"""The longest article that is analysed if nothing else is said, as on the command line: its document takes some 300 MB."""

PART_ROWS: Final = 100
PART_BYTES: Final = 1_000_000
"""Articles, and bytes of their texts, whose documents are in memory together; a longer article is alone."""


def enrich_dataframe(
    df: DataFrame,
    text: str = "text",
    *,
    id: str | None = None,
    title: str | None = None,
    url: str | None = None,
    source: str | None = None,
    section: str | None = None,
    published: str | None = None,
    tags: str | None = None,
    profile: str = DEFAULT_PROFILE,
    max_characters: int | None = MAX_CHARACTERS,
    only: Iterable[str] | None = None,
) -> DataFrame:
    """Analyse each row as an article. Nothing runs before an action of Spark asks for it; columns are checked at once.

    Args:
        df: a row per article.
        text: the column of the text, a string. A row in which it is null is a failure.
        id: the column of the article's id, a string or whole number; None where there is none, as for all that follow.
        title: the column of the title, a string.
        url: the column of the address, a string.
        source: the column of the publisher, a string.
        section: the column of the section, a string.
        published: the column of the time of publication: a timestamp, whose day in UTC relative dates are counted from, or a
            string of ISO 8601 with its zone.
        tags: the column of the tags, an array of strings.
        profile: "standard", "fast" or "deep".
        max_characters: the most code points that an article may have, its title included; None for no limit. A longer one is a
            failure, so that one book among the articles does not take the memory of a machine.
        only: layers that the documents have, as `AnnotatedDocument.only` takes them; None for all.

    Returns:
        All columns of `df`, and two more:

            document   an `AnnotatedDocument` as a struct, by the schema of `document_type()`; null where there is a failure
            failure    struct of `error`, the name of the error's class, and `reason`; null where there is a document

    Raises:
        InputError: pyspark is not installed, `df` is no DataFrame of Spark, a column is missing, of another type or named
            twice, or there is no such limit or layer.
        ProfileError: there is no such profile.
    """
    spark_types()
    find_profile(profile)
    check_max_characters(max_characters)
    limits = {"max_characters": max_characters, "only": None if only is None else layers_named(only)}
    if not hasattr(df, "mapInArrow"):
        raise InputError(f"df is a {type(df).__name__}; give a DataFrame of Spark: spark.createDataFrame(...)")
    given = {"id": id, "title": title, "url": url, "source": source, "section": section, "published": published, "tags": tags}
    columns = {"text": text, **{field: name for field, name in given.items() if name is not None}}
    _check_names(df.columns, columns)
    _check_types(df.schema, columns)
    places = {field: df.columns.index(name) for field, name in columns.items()}
    work = partial(_enriched, places=places, profile=profile, limits=limits)
    try:
        return df.mapInArrow(work, enriched_schema(df.schema))
    except NotImplementedError as error:
        names = " and ".join(f"{field.name!r} ({field.dataType.simpleString()})" for field in _not_in_arrow(df))
        raise InputError(f"Spark cannot send the columns {names} to Python; drop them, df.drop(...), or cast them") from error


def document_type() -> DataType:
    """The type of the column `document` in Spark: the columns of a Parquet file of `icenews-nlp enrich`, in a struct."""
    spark_types()
    from pyspark.sql.pandas.types import from_arrow_type

    return from_arrow_type(_document_column().type)


def enriched_schema(schema: StructType) -> StructType:
    """The schema that a DataFrame of that schema has when it is enriched."""
    types = spark_types()
    failure = types.StructType([types.StructField(name, types.StringType()) for name in ("error", "reason")])
    own = [types.StructField(DOCUMENT, document_type()), types.StructField(FAILURE, failure)]
    return types.StructType([*schema.fields, *own])  # type: ignore[no-any-return]  # pyspark has no types for it


def to_document(cell: Row) -> AnnotatedDocument:
    """The document in a cell of the column `document`.

    Args:
        cell: `row["document"]` of a row that Spark gives.

    Raises:
        InputError: the cell is null, or is no document.
        SchemaVersionError: it is a document of a schema that this version cannot read.
    """
    if cell is None:
        raise InputError("this row has no document, its `failure` says why; leave it out with df.where('document IS NOT NULL')")
    if not {"schema_version", "article"} <= set(getattr(cell, "__fields__", ())):
        raise InputError(f"give the cell of the document, row['document'], not {cell!r:.100}")
    data = _document_column().decode(cell.asDict(recursive=True))
    published = data["article"]["published"]
    if published is not None:
        # Spark gives times in the zone of this process, and does not say so.
        data["article"]["published"] = published.astimezone(timezone.utc)
    return AnnotatedDocument.model_validate(data)


def spark_types() -> Any:
    """The module pyspark.sql.types.

    Raises:
        InputError: pyspark is not installed.
    """
    try:
        import pyspark.sql.types
    except ImportError as error:
        raise InputError("DataFrames of Spark need pyspark: pip install 'icenews_nlp[spark]'") from error
    return pyspark.sql.types


def _check_names(names: list[str], columns: Mapping[str, str]) -> None:
    """Raise InputError for a column that is not there, and for names that would stand for two columns of the result."""
    for field, name in columns.items():
        if not isinstance(name, str):
            raise InputError(f"{field} is a {type(name).__name__}; give the name of a column, such as {field}={names[0]!r}")
        if name not in names:
            raise InputError(f"{field}={name!r}: {unknown_name('column', name, names)}")
    for name in names:
        if name.lower() in (DOCUMENT, FAILURE):
            raise InputError(
                f"df has a column {name!r} already, the name of a column of the result; rename it: "
                f"df.withColumnRenamed({name!r}, {name + '_before'!r})"
            )
        if names.count(name) > 1:
            raise InputError(
                f"df has {names.count(name)} columns {name!r}; give each a name of its own with df.toDF(...), or drop one"
            )


def _check_types(schema: StructType, columns: Mapping[str, str]) -> None:
    """Raise InputError for a column of a type that the article's field does not take."""
    types = spark_types()
    string, whole = types.StringType, (types.ByteType, types.ShortType, types.IntegerType, types.LongType)
    allowed = {"id": (string, *whole), "published": (types.TimestampType, string), "tags": (types.ArrayType,)}
    casts = {"published": "timestamp", "tags": "array<string>"}
    for field, name in columns.items():
        type_ = schema[name].dataType
        good = isinstance(type_, allowed.get(field, (string,)))
        if not good or (field == "tags" and not isinstance(type_.elementType, string)):  # type: ignore[attr-defined]  # good says that it is an array
            cast = casts.get(field, "string")
            raise InputError(
                f"{field}={name!r} is a column of type {type_.simpleString()}; cast it: "
                f"df.withColumn({name!r}, df[{name!r}].cast({cast!r}))"
            )


def _not_in_arrow(df: DataFrame) -> Iterator[StructField]:
    """The columns that Arrow, in this version of Spark, has no type for."""
    for field in df.schema.fields:
        try:
            df.mapInArrow(lambda batches: batches, type(df.schema)([field]))
        except NotImplementedError:
            yield field


@cache
def _document_column() -> Column:
    return model_column(AnnotatedDocument)


@cache
def _enricher(profile: str) -> Enricher:
    """One model for each Python worker, which Spark keeps for task after task."""
    return Enricher(profile)


def _enriched(
    batches: Iterator[pyarrow.RecordBatch], *, places: Mapping[str, int], profile: str, limits: Mapping[str, Any]
) -> Iterator[pyarrow.RecordBatch]:
    """What a Python worker does with a partition. The model is loaded when there is a row: an empty one costs nothing.

    Args:
        batches: the rows, as Spark sends them.
        places: the numbers of the columns, by field of `Article`.
        profile: whose model analyses them.
        limits: arguments of `Enricher.attempt`.
    """
    pa = arrow()
    column = _document_column()
    failure_type = pa.struct([pa.field("error", pa.string()), pa.field("reason", pa.string())])
    for batch in batches:
        for part in _parts(batch, places["text"]):
            columns = {field: _in_utc(part.column(place)) for field, place in places.items()}
            results = [_result(_enricher(profile), columns, row, limits) for row in range(part.num_rows)]
            documents = [column.encode(one) if isinstance(one, AnnotatedDocument) else None for one in results]
            failures = [_reason(one) if isinstance(one, EnrichFailure) else None for one in results]
            new = [pa.array(documents, column.type), pa.array(failures, failure_type)]
            names = [*part.schema.names, DOCUMENT, FAILURE]
            yield pa.RecordBatch.from_arrays([*part.columns, *new], names=names)


def _parts(batch: pyarrow.RecordBatch, text: int) -> Iterator[pyarrow.RecordBatch]:
    """The rows in pieces of bounded size: Spark sends 10,000 at a time, and documents are far larger than their texts."""
    import pyarrow.compute

    start, size = 0, 0
    for i, length in enumerate(pyarrow.compute.binary_length(batch.column(text)).to_pylist()):
        if i > start and (i - start == PART_ROWS or size + (length or 0) > PART_BYTES):
            yield batch.slice(start, i - start)
            start, size = i, 0
        size += length or 0
    if batch.num_rows:
        yield batch.slice(start)


def _in_utc(column: pyarrow.Array) -> pyarrow.Array:
    """Times in UTC instead of the session's zone, so that the day that relative dates count from is the same everywhere."""
    pa = arrow()
    return column.cast(pa.timestamp("us", "UTC")) if pa.types.is_timestamp(column.type) else column


def _result(enricher: Enricher, columns: Mapping[str, pyarrow.Array], row: int, limits: Mapping[str, Any]) -> Result:
    """The document of a row, or its failure.

    Cells are taken one by one, since Spark's strings may be no UTF-8 and its times may lie beyond the year 9999.
    """
    try:
        fields = {field: column[row].as_py() for field, column in columns.items()}
        if fields["text"] is None:
            raise InputError("the text is null; leave out rows without a text: df.where('text IS NOT NULL')")
        article = Article(**{field: value for field, value in fields.items() if value is not None})
    except Exception as error:  # one bad row never ends a job; the reason is kept
        return failure(row, None, error)
    return enricher.attempt(row, article, **limits)


def _reason(one: EnrichFailure) -> dict[str, str]:
    return {"error": one.error, "reason": one.reason}
