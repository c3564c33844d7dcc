"""The search page: what a reader sees, from the box to the article."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.search_page import HORSES, HOSTILE, Seen, Site
from icenews_nlp import Enricher
from icenews_nlp.search.analysis.normalise import source_key
from icenews_nlp.search.query.refine import condition, has, narrowed, widened
from icenews_nlp.search.query.syntax import LONGEST, AllOf, parse
from icenews_nlp.search.query.tree import SourceFilter
from icenews_nlp.search.results.hits import Hit, Passage, Results
from icenews_nlp.search.web.article_page import article_page
from icenews_nlp.search.web.pages import HITS, LAST_HIT, results_page


def test_from_the_box_to_the_article(site: Site) -> None:
    start = Seen(site.get("/").text)
    assert {"form", "label", "input", "button"} <= set(start.elements)
    found = Seen(site.get("/", q="hestur").text)
    assert "2 articles" in found.text
    assert ("value", "hestur") in found.attributes
    assert {"Hestarnir", "hestana"} <= set(found.marks)
    assert "Bændablað · 2026-09-14 10:30 UTC · Original at example.is" in found.text
    assert found.links["Original at example.is"] == HORSES["url"]
    article = Seen(site.get(found.links[HORSES["title"]]).text)
    assert HORSES["text"] in article.text
    assert article.marks == ["Hestarnir", "hestana", "hestarnir"]
    assert ("title", "Person: Sigríður Jónsdóttir") in article.attributes
    assert article.links["3 matches"] == "#match"
    assert ("id", "match") in article.attributes
    assert "2 articles" in Seen(site.get(article.links["Back to the results"]).text).text
    assert "Hellisheiði" in Seen(site.get(article.links["Sigríður Jónsdóttir"]).text).text


def test_a_facet_narrows_and_widens_again(site: Site) -> None:
    found = Seen(site.get("/", q="hestur").text)
    narrow = Seen(site.get(found.links["Hellisheiði"]).text)
    assert "1 article" in narrow.text
    assert HORSES["title"] not in narrow.text
    assert ("aria-current", "true") in narrow.attributes
    assert "2 articles" in Seen(site.get(narrow.links["Hellisheiði"]).text).text


def test_sources_and_days_narrow_too(site: Site) -> None:
    found = Seen(site.get("/", q="hestur").text)
    for source_or_day in ("Vegblað", "2026-10-02"):
        narrow = Seen(site.get(found.links[source_or_day]).text)
        assert "1 article" in narrow.text
        assert HORSES["title"] not in narrow.text
        assert "2 articles" in Seen(site.get(narrow.links[source_or_day]).text).text
    hostile = Seen(site.get("/", q="kind").text)
    assert HOSTILE["title"] in Seen(site.get(hostile.links[HOSTILE["source"]]).text).links


ANY_SOURCE = st.text(max_size=12) | st.text(' "„“”«»=*()|-:.\0\x1fáa', max_size=8)


@given(ANY_SOURCE)
@example("Fréttir „dagsins“")
@example("= * (x) | -y")
@example("„”«»")
@example('"«»')
def test_the_query_of_a_source_finds_it(source: str) -> None:
    """However it is written; only what has all kinds of quotes cannot be asked for."""
    added = condition("source", source)
    if added is None:
        assert not source.split() or (set('"”') & set(source) and set("«»") <= set(source))
        return
    for query in ("hestur", "hestur OR kýr"):
        asked = narrowed(query, added)
        tree = parse(asked)
        assert isinstance(tree, AllOf)
        assert isinstance(tree.children[-1], SourceFilter)
        assert source_key(tree.children[-1].source) == source_key(source)
        assert has(asked, added)
        assert not has(widened(asked, added), added)


def test_a_source_that_no_address_can_hold_is_no_link() -> None:
    assert condition("source", "a\ud800") is condition("source", '"«»') is condition("source", " ") is None


def test_pages_follow_each_other(site: Site) -> None:
    first = Seen(site.get("/", q="svín").text)
    assert f"{HITS + 3} articles, 1 to {HITS} shown" in first.text
    second = Seen(site.get(first.links["Next"]).text)
    assert second.elements.count("h2") - second.elements.count("aside") == 3
    assert Seen(site.get(second.links["Previous"]).text).text == first.text
    assert "No more articles" in site.get("/", q="svín", **{"from": "500"}).text


@pytest.mark.parametrize(("offset", "ahead"), [(0, True), (4990, True), (LAST_HIT - HITS, True), (LAST_HIT, False)])
def test_what_was_not_counted_to_its_end_has_further_pages(offset: int, ahead: bool) -> None:
    passage = Passage(text="á")
    hits = tuple(Hit(key=str(i), score=1, tier=0, title=passage, snippet=passage) for i in range(HITS))
    page = Seen(results_page(Results(query="á", total=max(5000, offset + HITS), more=True, hits=hits), offset))
    assert f"more than {max(5000, offset + HITS):,} articles, {offset + 1:,} to {offset + HITS:,} shown" in page.text
    assert ("Next" in page.links) == ahead


def test_suggestions_complete_the_last_words(site: Site) -> None:
    answer = site.get("/suggest", q="hestur Sigríður Jón")
    assert answer.headers["Content-Type"] == "application/json"
    (name, *_) = json.loads(answer.text)
    assert name == {
        "text": "Sigríður Jónsdóttir", "kind": "Person", "count": 2, "query": 'hestur person:"Sigríður Jónsdóttir"',
    }  # fmt: skip
    assert "2 articles" in site.get("/", q=name["query"]).text
    for typed in ("", " ", "hestur -", 'person:"Sig', "(", "=hest"):
        assert json.loads(site.get("/suggest", q=typed).text) == []


def test_what_cannot_be_found_or_read_is_said(site: Site) -> None:
    nothing = site.get("/", q="geimskip")
    assert (nothing.status, "No article matches" in nothing.text) == (200, True)
    broken = site.get("/", q='"ný regla')
    assert broken.status == 400
    assert {("role", "alert"), ("aria-invalid", "true"), ("value", '"ný regla')} <= set(Seen(broken.text).attributes)
    long = site.get("/", q="a" * (LONGEST + 1))
    assert (long.status, "2,001 characters" in long.text) == (400, True)
    assert site.get("/article", key="hvergi").status == 404
    assert site.get("/article", key="hestar", q='"').status == 200  # the article is there, whatever led to it


def test_the_names_beside_an_article_have_roles_and_no_credits(nlp: Enricher) -> None:
    text = "Sigurlaug Hafliðadóttir, forstjóri Byggðastofnunar, kynnti skýrsluna. Sigurlaug fór svo.\n\nMynd: Hafþór Snæland"
    names = article_page(nlp.enrich(text), "x", []).partition("Names in this article")[2]
    assert re.search(r"Sigurlaug Hafliðadóttir</a><span[^>]*>\s?2</span> <small[^>]*>forstjóri Byggðastofnunar</small>", names)
    assert "Hafþór" not in names
