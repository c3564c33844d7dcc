"""The embedded index finds, ranks, counts and highlights what a query means."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import made_up_terms as made
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_up_queries import asked, keys, word

from icenews_nlp import AnnotatedDocument, Article, Enricher
from icenews_nlp.documents import Section
from icenews_nlp.errors import QueryError
from icenews_nlp.search import sqlite_highlight, sqlite_search
from icenews_nlp.search.hits import Passage
from icenews_nlp.search.matching import matches, ranges
from icenews_nlp.search.sqlite import SearchIndex
from icenews_nlp.search.terms import DocumentTerms, FieldTerms, PartTerm, Term, folded
from icenews_nlp.search.tree import And, From, Named, Near, Node, Not, Or, Phrase, Prefix, Published


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    with SearchIndex(tmp_path / "news.db") as index:
        yield index


def marked(passage: Passage) -> list[tuple[int, int]]:
    return [(passage.start + mark.start, passage.start + mark.end) for mark in passage.marks]


# ---- what a query finds


@pytest.mark.parametrize(("many", "sample"), [(5000, 16), (0, 16), (2, 1)], ids=["few", "broad", "either"])
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=st.lists(made.DOCUMENTS, max_size=6), trees=st.lists(made.TREES, min_size=1, max_size=4))
def test_finds_and_highlights_what_a_tree_means(
    index: SearchIndex,
    monkeypatch: pytest.MonkeyPatch,
    many: int,
    sample: int,
    documents: list[DocumentTerms],
    trees: list[Node],
) -> None:
    """One file takes every example in the place of the one before, so words that stayed behind would be found too."""
    monkeypatch.setattr(sqlite_search, "MANY", many)
    monkeypatch.setattr(sqlite_search, "SAMPLE", sample)
    documents = [replace(document, key=f"frett-{i}") for i, document in enumerate(documents)]
    index.delete(f"frett-{i}" for i in range(len(documents), 6))
    index.add(documents)
    for tree in trees:
        results = index.search(asked(tree))
        found = {document.key: document for document in documents if matches(tree, document)}
        assert (sorted(keys(results)), results.total, results.more) == (sorted(found), len(found), False)
        for hit in results.hits:
            document = found[hit.key]
            assert hit.score > 0
            assert (hit.title.text, marked(hit.title)) == (document.title.text, ranges(tree, document.title))
            assert marked(hit.snippet) == ranges(tree, document.body)


ODD = ["\0", "\ud800", "a\udfffb", "\U0010ffff", "=á", "AND", "þ" * 300, *"\"'| =+@-.:*^"]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(min_size=1, max_size=6) | st.sampled_from(ODD), min_size=1, max_size=8), data=st.data())
def test_any_unicode_is_found_and_given_back(index: SearchIndex, words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    field = FieldTerms(text, tuple(odd_terms(words)), ((0, len(text)),))
    name = replace(made.name(made.PERSON, "x"), name=text, words=tuple(words))
    document = DocumentTerms(text, field, field, (name, name), text, text, None)
    other = made.document("Annað", "efni", key="annað")
    index.delete(keys(index.search(asked(And(())), limit=100)))
    assert index.add([document, other]) == 2
    some = data.draw(st.sampled_from(words))
    phrase = tuple(word(one) for one in words)
    trees: list[Node] = [
        *(word(some + end) for end in ("", "!", "?", "+")),
        *(Prefix(some[:2] + end) for end in ("", "!", "?")),
        *(word(f"={some}{end}") for end in ("?", "")),
        *(Phrase(phrase), Phrase((*phrase, word(words[0]))), Near((word(some), word(words[0] + "+")), len(words))),
        *(Named(made.PERSON, phrase), Named(made.PERSON, (*phrase, phrase[0])), Named(made.PLACE, phrase)),
        *(From(text), From(text.upper()), From(some), And((word(some), Not(From(text))))),
    ]
    for tree in trees:
        results = index.search(asked(tree))
        assert set(keys(results)) == {one.key for one in (document, other) if matches(tree, one)}
        for hit in results.hits:
            if hit.key == text:
                assert (hit.title.text, hit.url, hit.source, marked(hit.title)) == (text, text, text, ranges(tree, field))
    facets = {facet.kind: facet.value for facet in index.search(asked(word(some))).facets}
    assert (facets["Person"], facets["source"]) == (text, text)


def odd_terms(words: Sequence[str]) -> Iterator[Term]:
    """At each word a lemma like it, and with other ends a second lemma, the form, and a part."""
    at = 0
    for i, one in enumerate(words):
        yield Term(i, at, at + len(one), (one, one + "!"), one + "?", (PartTerm(one + "+", at, at + len(one)),))
        at += len(one) + 1


def test_a_word_longer_than_the_index_keeps_is_found_and_does_no_harm(index: SearchIndex) -> None:
    long = "þ" * 40_000
    index.add([made.document(body=f"þing {long}")])
    assert index.search(asked(word(long))).total == index.search(asked(Prefix("þþþ"))).total == 1
    assert ([one.text for one in index.suggest("th")], index.suggest("thth")) == (["þing"], [])
    assert index.search("ththth").total == 0


def test_a_tree_of_any_depth_is_answered(index: SearchIndex) -> None:
    index.add([made.document("á hús", "þing")])
    tree: Node = word("á")
    for _ in range(60):
        tree = And((Or((tree, word("hafa"))), word("þing"), Not(word("ekki til"))))
    assert index.search(asked(tree)).total == 1


# ---- articles


STORIES = [
    ("forseti", "Nýr forseti", "Guðrún Helgadóttir tók við embætti forseta í gær. Hún ræddi við Rússlandsforseta.", 3, "RÚV"),
    ("hestar", "Hestar á Suðurlandi", "Bændur sóttu hestana á Suðurlandi. Guðrúnu Helgadóttur var boðið með.", 4, "Vísir"),
    ("þing", "Alþingi kemur saman", "Ráðherrar kynntu nýjar reglur um útlendinga á Alþingi.", 5, "Vísir"),
]


@pytest.fixture(scope="module")
def documents(nlp: Enricher) -> list[AnnotatedDocument]:
    return [
        nlp.enrich(Article(id=key, title=title, text=text, published=made.day(day), source=source))
        for key, title, text, day, source in STORIES
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("hestur", ["hestar"]),
        ("forseti", ["forseti"]),
        ('"ný regla"', ["þing"]),
        ("Guðrún Helgadóttir", ["forseti", "hestar"]),
        ("Guðrún -hestur", ["forseti"]),
        ("person:Guðrún published:2024-05-04", ["hestar"]),
        ("source:vísir", ["hestar", "þing"]),
        ("Guðrún source:RÚV", ["forseti"]),
        ("Guðrún -source:RÚV", ["hestar"]),
        ("hestur OR source:rúv", ["forseti", "hestar"]),
        ("utlendingur", ["þing"]),  # without accents
        ("útl*", ["þing"]),
        ("þorskur", []),
    ],
)
def test_articles_are_found(index: SearchIndex, documents: list[AnnotatedDocument], query: str, found: list[str]) -> None:
    index.add(documents)
    assert sorted(keys(index.search(query))) == found


def test_a_hit_shows_the_article_and_the_index_keeps_it(index: SearchIndex, documents: list[AnnotatedDocument]) -> None:
    assert index.add(documents) == len(index) == 3
    (hit,) = index.search("bóndi").hits
    assert (hit.key, hit.source, hit.published) == ("hestar", "Vísir", made.day(4))
    assert [hit.snippet.text[mark.start : mark.end] for mark in hit.snippet.marks] == ["Bændur"]
    assert index.document("hestar") == documents[1]
    assert index.document("ekki til") is None


def test_holds_tells_whether_an_article_is_there_with_that_text(index: SearchIndex, nlp: Enricher) -> None:
    def holds(title: str, text: str, key: str = "a") -> bool:
        return index.holds(key, f"{title}\n\n{text}" if title else text)

    assert not holds("Hestar", "Kýr baula.")
    index.add(map(nlp.enrich, [Article(id="a", title="Hestar", text="Kýr baula."), Article(id="b", text="Kýr\0 baula.")]))
    assert holds("Hestar", "Kýr baula.")
    assert holds("", "Kýr\0 baula.", key="b")
    assert not holds("Hestur", "Kýr baula.")
    assert not holds("Hestar", "Kýr baula. ")
    assert not holds("", "Kýr baula.")
    assert not holds("Hestar", "Kýr baula.", key="b")
    index.add([nlp.enrich(Article(id="a", title="Hestar", text="Kýrin baular."))])
    assert (holds("Hestar", "Kýr baula."), holds("Hestar", "Kýrin baular.")) == (False, True)
    index.add([made.document(body="á", key="terms alone")])
    assert not index.holds("terms alone", "á")
    index.delete(["a"])
    assert not holds("Hestar", "Kýrin baular.")


def test_holds_the_text_around_title_and_body_too(index: SearchIndex, nlp: Enricher) -> None:
    document = nlp.enrich(Article(id="a", text="Kýr baula."))
    index.add([document.model_copy(update={"sections": (Section(kind="body", start=0, end=3),)})])
    assert index.holds("a", "Kýr baula.")
    assert not index.holds("a", "Kýr")


def test_suggests_names_and_lemmas_however_they_are_typed(index: SearchIndex, documents: list[AnnotatedDocument]) -> None:
    index.add(documents)

    def suggested(text: str, limit: int = 10) -> list[tuple[str, str | None, int]]:
        return [(one.text, one.label and one.label.value, one.count) for one in index.suggest(text, limit)]

    person = ("Guðrún Helgadóttir", "Person", 2)
    assert suggested("GUDRUN H") == suggested("helgad", limit=1) == [person]
    assert person in suggested("g")
    assert suggested("for") == [("forseti", None, 1)]
    assert ("ráðherra", None, 1) in suggested("rað") == suggested("Rad")
    assert suggested("") == suggested("zzz") == suggested("for", limit=0) == []
    index.delete(["forseti"])
    assert suggested("gudrun h") == [(*person[:2], 1)]
    assert suggested("for") == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text("aáæedðtþhoö", min_size=1, max_size=4), min_size=1, max_size=12), some=st.data())
def test_letters_without_accents_stand_for_all_that_fold_to_them(
    index: SearchIndex, words: list[str], some: st.DataObject
) -> None:
    forms = some.draw(st.lists(st.sampled_from(words), min_size=len(words), max_size=len(words)))
    index.add([made.document(body=" ".join(f"{form}/{word}" for form, word in zip(forms, words, strict=True)))])
    plain = folded(some.draw(st.sampled_from(words)))
    lemmas = sorted({one for one in words if folded(one) == plain})
    assert [*index._words.fold(plain)] == [*lemmas, *sorted({f"={form}" for form in forms if folded(form) == plain})]
    begun = {one for one in words if folded(one).startswith(plain) and len(plain) > 1}
    assert {one.text for one in index.suggest(plain, limit=50)} == begun


# ---- order, pages, counts


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


def test_equal_hits_are_ordered_by_key_however_many_there_are(index: SearchIndex) -> None:
    ordered = [f"{i:04}" for i in range(1500)]
    index.add(made.document("á", "þing", key=key) for key in reversed(ordered))
    for tree in (word("þing"), Published(None, None), Or((word("þing"), Published(None, None)))):
        results = index.search(asked(Or((word("þing"), tree))), limit=3, offset=2)
        assert (keys(results), results.total) == (ordered[2:5], 1500)
    assert keys(index.search(asked(word("þing")), limit=2, offset=1499)) == ordered[-1:]


def test_of_very_many_those_with_the_word_in_their_title_come_first(
    index: SearchIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite_search, "MANY", 20)
    bodies = [f"{'hús ' * n}{'þing ' * (i % 3)}{'á ' * (9 - n)}" for i, n in enumerate([1, 2, 3, 9] * 15)]
    titles = ["hús þing" if i % 5 == 0 else "hús" if i % 5 == 1 else "annað" for i in range(60)]
    index.add(
        made.document(title, body, key=f"{i:02}", source="RÚV")
        for i, (title, body) in enumerate(zip(titles, bodies, strict=True))
    )

    def pages(node: Node) -> list[str]:
        found = [index.search(asked(node), limit=7, offset=offset) for offset in range(0, 63, 7)]
        assert {(results.total, results.more) for results in found[:2]} == {(20, True)}
        return [key for results in found for key in keys(results)]

    for node, first in [(word("hús"), {0, 1}), (And((word("hús"), word("þing"))), {0}), (Prefix("hú"), {0, 1})]:
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


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
    expected = [next((i for i, tier in enumerate(tiers) if matches(tier, one)), None) for one in documents]
    assert {hit.key: hit.tier for hit in everything.hits} == {
        document.key: tier for document, tier in zip(documents, expected, strict=True) if tier is not None
    }
    assert everything.hits == tuple(sorted(everything.hits, key=lambda hit: (hit.tier, -hit.score, hit.key)))
    size = data.draw(st.integers(1, 9))
    pages = [index.search(asked(*tiers), limit=size, offset=offset) for offset in range(0, 40, size)]
    assert tuple(hit for page in pages for hit in page.hits) == everything.hits
    assert [page.total for page in pages] == sorted(page.total for page in pages)
    assert pages[-1].total == everything.total == len(everything.hits)
    sources = Counter(hit.source for hit in everything.hits if hit.source)
    assert {facet.value: facet.count for facet in everything.facets if facet.kind == "source"} == sources


def test_a_later_tier_is_asked_only_where_hits_are_lacking(index: SearchIndex) -> None:
    index.add([made.document("þing"), made.document("hús", key="frett-2"), made.document("þing", key="frett-3")])
    tiers = asked(word("þing"), word("hús"))
    assert (index.search(tiers, limit=2).total, index.search(tiers, limit=3).total) == (2, 3)
    assert keys(index.search(tiers, limit=1, offset=2)) == ["frett-2"]
    assert index.search(tiers, limit=0).hits == ()


def test_recency_lifts_newer_articles(index: SearchIndex) -> None:
    index.add(
        [
            made.document("þing þing", "efni", key="gömul", published=made.day(1)),
            made.document("þing efni", "efni", key="ný", published=made.day(28)),
            made.document("þing þing", "efni", key="ódagsett"),
        ]
    )
    assert keys(index.search(asked(word("þing")))) == ["gömul", "ódagsett", "ný"]
    assert keys(index.search(asked(word("þing")), recency=1.0)) == ["ný", "gömul", "ódagsett"]
    assert keys(index.search(asked(Published(None, None)), recency=1.0)) == ["ný", "gömul"]


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


@pytest.mark.parametrize("bad", [{"limit": -1}, {"offset": -1}, {"recency": -0.5}, {"recency": float("nan")}])
def test_numbers_that_make_no_sense_are_refused(index: SearchIndex, bad: dict[str, float]) -> None:
    with pytest.raises(QueryError, match=r"negative|positive"):
        index.search("þing", **bad)  # type: ignore[arg-type]
