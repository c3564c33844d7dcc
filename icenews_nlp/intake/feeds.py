"""RSS and Atom feeds -> an article for each entry."""

from __future__ import annotations

import io
import re
from calendar import timegm
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any, Final

from icenews_nlp.documents.article import Article
from icenews_nlp.documents.base import without_surrogates
from icenews_nlp.errors import InputError
from icenews_nlp.intake.kinds import after_prolog
from icenews_nlp.intake.page import Page
from icenews_nlp.intake.times import read_time
from icenews_nlp.intake.web_page.article import read_fragment
from icenews_nlp.intake.web_page.tree import NOT_XML

LONGEST: Final = 10_000_000
"""Code points of a feed."""

_ROOT: Final = r"(?:\w+:)?(?:rss|feed|rdf)"
_END: Final = re.compile(rf"(?:</{_ROOT}\s*>|<{_ROOT}\b[^<>]*/>)\s*(?:<!--(?:[^-]|-(?!->))*-->\s*)*\Z", re.IGNORECASE)
"""How a whole feed ends."""
_LONGEST_END: Final = 2_000
"""Code points of a feed's end that are looked at."""

_ENTRY_END: Final = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)

_HEADERS: Final = {"content-type": "application/xml; charset=utf-8"}


def read_feed(text: str) -> Iterator[Article]:
    """The articles of a feed, in its order.

    Its declarations are left out, so that no entity is expanded and nothing outside the text is read. An entry's text is its
    content, or its summary if it has no more.

    Raises:
        InputError: The feed is too long or no feed, or feedparser or what reads HTML is not installed; or the feed is cut off,
            which is raised after its whole entries.
    """
    try:
        import feedparser
    except ImportError as error:
        raise InputError("feeds need feedparser: pip install 'icenews_nlp[feeds,html]'") from error
    if len(text) > LONGEST:
        raise InputError(f"the feed is {len(text):,} characters long; give at most {LONGEST:,}")
    data = NOT_XML.sub("\ufffd", without_surrogates(text[after_prolog(text) :])).encode()
    found: Any = feedparser.parse(io.BytesIO(data), response_headers=_HEADERS, sanitize_html=False, resolve_relative_uris=False)
    if not found.entries and found.bozo:
        raise InputError(f"the feed cannot be read: {found.bozo_exception}")
    source = _plain(found.feed, "title") or None
    is_whole = _END.search(text.rstrip()[-_LONGEST_END:])
    whole = found.entries if is_whole else found.entries[: len(_ENTRY_END.findall(text))]
    for entry in whole:
        yield _article(entry, source)
    if not is_whole:
        raise InputError(f"the feed is cut off after {len(whole):,} entries; fetch it again")


def _article(entry: Any, source: str | None) -> Article:
    page = Page(title=_plain(entry, "title"), source=source, url=entry.get("link") or None)
    detail = next((one for one in entry.get("content", ()) if one.get("value")), None) or entry.get("summary_detail") or {}
    _read_text(detail.get("value", ""), detail.get("type", ""), page)
    page.published = _time(entry, "published") or _time(entry, "updated")
    page.modified = _time(entry, "updated")
    names = [author.get("name", "") for author in entry.get("authors", ())] or [entry.get("author", "")]
    page.authors = list(dict.fromkeys(name for name in names if name))
    page.tags = list(dict.fromkeys(term for tag in entry.get("tags", ()) if (term := (tag.get("term") or "").strip())))
    return page.article(_id(entry.get("id"), page.url))


def _id(own: str | None, url: str | None) -> str | None:
    """What an entry calls itself; its address where that is a mere number, which other feeds have too."""
    return url if url and (not own or own.isdecimal()) else own


def _read_text(value: str, kind: str, page: Page) -> None:
    if kind == "text/plain":
        page.paragraphs = [" ".join(part.split()) for part in value.split("\n\n") if part.strip()]
    elif value.strip():
        read_fragment(value, page)


def _plain(holder: Any, name: str) -> str:
    """A title without the tags that it may have."""
    value = str(holder.get(name) or "")
    if holder.get(f"{name}_detail", {}).get("type") != "text/plain" and ("<" in value or "&" in value):
        page = Page()
        read_fragment(value, page)
        value = " ".join(page.paragraphs)
    return " ".join(value.split())


def _time(entry: Any, name: str) -> datetime | None:
    # Past feedparser's own look-up, which gives `published` for `updated`.
    if time := read_time(str(dict.get(entry, name) or "")):
        return time
    parsed = dict.get(entry, f"{name}_parsed")  # of a time in a form that only feeds have, in UTC
    try:
        return datetime.fromtimestamp(timegm(parsed), timezone.utc) if parsed else None
    except (ValueError, OverflowError, OSError):
        return None
