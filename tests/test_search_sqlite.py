"""The embedded index: it finds and highlights what a query means, keeps what it was given, and survives what befalls a file."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import made_up_terms as made
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from icenews_nlp import AnnotatedDocument, Article, Enricher
from icenews_nlp.errors import InputError, QueryError, SearchIndexError
from icenews_nlp.search.hits import Passage, Results
from icenews_nlp.search.matching import matches, ranges
from icenews_nlp.search.sqlite import SearchIndex
from icenews_nlp.search.sqlite_places import Places, pack
from icenews_nlp.search.terms import DocumentTerms, FieldTerms, PartTerm, Term
from icenews_nlp.search.tree import And, Named, Near, Node, Not, Or, Phrase, Prefix, Published, Query, Word


@pytest.fixture
def index(tmp_path: Path) -> Iterator[SearchIndex]:
    with SearchIndex(tmp_path / "news.db") as index:
        yield index


def asked(*tiers: Node) -> Query:
    return Query("?", tiers)


def word(*terms: str, parts: bool = True) -> Word:
    return Word(terms, parts)


def keys(results: Results) -> list[str]:
    return [hit.key for hit in results.hits]


def marked(passage: Passage) -> list[tuple[int, int]]:
    return [(passage.start + mark.start, passage.start + mark.end) for mark in passage.marks]


# ---- what a query finds


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(documents=st.lists(made.DOCUMENTS, max_size=6), trees=st.lists(made.TREES, min_size=1, max_size=4))
def test_finds_and_highlights_what_a_tree_means(index: SearchIndex, documents: list[DocumentTerms], trees: list[Node]) -> None:
    """One file takes every example in the place of the one before, so words that stayed behind would be found too."""
    documents = [replace(document, key=f"frett-{i}") for i, document in enumerate(documents)]
    index.delete(f"frett-{i}" for i in range(len(documents), 6))
    index.add(documents)
    for tree in trees:
        results = index.search(asked(tree))
        found = {document.key: document for document in documents if matches(tree, document)}
        assert (sorted(keys(results)), results.total) == (sorted(found), len(found))
        for hit in results.hits:
            document = found[hit.key]
            assert hit.score > 0
            assert (hit.title.text, marked(hit.title)) == (document.title.text, ranges(tree, document.title))
            assert marked(hit.snippet) == ranges(tree, document.body)


ODD = ["\0", "\ud800", "a\udfffb", "\U0010ffff", "=á", "AND", "þ" * 300, *"\"'| =+@-.:*^"]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.text(max_size=6) | st.sampled_from(ODD), min_size=1, max_size=8), data=st.data())
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
    trees = [
        *(word(some + end) for end in ("", "!", "?", "+")),
        *(Prefix(some[:2] + end) for end in ("", "!", "?")),
        *(word(f"={some}{end}") for end in ("?", "")),
        *(Phrase(phrase), Phrase((*phrase, word(words[0]))), Near((word(some), word(words[0] + "+")), len(words))),
        *(Named(made.PERSON, phrase), Named(made.PERSON, (*phrase, phrase[0])), Named(made.PLACE, phrase)),
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


def test_facets_count_the_commonest_of_the_best_thousand(index: SearchIndex) -> None:
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
        for i in range(1200)
    )
    facets = index.search(asked(word("þing")), limit=1).facets
    people = [(facet.value, facet.count) for facet in facets if facet.kind == "Person"]
    assert people == sorted(people, key=lambda one: (-one[1], one[0]))
    assert (len(people), people[0]) == (20, ("Jón 0", 34))
    rest = [(facet.kind, facet.value, facet.count) for facet in facets if facet.kind != "Person"]
    days = [("date", "2024-05-01", 500), ("date", "2024-05-02", 500)]
    assert rest == [("Location", "Osló", 1000), ("source", "RÚV", 1000), *days]
    assert index.search(asked(word("þing")), facets=False).facets == ()


# ---- what stays in the file


def sound(index: SearchIndex) -> bool:
    """Whether the full-text index agrees with itself, and every document is in every table."""
    execute = index._file.execute
    execute("INSERT INTO terms (terms, rank) VALUES ('integrity-check', 1)").fetchall()
    (check,) = execute("PRAGMA integrity_check").fetchall()
    ids = [execute(f"SELECT group_concat({key}) FROM {table} ORDER BY 1").get for key, table in TABLES]
    return check == ("ok",) and len(set(ids)) == 1


TABLES = [("id", "document"), ("id", "text"), ("id", "places"), ("id", "terms_docsize")]


def test_what_is_replaced_or_deleted_leaves_nothing(index: SearchIndex) -> None:
    old = [made.document("gamalt", "á", made.name(made.PERSON, "Anna"), key=f"{i}") for i in range(50)]
    new = [made.document("nýtt", "á", made.name(made.PERSON, "Björn"), key=f"{i}") for i in range(50)]
    assert index.add([*old[:10], *old[:10], *old]) == 70
    index.add(new[:40], batch=7)
    assert (len(index), index.search(asked(word("gamalt"))).total, index.search(asked(word("nýtt"))).total) == (50, 10, 40)
    assert [(one.text, one.count) for one in index.suggest("a")] == [("Anna", 10)]
    assert index.delete(["0", "45", "45", "ekki til"]) == 2
    assert (len(index), index.search(asked(word("á"))).total) == (48, 48)
    assert index.delete(f"{i}" for i in range(50)) == 48
    index.optimize()
    assert (len(index), index.search(asked(word("á"))).total, index.suggest("a"), index.suggest("gamalt")) == (0, 0, [], [])
    assert sound(index)


@given(
    widths=st.lists(st.tuples(st.integers(0, 3) | st.integers(0, 10**6), st.integers(0, 300)), max_size=30),
    parts=st.lists(st.tuples(st.integers(0, 29), st.integers(0, 5), st.integers(0, 200)), max_size=9),
    title=st.integers(0, 30),
)
def test_places_come_back_as_they_were(widths: list[tuple[int, int]], parts: list[tuple[int, int, int]], title: int) -> None:
    at, all_ranges = 0, []
    for gap, length in widths:
        all_ranges.append((at + gap, at + gap + length))
        at += gap + length
    columns = [Columns(all_ranges[:title], parts), Columns(all_ranges[title:], parts)]
    places = Places(pack(columns[0], columns[1], all_ranges))
    assert (list(places.title), list(places.body)) == (all_ranges[:title], all_ranges[title:])
    assert list(places.sentences) == all_ranges
    found = [(place.in_title, place.position, PartTerm("", place.start, place.end)) for place in places.parts]
    assert found == [(column is columns[0], *part) for column in columns for part in column.parts]


class Columns:
    def __init__(self, some: list[tuple[int, int]], parts: list[tuple[int, int, int]]) -> None:
        self.starts = [start for start, _ in some]
        self.ends = [end for _, end in some]
        inside = sorted(part for part in parts if part[0] < len(some))
        self.parts = [(i, PartTerm("", self.starts[i] + at, self.starts[i] + at + length)) for i, at, length in inside]


def test_an_error_in_the_middle_keeps_what_was_written(index: SearchIndex) -> None:
    def some() -> Iterator[DocumentTerms]:
        yield from (made.document("þing", "", made.name(made.PERSON, "Anna"), key=f"{i}") for i in range(25))
        raise RuntimeError("the source failed")

    with pytest.raises(RuntimeError, match="the source failed"):
        index.add(some(), batch=10)
    assert (len(index), index.suggest("anna")[0].count) == (20, 20)
    gap = replace(made.document("á b"), title=FieldTerms("á b", (made.field("á b").terms[1],), ()))
    overlap = replace(made.document(), title=FieldTerms("á", made.field("á").terms[:1] * 2, ()))
    for wrong in (gap, overlap, "texti", None):
        with pytest.raises(InputError, match="order|cannot be indexed"):
            index.add([wrong])  # type: ignore[list-item]
    with pytest.raises(InputError, match="batch 0"):
        index.add([], batch=0)
    for bad in ({"limit": -1}, {"offset": -1}, {"recency": -0.5}, {"recency": float("nan")}):
        with pytest.raises(QueryError):
            index.search("þing", **bad)  # type: ignore[arg-type]
    assert sound(index)


def test_a_slow_source_is_seen_before_its_batch_is_full(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("icenews_nlp.search.sqlite.LONGEST_WAIT", 0.0)
    seen: list[int] = []

    def slowly() -> Iterator[DocumentTerms]:
        for i in range(3):
            seen.append(len(index))
            yield made.document(key=f"{i}")

    index.add(slowly())
    assert seen == [0, 1, 2]


# ---- several processes, and what befalls them


def child(script: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process with the tests' modules; it says what it does on its standard output."""
    start = "import sys\nimport made_up_terms as made\nfrom icenews_nlp.search.sqlite import SearchIndex\n"
    command = [sys.executable, "-c", start + textwrap.dedent(script), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *filter(None, sys.path)])}
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


WRITER = """
    path, first, batches = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    def documents():
        for i in range(100 * batches):
            if i % 100 == 0:  # asked for only when what came before is committed
                print(i, flush=True)
            yield made.document("þing á", "hús", made.name(made.PERSON, "Anna"), key=f"{first + i}")
    with SearchIndex(path) as index:
        print(index.add(documents(), batch=100), flush=True)
"""


def test_a_killed_writer_loses_nothing_committed(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    told = 0
    for attempt in range(6):
        with child(WRITER, path, 10_000 * attempt, 1000) as writer:
            assert writer.stdout
            for _ in range(4):
                committed = int(writer.stdout.readline())
            time.sleep(0.007 * attempt)  # somewhere in the batch
            writer.send_signal(signal.SIGKILL)
        told += committed
        with SearchIndex(path, create=False) as index:
            assert len(index) >= told
            assert len(index) % 100 == 0, "a batch is there whole or not at all"
            assert index.search(asked(word("hús")), limit=1).total == index.suggest("anna")[0].count == len(index)
            assert sound(index)
            told = len(index)


def test_readers_beside_a_writer_see_whole_batches(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    SearchIndex(path).close()
    totals = [0]
    with child(WRITER, path, 0, 12) as writer, SearchIndex(path, create=False) as index:
        while writer.poll() is None:
            results = index.search(asked(word("þing")), limit=3)
            assert [facet.count for facet in results.facets] == [min(results.total, 1000)] * bool(results.total)
            totals.append(results.total)
    assert writer.returncode == 0
    assert totals == sorted(totals)
    assert {total % 100 for total in totals} == {0}
    assert len(set(totals)) > 2, "it was read while it was written"


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with child(WRITER, path, 0, 5) as one, child(WRITER, path, 10_000, 5) as other:
        assert one.communicate()[0].splitlines()[-1] == other.communicate()[0].splitlines()[-1] == "500"
    with SearchIndex(path, create=False) as index:
        assert (len(index), index.suggest("anna")[0].count) == (1000, 1000)
        assert sound(index)


def test_one_index_in_several_threads_at_different_times(index: SearchIndex) -> None:
    index.add([made.document("þing")])
    totals: list[int] = []
    for _ in range(2):
        thread = threading.Thread(target=lambda: totals.append(index.search(asked(word("þing"))).total))
        thread.start()
        thread.join()
    assert totals == [1, 1]


def test_documents_can_be_read_without_this_library(tmp_path: Path, documents: list[AnnotatedDocument]) -> None:
    with SearchIndex(tmp_path / "news.db") as index:
        index.add(documents)
    with closing(sqlite3.connect(tmp_path / "news.db")) as plain:
        sql = "SELECT key, title, json FROM document JOIN text USING (id) JOIN annotation USING (id) ORDER BY document.id"
        rows = plain.execute(sql).fetchall()
    assert [row[:2] for row in rows] == [story[:2] for story in STORIES]
    assert AnnotatedDocument.model_validate_json(zlib.decompress(rows[0][2])) == documents[0]


# ---- files that are no index, or cannot be opened


def test_reading_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match=r"there is no index .*icenews-nlp index"):
        SearchIndex(tmp_path / "news.db", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda path: path.write_bytes(b"Halldora " * 1000), "not a database"),
        (lambda path: path.mkdir(), "is a folder"),
        (lambda path: sqlite3.connect(path).execute("CREATE TABLE meta (name, value)").connection.close(), "another database"),
        (lambda path: sqlite3.connect(path).execute("CREATE TABLE terms (x)").connection.close(), "another database"),
    ],
)
def test_what_is_no_index_is_refused_and_left_alone(tmp_path: Path, make: Callable[[Path], object], message: str) -> None:
    path = tmp_path / "news.db"
    make(path)
    before = path.is_dir() or path.read_bytes()
    for create in (True, False):
        with pytest.raises(SearchIndexError, match=message):
            SearchIndex(path, create=create)
    assert before == (path.is_dir() or path.read_bytes())


def test_an_empty_file_becomes_an_index_and_a_missing_folder_does_not(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    path.touch()
    with pytest.raises(SearchIndexError, match="is empty"):
        SearchIndex(path, create=False)
    with SearchIndex(path) as index:
        assert len(index) == 0
    with pytest.raises(SearchIndexError, match=r"folder .* does not exist"):
        SearchIndex(tmp_path / "engin" / "news.db")


def test_another_version_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with SearchIndex(path) as index:
        index._file.execute("UPDATE meta SET value = '0.9' WHERE name = 'analyzer'")
    with pytest.raises(SearchIndexError, match=r"made by analyzer 0\.9.* this is analyzer .*icenews-nlp index .* --db new\.db"):
        SearchIndex(path, create=False)


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with SearchIndex(path) as index:
        index.add(made.document("þing " * 50, "hús " * 50, key=f"{i}") for i in range(200))
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    with pytest.raises(SearchIndexError, match="damaged"), SearchIndex(path, create=False) as index:
        index.search(asked(word("þing")))


def test_a_closed_index_and_a_missing_library_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    index = SearchIndex(tmp_path / "news.db")
    index.close()
    index.close()
    with pytest.raises(SearchIndexError, match="closed"):
        index.search("þing")
    monkeypatch.setitem(sys.modules, "apsw", None)
    with pytest.raises(InputError, match=r"pip install 'icenews_nlp\[search\]'"):
        SearchIndex(tmp_path / "other.db")


READ_ONLY = """
    import os
    if os.getuid() == 0:
        os.setuid(65534)
    from icenews_nlp.errors import SearchIndexError
    with SearchIndex(sys.argv[1], create=False) as index:
        print(len(index), len(index.search("þing").hits))
        try:
            index.add([made.document()])
        except SearchIndexError as error:
            print(error)
"""


def test_an_index_in_a_folder_that_may_not_be_written_is_read(tmp_path: Path) -> None: ...
