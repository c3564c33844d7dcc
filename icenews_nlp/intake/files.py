"""Files and folders -> articles: which reader a file has, by the ending of its name and by what is in it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from icenews_nlp.documents.article import Article, BadLine
from icenews_nlp.errors import InputError
from icenews_nlp.formats.compression import LONGEST, bare_name, joined
from icenews_nlp.formats.signatures import other_format
from icenews_nlp.intake.feeds import read_feed
from icenews_nlp.intake.flat_page import read_flat
from icenews_nlp.intake.kinds import is_feed, is_html, is_xml
from icenews_nlp.intake.web_page.article import read_html
from icenews_nlp.intake.web_page.decoding import decode
from icenews_nlp.intake.web_page.tree import NOT_XML

TEXT_SUFFIXES: Final = frozenset({".txt"})
JSON_SUFFIXES: Final = frozenset({".jsonl", ".ndjson", ".json"})
PAGE_SUFFIXES: Final = frozenset({".html", ".htm", ".xhtml"})
FEED_SUFFIXES: Final = frozenset({".xml", ".rss", ".atom"})
SUFFIXES: Final = TEXT_SUFFIXES | JSON_SUFFIXES | PAGE_SUFFIXES | FEED_SUFFIXES

MOST_CONTROLS: Final = 0.01
"""The share of control characters in a page or feed; what has more is no text."""


def files_in(path: str) -> Iterator[str]:
    """A file itself; of a folder its files that have one of the known endings, in sorted order, those of its folders too.

    Hidden files and links to folders are left out. A folder that cannot be read is given itself, for its reader to report.
    """
    if not _is_folder(path):
        yield path
        return
    try:
        names = sorted(os.listdir(path))  # noqa: PTH208  # `iterdir` makes an object for each
    except OSError:
        yield path
        return
    for name in names:
        inner = os.path.join(path, name)  # noqa: PTH118  # keeps `./` before it, as the caller gave it
        if name.startswith("."):
            continue
        if _is_folder(inner):
            if not Path(inner).is_symlink():
                yield from files_in(inner)
        elif suffix_of(inner) in SUFFIXES:
            yield inner


def _is_folder(path: str) -> bool:
    """Whether it is one that can be seen; a name that is too long or lies in a closed folder is for its reader to report."""
    return os.path.isdir(path)  # noqa: PTH112  # `Path.is_dir` raises


def suffix_of(name: str) -> str:
    """The ending of a file's name in lower case, that of its compression taken off."""
    return Path(bare_name(name)).suffix.lower()


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
        reason = f"not UTF-8 (byte 0x{data[error.start]:02x}); convert the file to UTF-8 first"
        return BadLine(name, number, reason, type(error).__name__)
    page = read_flat(text)
    return page.article(id_) if page else Article(id=id_, text=text)
