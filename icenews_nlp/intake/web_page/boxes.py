"""Boxes between the paragraphs of an article: facts, adverts, comments, teasers, known by how the page is built."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from icenews_nlp.intake.web_page.blocks import holders_of
from icenews_nlp.intake.web_page.prune import Sizes

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAIN: Final = 0.3
"""Of an article's text: elements of one name that hold more in paragraphs of their own are its body."""

BOX: Final = 0.25
"""Of an article's text: what holds more is no box."""

LABEL_WORDS: Final = 6
_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_CONTAINERS: Final = ("div", "section", "article", "aside", "li")


def drop_boxes(part: HtmlElement) -> None:
    """Take out what has another name than the elements around an article's paragraphs, and a heading or label of its own."""
    sizes = Sizes(part)
    elements = list(sizes)
    whole = max(sizes.text(part), 1)
    weights: Counter[tuple[str, str]] = Counter()
    for paragraph in part.iter("p"):
        parent = paragraph.getparent()
        if parent is not None and paragraph is not part:
            weights[_name(parent)] += sizes.text(paragraph)
    main = {name for name, weight in weights.items() if weight >= MAIN * whole}
    if not main:
        return
    around = holders_of(elements, lambda element: _name(element) in main)
    for element in elements:
        is_box = element.tag == "article" or "-" in element.tag or (element.tag in _CONTAINERS and element.get("class"))
        if element is part or not is_box or element in around or _name(element) in main or element.getparent() is None:
            continue
        if sizes.text(element) <= BOX * whole and (element.tag == "article" or _has_label(element)):
            element.drop_tree()


def _name(element: HtmlElement) -> tuple[str, str]:
    return element.tag, element.get("class", "")


def _has_label(element: HtmlElement) -> bool:
    """Whether its first text is a heading, or a few words that are no sentence, and more follows."""
    first = next((inner for inner in element.iter(*_HEADINGS, "p", "li") if inner.text_content().strip()), None)
    if first is None or first.tag == "li":
        return False
    text = first.text_content().strip()
    if first.tag == "p" and (len(text.split()) > LABEL_WORDS or text[-1] in '.!…:“”"»'):
        return False
    return len(element.text_content().split()) > len(text.split())
