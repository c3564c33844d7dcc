"""A tree in which each run of text is a paragraph, whether its page has paragraphs, divisions or line breaks."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Final

from icenews_nlp.intake.words import word_set

if TYPE_CHECKING:
    from lxml.html import HtmlElement


_INLINE: Final = word_set(
    "a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark q ruby s samp small span strike "
    "strong sub sup time tt u var wbr"
)
OF_TEXT: Final = word_set("p h1 h2 h3 h4 h5 h6 pre dt dd li blockquote caption th")
"""Elements whose runs of text are blocks already, unless they have others inside."""

_NOT_OF_TEXT: Final = word_set("html head title br script style table tbody tr ul ol dl")
_PARAGRAPHS: Final = word_set("p h1 h2 h3 h4 h5 h6")
_TABLE: Final = word_set("table thead tbody tfoot tr td th")
_LAID_OUT: Final = word_set("p div h1 h2 br table center font")
"""What a table holds that lays out a page, as those of old do; a table of data has none of them."""


CELL_WORDS: Final = 25
"""A cell of more words is a part of a page, no datum."""

MOST_INLINE: Final = 50
"""Elements inside a block that are kept; of more, as nobody writes, nothing but the text is."""


def make_blocks(root: HtmlElement) -> None:
    """Put each bare run of text in a tree into a `p`, split paragraphs at double line breaks, and drop line breaks."""
    elements = list(root.iter("*"))
    _unwrap_layout(elements)
    holders = holders_of(elements, lambda element: element.tag not in _INLINE)
    for element in elements:
        if element.tag in _NOT_OF_TEXT or (element.tag in _INLINE and element not in holders):
            continue
        if element.tag not in OF_TEXT or element in holders or _double_breaks(list(element)):
            _wrap(element, holders)
    for element in list(root.iter(*OF_TEXT)):
        if element not in holders:
            _flatten(element)


def texts_of(part: HtmlElement) -> list[str]:
    """The texts of the blocks of a part."""
    holders = holders_of(list(part.iter("*")), lambda element: element.tag not in _INLINE)
    texts = (" ".join(element.text_content().split()) for element in part.iter(*OF_TEXT) if element not in holders)
    return [text for text in texts if text]


def holders_of(elements: Sequence[HtmlElement], is_wanted: Callable[[HtmlElement], bool]) -> set[HtmlElement]:
    """The elements that have a wanted one inside."""
    holders: set[HtmlElement] = set()
    for element in reversed(elements):
        if element in holders or is_wanted(element):
            holders.add(element.getparent())
    return holders


def _unwrap_layout(elements: Sequence[HtmlElement]) -> None:
    """Make divisions of the tables that lay out a page, and take out those of data."""
    holders = holders_of(elements, _is_laid_out)
    laid_out: dict[HtmlElement, bool] = {}
    for element in elements:
        laid_out[element] = element in holders if element.tag == "table" else laid_out.get(element.getparent(), False)
        if element.tag == "table" and not laid_out[element] and element.getparent() is not None:
            element.drop_tree()
        elif element.tag in ("center", "font") or (element.tag in _TABLE and laid_out[element]):
            element.tag = "div"


def _is_laid_out(element: HtmlElement) -> bool:
    return element.tag in _LAID_OUT or (element.tag == "td" and len((element.text or "").split(None, CELL_WORDS)) > CELL_WORDS)


def _wrap(element: HtmlElement, holders: Container[HtmlElement]) -> None:
    """Make paragraphs of the runs of text and inline elements among the children of an element, which becomes a division."""
    children, text = list(element), element.text
    breaks = _double_breaks(children)
    if element.tag in _PARAGRAPHS:
        element.tag = "div"
    element.text = None
    for child in children:
        element.remove(child)
    run = _run(element, text)
    for child in children:
        if child not in breaks and child.tag in _INLINE and child not in holders:
            run.append(child)
            continue
        tail, child.tail = child.tail, None
        _append(element, run)
        if child not in breaks:
            element.append(child)
        run = _run(element, tail)
    _append(element, run)


def _flatten(element: HtmlElement) -> None:
    """Make spaces of the line breaks in a block; leave nothing but the text of one with many elements."""
    if not len(element):
        return
    for line_break in element.iter("br"):
        line_break.text = " "
    inner = list(islice(element.iterdescendants("*"), MOST_INLINE + 1))
    if len(inner) <= MOST_INLINE:
        for line_break in list(element.iter("br")):
            line_break.drop_tag()
        return
    text = "".join(element.itertext())
    for child in list(element):
        element.remove(child)
    element.text = text


def _double_breaks(children: Sequence[HtmlElement]) -> set[HtmlElement]:
    """The line breaks that stand side by side."""
    pairs = pairwise(children)
    beside = ((a, b) for a, b in pairs if a.tag == b.tag == "br" and not (a.tail or "").strip())
    return {one for pair in beside for one in pair}


def _run(parent: HtmlElement, text: str | None) -> HtmlElement:
    run: HtmlElement = parent.makeelement("p")
    run.text = text
    return run


def _append(parent: HtmlElement, run: HtmlElement) -> None:
    if len(run) or (run.text or "").strip():
        parent.append(run)
