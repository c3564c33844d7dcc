"""`icenews_nlp.read`: the articles of a file or folder, whatever their form."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import IO

from icenews_nlp.documents.article import Article, BadLine
from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import bare_name, pieces
from icenews_nlp.formats.jsonl import read_articles
from icenews_nlp.intake.files import articles_of, files_in, is_or_may_be_json, suffix_of
from icenews_nlp.intake.json.fields import FieldMap
from icenews_nlp.intake.json.records import records_or_text


def read(
    path: str | os.PathLike[str],
    *,
    map: Mapping[str, str] | str | None = None,
    timezone: str | None = None,
    keep_unknown: bool = False,
) -> Iterator[Article | BadLine]:
    """The articles of a file, or of all files of a folder, one at a time.

    A text, a flattened page or a web page is one article, a feed one for each entry, JSON Lines one a line; other JSON is a
    list of articles or one. In the place of what cannot be read comes a `BadLine`, which says where it stands and why; what
    stands beside it is read on.

    Args:
        path: Names ending in .txt, .html, .htm, .xml, .rss, .atom, .jsonl, .ndjson or .json, and .gz or .zst after that. A
            folder is read in sorted order, without its hidden files.
        map: Fields of an article, and where JSON has them, as in `{"text": "content.body", "title": "headline"}`.
        timezone: Of times in JSON that name no zone, such as `Atlantic/Reykjavik`; without it they are refused.
        keep_unknown: Whether fields of JSON that are read as none of an article's are kept in its metadata, else refused.

    Raises:
        FileNotFoundError: There is no such file or folder.
        InputError: The map or the time zone is wrong.
    """
    fields = FieldMap(map, timezone=timezone, keep_unknown=keep_unknown)
    start = os.fspath(path)
    Path(start).stat()
    return chain.from_iterable(_read_file(name, fields) for name in files_in(start))


def _read_file(name: str, fields: FieldMap) -> Iterator[Article | BadLine]:
    try:
        with Path(name).open("rb") as file:
            yield from _read_stream(file, name, fields)
    except (OSError, InputError) as error:
        yield BadLine(name, 1, f"cannot be read: {error}", type(error).__name__)


def _read_stream(file: IO[bytes], name: str, fields: FieldMap) -> Iterator[Article | BadLine]:
    suffix, data = suffix_of(name), pieces(file, name)
    if is_or_may_be_json(suffix):
        records, data = records_or_text(data, suffix)
        if records is not None:
            yield from read_articles(records, name, fields)
            return
    yield from articles_of(data, name, Path(bare_name(name)).stem, suffix)
