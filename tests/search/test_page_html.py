"""The HTML of the search page: no text is ever read as HTML, and marks are where the matches are."""

from __future__ import annotations

import re
from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from helpers.search_page import HOSTILE, Seen, Site
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import QueryError
from icenews_nlp.search.ranges import Range
from icenews_nlp.search.results.hits import Facet, Hit, Mark, Passage, Results
from icenews_nlp.search.web.article_page import article_page
from icenews_nlp.search.web.html import marked
from icenews_nlp.search.web.pages import error_page, results_page


def test_hostile_article_stays_text(site: Site) -> None:
    found = Seen(site.get("/", q="kind").text)
    assert HOSTILE["title"] in found.links
    assert "Original" not in "".join(found.links)
    article = Seen(site.get(found.links[HOSTILE["title"]]).text)
    assert HOSTILE["text"] in article.text
    for page in (found, article):
        assert (page.elements.count("script"), page.elements.count("img"), page.elements.count("b")) == (1, 0, 0)
        assert not [value for _, value in page.attributes if value.startswith("javascript:")]


ANY = st.text(max_size=30) | st.sampled_from(
    ["<script>", '"><img onerror=x>', "&amp;", "'", "</mark>", "javascript:x", "http://["]
)

ELEMENTS = {
    "html", "head", "meta", "title", "link", "script", "body", "header", "form", "a", "label", "div", "input", "button", "main",
    "p", "ol", "ul", "li", "h2", "h3", "mark", "nav", "aside", "section", "span",
}  # fmt: skip


@given(text=ANY, other=ANY, query=ANY)
def test_no_text_becomes_an_element_or_an_attribute(text: str, other: str, query: str) -> None:
    passage = Passage(text=text, marks=(Mark(start=0, end=1),) if text else ())
    hit = Hit(key=other, score=1, tier=0, title=passage, snippet=passage, url=other, source=text)
    facets = tuple(Facet(kind=kind, value=text, count=1) for kind in ("Person", "source", other))
    pages = [error_page(text, query, other)]
    with suppress(QueryError):  # an index gives no results for what cannot be read
        pages.append(results_page(Results(query=query, total=12, hits=(hit,), facets=facets), 0))
    for html in pages:
        seen = Seen(html)  # elements are closed in order
        assert set(seen.elements) <= ELEMENTS
        assert seen.elements.count("script") == 1
        assert not [name for name, _ in seen.attributes if name.startswith("on")]
        assert not [value for name, value in seen.attributes if name == "href" and not re.match("/|#|https?:", value)]
        assert dict(seen.attributes)["value"] == query


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=4), st.data())
def test_marks_cover_their_ranges_in_any_part(text: str, spans: list[tuple[int, int]], data: st.DataObject) -> None:
    matches, end = list[Range](), 0
    for gap, length in spans:
        if end + gap + length <= len(text):
            matches.append(Range(end + gap, end + gap + length))
            end += gap + length
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    html = marked(text, Range(start, stop), matches)
    inside = [text[max(a, start) : min(b, stop)] for a, b in matches if a < stop and b > start]
    pieces = re.findall("<mark>(.*?)</mark>", html, re.DOTALL)
    assert [Seen(piece).text for piece in pieces] == [piece for piece in inside if piece]
    assert Seen(re.sub("</?mark>", "", html)).text == text[start:stop]


def test_a_match_over_the_edge_of_a_name_is_marked_on_both_sides(story: AnnotatedDocument) -> None:
    name = story.entities[0]
    article = Seen(article_page(story, "x", [Range(name.start, name.end + 2)]))
    assert article.marks == [name.text, story.text[name.end : name.end + 2]]
    assert "1 match" in article.links
