"""HTML made from the inside out: whatever is not HTML already is escaped, so no article and no query is read as HTML."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from html import escape
from typing import Final

from icenews_nlp.search.ranges import Range

VOID: Final = frozenset({"input", "link", "meta"})
"""Elements without an end tag, as far as the page uses them."""


class Html(str):
    """A string that is HTML already; only the functions here make one."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str | bool | None) -> Html:
    """An element with its children in it.

    Args:
        name: Of the element.
        children: a `Html` stands as it is, any other string is text.
        attributes: True gives the bare name; False and None leave it out. `class_` is `class`, `aria_label` is `aria-label`.
    """
    inside = "".join(_attribute(key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    return Html(f"<{name}{inside}>" if name in VOID else f"<{name}{inside}>{joined(*children)}</{name}>")


def joined(*children: str) -> Html:
    """The children one after the other."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children))


def marked(text: str, part: Range, matches: Sequence[Range], first: str | None = None) -> Html:
    """A part of a text with what lies in it of the matches in `<mark>`.

    Args:
        text: The whole text.
        part: The range of it to give.
        matches: ranges of the whole text, in order, not overlapping.
        first: the id of the first match of all, where that begins in this part.
    """
    pieces: list[str] = []
    done, end = part
    for i in range(bisect_right(matches, done, key=lambda match: match.end), len(matches)):
        start, stop = max(done, matches[i].start), min(end, matches[i].end)
        if start >= end:
            break
        is_first = i == 0 and start == matches[0].start
        pieces += [text[done:start], element("mark", text[start:stop], id=first if is_first else None)]
        done = stop
    return joined(*pieces, text[done:end])


def _attribute(name: str, value: str | bool | None) -> str:
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{escape(value)}"'
