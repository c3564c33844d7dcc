"""The bytes of a page -> text, by its byte order mark, what it declares, and what its bytes can be."""

from __future__ import annotations

import codecs
import re
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before that of UTF-16, with which it begins
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEAD: Final = 4096
"""Bytes in which a page declares its encoding."""

_DECLARED: Final = re.compile(rb"""(?:charset|encoding)\s{0,10}=\s{0,10}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_ONE_BYTE: Final = re.compile(r"(?:iso-?8859-?\d{1,2}|windows-?12\d\d|cp\d{3,4}|mac-?\w{1,10}|macintosh)$", re.IGNORECASE)
_LATIN: Final = frozenset({"iso8859-1", "ascii"})
"""What browsers read as windows-1252."""

USUAL: Final = "cp1252"
FEW: Final = 0.02
"""The share of letters beyond ASCII that may be damaged in a page that is UTF-8 all the same."""


def decode(data: bytes) -> str:
    """The text of a page; bytes that stand for nothing become U+FFFD.

    Without a byte order mark, bytes that are valid UTF-8 are UTF-8, whatever the page declares: no page in another encoding
    is so by chance. Else the declared encoding is believed, and windows-1252 where there is none.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if data[:2] in (b"<\0", b"\0<"):
        return data.decode("utf-16-le" if data[0] else "utf-16-be", "replace")
    text = data.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    if damaged <= FEW * sum(map(len, re.findall(r"[^\x00-\x7f]+", text))):
        return text
    return data.decode(_declared(data[:_HEAD]), "replace")


def _declared(head: bytes) -> str:
    found = _DECLARED.search(head)
    name = found[1].decode("ascii", "replace") if found else ""
    if not _ONE_BYTE.match(name):
        return USUAL
    try:
        known = codecs.lookup(name).name
    except LookupError:
        return USUAL
    return USUAL if known in _LATIN else known
