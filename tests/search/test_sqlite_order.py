"""The embedded index ranks, pages and counts: what comes first, what is found once, how many there are."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import made_up_terms as made
from helpers.made_up_queries import asked, keys, marked, word
from icenews_nlp.errors import QueryError
from icenews_nlp.search.analysis.document import DocumentTerms
from icenews_nlp.search.engine import ENOUGH
from icenews_nlp.search.query.tree import And, DateFilter, EntityMatch, Node, Not, Or, Prefix
from icenews_nlp.search.results.matching import matches
from icenews_nlp.search.sqlite import highlight as sqlite_highlight
from icenews_nlp.search.sqlite import ranking as sqlite_ranking
from icenews_nlp.search.sqlite.index import SearchIndex
from icenews_nlp.search.sqlite.ranking import Step, next_step

pytestmark = pytest.mark.slow


def test_title_before_name_before_body_before_part(index: SearchIndex) -> None:
    index.add(
        [
            made.document("annað efni", "þinghús/þinghús/þing:þing/hús:hús", key="part"),
            made.document("annað efni", "þing", key="body"),
            made.document("annað efni", "þing", made.name(made.PLACE, "Þing"), key="name"),
            made.document("þing annað", "efni", key="title"),
            *(made.document("annað", "efni", key=f"án {i}") for i in range(9)),
        ]
    )
    results = index.search(asked(word("þing")))
    assert keys(results) == ["title", "name", "body", "part"]
    assert results.hits[-1].score > 0
    assert keys(index.search(asked(word("þing", parts=False)))) == ["title", "name", "body"]


def test_an_article_about_somebody_comes_before_one_that_mentions_them(index: SearchIndex) -> None:
    others = [made.name(made.PERSON, name) for name in ("Anna", "Bjarni")]
    index.add(
        made.document("þing", "hús " * 9, made.name(made.PERSON, "Guðrún Ósk", count), *others, key=f"{count} sinnum")
        for count in (1, 3, 2)
    )
    for asked_for in ("guðrún", "guðrún ósk"):
        tree = EntityMatch(made.PERSON, tuple(word(one) for one in asked_for.split()))
        assert keys(index.search(asked(tree))) == ["3 sinnum", "2 sinnum", "1 sinnum"]
    twice = tuple(word(one) for one in ("guðrún", "ósk", "guðrún", "ósk"))
    assert index.search(asked(EntityMatch(made.PERSON, twice))).total == 0  # one mention after another


def test_equal_hits_are_ordered_by_key_however_many_there_are(index: SearchIndex) -> None:
    ordered = [f"{i:04}" for i in range(1500)]
    index.add(made.document("á", "þing", key=key) for key in reversed(ordered))
    for tree in (word("þing"), DateFilter(None, None), Or((word("þing"), DateFilter(None, None)))):
        results = index.search(asked(Or((word("þing"), tree))), limit=3, offset=2)
        assert (keys(results), results.total) == (ordered[2:5], 1500)
    assert keys(index.search(asked(word("þing")), limit=2, offset=1499)) == ordered[-1:]


def test_of_very_many_those_with_the_word_in_their_title_come_first(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_ranking, "MANY", 20)
    monkeypatch.setattr(sqlite_ranking, "COUNTED", 20)
    bodies = [f"{'hús ' * n}{'þing ' * (i % 3)}{'á ' * (9 - n)}" for i, n in enumerate([1, 2, 3, 9] * 15)]
    titles = ["hús þing" if i % 5 == 0 else "hús" if i % 5 == 1 else "annað" for i in range(60)]
    index.add(
        made.document(title, body, key=f"{i:02}", source="RÚV")
        for i, (title, body) in enumerate(zip(titles, bodies, strict=True))
    )

    def pages(node: Node) -> list[str]:
        found = [index.search(asked(node), limit=7, offset=offset) for offset in range(0, 63, 7)]
        assert {(results.total, results.more) for results in found} == {(20, True)}
        return [key for results in found for key in keys(results)]

    queries: list[tuple[Node, set[int]]] = [
        (word("hús"), {0, 1}), (And((word("hús"), word("þing"))), {0}), (Prefix("hú"), {0, 1}),
    ]  # fmt: skip
    for node, first in queries:
        found = pages(node)
        assert len(found) == len(set(found))
        in_title = [int(key) % 5 in first for key in found]
        assert in_title == sorted(in_title, reverse=True)
        assert 10 < sum(in_title) < len(found)
    assert len(pages(word("hús"))) == 60
    best, last = (index.search(asked(word("hús")), limit=24).hits[i] for i in (0, 23))
    assert (best.snippet.text.count("hús"), last.snippet.text.count("hús")) == (9, 1), "the body counts among them too"
    apart = index.search(asked(And((word("hús"), Not(word("þing"))))), limit=60)
    assert {int(key) for key in keys(apart)} == {i for i in range(60) if i % 3 == 0 and i % 5}
    for limit in (0, 10, 13, 60):
        facets = index.search(asked(word("hús")), limit=limit).facets
        assert [(facet.kind, facet.count) for facet in facets] == [("source", 60)], "facets do not hang on the page"


def test_as_many_hits_as_there_are_keep_their_highlights(index: SearchIndex) -> None:
    count = 2 * sqlite_highlight.AT_ONCE + 50
    index.add(made.document(body=f"á hús {i}", key=f"{i:03}") for i in range(count))
    hits = index.search(asked(word("hús")), limit=count, facets=False).hits
    assert [hit.key for hit in hits] == [f"{i:03}" for i in range(count)]
    assert {(marked(hit.snippet)[0], len(hit.snippet.marks)) for hit in hits} == {((2, 5), 1)}


def test_pages_with_odd_keys_are_one_list(index: SearchIndex) -> None:
    odd = ["a" + "\ud800" * (i % 2) + f"{i:03}" for i in range(400)]
    index.add(made.document(body="á hús", key=key) for key in odd)
    pages = [index.search(asked(word("hús")), limit=10, offset=at, facets=False) for at in range(0, 400, 10)]
    assert [key for page in pages for key in keys(page)] == sorted(odd)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    documents=st.lists(made.DOCUMENTS, min_size=20, max_size=30),
    tiers=st.lists(made.TREES, min_size=1, max_size=3),
    data=st.data(),
)
def test_pages_of_all_tiers_are_one_list(
    index: SearchIndex, documents: list[DocumentTerms], tiers: list[Node], data: st.DataObject
) -> None:
    index.delete(f"frett-{i}" for i in range(30))
    documents = [replace(document, key=f"frett-{i}") for i, document in enumerate(documents)]
    index.add(documents)
    everything = index.search(asked(*tiers), limit=40)
    found = [{one.key for one in documents if matches(tier, one)} for tier in tiers]
    enough = next((i for i in range(len(tiers)) if len(set().union(*found[: i + 1])) >= ENOUGH), len(tiers) - 1)
    expected = [next((i for i in range(enough + 1) if one.key in found[i]), None) for one in documents]
    assert {hit.key: hit.tier for hit in everything.hits} == {
        document.key: tier for document, tier in zip(documents, expected, strict=True) if tier is not None
    }
    assert everything.hits == tuple(sorted(everything.hits, key=lambda hit: (hit.tier, -hit.score, hit.key)))
    size = data.draw(st.integers(1, 9))
    pages = [index.search(asked(*tiers), limit=size, offset=offset) for offset in range(0, 40, size)]
    assert tuple(hit for page in pages for hit in page.hits) == everything.hits
    assert {(page.total, page.facets) for page in pages} == {(len(everything.hits), everything.facets)}
    sources = Counter(hit.source for hit in everything.hits if hit.source)
    assert {facet.value: facet.count for facet in everything.facets if facet.kind == "source"} == sources


def test_a_wider_tier_is_asked_where_the_narrower_find_less_than_a_page(index: SearchIndex) -> None:
    index.add(made.document("þing" if i < 9 else "hús", key=f"{i}", source="RÚV") for i in range(12))
    tiers = asked(word("þing"), word("hús"))
    pages = [
        index.search(tiers, limit=limit, offset=offset) for limit, offset in [(0, 0), (1, 0), (9, 0), (5, 9), (9, 50), (99, 0)]
    ]
    assert {(page.total, page.facets[0].count) for page in pages} == {(12, 12)}
    assert [len(page.hits) for page in pages] == [0, 1, 9, 3, 0, 12]
    index.add(made.document("þing", key="tíunda"))
    assert [index.search(tiers, limit=limit).total for limit in (0, 3, 99)] == [10, 10, 10]


def test_recency_lifts_newer_articles(index: SearchIndex) -> None:
    index.add(
        [
            made.document("þing þing", "efni", key="gömul", published=made.day(1)),
            made.document("þing efni", "efni", key="ný", published=made.day(28)),
            made.document("þing þing", "efni", key="ódagsett"),
        ]
    )
    assert keys(index.search(asked(word("þing")))) == ["gömul", "ódagsett", "ný"]
    for one in (1.0, 1, True):
        assert keys(index.search(asked(word("þing")), recency=one)) == ["ný", "gömul", "ódagsett"]
    assert keys(index.search(asked(DateFilter(None, None)), recency=1.0)) == ["ný", "gömul"]


def test_facets_count_the_commonest_of_the_best_500(index: SearchIndex) -> None:
    index.add(
        made.document(
            "þing",
            "",
            made.name(made.PERSON, f"Jón {i % 30}"),
            made.name(made.PLACE, "Osló"),
            key=f"{i:04}",
            source="RÚV",
            published=made.day(1 + i % 2, hour=23),
        )
        for i in range(700)
    )
    facets = index.search(asked(word("þing")), limit=1).facets
    people = [(facet.value, facet.count) for facet in facets if facet.kind == "Person"]
    assert people == sorted(people, key=lambda one: (-one[1], one[0]))
    assert (len(people), people[0]) == (20, ("Jón 0", 17))
    rest = [(facet.kind, facet.value, facet.count) for facet in facets if facet.kind != "Person"]
    days = [("date", "2024-05-01", 250), ("date", "2024-05-02", 250)]
    assert rest == [("Location", "Osló", 500), ("source", "RÚV", 500), *days]
    assert index.search(asked(word("þing")), facets=False).facets == ()


@pytest.mark.parametrize(
    "bad",
    [{"limit": -1}, {"offset": -1}, {"limit": 1.5}, {"offset": "0"}]
    + [{"recency": recency} for recency in (-0.5, float("nan"), float("inf"), "1")],
)
def test_numbers_that_make_no_sense_are_refused(index: SearchIndex, bad: dict[str, float]) -> None:
    with pytest.raises(QueryError, match=r"(limit|offset) must be|recency is"):
        index.search("þing", **bad)  # type: ignore[arg-type]  # wrong on purpose


def test_numbers_of_any_size_are_taken(index: SearchIndex) -> None:
    index.add([made.document("þing")])
    assert keys(index.search(asked(word("þing")), limit=10**30)) == ["frett-1"]
    assert keys(index.search(asked(word("þing")), offset=10**30)) == []
    assert len(index.suggest("þin", limit=10**30)) == 1


@pytest.mark.parametrize(
    ("sample", "count", "ranked", "step"),
    [
        (0, None, None, Step.RANK_AND_COUNT),
        (311, None, None, Step.RANK_AND_COUNT),
        (312, None, None, Step.COUNT),  # 5,000 / 16
        (312, 5000, None, Step.RANK),
        (312, 5000, 5000, Step.STOP),
        (0, 10, 10, Step.STOP),  # counted in the pass that ranked them
        (312, 5001, None, Step.RANK_TITLED),
        (0, 5001, None, Step.RANK_TITLED),  # the sample said fewer
        (312, 5001, 499, Step.RANK_OTHERS),
        (312, 5001, 500, Step.STOP),
    ],
)
def test_when_documents_are_counted_and_ranked(sample: int, count: int | None, ranked: int | None, step: Step) -> None:
    assert next_step(sample, count, ranked, 500) is step
