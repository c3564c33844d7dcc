"""The main text of whole pages: floors under what slips in and what is lost, and the fields that pages state."""

from __future__ import annotations

import pytest

from helpers.web_pages import WebPage, slips, web_pages
from icenews_nlp.intake.page import Page
from icenews_nlp.intake.web_page.article import read_html

PAGES = [page for folder in ("development", "harder") for page in web_pages(folder)]
FLOORS = {"development": (0.995, 0.995), "harder": (0.98, 0.995), "unseen": (0.955, 0.97)}
"""Precision and recall of words; tests/pages/README.md says what the folders are."""


@pytest.mark.parametrize("folder", FLOORS)
def test_body_words_of_all_pages(folder: str) -> None:
    found = [slips(page, "\n".join(read_html(page.html).paragraphs)) for page in web_pages(folder)]
    assert len(found) >= 8
    common = sum(one.found for one in found)
    precision, recall = common / sum(one.extracted for one in found), common / sum(one.gold for one in found)
    slipped = {word for one in found for word in one.boilerplate}
    assert precision >= FLOORS[folder][0], slipped
    assert recall >= FLOORS[folder][1], {word for one in found for word in one.lost}


def stated(page: Page) -> dict[str, object]:
    return {
        "title": page.title,
        "authors": list(page.authors),
        "published": page.published and page.published.isoformat(),
        "section": page.section,
        "tags": list(page.tags),
        "captions": page.captions,
        "credits": page.credits,
        "url": page.url,
    }


@pytest.mark.parametrize("page", PAGES, ids=[page.name for page in PAGES])
def test_the_fields_of_a_page(page: WebPage) -> None:
    found = stated(read_html(page.html))
    assert {name: found[name] for name in page.fields} == page.fields
