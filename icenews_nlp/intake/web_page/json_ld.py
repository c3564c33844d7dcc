"""What a page says of its article in JSON-LD."""

from __future__ import annotations

import html
import json
from collections import deque
from collections.abc import Iterator
from typing import Any, Final

from icenews_nlp.intake.page import Page
from icenews_nlp.intake.times import read_time

_TYPES: Final = ("Article", "BlogPosting", "Report")
"""Endings of the types that are articles: NewsArticle, OpinionNewsArticle, LiveBlogPosting and the like."""

_MOST_NODES: Final = 10_000


def read_json_ld(scripts: Iterator[str], page: Page) -> None:
    """Note what the first article in the scripts has that the page lacks."""
    for script in scripts:
        for node in _nodes(_parsed(script)):
            if any(str(kind).endswith(_TYPES) for kind in _list(node.get("@type"))):
                _note(node, page)
                return


def _parsed(script: str) -> Any:
    text = script.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(data: Any) -> Iterator[dict[str, Any]]:
    """All objects in the data, those that lie higher first."""
    level = deque([data])
    for _ in range(_MOST_NODES):
        if not level:
            return
        node = level.popleft()
        if isinstance(node, list):
            level.extend(node)
        elif isinstance(node, dict):
            yield node
            level.extend(value for value in node.values() if isinstance(value, dict | list))


def _note(node: dict[str, Any], page: Page) -> None:
    page.title = page.title or _text(node.get("headline")) or _text(node.get("name"))
    page.published = page.published or read_time(_text(node.get("datePublished")))
    page.modified = page.modified or read_time(_text(node.get("dateModified")))
    page.authors = page.authors or _names(node.get("author")) or _names(node.get("creator"))
    page.section = page.section or next(iter(_names(node.get("articleSection"))), None)
    page.source = page.source or next(iter(_names(node.get("publisher"))), None)
    page.tags = page.tags or _keywords(node.get("keywords"))
    page.url = page.url or _address(node.get("url")) or _address(node.get("mainEntityOfPage"))


def _names(value: Any) -> list[str]:
    """The names of one or several persons or things, which may be objects or texts."""
    found = [_text(one.get("name")) if isinstance(one, dict) else _text(one) for one in _list(value)]
    return list(dict.fromkeys(name for name in found if name and "://" not in name))


def _keywords(value: Any) -> list[str]:
    words = value.split(",") if isinstance(value, str) else _names(value)
    return list(dict.fromkeys(word for word in map(_text, words) if word))


def _address(value: Any) -> str | None:
    text = _text(value.get("@id")) if isinstance(value, dict) else _text(value)
    return text if text.startswith(("http://", "https://")) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
