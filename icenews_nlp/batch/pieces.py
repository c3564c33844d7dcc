"""An unfinished output in pieces: each is whole by itself, so that what a kill cuts off is less than a piece."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Final

from icenews_nlp.formats.compression import compressed

if TYPE_CHECKING:
    from icenews_nlp.documents.document import AnnotatedDocument
    from icenews_nlp.formats.writers import Format, Write

PIECE: Final = 16
"""Documents in a piece of a format whose pieces are the file itself; as many each time, so that one input gives one file."""


class Pieces:
    """Writes documents to an open file.

    Pieces of a format that needs its end are complete files of it, uncompressed, which `join` makes one of. Those of any other
    are pieces of the compressed data, or nothing but a number of documents.
    """

    def __init__(self, file: IO[bytes], name: str, form: Format, documents: int) -> None:
        """Begin a piece where the file stands.

        Args:
            file: Open for writing.
            name: The name of the finished file, which says how it is compressed.
            form: How documents are written.
            documents: How many stand in the file already.
        """
        self.documents = documents
        self._file = file
        self._name = "" if form.join else name
        self._form = form
        self._ends = ExitStack()
        self._write: Write | None = None

    def write(self, document: AnnotatedDocument) -> None:
        """Add a document, and end the piece with the last one of it."""
        if self._write is None:
            stream = self._ends.enter_context(compressed(self._file, self._name))
            self._write = self._ends.enter_context(self._form.open(stream))
        self._write(document)
        self.documents += 1
        if not self._form.join and self.documents % PIECE == 0:
            self.end()

    @property
    def is_at_end(self) -> bool:
        """Whether the last piece has been ended."""
        return self._write is None

    def end(self) -> None:
        """End the piece that has been begun."""
        self._ends.close()
        self._write = None

    def abandon(self, error: BaseException) -> None:
        """Leave the piece without its end, which could not be written."""
        self._ends.__exit__(type(error), error, error.__traceback__)
        self._write = None


def split(file: IO[bytes], ends: Iterable[int]) -> Iterator[IO[bytes]]:
    """The pieces of a file that end there."""
    for start, end in pairwise([0, *ends]):
        if start < end:
            file.seek(start)
            yield io.BytesIO(file.read(end - start))
