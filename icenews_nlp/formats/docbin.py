"""spaCy's DocBin: many Docs in one file, with all annotations of the documents.

A DocBin is written and read as one piece, so all its documents are in memory then, whatever their number: no bound would help,
for spaCy decompresses the piece itself. Use Parquet or JSON Lines for large archives, and read the DocBins of people you trust.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from icenews_nlp.errors import InputError
from icenews_nlp.integrations.spacy.names import SPACY_NEEDS
from icenews_nlp.labels import LANG

if TYPE_CHECKING:
    from icenews_nlp.documents.document import AnnotatedDocument


DOCBIN_NEEDS: Final = SPACY_NEEDS


class DocBinWriter:
    """Collects documents as spaCy Docs, and writes them at the end."""

    def __init__(self, file: IO[bytes]) -> None:
        """Begin an empty DocBin for this file."""
        from spacy.tokens import DocBin
        from spacy.util import get_lang_class
        from spacy.vocab import create_vocab

        self._file = file
        self._docs = DocBin(store_user_data=True)
        self._vocab = create_vocab(LANG, get_lang_class(LANG).Defaults)

    def write(self, doc: AnnotatedDocument) -> None:
        """Add a document.

        Raises:
            InputError: it was stored without a layer that a Doc needs.
        """
        from icenews_nlp.integrations.spacy.to_spacy import to_spacy

        self._docs.add(to_spacy(doc, self._vocab))

    def close(self) -> None:
        """Write all documents."""
        self._file.write(self._docs.to_bytes())


def join_docbins(pieces: Iterable[IO[bytes]], file: IO[bytes]) -> None:
    """Write the documents of several DocBins as one."""
    from spacy.tokens import DocBin

    whole = DocBin(store_user_data=True)
    for piece in pieces:
        whole.merge(DocBin(store_user_data=True).from_bytes(piece.read()))
    file.write(whole.to_bytes())


def read_docbin(path: Path | str) -> Iterator[AnnotatedDocument]:
    """The documents of a DocBin that DocBinWriter wrote, or that holds Docs of our components with their user data.

    Raises:
        InputError: the file is no DocBin, or a Doc of it carries no annotations of ours.
        OSError: the file cannot be opened.
    """
    from spacy.tokens import DocBin
    from spacy.util import get_lang_class
    from spacy.vocab import create_vocab

    from icenews_nlp.integrations.spacy.from_spacy import to_document

    data = Path(path).read_bytes()
    try:
        docs = DocBin().from_bytes(data)
    except Exception as error:  # zlib's, msgpack's and spaCy's own, none of which share a class
        raise InputError(f"{path} is no DocBin: {error}") from error
    for doc in docs.get_docs(create_vocab(LANG, get_lang_class(LANG).Defaults)):
        yield to_document(doc)
