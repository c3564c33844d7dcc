"""What holds of every search engine: the contract of `icenews_nlp.search.engine.SearchEngine`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from itertools import permutations
from typing import Any

import pytest

from helpers import made_up_terms as made
from helpers.made_up_queries import asked, keys, marked, word
from icenews_nlp import AnnotatedDocument
from icenews_nlp.errors import InputError, QueryError
from icenews_nlp.search.analysis.document import DocumentTerms
from icenews_nlp.search.engine import ENOUGH, MOST_VALUES, SearchEngine, day_of
from icenews_nlp.search.query.tree import (
    And,
    AnyTerm,
    DateFilter,
    EntityMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SourceFilter,
)
from icenews_nlp.search.results.matching import matches

# ---- what goes in and out


def test_documents_go_in_one_by_one_or_many_at_a_time(engine: SearchEngine, story: AnnotatedDocument) -> None:
    assert isinstance(engine, SearchEngine)
    both: list[AnnotatedDocument | DocumentTerms] = [story, made.document("hús", key="a")]
    assert (len(engine), engine.add(()), engine.add(made.document("þing", key="a")), len(engine)) == (0, 0, 1, 1)
    assert (engine.add(story), engine.add(iter(both)), len(engine)) == (1, 2, 2)
    assert keys(engine.search(asked(word("þing")))) == []
    (hit,) = engine.search("stjórnarskrá").hits
    assert (hit.key, hit.tier, hit.title.text) == (story.article.id, 0, story.article.title)
    assert [hit.snippet.text[mark.start : mark.end] for mark in hit.snippet.marks] == ["stjórnarskrána"]


def test_a_string_is_one_key(engine: SearchEngine) -> None:
    engine.add(made.document("þing", key=key) for key in ("1", "2", "12"))
    assert engine.delete("12") == 1
    assert sorted(keys(engine.search(asked(word("þing"))))) == ["1", "2"]
    assert engine.delete("12") == engine.delete(()) == engine.delete("") == 0
    assert engine.delete(key for key in ("1", "1", "ekki til")) == 1
    for wrong in (2, [2], [None], None, b"2"):
        with pytest.raises(InputError, match="keys are text"):
            engine.delete(wrong)  # type: ignore[arg-type]  # wrong on purpose
    assert keys(engine.search(asked(word("þing")))) == ["2"]


def test_beginnings_of_words_are_found_without_accents(engine: SearchEngine) -> None:
    engine.add(made.document("", word, key=key) for word, key in (("breiðholt", "1"), ("breidd", "2"), ("breni", "3")))
    assert sorted(keys(engine.search("breid*"))) == ["1", "2"]
    assert keys(engine.search("breið*")) == ["1"]


def test_closing_twice_is_fine(engine: SearchEngine) -> None:
    with engine as same:
        assert same is engine
    engine.close()


# ---- pages


def test_pages_are_one_list_with_one_total(engine: SearchEngine) -> None:
    engine.add(made.document("þing" if i < 3 else "hús" if i < 60 else "á", key=f"{i:02}", source="RÚV") for i in range(70))
    tiers = asked(word("þing"), Or((word("þing"), word("hús"))), word("á"))
    whole = engine.search(tiers, limit=100)
    assert (whole.total, keys(whole)) == (60, [f"{i:02}" for i in range(60)])
    assert [hit.tier for hit in whole.hits] == [0] * 3 + [1] * 57
    for limit in (0, 1, 3, 7, 60):
        pages = [engine.search(tiers, limit=limit, offset=offset) for offset in range(0, 63, limit or 30)]
        assert {(page.total, page.more, page.facets) for page in pages} == {(60, False, whole.facets)}
        assert [hit for page in pages for hit in page.hits] == list(whole.hits[: 60 if limit else 0])
    assert [(facet.kind, facet.count) for facet in whole.facets] == [("source", 60)]


def test_a_wider_tier_is_asked_only_where_the_narrower_find_too_few(engine: SearchEngine) -> None:
    engine.add(made.document("þing", key=f"{i}") for i in range(ENOUGH - 1))
    engine.add(made.document("hús", key="hús"))
    tiers = asked(word("þing"), word("hús"))
    assert engine.search(tiers, limit=1).total == ENOUGH
    engine.add(made.document("þing", key="tíunda"))
    assert engine.search(tiers, limit=100).total == ENOUGH
    assert "hús" not in keys(engine.search(tiers, limit=100))


@pytest.mark.parametrize("bad", [{"limit": -1}, {"offset": -1}, {"limit": 2.5}, {"offset": "1"}, {"limit": None}])
def test_a_page_that_cannot_be_is_refused(engine: SearchEngine, bad: dict[str, Any]) -> None:
    with pytest.raises(QueryError, match=f"{next(iter(bad))} must be"):
        engine.search("þing", **bad)


# ---- facets and dates


def test_facets_are_the_most_frequent_values_of_each_kind(engine: SearchEngine) -> None:
    people = [made.name(made.PERSON, f"Jón {i:02}") for i in range(30)]
    late = datetime(2024, 5, 1, 23, 30, tzinfo=timezone(timedelta(hours=-2)))
    anna, place = made.name(made.PERSON, "Anna"), made.name(made.PLACE, "Anna")
    engine.add(
        [
            made.document("á", "", *people, anna, key="1", source="RÚV", published=late),
            made.document("á", "", anna, place, key="2", source="Vísir"),
            made.document("ekki", "", anna, key="3", source="RÚV", published=late),
        ]
    )
    facets = engine.search(asked(word("á"))).facets
    assert [facet.kind for facet in facets] == ["Person"] * MOST_VALUES + ["Location", "source", "source", "date"]
    found = [(facet.value, facet.count) for facet in facets]
    assert (found[0], found[MOST_VALUES:]) == (("Anna", 2), [("Anna", 1), ("RÚV", 1), ("Vísir", 1), ("2024-05-02", 1)])
    assert engine.search(asked(word("á")), facets=False).facets == ()


def test_wordings_of_one_name_are_one_facet_and_each_is_found(engine: SearchEngine) -> None:
    full = replace(made.name(made.PERSON, "Kim Jong un"), name="Kim Jong-un")
    part = replace(made.name(made.PERSON, "Kim"), name=full.name, count=3)
    engine.add([made.document("á", "", full, part, made.name(made.PERSON, "Vilhelm", 0), key="1")])
    results = engine.search(asked(word("á")))
    assert [(facet.value, facet.count) for facet in results.facets] == [("Kim Jong-un", 1)]
    for wording in (("kim",), ("kim", "jong", "un"), ("vilhelm",)):
        named = EntityMatch(made.PERSON, tuple(map(word, wording)))
        assert engine.search(asked(named)).total == 1


ENDS_OF_TIME = [
    ("0001-01-01T00:00:00+01:00", "0001-01-01"),
    ("0001-01-01T00:00:00+00:00", "0001-01-01"),
    ("9999-12-31T23:59:59-14:00", "9999-12-31"),
    ("9999-12-31T23:59:59+14:00", "9999-12-31"),
    ("2024-05-01T23:30:00-02:00", "2024-05-02"),
]


@pytest.mark.parametrize(("published", "day"), ENDS_OF_TIME)
def test_an_article_of_any_time_is_found_and_counted(engine: SearchEngine, published: str, day: str) -> None:
    time = datetime.fromisoformat(published)
    engine.add(made.document("þing", published=time))
    results = engine.search(asked(word("þing")))
    assert ([hit.published for hit in results.hits], [facet.value for facet in results.facets]) == ([time], [day])
    assert engine.search(asked(DateFilter(None, None))).total == 1
    middle = datetime(2024, 1, 1, tzinfo=timezone.utc)
    assert [engine.search(asked(node)).total for node in (DateFilter(middle, None), DateFilter(None, middle))] == (
        [0, 1] if time.year == 1 else [1, 0]
    )


def test_days_are_of_utc() -> None:
    assert [day_of(datetime.fromisoformat(published)).isoformat() for published, _ in ENDS_OF_TIME] == [
        d for _, d in ENDS_OF_TIME
    ]
    assert day_of(datetime(2024, 5, 1, 23, 59)).isoformat() == "2024-05-01"


# ---- what a tree means, at its edges


@pytest.mark.parametrize("size", [2, 3])
def test_a_window_is_as_wide_as_it_says(engine: SearchEngine, size: int) -> None:
    """Every distance from one under to one over the window, in every order of the words."""
    terms = ("þing", "hús", "á")[:size]
    documents = [
        made.document("", " ".join(_apart(order, gap)), key=f"{'-'.join(order)} {gap}")
        for order in permutations(terms)
        for gap in range(size - 1, 7)
    ]
    engine.add(documents)
    for distance in range(1, 7):
        near = Near(tuple(map(word, terms)), distance)
        found = engine.search(asked(near), limit=100)
        assert sorted(keys(found)) == sorted(one.key for one in documents if matches(near, one))
        assert {int(key.split()[1]) for key in keys(found)} == set(range(size - 1, distance + 1))


def _apart(words: tuple[str, ...], gap: int) -> list[str]:
    """The words in order, the last one so many positions after the first."""
    first, *between, last = words
    return [first, *between, *["fylling"] * (gap - len(between) - 1), last]


NEWS = [
    made.document("Guðrún keypti/kaupa|keyptur bát/bátur", "Nýjar/nýr reglur/regla taka gildi", key="bátur", source="RÚV"),
    made.document(
        "Veðrið/veður í dag/dagur",
        "Bátar/bátur komu/koma að landi/land við þinghús/þinghús/þing:þing/hús:hús",
        made.name(made.PERSON, "Guðrún Eva"),
        made.name(made.PLACE, "Háskóli Íslands"),
        key="veður",
        source="RÚV",
        published=made.day(3, 23),
    ),
    made.document(
        "Háskóli/háskóli", "Guðrún kennir/kenna nýrri/nýr reglu/regla", key="skóli", source="Vísir", published=made.day(3)
    ),
]


@pytest.mark.parametrize(
    ("tree", "found"),
    [
        (word("bátur"), ["bátur", "veður"]),
        (word("þing"), ["veður"]),
        (word("þing", parts=False), []),
        (word("=bátar"), ["veður"]),
        (Prefix("bát"), ["bátur", "veður"]),
        (Phrase((word("nýr"), word("regla"))), ["bátur", "skóli"]),
        (Phrase((word("regla"), word("nýr"))), []),
        (Near((word("hús"), word("koma")), 4), ["veður"]),
        (Near((word("hús"), word("koma")), 3), []),
        (EntityMatch(made.PERSON, (AnyTerm(("eva",)),)), ["veður"]),
        (EntityMatch(made.PLACE, (AnyTerm(("eva",)),)), []),
        (SourceFilter("rúv"), ["bátur", "veður"]),
        (And((word("bátur"), SourceFilter("Vísir"))), []),
        (And((word("guðrún"), Not(word("bátur")))), ["skóli"]),
        (DateFilter(made.day(3), made.day(3, 23)), ["skóli"]),
        (DateFilter(made.day(3), made.day(3, 23) + timedelta(microseconds=1000)), ["skóli", "veður"]),
        (And(()), ["bátur", "skóli", "veður"]),
        (Or(()), []),
    ],
)
def test_a_tree_finds_and_marks_what_it_means(engine: SearchEngine, tree: Node, found: list[str]) -> None:
    engine.add(NEWS)
    results = engine.search(asked(tree))
    assert sorted(keys(results)) == found == sorted(one.key for one in NEWS if matches(tree, one))
    assert results.total == len(found)
    for hit in results.hits:
        assert not marked(hit.title) or hit.title.text


# ---- threads

QUERIES = [
    "bátur",
    "guðrún",
    "haskoli",
    "nýr OR þing",
    '"ný regla"',
    "regl*",
    "person:Guðrún",
    "source:RÚV bátur",
    "kaupa -veður",
]


def test_one_object_answers_eight_threads_as_it_answers_one(engine: SearchEngine) -> None:
    engine.add(NEWS)
    expected = {query: engine.search(query) for query in QUERIES}

    def ask(start: int) -> bool:
        turned = QUERIES[start:] + QUERIES[:start]
        return all(engine.search(query) == expected[query] for query in turned * 3)

    assert all(side_by_side([partial(ask, start) for start in range(8)]))


def test_threads_that_write_beside_threads_that_read(engine: SearchEngine) -> None:
    def write(first: int) -> int:
        return sum(engine.add([made.document("þing", key=f"{first + i + j}") for j in range(5)]) for i in range(0, 20, 5))

    def read() -> int:
        totals = [engine.search(asked(word("þing")), limit=1).total for _ in range(10)]
        return len(totals) if totals == sorted(totals) else 0

    works: list[Callable[[], int]] = [*(partial(write, 100 * i) for i in range(4)), *[read] * 4]
    assert side_by_side(works) == [20] * 4 + [10] * 4
    assert (len(engine), engine.search(asked(word("þing"))).total) == (80, 80)
    gone = [partial(engine.delete, [f"{100 * i + j}" for j in range(20)]) for i in range(4)]
    assert side_by_side(gone) == [20] * 4
    assert len(engine) == 0


def side_by_side(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each of them returns, each in a thread of its own."""
    with ThreadPoolExecutor(len(works)) as threads:
        return [future.result() for future in [threads.submit(work) for work in works]]
