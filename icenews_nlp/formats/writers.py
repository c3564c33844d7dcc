"""One table of the formats that documents can be written in, for the command line's `--format` and for endings of file names.

    with open("news.conllu", "wb") as file:
        with format_named("conllu").open(file) as write:
            for doc in docs:
                write(doc)

A new format is a file in this folder and a line of FORMATS.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from icenews_nlp.documents.layers import Layer, in_order
from icenews_nlp.errors import InputError, unknown_name
from icenews_nlp.formats.annotation_tools import (
    DOCCANO_NEEDS,
    LABEL_STUDIO_NEEDS,
    PRODIGY_NEEDS,
    to_doccano,
    to_label_studio,
    to_prodigy,
)
from icenews_nlp.formats.compression import bare_name, compression_of
from icenews_nlp.formats.conllu import CONLLU_NEEDS, to_conllu
from icenews_nlp.formats.docbin import DOCBIN_NEEDS, DocBinWriter, join_docbins, read_docbin
from icenews_nlp.formats.json_ld import to_json_ld
from icenews_nlp.formats.parquet import ParquetWriter, join_parquet, read_parquet

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from icenews_nlp.documents.document import AnnotatedDocument

Write = Callable[["AnnotatedDocument"], object]
"""Writes one document."""


class Format(NamedTuple):
    """A format that documents can be written in."""

    name: str
    suffixes: tuple[str, ...]
    """Endings of file names that mean this format; none where only its name chooses it."""
    description: str
    open: Callable[[IO[bytes]], AbstractContextManager[Write]]
    """What writes to an open file; leaving the context writes the end of the format, and leaves the file open."""
    join: Callable[[Iterable[IO[bytes]], IO[bytes]], None] | None = None
    """Writes the documents of several files into one, for a format whose file cannot be read before its end is written.

    None where files one after the other are one file, and each document is written whole as it comes.
    """
    needs: tuple[Layer, ...] = ()
    """Layers that a document must have to be written."""
    read: Callable[[Path | str], Iterator[AnnotatedDocument]] | None = None
    """Reads the documents of a file of its own, which is compressed inside; None for formats of text."""

    def check_layers(self, layers: Sequence[Layer]) -> None:
        """Refuse documents of these layers alone, where the format needs others.

        Raises:
            InputError: it does.
        """
        missing = [layer for layer in self.needs if layer not in layers]
        if missing:
            wanted = ",".join(in_order((*layers, *missing)))
            raise InputError(f"{self.name} needs {' and '.join(missing)}; use --only {wanted}, or no --only")

    def check_name(self, path: str) -> None:
        """Refuse to compress what is compressed inside, and would not be read back.

        Raises:
            InputError: The name ends in that of a compression.
        """
        if self.read and compression_of(path):
            raise InputError(f"{path}: {self.name} is compressed inside; name the file {bare_name(path)}")


@contextmanager
def _texts(render: Callable[[AnnotatedDocument], str], file: IO[bytes]) -> Iterator[Write]:
    """Documents one after the other, each written out at once."""

    def write(doc: AnnotatedDocument) -> None:
        file.write(render(doc).encode())
        file.flush()

    yield write


@contextmanager
def _array(render: Callable[[AnnotatedDocument], str], file: IO[bytes]) -> Iterator[Write]:
    """A JSON array with an element per document, for programs that read no JSON Lines."""
    separators = iter([b"[\n"])

    def write(doc: AnnotatedDocument) -> None:
        file.write(next(separators, b",\n") + render(doc).encode())

    yield write
    file.write(next(separators, b"") + b"\n]\n")


@contextmanager
def _docbin(file: IO[bytes]) -> Iterator[Write]:
    writer = DocBinWriter(file)
    yield writer.write
    writer.close()


@contextmanager
def _parquet(file: IO[bytes]) -> Iterator[Write]:
    with ParquetWriter(file) as writer:
        yield writer.write


def _join_arrays(pieces: Iterable[IO[bytes]], file: IO[bytes]) -> None:
    separator = b"[\n"
    for piece in pieces:
        if records := piece.read()[len(b"[\n") : -len(b"\n]\n")]:
            file.write(separator + records)
            separator = b",\n"
    file.write((separator if separator == b"[\n" else b"") + b"\n]\n")


def _json(record: Callable[[AnnotatedDocument], Any]) -> Callable[[AnnotatedDocument], str]:
    return lambda doc: json.dumps(record(doc), ensure_ascii=False)


def _document(doc: AnnotatedDocument) -> str:
    return doc.to_json()


def _lines(render: Callable[[AnnotatedDocument], str]) -> Callable[[IO[bytes]], AbstractContextManager[Write]]:
    return partial(_texts, lambda doc: render(doc) + "\n")


FORMATS: Final = (
    Format(
        *("jsonl", (".jsonl", ".ndjson"), "JSON Lines of whole documents, which every command reads back"),
        _lines(_document),
    ),
    Format("json", (".json",), "the same as one JSON array", partial(_array, _document), _join_arrays),
    Format(
        *("conllu", (".conllu",), "CoNLL-U of Universal Dependencies, without heads"),
        partial(_texts, to_conllu),
        needs=CONLLU_NEEDS,
    ),
    Format("parquet", (".parquet",), "Parquet, a row per document (extra arrow)", _parquet, join_parquet, read=read_parquet),
    Format("docbin", (".spacy",), "spaCy's DocBin", _docbin, join_docbins, DOCBIN_NEEDS, read_docbin),
    Format("doccano", (), "JSON Lines for doccano", _lines(_json(to_doccano)), needs=DOCCANO_NEEDS),
    Format(
        *("doccano-utf16", (), "the same, offsets in UTF-16 units"),
        _lines(_json(partial(to_doccano, utf16=True))),
        needs=DOCCANO_NEEDS,
    ),
    Format("prodigy", (), "JSON Lines for Prodigy", _lines(_json(to_prodigy)), needs=PRODIGY_NEEDS),
    Format(
        *("label-studio", (), "JSON for Label Studio"),
        partial(_array, _json(to_label_studio)),
        _join_arrays,
        needs=LABEL_STUDIO_NEEDS,
    ),
    Format(
        *("label-studio-utf16", (), "the same, offsets in UTF-16 units"),
        partial(_array, _json(partial(to_label_studio, utf16=True))),
        _join_arrays,
        needs=LABEL_STUDIO_NEEDS,
    ),
    Format("json-ld", (".jsonld",), "JSON Lines of schema.org NewsArticle with mentions", _lines(_json(to_json_ld))),
)


def format_named(name: str) -> Format:
    """The format of that name.

    Raises:
        InputError: there is none.
    """
    names = {one.name: one for one in FORMATS}
    if name in names:
        return names[name]
    raise InputError(unknown_name("format", name, list(names)))


def format_of(path: str) -> Format:
    """The format that the ending of a file name means; `.gz` and `.zst` after it are passed over. JSON Lines for any other."""
    bare = bare_name(path).lower()
    return next((one for one in FORMATS if one.suffixes and bare.endswith(one.suffixes)), FORMATS[0])
