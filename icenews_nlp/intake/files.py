"""Files -> articles: which reader a file has, by the ending of its name and by what is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from icenews_nlp.documents.article import Article, BadLine
from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import LONGEST, joined
from icenews_nlp.formats.signatures import TO_UTF8, other_format
from icenews_nlp.intake.feeds import read_feed
from icenews_nlp.intake.flat.page import read_flat
from icenews_nlp.intake.folders import FEED_SUFFIXES, JSON_SUFFIXES, PAGE_SUFFIXES, SUFFIXES
from icenews_nlp.intake.kinds import is_feed, is_html, is_xml
from icenews_nlp.intake.web_page.article import read_html
from icenews_nlp.intake.web_page.decoding import decode
from icenews_nlp.intake.web_page.tree import NOT_XML

TABLES: Final = {".csv": "read_csv(FILE)", ".tsv": "read_csv(FILE, sep='\\t')", ".xlsx": "read_excel(FILE)"}
"""Endings of tables, and how pandas reads them."""

MOST_CONTROLS: Final = 0.01
"""The share of control characters in a page or feed; what has more is no text."""


def is_or_may_be_json(suffix: str) -> bool:
    """Whether a file with that ending is JSON, or may be by what it holds."""
    return suffix in JSON_SUFFIXES or suffix not in SUFFIXES


def articles_of(pieces: Iterable[bytes], name: str, id_: str | None, suffix: str) -> Iterator[Article | BadLine]:
    """The article of a text or page, or those of a feed.

    Args:
        pieces: the content of a file, cut anywhere.
        name: the file's name, for messages.
        id_: of the article, if it is the only one.
        suffix: the ending of its name, which decides what its content leaves open.
    """
    if suffix in TABLES:
        to_lines = f"pandas.{TABLES[suffix]}.to_json(OUT, orient='records', lines=True)"
        yield BadLine(name, 1, f"this is a table; write its rows as JSON Lines first: {to_lines}")
        return
    data = joined(pieces)
    if data is None:
        yield BadLine(name, 1, f"the text has more than {LONGEST:,} bytes, the most that are read; divide it")
        return
    text = decode(data)
    if suffix in PAGE_SUFFIXES | FEED_SUFFIXES and len(NOT_XML.findall(text)) > MOST_CONTROLS * len(text):
        yield BadLine(name, 1, "this is no text; control characters make up more than a hundredth of it")
        return
    try:
        if is_feed(text):
            yield from read_feed(text)
        elif is_html(text) or (suffix in PAGE_SUFFIXES and not other_format(data.lstrip())):
            yield read_html(text).article(id_)
        elif suffix in FEED_SUFFIXES or is_xml(text):
            yield BadLine(name, 1, "this is neither an RSS nor an Atom feed; extract the text of its articles first")
        else:
            yield _text(data, name, id_)
    except InputError as error:
        yield BadLine(name, 1, str(error), type(error).__name__)


def _text(data: bytes, name: str, id_: str | None) -> Article | BadLine:
    """A flattened page, or a clean text as it is."""
    if other := other_format(data):
        return BadLine(name, 1, f"this is {other}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        reason = f"not UTF-8 (byte 0x{data[error.start]:02x}); {TO_UTF8}"
        return BadLine(name, number, reason, type(error).__name__)
    page = read_flat(text)
    return page.article(id_) if page else Article(id=id_, text=text)
