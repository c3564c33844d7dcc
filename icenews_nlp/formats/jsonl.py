"""JSON Lines: one article or one annotated document per line, in UTF-8.

    with open("articles.jsonl", "rb") as file:
        for article in read_articles(lines(file, "articles.jsonl"), "articles.jsonl"):
            if isinstance(article, BadLine):
                print(article)  # articles.jsonl:7: field 'text' is missing

A line that cannot be read becomes a `BadLine` in its place, and reading goes on. Nothing is read ahead. `lines`, of
formats/compression.py, keeps no more of a line than may be read; a bare file does for lines that are known to be short.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final, TypeVar, cast

from icenews_nlp.documents.article import Article, BadLine
from icenews_nlp.documents.base import LONGEST_INTEGER
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import InputError, SchemaVersionError
from icenews_nlp.formats.compression import Line, TooLong
from icenews_nlp.formats.signatures import TO_UTF8, other_format
from icenews_nlp.intake.json.fields import OWN_NAMES, FieldMap, article_from_json

Lines = Iterable[str | Line]
"""What `lines` gives; an open file is one too. Open it as bytes: opened as text it ends at the first byte that is not UTF-8."""

VERSION_FIELD: Final = "schema_version"

M = TypeVar("M")

_SURROGATE_ESCAPE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")


def read_articles(lines: Lines, name: str = "input", fields: FieldMap = OWN_NAMES) -> Iterator[Article | BadLine]:
    """Read articles, objects with the fields of `Article` or others.

    Args:
        lines: blank ones are skipped; a byte order mark before the first is dropped.
        name: the file's name, for messages.
        fields: which of an object's fields is which of an article's.

    Yields:
        Lone surrogates, as cut emoji leave them, have become U+FFFD.
    """

    def validate(data: dict[str, Any]) -> Article:
        if VERSION_FIELD in data and "provenance" in data:
            raise InputError("this is an annotated document already; `show`, `index` and `read_documents` take it")
        return article_from_json(data, fields)

    return _read(lines, name, validate)


def read_documents(lines: Lines, name: str = "input") -> Iterator[AnnotatedDocument | BadLine]:
    """Read annotated documents as `write_documents` writes them; otherwise as `read_articles`."""
    return _read(lines, name, AnnotatedDocument.model_validate)


def read_either(
    lines: Lines, name: str = "input", fields: FieldMap = OWN_NAMES
) -> Iterator[Article | AnnotatedDocument | BadLine]:
    """Read articles and annotated documents, distinguished by VERSION_FIELD, which every document has."""

    def validate(data: dict[str, Any]) -> Article | AnnotatedDocument:
        return AnnotatedDocument.model_validate(data) if VERSION_FIELD in data else article_from_json(data, fields)

    return _read(lines, name, validate)


def write_documents(documents: Iterable[AnnotatedDocument], file: IO[bytes]) -> int:
    """Write one document per line, each as soon as it comes; returns how many."""
    count = 0
    for document in documents:
        file.write(document.to_json().encode() + b"\n")
        file.flush()
        count += 1
    return count


def _read(lines: Lines, name: str, validate: Callable[[dict[str, Any]], M]) -> Iterator[M | BadLine]:
    for number, line in enumerate(lines, 1):
        start = line.start if isinstance(line, TooLong) else line
        if number == 1 and isinstance(start, bytes) and (other := other_format(start)):
            yield BadLine(name, number, f"this is {other}")
            return
        if isinstance(line, TooLong):
            yield BadLine(name, number, str(line))
            continue
        data: dict[str, Any] = {}
        try:
            text = line if isinstance(line, str) else line.decode()
            text = text.removeprefix("\ufeff") if number == 1 else text
            if text.strip():
                data = _object(text.rstrip())
                yield validate(data)
        except (
            ValueError,
            RecursionError,
            SchemaVersionError,
        ) as error:  # InputError and the errors of json and UTF-8
            yield BadLine(name, number, _reason(error), type(error).__name__, _id(data))


def read_json(text: str) -> Any:
    """The value that a text of JSON stands for; lone surrogates have become U+FFFD.

    Raises:
        ValueError: it is not JSON; JSONDecodeError where one place is at fault.
        RecursionError: it is nested too deeply to be read.
    """
    data: Any = json.loads(text, parse_constant=_refuse_constant)
    if _SURROGATE_ESCAPE.search(text):
        return json.loads(_SURROGATES.sub("\ufffd", json.dumps(data, ensure_ascii=False)))
    return data


def _object(text: str) -> dict[str, Any]:
    data = read_json(text)
    if not isinstance(data, dict):
        of_list = "; name a file that is one list .json" if isinstance(data, list) else ""
        raise ValueError(f"the line is not a JSON object{of_list}")
    return cast("dict[str, Any]", data)


def _refuse_constant(word: str) -> None:
    raise ValueError(f"not valid JSON: {word} is not a number of JSON")


def _reason(error: ValueError | RecursionError | SchemaVersionError) -> str:
    if isinstance(error, UnicodeDecodeError):
        byte = f"byte {error.start + 1} of the line is 0x{error.object[error.start]:02x}"
        return f"not UTF-8: {byte}; {TO_UTF8}"
    if isinstance(error, json.JSONDecodeError):
        return f"not valid JSON: {_lower_first(error.msg)} (column {error.colno})"
    if isinstance(error, RecursionError):
        return "not valid JSON: nested too deeply"
    if "int_max_str_digits" in str(error):
        return f"not valid JSON: no integer of more than {LONGEST_INTEGER:,} digits can be read; write it as a string"
    return str(error)


def _id(data: dict[str, Any]) -> str | None:
    """The id of what is no article, if it has one of some kind."""
    found = data.get("id")
    return str(found) if isinstance(found, str | int) and not isinstance(found, bool) else None


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
