"""Files of JSON -> the JSON of each record: a line for each, a list of them, or one over several lines.

A list is read a record at a time, however long it is, on one line or many.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import LONGEST, Line, TooLong, split

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_AFTER_NUMBER: Final = re.compile(r"[ \t\r\n,\]]")
"""What shows that a number, or a word, is not cut off."""

_DECODER: Final = json.JSONDecoder(parse_int=len, parse_float=len, parse_constant=len)
"""Finds the end of a value; what it holds is read later."""


LINES: Final = frozenset({".jsonl", ".ndjson"})
JSON: Final = ".json"
MOST_SPACE: Final = 1 << 16
"""Characters of space before the first that tells text from JSON; they are kept, since they are a part of a text."""

_LIST: Final = re.compile(rb"\[\s*[{\]]")
_LINE_OF_ITS_OWN: Final = re.compile(rb"\{[ \t]*\r?\n")


def records_or_text(pieces: Iterator[bytes], suffix: str) -> tuple[Iterator[Line] | None, Iterator[bytes]]:
    """The records of a file of JSON; or None, and all that the file holds.

    Args:
        pieces: the file, cut anywhere.
        suffix: the ending of its name, if that is of JSON. Else it is JSON if it begins with `{`, or with `[` and `{`.

    Raises:
        InputError: it begins with more space than any file.
    """
    if suffix in LINES:
        return split(pieces), iter(())
    start, first = _start(pieces)
    pieces = chain([start], pieces)
    if not first:
        return iter(()), iter(())
    if suffix != JSON and not first.startswith(b"{") and not _LIST.match(first):
        return None, pieces
    if first.startswith(b"["):
        return list_items(pieces), iter(())
    lines = split(pieces)
    return one_or_lines(lines) if suffix == JSON or _LINE_OF_ITS_OWN.match(first) else lines, iter(())


def _start(pieces: Iterator[bytes]) -> tuple[bytes, bytes]:
    """The first piece of a file, or several as one; and what it begins with but for space, two characters of it at least."""
    start, first = bytearray(), b""
    for piece in pieces:
        start += piece
        first = bytes(start).removeprefix(b"\xef\xbb\xbf").lstrip()
        if len(first.strip()) > 1:
            break
        if len(start) > MOST_SPACE:
            raise InputError(f"the first {MOST_SPACE:,} characters are blank")
    return bytes(start), first


def list_items(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The items of a list, each as it stands in the file.

    Args:
        pieces: the file from its beginning, cut anywhere.

    Raises:
        InputError: what follows is no item, or one of more than LONGEST characters. The items before it have been given.
    """
    text = _Text(pieces)
    text.take("[")
    number = 0
    while text.next_character() != "]":
        if number:
            text.take(",")
        number += 1
        yield text.value(f"item {number} of the list")
    text.take("]")
    if text.next_character():
        raise InputError("more follows the end of the list; write a record per line, or all in one list")


def one_or_lines(lines: Iterator[Line]) -> Iterator[Line]:
    """The same lines; but all in one where they are a single object.

    Lines are read ahead, up to LONGEST bytes, if neither the first nor the second is a whole value; blank ones are not counted.
    """
    held, count = bytearray(), 0
    end: Iterator[Line] = iter(())
    for line in lines:
        if isinstance(line, TooLong) or len(held) + len(line) > LONGEST:
            end = chain([line], lines)
            break
        held += line
        count += bool(line.strip())
        if count in (1, 2) and line.strip() and _is_whole(line):
            end = lines
            break
    else:
        if _is_whole(held):
            yield bytes(held)
            return
    yield from chain(io.BytesIO(held), end)


def _is_whole(data: bytes | bytearray) -> bool:
    try:
        _DECODER.decode(data.decode("utf-8-sig", "replace").strip())
    except (ValueError, RecursionError):
        return False
    return True


class _Text:
    """The text of a file, of which no more is kept than a value takes. Bytes that are no UTF-8 come out as they went in."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        decoder = codecs.getincrementaldecoder("utf-8-sig")("surrogateescape")
        self._pieces = chain(map(decoder.decode, pieces), (decoder.decode(b"", True) for _ in range(1)))
        self._text = ""
        self._at = 0

    def next_character(self) -> str:
        """The first that is no space; "" at the end."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches anything
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._grow():
                return ""

    def take(self, character: str) -> None:
        """Go on after that character, which must be the next."""
        found = self.next_character()
        if found != character:
            raise InputError(f"not valid JSON: {character!r} should follow, not {found!r}" if found else "the list is cut off")
        self._at += 1

    def value(self, name: str) -> bytes:
        """The JSON of the value that comes next; `name` is what an error calls it."""
        self.next_character()
        while True:
            fault = ""
            try:
                end = _DECODER.raw_decode(self._text, self._at)[1]
            except RecursionError:
                fault = "nested too deeply"
            except json.JSONDecodeError as error:
                fault = f"{error.msg[:1].lower()}{error.msg[1:]} (character {error.pos - self._at + 1} of it)"
            if not fault and (self._text[self._at] in '{["' or _AFTER_NUMBER.match(self._text, end)):
                break
            if not self._grow():
                if fault:
                    raise InputError(f"{name} is not valid JSON: {fault}, so that none after it is read")
                break
            if len(self._text) > 2 * LONGEST:
                raise InputError(f"{name} has more than {LONGEST:,} characters, or no end; none after it is read")
        found = self._text[self._at : end]
        self._at = end
        return found.encode("utf-8", "surrogateescape")

    def _grow(self) -> bool:
        """Read as much again as is left; False at the end of the file."""
        left = self._text[self._at :]
        parts, size = [left], 0
        for piece in self._pieces:
            parts.append(piece)
            size += len(piece)
            if size > len(left):
                break
        self._text, self._at = "".join(parts), 0
        return size > 0
