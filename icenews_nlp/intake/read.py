"""`icenews_nlp.read`: the articles of a file or folder, whatever their form."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import chain
from pathlib import Path
from typing import IO

from icenews_nlp.documents.article import Article, BadLine
from icenews_nlp.errors import InputError, file_name
from icenews_nlp.formats.compression import pieces
from icenews_nlp.formats.jsonl import read_articles
from icenews_nlp.intake.files import articles_of, is_or_may_be_json
from icenews_nlp.intake.folders import FoundFile, find_files, reason_of_folder, suffix_of
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

    A text, a flattened page or a web page is one article, whose id is the file's name without the ending, in a folder with the
    way there. A feed has one for each entry, JSON Lines one per line; other JSON is a list of articles or one. In the place of
    what cannot be read comes a `BadLine`, which says where it stands and why; what stands beside it is read on.

    Args:
        path: Names ending in .txt, .html, .htm, .xml, .rss, .atom, .jsonl, .ndjson or .json, and .gz or .zst after that. A
            folder is read in sorted order, without its hidden files.
        map: Fields of an article, and where JSON has them, as in `{"text": "content.body", "title": "headline"}`.
        timezone: Of times in JSON that name no zone, such as `Atlantic/Reykjavik`; without it they are refused.
        keep_unknown: Whether fields of JSON that are read as none of an article's are kept in its metadata, else refused.

    Raises:
        FileNotFoundError: There is no such file or folder.
        InputError: The path is no name of a file; the map or the time zone is wrong.
    """
    fields = FieldMap(map, timezone=timezone, keep_unknown=keep_unknown)
    start = file_name(path)
    Path(start).stat()
    return chain.from_iterable(_read_file(file, fields) for file in find_files([start]))


def _read_file(file: FoundFile, fields: FieldMap) -> Iterator[Article | BadLine]:
    if reason := reason_of_folder(file.path):
        yield BadLine(file.path, 1, reason)
        return
    try:
        with Path(file.path).open("rb") as stream:
            yield from _read_stream(stream, file, fields)
    except (OSError, InputError) as error:
        yield BadLine(file.path, 1, f"cannot be read: {error}", type(error).__name__)


def _read_stream(stream: IO[bytes], file: FoundFile, fields: FieldMap) -> Iterator[Article | BadLine]:
    name = file.path
    suffix, data = suffix_of(name), pieces(stream, name)
    if is_or_may_be_json(suffix):
        records, data = records_or_text(data, suffix)
        if records is not None:
            yield from read_articles(records, name, fields)
            return
    yield from articles_of(data, name, file.id, suffix)
