"""Damaged pages, feeds and texts: an article or a named failure each."""

from __future__ import annotations

import random

import pytest

from helpers.web_pages import web_pages
from icenews_nlp import Article
from icenews_nlp.documents.article import BadLine
from icenews_nlp.intake.files import articles_of

PIECES = (
    *(b"<", b">", b"\0", b"\xff", b"<!--", b"-->", b"<p>", b"</div>", b"<table><tr>", b"&#1;", b"]]>", b"<script>", b"{", b'"'),
    b"<![CDATA[",
)
ITEM = b"<item><title>b</title><description>&lt;p&gt;c&lt;/p&gt;</description></item>"
FEED = b"<rss><channel><title>a</title>" + ITEM * 3 + b"</channel></rss>"


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The data cut off, with pieces put in, left out or repeated."""
    for _ in range(chance.randint(1, 8)):
        at, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
        piece = chance.choice((*PIECES, data[at:end], chance.choice(PIECES) * 200))
        kind = chance.randrange(4)
        data = (data[:at] + piece + data[at:], data[:at] + data[end:], data[:end], data[:at] + chance.randbytes(9) + data[at:])[
            kind
        ]
        data = data[:20_000]
    return data


@pytest.mark.parametrize("seed", range(10))
def test_damaged_pages(seed: int) -> None:
    chance = random.Random(seed)
    pages = [(page.html.encode(), ".html") for page in web_pages("development")[seed::5]] + [(FEED, ".xml")]
    for data, suffix in pages * 4:
        for found in articles_of([mutated(data, chance)], "a", "a", chance.choice((suffix, ".txt"))):
            assert isinstance(found, Article | BadLine)
