"""What the search page shows, as HTML that works without a script: start, results, error. `article_page.py` has the article."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone
from itertools import groupby, islice
from typing import Final
from urllib.parse import urlencode, urlsplit

from icenews_nlp.labels import ENTITY_TYPES, NAME_LABELS
from icenews_nlp.search.query.refine import condition, has, narrowed, widened
from icenews_nlp.search.query.syntax import LONGEST
from icenews_nlp.search.ranges import Range
from icenews_nlp.search.results.hits import Facet, Hit, Passage, Results
from icenews_nlp.search.web.html import Html, element, joined, marked

LAST_HIT: Final = 10_000
"""Pages begin with this hit at the latest; nobody reads further, and each page costs more than the one before."""

HITS: Final = 10
"""On one page."""
FACET_VALUES: Final = 8
"""Of one kind, the most frequent."""
UNTITLED: Final = "Untitled article"

HEADINGS: Final = {label.value: ENTITY_TYPES[label].plural_heading for label in NAME_LABELS} | {
    "source": "Sources",
    "date": "Days",
}

EXAMPLES: Final = (
    ("hestur", "every form of the word: hestinn, hestarnir; and its compounds"),
    ("Pútín Úkraína", "all of these words"),
    ('"ný regla"', "a phrase, in any form: nýjar reglur"),
    ("=hestinn", "exactly this form"),
    ("hest*", "words that begin with this"),
    ("forseti -Rússland", "articles without the second word"),
    ("Akureyri OR Húsavík", "either of these words"),
    ('person:"Kim Jong-un"', "a name; also place:, organization: and misc:"),
    ("published:2026-11", "a year, a month or a day; also since: and until:"),
    ("source:RÚV", "articles published by a source"),
)


def start_page(articles: int) -> str:
    """The empty box, and how to ask."""
    rows: list[str] = []
    for query, meaning in EXAMPLES:
        rows += [element("dt", element("a", query, href=search_address(query), lang="is")), element("dd", meaning)]
    counted = element("p", f"{articles:,} articles. A word finds all its forms.", class_="count")
    return framed(None, "", counted, element("section", element("h2", "How to ask"), element("dl", *rows)))


def results_page(results: Results, offset: int) -> str:
    """Hits from `offset` on, and what the query can be narrowed by."""
    query = results.query
    if not results.hits:
        return framed(query, query, _nothing(results, offset))
    first, last = offset + 1, offset + len(results.hits)
    which = "" if results.total == len(results.hits) else f", {first:,} to {last:,} shown"
    counted = f"{results.counted}{which}"
    pager = _pager(query, offset, more=last <= LAST_HIT and (results.more or last < results.total))
    hits = element("ol", *(_hit(hit, query) for hit in results.hits), start=str(first), class_="hits")
    return framed(
        query,
        query,
        element("p", counted, class_="count", role="status"),
        element("a", "Narrow the results", href="#facets", class_="jump") if results.facets else "",
        element("div", element("div", hits, pager), _facets(results.facets, query), class_="columns"),
    )


def error_page(sentence: str, query: str = "", advice: str = "") -> str:
    """A sentence in place of results; the query stays in the box, to be corrected."""
    alert = element("p", sentence, id="error", class_="error", role="alert")
    return framed("Error", query, alert, element("p", advice) if advice else "", broken=True)


def framed(title: str | None, query: str, *main: str, broken: bool = False) -> str:
    """A whole page: the box with the query in it, and below what it is about.

    Args:
        title: None on the start page, whose box has the focus at once.
        query: What stands in the box.
        main: What stands below it, in order.
        broken: the query cannot be read, and the element with the id `error` says why.
    """
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"{title} – icenews search" if title else "icenews search"),
        element("link", rel="icon", href="/static/icon.svg"),
        element("link", rel="stylesheet", href="/static/style.css"),
        element("script", src="/static/page.js", defer=True),
    )
    header = element("header", _form(query, start=title is None, broken=broken))
    return f"<!doctype html>\n{element('html', head, element('body', header, element('main', *main)), lang='en')}\n"


def _form(query: str, *, start: bool, broken: bool) -> Html:
    box = element(
        "input",
        type="text",
        inputmode="search",
        enterkeyhint="search",
        autocapitalize="off",
        spellcheck="false",
        id="q",
        name="q",
        value=query,
        maxlength=str(LONGEST),
        lang="is",
        autofocus=start,
        aria_invalid="true" if broken and query else None,
        aria_describedby="error" if broken else None,
    )
    return element(
        "form",
        element("a", "icenews search", href="/", class_="home"),
        element("label", "Search the articles", for_="q"),
        element("div", box, element("button", "Search"), class_="box"),
        role="search",
        action="/",
        method="get",
    )


def _nothing(results: Results, offset: int) -> Html:
    if offset and results.total:
        return element("p", "No more articles. ", element("a", "To the first ones", href=search_address(results.query)))
    nothing = element("p", "No article matches ", element("q", results.query, lang="is"), ".", class_="count", role="status")
    return joined(nothing, element("p", "Try fewer words, or the beginning of a word followed by *: hest*"))


def _hit(hit: Hit, query: str) -> Html:
    title = _passage(hit.title) if hit.title.text.strip() else UNTITLED
    address = "/article?" + urlencode({"key": hit.key, "q": query})
    snippet = element("p", "… " if hit.snippet.start else "", _passage(hit.snippet), lang="is", class_="snippet")
    heading = element("h2", element("a", title, href=address, lang="is"))
    return element("li", heading, known(hit.source, hit.published, hit.url), snippet)


def _passage(passage: Passage) -> Html:
    return marked(passage.text, Range(0, len(passage.text)), [Range(mark.start, mark.end) for mark in passage.marks])


def known(source: str | None, published: datetime | None, url: str | None) -> Html:
    """Source, time and where the article stands on the web, as far as they are known."""
    parts: list[str] = [source] if source else []
    if published:
        utc = published.astimezone(timezone.utc)
        parts.append(element("time", f"{utc:%Y-%m-%d %H:%M} UTC", datetime=published.isoformat()))
    if url:
        parts.append(_link(url))
    return element("p", *(joined(" · " if i else "", part) for i, part in enumerate(parts)), class_="known")


def _link(url: str) -> str:
    """A link, if it leads to the web; anything else, `javascript:` above all, stays text."""
    try:
        parts = urlsplit(url)
    except ValueError:  # such as http://[
        return url
    if parts.scheme not in ("http", "https"):
        return url
    return element("a", f"Original at {parts.netloc}", href=url, rel="noopener noreferrer")


def _pager(query: str, offset: int, *, more: bool) -> Html:
    links: list[str] = []
    if offset:
        links.append(element("a", "Previous", href=search_address(query, max(0, offset - HITS)), rel="prev"))
    if more:
        links.append(element("a", "Next", href=search_address(query, offset + HITS), rel="next"))
    return element("nav", *links, aria_label="Pages", class_="pager") if links else joined()


def _facets(facets: Sequence[Facet], query: str) -> Html:
    groups = []
    for kind, found in groupby(facets, key=lambda facet: facet.kind):
        rows = [_facet(facet, query) for facet in islice(found, FACET_VALUES)]
        groups.append(element("section", element("h3", HEADINGS.get(kind, kind)), element("ul", *rows)))
    heading = element("h2", "Narrow the results", id="facets")
    return element("aside", heading, *groups, aria_labelledby="facets") if groups else joined()


def _facet(facet: Facet, query: str) -> Html:
    """A link that adds the facet to the query, or removes it where the query has it."""
    added = condition(facet.kind, facet.value)
    if added is None:
        value = element("span", facet.value, lang="is")
    elif has(query, added):
        address = search_address(widened(query, added))
        value = element("a", facet.value, href=address, lang="is", aria_current="true", title="Remove this filter")
    else:
        value = element("a", facet.value, href=search_address(narrowed(query, added)), lang="is")
    return element("li", value, element("span", f"\N{NO-BREAK SPACE}{facet.count:,}", class_="number"))


def search_address(query: str, offset: int = 0) -> str:
    """Where the results of a query are, from that hit on."""
    return "/?" + urlencode({"q": query} | ({"from": str(offset)} if offset else {}))
