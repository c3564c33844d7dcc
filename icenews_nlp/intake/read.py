"""`icenews_nlp.read`: the articles of a file or folder, whatever their form."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import IO

from icenews_nlp.documents.article import Article
from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import Line, TooLong, bare_name, lines
from icenews_nlp.formats.jsonl import BadLine, read_articles
from icenews_nlp.intake.files import JSONL_SUFFIXES, SUFFIXES, articles_of, files_in, suffix_of


def read(path: str | os.PathLike[str]) -> Iterator[Article | BadLine]:
    """The articles of a file, or of all files of a folder, one at a time.

    A text, a flattened page or a web page is one article, a feed one for each entry, JSON Lines one a line. In the place of
    what cannot be read comes a `BadLine`, which says where it stands and why; what stands beside it is read on.

    Args:
        path: Names ending in .txt, .html, .htm, .xml, .rss, .atom, .jsonl, .ndjson or .json, and .gz or .zst after that. A
            folder is read in sorted order, without its hidden files.

    Raises:
        FileNotFoundError: There is no such file or folder.
    """
    start = os.fspath(path)
    Path(start).stat()
    return chain.from_iterable(map(_read_file, files_in(start)))


def _read_file(name: str) -> Iterator[Article | BadLine]:
    try:
        with Path(name).open("rb") as file:
            yield from _read_stream(file, name)
    except (OSError, InputError) as error:
        yield BadLine(name, 1, f"cannot be read: {error}", type(error).__name__)


def _read_stream(file: IO[bytes], name: str) -> Iterator[Article | BadLine]:
    suffix = suffix_of(name)
    found: Iterator[Line] = lines(file, name)
    if suffix not in SUFFIXES:
        start = next(found, b"")
        first = start.start if isinstance(start, TooLong) else start
        suffix = ".jsonl" if first.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{") else ".txt"
        found = chain([start], found)
    if suffix in JSONL_SUFFIXES:
        yield from read_articles(found, name)
    else:
        yield from articles_of(found, name, Path(bare_name(name)).stem, suffix)
