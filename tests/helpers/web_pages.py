"""Web pages written for the tests, with what is the article in them.

In a file of `tests/pages`, `@` in a tag marks an element of the body; the comment at its head has the other fields. Both are
taken out before the page is read.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple

PAGES = Path(__file__).parent.parent / "pages"
VOID = frozenset({"img", "br", "meta", "link", "input", "hr", "source"})
INLINE = frozenset({"a", "b", "em", "i", "span", "strong"})


class WebPage(NamedTuple):
    name: str
    html: str
    body: list[str]
    """Words."""
    fields: dict[str, Any]


class _Marked(HTMLParser):
    """The text of marked elements."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.text.append(" ")
            return
        if tag not in INLINE:
            self.text.append(" ")
        if self._depth or any(name == "@" for name, _ in attrs):
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if self._depth and tag not in VOID:
            self._depth -= 1
            self.text.append("" if tag in INLINE else " ")

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.text.append(data)


def web_pages(half: str) -> list[WebPage]:
    """The pages of a folder: `development`, `harder` or `unseen`."""
    return [_read(path) for path in sorted((PAGES / half).glob("*.html"))]


def _read(path: Path) -> WebPage:
    text = path.read_text("utf-8")
    fields = re.match(r"<!-- (\{.*\}) -->\n", text)
    assert fields, f"{path} begins with no fields"
    marked = _Marked()
    marked.feed(text)
    return WebPage(
        path.stem, re.sub(r" @(?=[ >])", "", text[fields.end() :]), words("".join(marked.text)), json.loads(fields[1])
    )


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


class Slips(NamedTuple):
    """Of the words of a body: how many are those of gold, and which are not."""

    found: int
    gold: int
    extracted: int
    boilerplate: list[str]
    lost: list[str]


def slips(page: WebPage, text: str) -> Slips:
    extracted, gold = Counter(words(text)), Counter(page.body)
    common = (extracted & gold).total()
    return Slips(
        *(common, gold.total(), extracted.total(), sorted((extracted - gold).elements()), sorted((gold - extracted).elements()))
    )
