"""Pages that were flattened to text: headline, byline, time, captions, body, topics and lists of other news in one run.

There are two forms: a line for each block of the page, and one line for all. A clean text is none of them, for it has neither a
byline nor a time of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from icenews_nlp.intake.credits import split_caption
from icenews_nlp.intake.flat.line import split_line, without_credits
from icenews_nlp.intake.flat.topics import split_topics
from icenews_nlp.intake.furniture import is_heading, is_prompt, without_furniture
from icenews_nlp.intake.header import is_time, read_facts
from icenews_nlp.intake.page import Page
from icenews_nlp.intake.words import word_set

HEADER_LINES: Final = 15
LEAD_LINES: Final = 4
"""Lines that may stand between the headline and the byline."""

FACTS: Final = 2
"""Of a byline, a time and a list of other news, a page has so many."""

FEW_LINES: Final = 3
"""A page of fewer lines is taken for one line."""

CAPTION_WORDS: Final = 50
CAPTION_SENTENCES: Final = 3
"""A text before a credit with more words or sentences is no caption alone."""


SECTIONS: Final = word_set(
    "innlent erlent innlendar erlendar fréttir viðskipti sport íþróttir fótbolti handbolti körfubolti golf menning "
    "lífið fólk skoðun veður tækni vísindi heilsa matur bílar atvinnulíf stjórnmál samfélag umhverfi pistlar"
)
"""Names of sections, which stand above headlines."""


def read_flat(text: str) -> Page | None:
    """The parts of a flattened page; None if the text is none."""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    if len(lines) < FEW_LINES:
        return split_line(" ".join(lines))
    return _split_lines(lines)


def _split_lines(lines: Sequence[str]) -> Page | None:
    page = Page()
    rest: list[str] = []
    for line in _read_header(lines, page):
        caption, credit = split_caption(line)
        if credit and _is_caption(caption):
            page.add_caption(caption, credit)
        elif not is_prompt(line) and not is_time(line):
            rest.append(line)
    parts = without_furniture(rest, topics=True)
    listed = any(is_heading(line) for line in rest[len(parts.body) :])
    if not page.title or (bool(page.published) + bool(page.authors) + listed) < FACTS:
        return None
    body, page.tags = _without_topics(parts.body, parts.tags)
    page.paragraphs = [without_credits(line, page) for line in body]
    return page


def _without_topics(body: list[str], tags: list[str]) -> tuple[list[str], list[str]]:
    """The body without a last line that is a run of topics."""
    topics = split_topics(body[-1]) if body and not tags else ()
    return (body[:-1], list(topics)) if len(topics) > 1 else (body, tags)


def _read_header(lines: Sequence[str], page: Page) -> list[str]:
    """Note section, headline, byline and time of the first lines; returns the other lines, which are captions and the body.

    A lead may stand above the byline.
    """
    others: list[str] = []
    for number, line in enumerate(lines):
        known = bool(page.published and page.authors)
        if known or number >= HEADER_LINES or len(others) > LEAD_LINES:
            return others + list(lines[number:])
        if read_facts(line, page):
            continue
        if line.lower() in SECTIONS and not others:
            page.section = page.section or line
        elif not page.title and not is_prompt(line):
            page.title = line
        else:
            others.append(line)
    return others


def _is_caption(text: str) -> bool:
    return len(text.split(None, CAPTION_WORDS)) <= CAPTION_WORDS and text.count(". ") < CAPTION_SENTENCES
