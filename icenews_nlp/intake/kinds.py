"""Whether a text is the markup of a web page or a feed, from the text alone.

Needs no other package and stands below the analysis, which must not take tags for words. Text that merely mentions tags is
text: `<b>`, `a < b`, "the new <video> of HTML5".
"""

from __future__ import annotations

import re
from typing import Final

_BLANK: Final = " \t\r\n\f\v\ufeff"
_NOT_BLANK: Final = re.compile(rf"[^{_BLANK}]")
_IN_SUBSET: Final = re.compile(r"""["'\]]|<!--""")

_PAGE: Final = re.compile(r"<(?:!doctype\s+html|html|head|body)(?=[\s/>])", re.IGNORECASE)
"""How a page begins."""

_FEED: Final = re.compile(r"<(?:rss|feed|(?:\w{1,20}:)?rdf)(?=[\s/>])", re.IGNORECASE)
"""The root of RSS, Atom and RSS 1.0."""

_BLOCKS: Final = (
    *("address", "article", "aside", "blockquote", "body", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
    *("form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "li", "main", "nav", "ol", "p"),
    *("picture", "pre", "script", "section", "style", "table", "tbody", "td", "th", "tr", "ul", "video"),
)
_INLINE: Final = ("a", "b", "em", "i", "img", "link", "meta", "small", "source", "span", "strong", "sub", "sup", "u")
_TAG: Final = re.compile(rf"<(/?)({'|'.join(sorted(_BLOCKS + _INLINE, key=len, reverse=True))})(\s[^<>]*)?/?>", re.IGNORECASE)
"""A tag: whether it closes, its name, its attributes. No two matches share a character, and none reads past a `<`."""

_ATTRIBUTE: Final = re.compile(r"""\s[\w:-]{1,40}=["']""")
_LINE_BREAKS: Final = 3
_ELEMENTS: Final = 2


def is_html(text: str) -> bool:
    """Whether a text is markup of a web page, whole or in part, and no text that mentions a tag.

    It is if it begins as a page does; or is one block element, or has two that begin or end a line or touch another tag;
    or three line breaks `<br>`; or two tags with attributes. Feeds are not.
    """
    if "<" not in text:
        return False
    start = after_prolog(text)
    if _PAGE.match(text, start):
        return True
    return not _FEED.match(text, start) and _has_elements(text)


def is_feed(text: str) -> bool:
    """Whether a text is an RSS or Atom feed: its first element, whatever comments and declarations stand before it."""
    return _FEED.match(text, after_prolog(text)) is not None


def is_xml(text: str) -> bool:
    """Whether a text begins with an XML declaration."""
    return text.lstrip(_BLANK).startswith("<?xml")


def after_prolog(text: str) -> int:
    """Where a page or feed begins, after white space, comments, processing instructions and declarations but that of HTML.

    A declaration may hold a subset in brackets, with declarations of its own. What is not closed is no prolog.
    """
    at = _after_space(text, 0)
    while text.startswith(("<!", "<?"), at) and not _PAGE.match(text, at):
        end = _after_declaration(text, at)
        if end < 0:
            break
        at = _after_space(text, end)
    return at


def _after_declaration(text: str, at: int) -> int:
    """The end of the comment, instruction or declaration that begins here; -1 if it has none."""
    if text.startswith("<!--", at):
        return _after(text, "-->", at + 4)
    if text.startswith("<?", at):
        return _after(text, "?>", at)
    end = _after(text, ">", at)
    bracket = text.find("[", at, max(end, at))
    return _after(text, ">", _after_subset(text, bracket + 1)) if bracket >= 0 else end


def _after_subset(text: str, at: int) -> int:
    """The end of the declarations in brackets that begin here; the length of the text if they have none."""
    while mark := _IN_SUBSET.search(text, at):
        if mark[0] == "]":
            return mark.end()
        at = _after(text, "-->" if mark[0] == "<!--" else mark[0], mark.end())
        if at < 0:
            break
    return len(text)


def _after(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return found + len(mark) if found >= 0 else -1


def _after_space(text: str, at: int) -> int:
    found = _NOT_BLANK.search(text, at)
    return found.start() if found else len(text)


def _has_elements(text: str) -> bool:
    start, end = _after_space(text, 0), len(text.rstrip())
    opened: dict[str, tuple[int, bool]] = {}
    elements = breaks = with_attributes = last = 0
    for tag in _TAG.finditer(text):
        closes, name, attributes = tag[1], tag[2].lower(), tag[3] or ""
        if name == "br":
            breaks += 1
        elif not closes:
            with_attributes += _ATTRIBUTE.search(attributes) is not None
            opened[name] = tag.start(), not text[last : tag.start()].rpartition("\n")[2].strip(_BLANK)
        elif name in _BLOCKS and name in opened:
            begin, alone = opened.pop(name)
            if begin == start and tag.end() == end:
                return True
            elements += alone or text[tag.end() : tag.end() + 1] in ("", "<", "\n", "\r")
        if elements >= _ELEMENTS or breaks >= _LINE_BREAKS or with_attributes >= _ELEMENTS:
            return True
        last = tag.end()
    return False
