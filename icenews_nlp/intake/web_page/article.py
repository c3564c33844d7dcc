"""A web page -> its article."""

from __future__ import annotations

from icenews_nlp.errors import InputError
from icenews_nlp.intake.furniture import without_furniture, without_pull_quotes
from icenews_nlp.intake.header import is_header
from icenews_nlp.intake.page import Page
from icenews_nlp.intake.web_page.blocks import make_blocks, texts_of
from icenews_nlp.intake.web_page.captions import take_captions
from icenews_nlp.intake.web_page.facts import read_page_facts
from icenews_nlp.intake.web_page.prune import prune
from icenews_nlp.intake.web_page.text import paragraphs_of
from icenews_nlp.intake.web_page.tree import parse


def read_html(text: str) -> Page:
    """The parts of a web page.

    Raises:
        InputError: The page is too long, or has no text that is an article's.
    """
    root = parse(text)
    page = Page()
    read_page_facts(root, page)
    take_captions(root, page)
    prune(root)
    found = paragraphs_of(root, page.title)
    found = [text for text in found if text != page.title and not is_header(text, page.authors)]
    page.paragraphs = without_pull_quotes(without_furniture(found, topics=False).body)
    if not page.paragraphs:
        raise InputError("the page has no main text")
    return page


def read_fragment(text: str, page: Page) -> None:
    """Note the paragraphs, captions and credits of HTML that is an article and nothing more, such as the content of a feed.

    Raises:
        InputError: It is too long.
    """
    root = parse(f"<article>{text}</article>")
    take_captions(root, page)
    prune(root)
    make_blocks(root)
    page.paragraphs = without_furniture(texts_of(root), topics=False).body
