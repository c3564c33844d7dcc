"""Parquet: a row per document, with its tokens, entities and all else nested in it (needs the extra `arrow`).

Times of publication are stored in UTC: the instant is kept, the zone that it was written in is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from pydantic import ValidationError

from icenews_nlp.errors import InputError
from icenews_nlp.formats.arrow import arrow, model_column
from icenews_nlp.formats.signatures import PARQUET_ARTICLES

if TYPE_CHECKING:
    from icenews_nlp.documents.document import AnnotatedDocument

ROW_GROUP: Final = 100
"""Documents that are kept in memory, and written together: some 10 MB of JSON, a megabyte or two of Parquet."""


class ParquetWriter:
    """Writes documents to an open file, in groups of rows."""

    def __init__(self, file: IO[bytes]) -> None:
        """Begin the file.

        Raises:
            InputError: pyarrow is not installed.
        """
        from icenews_nlp.documents.document import AnnotatedDocument

        self._arrow = arrow()
        self._column = model_column(AnnotatedDocument)
        self._schema = self._arrow.schema(list(self._column.type))
        import pyarrow.parquet

        self._writer = pyarrow.parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[Any] = []
        self._table = self._schema.empty_table()

    def __enter__(self) -> ParquetWriter:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            self.close()
        else:
            self.abandon()

    def write(self, doc: AnnotatedDocument) -> None:
        """Add a document."""
        self._rows.append(self._column.encode(doc))
        if len(self._rows) >= ROW_GROUP:
            self._flush()

    def add(self, table: Any) -> None:
        """Add the rows of a file that another writer has written."""
        table = self._arrow.concat_tables([self._table, table])
        while table.num_rows >= ROW_GROUP:
            self._writer.write_table(table.slice(0, ROW_GROUP).combine_chunks())
            table = table.slice(ROW_GROUP)
        self._table = table

    def close(self) -> None:
        """Write what is left, and the end of the file, without which nobody can read it."""
        self._flush()
        if self._table.num_rows:
            self._writer.write_table(self._table.combine_chunks())
        self._writer.close()

    def abandon(self) -> None:
        """Leave the file without its end. pyarrow would write it later, whenever its writer is collected."""
        self._writer.is_open = False

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(self._arrow.Table.from_pylist(self._rows, schema=self._schema))
            self._rows = []


def join_parquet(pieces: Iterable[IO[bytes]], file: IO[bytes]) -> None:
    """Write the rows of several files as one, in the groups in which one ParquetWriter would have written them."""
    import pyarrow.parquet

    with ParquetWriter(file) as writer:
        for piece in pieces:
            writer.add(pyarrow.parquet.read_table(piece))


def read_parquet(path: Path | str) -> Iterator[AnnotatedDocument]:
    """The documents of a file that ParquetWriter wrote, a group of rows at a time, which of other writers may have any size.

    Raises:
        InputError: pyarrow is not installed, or the file is no Parquet file of documents.
        OSError: the file cannot be opened.
    """
    pa = arrow()
    import pyarrow.parquet

    from icenews_nlp.documents.document import AnnotatedDocument

    decode = model_column(AnnotatedDocument).decode
    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=ROW_GROUP):
                for row in batch.to_pylist():
                    yield AnnotatedDocument.model_validate(decode(row))
    except (pa.ArrowInvalid, ValidationError, ValueError) as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{path} is no Parquet file of annotated documents: {reason}; {PARQUET_ARTICLES}") from error
