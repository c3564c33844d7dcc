"""What may be given to an Enricher, and what to type in the place of what may not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Final

from icenews_nlp.documents.article import Article
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import InputError
from icenews_nlp.intake.kinds import is_html

_FILE_NAME: Final = re.compile(
    r"(?!\w+://)[\w.~:/\\+-]{1,260}\.(?:txt|md|html?|xml|jsonl?|csv|tsv|pdf|docx?|rtf|parquet|gz)", re.IGNORECASE
)
"""A text that is nothing but the name of a file, of a kind that articles are kept in; an address of the web is none."""

_ONE: Final = "give a single article to enrich"

MOST_SECONDS: Final = 1_000_000
"""Eleven days: longer waits overflow the clocks of some systems."""


def as_article(given: object) -> Article:
    """The article, or a bare text as one.

    Raises:
        InputError: it is anything else, or a text that is only the name of a file; or the text is HTML.
    """
    if isinstance(given, Article):
        _refuse_html(given.text)
        return given
    if not isinstance(given, str):
        raise InputError(f"enrich takes a str or an Article, not {type(given).__name__}; {_advice(given)}")
    if given[-1:].isalpha() and _FILE_NAME.fullmatch(given):
        raise InputError(
            f"{given!r} looks like a file name; use enrich(Path({given!r}).read_text(encoding='utf-8')), "
            "or Article(text=...) if it is the text of an article"
        )
    _refuse_html(given)
    return Article(text=given)


def _refuse_html(text: str) -> None:
    if is_html(text):
        raise InputError(
            "the text is HTML, whose tags would be analysed as words; icenews_nlp.read('page.html') and `icenews-nlp enrich "
            "page.html` take the article out of a file, icenews_nlp.intake.web_page.article.read_html(text).article() "
            "out of a str"
        )


def _advice(given: object) -> str:
    if isinstance(given, bytes | bytearray | memoryview):
        return "decode bytes first: enrich(data.decode('utf-8'))"
    if given is None:
        return "leave out articles without a text"
    if isinstance(given, Mapping):
        return "use enrich(Article(**fields))"
    if isinstance(given, PurePath):
        return "read the file: enrich(path.read_text(encoding='utf-8'))"
    if isinstance(given, AnnotatedDocument):
        return "it is analysed already; for another profile use enrich(document.text)"
    if isinstance(given, Iterable):
        return "for several articles use enrich_many(articles)"
    return "make it an Article, or a str"


def check_stream(articles: object) -> None:
    """Raise InputError for what is one article, or none, in the place of a stream of articles."""
    is_one = isinstance(articles, str | bytes | Mapping | Article | AnnotatedDocument)
    if not is_one and isinstance(articles, Iterable):
        return
    raise InputError(
        f"enrich_many takes a list or another stream of articles, not {type(articles).__name__}; "
        + (f"read the file first, or {_ONE}" if isinstance(articles, PurePath) else _ONE)
    )


def check_workers(workers: object, most: int) -> None:
    """Raise InputError for what is no number of worker processes."""
    if isinstance(workers, bool) or not isinstance(workers, int) or workers < 1:
        raise InputError(f"workers must be a positive integer, not {workers!r}")
    if workers > most:
        raise InputError(f"workers is {workers:,}; this machine has {os.cpu_count()} cores, so give at most {most}")


def check_max_characters(most: object) -> None:
    """Raise InputError for what is neither None nor a number of characters."""
    if most is not None and (isinstance(most, bool) or not isinstance(most, int) or most < 1):
        raise InputError(f"max_characters is {most!r}; give a positive integer, or None for no limit")


def check_size(article: Article, most: int | None) -> None:
    """Raise InputError for an article of more code points than that; its title counts too."""
    size = len(article.title) + len(article.text)
    if most is not None and size > most:
        raise InputError(f"it has {size:,} characters, more than the {most:,} of max_characters; cut it up, or raise the limit")


def check_timeout(timeout: object) -> None:
    """Raise InputError for what is neither None nor a number of seconds."""
    if timeout is None:
        return
    is_number = isinstance(timeout, int | float) and not isinstance(timeout, bool)
    if not is_number or not 0 < timeout <= MOST_SECONDS:  # type: ignore[operator]  # a number, by the line above
        raise InputError(f"timeout is {timeout!r}; give seconds per article, more than 0 and at most {MOST_SECONDS:,}, or None")
