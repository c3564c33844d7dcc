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
    r"(?:^|[-_])(?:photo-?)?(?:credits?|photographer|by|byline-?photo|ljosmyndari)(?:$|[-_])|^source$", re.IGNORECASE
)
_PHOTO: Final = re.compile(r"(?:^|[-_])(?:photo|image|img|media|picture|pic|figure|mynd|ljosmynd)(?:$|[-_])", re.IGNORECASE)
_SHORT: Final = 300
_MOST_PARTS: Final = 10
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
    for image in list(root.iter("img", "amp-img")):
        around = _around(image)
        if around is not None and around.getparent() is not None and _is_photo(around):
            _note(around, page)
            around.drop_tree()


def _around(image: HtmlElement) -> HtmlElement | None:
    """The division that an image stands in."""
    around = image.getparent()
    while around is not None and around.tag in ("a", "picture", "span", "noscript"):
        around = around.getparent()
    return around if around is not None and around.tag == "div" else None


def _is_photo(element: HtmlElement) -> bool:
    """Whether what stands in a division besides its image is a caption: called a photo, or a text with a credit."""
    if len(element) > _MOST_PARTS:
        return False
    text = _text(element)
    if not text or len(text) > _SHORT or element.xpath("boolean(.//h1 | .//h2 | .//h3 | .//h4 | .//a[normalize-space()])"):
        return False
    is_called = any(_PHOTO.search(name) for name in names(element)) and element.find(".//p") is None
    return is_called or split_caption(text)[1] is not None


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
