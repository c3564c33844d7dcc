"""What a page says of its article in its head and around its headline: title, authors, time, section, topics, address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from icenews_nlp.intake.bylines import authors_of
from icenews_nlp.intake.header import read_facts
from icenews_nlp.intake.page import Page
from icenews_nlp.intake.times import find_time, read_time
from icenews_nlp.intake.web_page.json_ld import read_json_ld
from icenews_nlp.intake.web_page.prune import names

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLES: Final = ("og:title", "twitter:title", "dc.title", "headline")
_TIMES: Final = ("article:published_time", "article:published", "date", "datepublished", "dc.date", "dc.date.issued", "pubdate")
_TIMES_CHANGED: Final = ("article:modified_time", "og:updated_time", "datemodified", "last-modified")
_AUTHORS: Final = ("author", "article:author", "dc.creator", "sailthru.author", "byl")
_SECTIONS: Final = ("article:section", "section")
_TOPICS: Final = ("article:tag", "news_keywords", "keywords")
_SOURCES: Final = ("og:site_name", "application-name", "dc.publisher")

_BYLINE: Final = re.compile(
    r"(?:^|[-_])(?:by-?line|author|authors|hofundur|hofundar|by|writer|journalist|bladamadur|name)(?:$|[-_])", re.IGNORECASE
)
_TAGS: Final = re.compile(r"(?:^|[-_])(?:tags?|tag-?list|topics?|keywords|efnisord|merki)(?:$|[-_])", re.IGNORECASE)
_SITE: Final = re.compile(r"\s+[|–—·•»-]\s+")
_PERSON: Final = re.compile(r"[A-ZÁÉÍÓÚÝÞÆÖ][\w.'’-]{0,30}(?: [A-ZÁÉÍÓÚÝÞÆÖ][\w.'’-]{0,30}){1,4}")

AROUND: Final = 12
"""Pieces of text before and behind the headline where byline and time stand."""


def read_page_facts(root: HtmlElement, page: Page) -> None:
    """Note what a tree has that the page lacks; JSON-LD is believed first, then the head, then what readers see."""
    read_json_ld((script.text or "" for script in root.iter("script") if "ld+json" in script.get("type", "").lower()), page)
    _read_head(root, page)
    _read_marked(root, page)
    _read_header(root, page)


def _read_head(root: HtmlElement, page: Page) -> None:
    meta: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        if value := _clean(element.get("content")):
            meta.setdefault(name, []).append(value)

    def first(keys: tuple[str, ...]) -> str:
        return next((meta[key][0] for key in keys if key in meta), "")

    page.source = page.source or first(_SOURCES) or None
    page.title = page.title or first(_TITLES) or _headline(root) or _clean(root.findtext(".//title"))
    page.title = _without_site(page.title, page.source)
    page.published = page.published or next((t for key in _TIMES if key in meta and (t := read_time(meta[key][0]))), None)
    page.modified = page.modified or next((t for key in _TIMES_CHANGED if key in meta and (t := read_time(meta[key][0]))), None)
    page.section = page.section or first(_SECTIONS) or None
    page.authors = page.authors or [name for key in _AUTHORS for name in meta.get(key, ()) if "://" not in name]
    page.authors = list(dict.fromkeys(one for name in page.authors for one in (authors_of(name) or (name,))))
    if not page.tags:
        topics = next((meta[key] for key in _TOPICS if key in meta), [])
        page.tags = list(dict.fromkeys(_clean(word) for topic in topics for word in topic.split(",") if word.strip()))
    links = (link.get("href", "") for link in root.iter("link") if link.get("rel") == "canonical")
    page.url = next((url for url in (*links, *meta.get("og:url", ())) if url.startswith(("http://", "https://"))), page.url)


def _headline(root: HtmlElement) -> str:
    return next((text for h1 in root.iter("h1") if (text := _clean(h1.text_content()))), "")


def _without_site(title: str, source: str | None) -> str:
    """The title without the name of the site at its end, where the page names the site or the end has no sentence."""
    for found in reversed(list(_SITE.finditer(title))):
        rest = title[found.end() :]
        if source and rest.lower() in (source.lower(), source.lower().removesuffix(".is")):
            return title[: found.start()]
        break
    return title


def _read_marked(root: HtmlElement, page: Page) -> None:
    """Note what elements are marked as: times, authors and topics."""
    if not page.published:
        times = (element.get("datetime") or element.get("content") or "" for element in root.xpath(_MARKED_TIMES))
        page.published = next((time for value in times if (time := read_time(value))), None)
    if not page.authors:
        page.authors = _marked_authors(root)
    if not page.tags:
        marked = [e for e in root.iter("ul", "ol", "div", "p", "section") if any(_TAGS.search(name) for name in names(e))]
        links = marked[0].iter("a") if marked else root.xpath(".//a[contains(concat(' ', @rel, ' '), ' tag ')]")
        page.tags = list(dict.fromkeys(text for a in links if (text := _clean(a.text_content()).strip("#"))))


_MARKED_TIMES: Final = ".//*[@itemprop='datePublished'] | .//article//time | .//main//time | .//time"


def _marked_authors(root: HtmlElement) -> list[str]:
    for element in root.xpath(".//*[@rel='author' or @itemprop='author']"):
        if text := _clean(element.text_content()):
            return list(authors_of(text) or (text,))
    for element in root.iter("div", "span", "p", "a", "address"):
        if any(_BYLINE.search(name) for name in names(element)):
            text = _clean(" ".join(element.itertext()))
            found = authors_of(text) or ((text,) if len(text) < 60 and _PERSON.fullmatch(text) else ())
            if found:
                return list(found)
    return []


def _read_header(root: HtmlElement, page: Page) -> None:
    """Note byline and time among the pieces of text around the headline."""
    if page.published and page.authors:
        return
    pieces: list[str] = []
    at = 0
    for text in root.itertext():
        if piece := _clean(text):
            if piece == page.title:
                at = len(pieces)
            pieces.append(piece)
    for piece in pieces[at + 1 : at + 1 + AROUND] + pieces[max(at - AROUND, 0) : at][::-1]:
        if not read_facts(piece, page) and not page.published and len(piece) < 120 and (time := find_time(piece)):
            page.published = time.moment if time.has_clock else page.published


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())
