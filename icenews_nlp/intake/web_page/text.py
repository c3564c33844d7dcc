"""The paragraphs of a page's main text, as trafilatura finds it in a tree without furniture."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from icenews_nlp.errors import InputError
from icenews_nlp.intake.web_page.blocks import make_blocks, texts_of
from icenews_nlp.intake.web_page.boxes import drop_boxes
from icenews_nlp.intake.web_page.main import drop_above_title, leads, main_part

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SAME: Final = 0.95
"""Of the text that trafilatura found: what the blocks of our own must have of it."""

MOST_BLOCKS: Final = 1_500
"""Of a longer page every block is taken; trafilatura's cost grows faster than the page."""

_BLOCKS: Final = frozenset({"p", "head", "item", "quote", "cell", "code", "ab", "lg"})


def paragraphs_of(root: HtmlElement, title: str) -> list[str]:
    """The paragraphs, subheadings and items of lists of the main text, in order.

    Raises:
        InputError: trafilatura is not installed.
    """
    try:
        from trafilatura import bare_extraction
    except ImportError as error:
        raise InputError("HTML needs trafilatura: pip install 'icenews_nlp[html]'") from error
    make_blocks(root)
    part = main_part(root, title)
    lead = leads(root, part, title)
    drop_above_title(part, title)
    drop_boxes(part)
    blocks = texts_of(part)
    if len(blocks) > MOST_BLOCKS:
        return lead + blocks
    try:
        found: Any = bare_extraction(_page_of(part), options=_options())
    except Exception:  # whatever its faults, the page has text
        return lead + blocks
    if found is None or found.body is None:
        return lead + blocks
    return lead + _chosen(blocks, [text for text in map(_text, found.body.iter(*_BLOCKS)) if text])


def _chosen(blocks: list[str], found: list[str]) -> list[str]:
    """The blocks that it found, a second one of the same text too; all that it found, where it cuts blocks in another way."""
    known = set(found)
    chosen = [block for block in blocks if block in known]
    return chosen if sum(map(len, chosen)) >= SAME * sum(map(len, found)) else found


def _page_of(part: HtmlElement) -> HtmlElement:
    """A page of nothing but this part, as `article`; the names of its elements, which might mean other things, are gone."""
    page: HtmlElement = part.makeelement("html")
    body = page.makeelement("body")
    page.append(body)
    part.tail = None
    part.tag = "article"
    for element in part.iter("*"):
        for name in ("class", "id", "role", "itemprop"):
            element.attrib.pop(name, None)
    body.append(part)
    return page


def _text(element: Any) -> str:
    """The text of a block; of one that holds others, which come later, what stands before them."""
    holds = any(inner.tag in _BLOCKS for inner in element.iterdescendants())
    return " ".join((element.text or "" if holds else "".join(element.itertext())).split())


@lru_cache(maxsize=1)
def _options() -> Any:
    from trafilatura.settings import Extractor, use_config

    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "20")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    return Extractor(config=config, output_format="python", fast=True, comments=False, tables=False, formatting=False)
