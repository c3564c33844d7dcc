"""The captions and credits of a page's photos, and where they stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from icenews_nlp.intake.credits import split_caption
from icenews_nlp.intake.furniture import is_prompt
from icenews_nlp.intake.page import Page
from icenews_nlp.intake.web_page.prune import names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CAPTION: Final = re.compile(r"(?:^|[-_])(?:fig)?captions?(?:$|[-_])|caption$|myndatexti|^mynd-?texti$", re.IGNORECASE)
_CREDIT: Final = re.compile(
    r"(?:^|[-_])(?:photo-?)?(?:credits?|photographer|byline-?photo|ljosmyndari)(?:$|[-_])|^source$", re.IGNORECASE
)
_LONGEST: Final = 1_000
"""Characters of a caption."""


def take_captions(root: HtmlElement, page: Page) -> None:
    """Note the captions and credits of a tree, and take them out of it."""
    for element in list(root.iter("*")):
        if element.getparent() is None or element.tag in ("html", "body", "main", "article"):
            continue
        is_caption = element.tag == "figcaption" or any(_CAPTION.search(name) for name in names(element))
        if is_caption and len(_text(element)) <= _LONGEST:
            _note(element, page)
            element.drop_tree()


def _note(element: HtmlElement, page: Page) -> None:
    credits = [part for part in element.iter("*") if part is not element and any(_CREDIT.search(name) for name in names(part))]
    named = " ".join(_text(part) for part in credits) or None
    for part in credits:
        if part.getparent() is not None:
            part.drop_tree()
    text = _text(element)
    caption, credit = split_caption(text)
    if named:
        whole, found = split_caption(named)
        page.add_caption(text, found if found and not whole else named)
    elif caption or credit:
        page.add_caption("" if is_prompt(caption) else caption, credit)


def _text(element: HtmlElement) -> str:
    """Its text, with a space where one element ends and the next begins."""
    return " ".join(" ".join(element.itertext()).split()).replace(" .", ".").replace(" ,", ",")
