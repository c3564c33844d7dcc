"""What gold data holds: sentences of words with what is known of each; and the reading of its lines, whatever their form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import joined, pieces
from icenews_nlp.labels import ENTITY_TYPES, EntityLabel


class GoldWord(NamedTuple):
    """A word and what a corpus knows of it; None where it says nothing."""

    text: str
    tag: str | None = None
    """The MIM-GOLD tag."""
    tag_pattern: str | None = None
    """A regular expression of the MIM-GOLD tags that another tagset's tag allows."""
    label: str | None = None
    """The entity label in IOB2: `B-Person`, `I-Person`, `O`."""
    lemma: str | None = None
    upos: str | None = None
    feats: str | None = None
    """UD features, sorted; "" for a word without any."""
    space: str | None = None
    """The white space that follows."""


Sentence = list[GoldWord]


class Row(NamedTuple):
    """The tab-separated fields of a line."""

    line: int
    """From 1."""
    fields: list[str]


LABELS: Final[Mapping[str, str]] = {
    name.lower(): label.value for label, type_ in ENTITY_TYPES.items() for name in (label.value, type_.conll)
}
"""Names of entity types in gold data, in small letters, and our own for them."""


LARGEST: Final = 1 << 29
"""Bytes of the largest file that is read, decompressed: 512 MiB, several times any gold corpus of Icelandic."""


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, compressed (`.gz`, `.zst`) or not.

    Raises:
        InputError: it is no UTF-8, damaged, or longer than any gold corpus.
        OSError: it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            data = joined(pieces(file, path.name), LARGEST)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    if data is None:
        raise InputError(f"{path} has more than {LARGEST:,} bytes, the most that are read; divide it")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line, byte = data.count(b"\n", 0, error.start) + 1, data[error.start]
        raise InputError(f"{path}:{line}: not UTF-8 (byte 0x{byte:02x}); convert the file to UTF-8 first") from error


def blocks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    """The rows of one sentence after the other; a row whose first field is empty ends one."""
    block: list[Row] = []
    for row in rows:
        if row.fields[0]:
            block.append(row)
        elif block:
            yield block
            block = []
    if block:
        yield block


def numbered(text: str) -> Iterator[Row]:
    """The lines of a text as rows."""
    for line, content in enumerate(text.split("\n"), 1):
        yield Row(line, content.split("\t"))


def value_or_none(field: str) -> str | None:
    """A field, or None where it is empty or `_`."""
    return None if field in ("", "_") else field


def iob2(label: str, path: Path, line: int) -> str:
    """The label with the name of its type as we write it (`B-PER` is `B-Person`).

    Raises:
        InputError: it is no IOB2 label, or of a type that nobody here knows.
    """
    if label == "O":
        return label
    found = re.fullmatch(r"([BI]-)(\w+)", label)
    name = LABELS.get(found[2].lower()) if found else None
    if not found or not name:
        types = ", ".join(type_.value for type_ in EntityLabel)
        raise InputError(f"{path}:{line}: {label!r} is no entity label; allowed are O, and B- or I- with one of {types}")
    return found[1] + name
