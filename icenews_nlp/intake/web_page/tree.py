"""The text of a page -> its tree, whatever its size and depth up to a limit; nothing outside the text is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from icenews_nlp.documents.base import without_surrogates
from icenews_nlp.errors import InputError

if TYPE_CHECKING:
    from lxml.html import HtmlElement

LONGEST: Final = 5_000_000
"""Code points of a page; its tree takes some fifty times as much memory."""

DEEPEST: Final = 120
"""Elements inside each other; libxml2 drops what lies deeper than 256, or 2,048 at most."""

NOT_XML: Final = re.compile("[\x00-\x08\x0e-\x1f\ufffe\uffff]")
"""Characters that no tree can hold."""

_REFERENCE: Final = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,8})|([0-9]{1,8}));?")
_TAG: Final = re.compile(r"<(?:!--|(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40}))")
_RAW: Final = {name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title")}
_NO_CONTENT: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSED_BY_OTHERS: Final = frozenset(
    "body colgroup dd dt head html li optgroup option p rb rp rt tbody td tfoot th thead tr".split()
)
"""Elements whose end a page may leave out, so that they cannot be counted; they nest no deeper than those around them."""


def parse(text: str) -> HtmlElement:
    """The root of a page.

    Raises:
        InputError: The page is too long, has no elements, or lxml is not installed.
    """
    try:
        from lxml import etree, html
    except ImportError as error:
        raise InputError("HTML needs lxml and trafilatura: pip install 'icenews_nlp[html]'") from error
    if len(text) > LONGEST:
        raise InputError(f"the page is {len(text):,} characters long; give at most {LONGEST:,}")
    text = NOT_XML.sub("\ufffd", without_surrogates(text)).replace("\f", " ").replace("\v", " ")
    data = "".join(_shallow(_REFERENCE.sub(_readable, text))).encode()
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise InputError(f"the page has no elements that can be read: {error}") from error
    return root


def _readable(reference: re.Match[str]) -> str:
    """A reference to a character by its number, or U+FFFD if no tree can hold it."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    held = number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number <= 0x10FFFF
    return reference[0] if held else "\ufffd"


def _shallow(text: str) -> Iterator[str]:
    """The pieces of a text without the tags of elements that lie deeper than `DEEPEST`; their content stays."""
    depth = at = done = 0
    while tag := _TAG.search(text, at):
        at = tag.end()
        name = (tag[2] or "").lower()
        if not name:
            at = _after(text, "-->", at)
        elif name in _RAW and not tag[1]:
            end = _RAW[name].search(text, at)
            at = end.start() if end else len(text)
            depth += 1
        elif name in _NO_CONTENT or name in _CLOSED_BY_OTHERS:
            continue
        elif tag[1]:
            depth = max(depth - 1, 0)
            if depth >= DEEPEST:
                yield text[done : tag.start()]
                at = done = _after(text, ">", at)
        else:
            depth += 1
            if depth > DEEPEST:
                yield text[done : tag.start()]
                at = done = _after(text, ">", at)
    yield text[done:]


def _after(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return found + len(mark) if found >= 0 else len(text)
