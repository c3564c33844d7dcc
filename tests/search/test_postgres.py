"""PostgresIndex against a real server: that it finds what a tree means, keeps what it is told, and says what it cannot do."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from itertools import count

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpers import made_up_terms as made
from icenews_nlp import Article, Enricher
from icenews_nlp.errors import InputError, QueryError, SearchIndexError
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, Term
from icenews_nlp.search.postgres import compile as postgres_compile
from icenews_nlp.search.postgres import documents as postgres_documents
from icenews_nlp.search.postgres.index import PostgresIndex
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
    Query,
    SourceFilter,
)
from icenews_nlp.search.ranges import Range
from icenews_nlp.search.results.hits import Passage, Results
from icenews_nlp.search.results.matching import matches
from icenews_nlp.search.results.packing import pack, unpack

NUMBERS = count()


@pytest.fixture
def index(server: str) -> Iterator[PostgresIndex]:
    """An empty one."""
    with PostgresIndex(server, f"postgres {next(NUMBERS)}") as index:
        yield index


def ask(index: PostgresIndex, *tiers: Node, limit: int = 100, offset: int = 0) -> Results:
    return index.search(Query("?", tiers), limit=limit, offset=offset)


def keys(results: Results) -> list[str]:
    return [hit.key for hit in results.hits]


def marked(passage: Passage) -> list[str]:
    return [passage.text[mark.start : mark.end] for mark in passage.marks]


def word(*terms: str) -> AnyTerm:
    return AnyTerm(terms)


def numbered(documents: list[DocumentTerms]) -> list[DocumentTerms]:
    return [replace(document, key=f"frett-{number}") for number, document in enumerate(documents)]


# ---- what a user relies on


STORIES = [
    ("regla", "Nýjar reglur um hesta", "Ríkisstjórnin kynnti nýjar reglur um útlendinga. Bændur sóttu hestana í gær.", 3),
    ("forseti", "Forseti á ferð", "Nýr forseti kynnti reglur um útlendinga. Katrín Jakobsdóttir ræddi við hann.", 4),
    ("skip", "Skip við bryggju", "Skipið lá við bryggju hafnarinnar. Katrín Oddsdóttir sá það.", 4),
]


def test_articles_are_found_by_lemma_phrase_name_and_day(index: PostgresIndex, nlp: Enricher) -> None:
    articles = [
        Article(id=key, title=title, text=text, source="RÚV", published=made.day(day)) for key, title, text, day in STORIES
    ]
    assert index.add(map(nlp.enrich, articles)) == len(index) == 3

    found = index.search("hestur")
    assert (found.query, found.total, keys(found)) == ("hestur", 1, ["regla"])
    assert marked(found.hits[0].title) == ["hesta"]
    assert marked(found.hits[0].snippet) == ["hestana"]
    assert (found.hits[0].source, found.hits[0].published) == ("RÚV", made.day(3))

    assert keys(index.search('"ný regla"')) == ["regla"]
    assert set(keys(index.search("source:rúv"))) == {"regla", "forseti", "skip"}
    assert index.search("hestur -source:RÚV").total == 0
    assert set(keys(index.search("útlendingur"))) == {"regla", "forseti"}
    assert keys(index.search("höfn")) == ["skip"]
    assert "skip" in keys(index.search("hofn")), "typed without accents"
    assert {(facet.value, facet.count) for facet in index.search("Katrín").facets if facet.kind == "date"} == {
        ("2024-05-04", 2)
    }

    assert index.delete(["skip", "ekki til"]) == 1
    assert (keys(index.search("höfn")), len(index)) == ([], 2)


def test_the_same_key_replaces_and_the_index_outlives_its_connection(server: str) -> None:
    with PostgresIndex(server, "varanleg") as index:
        assert index.add([made.document(body="gömul"), made.document(body="eldri"), made.document(body="ný")]) == 3
        assert index.add([made.document(body="nýjust")]) == 1
    with PostgresIndex(server, "varanleg") as index:
        assert len(index) == 1
        assert keys(ask(index, word("ný"))) == keys(ask(index, word("gömul"))) == []
        assert keys(ask(index, word("nýjust"))) == ["frett-1"]


def test_ranks_titles_over_names_over_body_over_parts_and_equals_by_key(index: PostgresIndex) -> None:
    index.add(
        [
            made.document("þing", key="title"),
            made.document(body="þing", key="body 2"),
            made.document(body="þing", key="body 1"),
            made.document("annað", "þing", made.name(made.PERSON, "Þing"), key="name"),
            made.document(body="þinghús/þinghús/þing:þing/hús:hús", key="part"),
        ]
    )
    results = ask(index, word("þing"))
    assert keys(results) == ["title", "name", "body 1", "body 2", "part"]
    assert [hit.score for hit in results.hits] == sorted((hit.score for hit in results.hits), reverse=True)
    assert min(hit.score for hit in results.hits) > 0
    assert marked(results.hits[-1].snippet) == ["þing"], "the part's slice"


# ---- the meaning of a tree


def same_as_the_reference(index: PostgresIndex, documents: list[DocumentTerms], trees: list[Node]) -> None:
    index.delete(hit.key for hit in ask(index, And(())).hits)
    index.add(documents)
    for tree in trees:
        results = ask(index, tree)
        assert set(keys(results)) == {document.key for document in documents if matches(tree, document)}, tree
        assert results.total == len(results.hits)


MANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
CORPORA = st.lists(made.DOCUMENTS, min_size=1, max_size=6).map(numbered)
QUERIES = st.lists(made.TREES, min_size=1, max_size=8)


@MANY
@given(CORPORA, QUERIES)
@example(
    numbered([made.document("á", "ár")]),
    [
        And(()),
        Or(()),
        Not(Or(())),
        AnyTerm(()),
        Phrase(()),
        Near((), 3),
        EntityMatch(made.PERSON, ()),
        Not(DateFilter(None, None)),
    ],
)
@example(
    numbered([made.document("", "", made.name(made.PERSON, "Jón Anna"), made.name(made.PERSON, "Eva"))]),
    [EntityMatch(made.PERSON, (word("anna"), word("eva"))), EntityMatch(made.PERSON, (word("jón"), word("anna"))), word("eva")],
)
def test_finds_what_the_reference_finds(index: PostgresIndex, documents: list[DocumentTerms], trees: list[Node]) -> None:
    same_as_the_reference(index, documents, trees)


@MANY
@given(CORPORA, QUERIES)
def test_finds_the_same_in_documents_that_are_too_long_for_one_tsvector(
    index: PostgresIndex, documents: list[DocumentTerms], trees: list[Node]
) -> None:
    """The limits made small, so that most of the small documents are cut."""
    with pytest.MonkeyPatch.context() as small:
        small.setattr(postgres_documents, "LAST_POSITION", 9)
        small.setattr(postgres_documents, "MOST_PLACES", 8)
        small.setattr(postgres_documents, "REACH", 4)
        small.setattr(postgres_compile, "REACH", 4)
        same_as_the_reference(index, documents, trees)


def long_document() -> DocumentTerms:
    """20,000 words, one of them every other, a phrase at the end; and a name that 300 people have."""
    words = [f"orð{number}" if number % 2 else "og" for number in range(20_000)]
    people = [made.name(made.PERSON, f"P{number} Jónsdóttir") for number in range(300)]
    return made.document("upphaf", " ".join([*words, "síðasta", "setning", "bókarinnar"]), *people)


def test_real_limits_of_positions_hide_nothing(index: PostgresIndex) -> None:
    def found(node: Node) -> int:
        return ask(index, node, limit=0).total

    index.add([long_document(), made.document(body="setning síðasta og", key="stutt")])
    end = Phrase((word("síðasta"), word("setning"), Prefix("bókar")))
    hit = ask(index, end).hits[0]
    assert (hit.key, hit.score) == ("frett-1", 0.0), "found and shown, but too far down to be ranked"
    assert marked(hit.snippet) == ["síðasta", "setning", "bókarinnar"]

    widest = tuple(word(f"orð{number}" if number % 2 else "og") for number in range(19_001, 19_001 + postgres_documents.REACH))
    for node in (
        Phrase((word("og"), word("orð19999"))),
        Near((word("bókarinnar"), word("orð19999")), 3),
        And((word("upphaf"), Not(Phrase((word("setning"), word("síðasta")))))),
        EntityMatch(made.PERSON, (word("p299"), word("jónsdóttir"))),
        Phrase(widest),
        Near((widest[0], word("orð19129")), postgres_documents.REACH),
    ):
        assert found(node) == 1, node
    assert found(Phrase((word("orð17001"), word("orð17003")))) == 0
    assert found(Near((word("bókarinnar"), word("orð19999")), 2)) == 0


def test_what_is_too_wide_or_too_long_to_ask_is_told(index: PostgresIndex) -> None:
    for node in (
        Phrase((word("á"),) * 129),
        Near((word("á"), word("ár")), 129),
        AnyTerm(tuple(f"{n:0900}" for n in range(2000))),
    ):
        with pytest.raises(QueryError):
            ask(index, node)
    with pytest.raises(QueryError, match="-1"):
        ask(index, word("á"), limit=-1)
    assert ask(index, word("á")).total == 0, "the connection still works"


# ---- any text


NASTY = (
    "it's",
    "''",
    "\\",
    "\\'",
    "a b",
    ":*",
    "!",
    "(",
    "<->",
    "+",
    "+á",
    "@",
    "@á",
    "\\+á",
    "%s",
    "{documents}",
    "\t\n",
    "🐎",
    "e\u0301",
    "x" * 5000,
    "x" * 4999 + "y",
)


@settings(MANY, max_examples=40)
@given(st.lists(st.text(min_size=1, max_size=8) | st.sampled_from(NASTY), min_size=1, max_size=6, unique=True))
@example(list(NASTY))
def test_any_text_is_a_word(index: PostgresIndex, words: list[str]) -> None:
    """NUL becomes U+FFFD, and two words may become one by that; nothing else is changed."""
    words = list({text.replace("\0", "\ufffd"): text for text in words if not text.startswith("=")}.values())
    for text in words:
        terms = FieldTerms(text, (Term(0, 0, len(text), (text,), text),), ())
        name = made.name(made.PERSON, "x")
        index.add([DocumentTerms(text, terms, terms, (replace(name, words=(text,), name=text),), None, text, None)])
    for text in words:
        for node in (word(text), word("=" + text), Phrase((word(text),)), EntityMatch(made.PERSON, (word(text),))):
            assert keys(ask(index, node)) == [text]
        assert text in keys(ask(index, Prefix(text[:1])))
        assert text in keys(ask(index, SourceFilter(text)))
    assert index.delete(words) == len(words)


@given(made.DOCUMENTS, st.text(max_size=9), st.none() | st.datetimes(timezones=st.just(timezone(timedelta(hours=5)))))
def test_packed_terms_come_back(document: DocumentTerms, text: str, published: datetime | None) -> None:
    terms = (*document.body.terms, Term(99, 0, len(text), (text, "x"), text))
    document = replace(document, key=text, body=FieldTerms(text, terms, (Range(0, 1),)), published=published, url=None)
    assert unpack(pack(document)) == document


# ---- a database that others use too


def test_a_batch_is_stored_whole_or_not_at_all(index: PostgresIndex) -> None:
    def broken() -> Iterator[DocumentTerms]:
        yield from numbered([made.document(body="á")] * 250)
        raise RuntimeError("the source of articles broke off")

    with pytest.raises(RuntimeError):
        index.add(broken())
    assert len(index) == 200
    with pytest.raises(InputError, match="str"):
        index.add(["Bíllinn stóð á planinu."])  # type: ignore[list-item]

    book = made.document(body=" ".join(f"{number:050}" for number in range(25_000)), key="bók")
    with pytest.raises(InputError, match="'bók'"):
        index.add([made.document(key="önnur"), book])
    assert len(index) == 200


def test_writers_take_turns_and_readers_see_whole_batches(server: str) -> None:
    started = threading.Barrier(3)
    errors: list[BaseException] = []

    def alone(work: Callable[[PostgresIndex], None]) -> threading.Thread:
        def run() -> None:
            try:
                started.wait()
                with PostgresIndex(server, "sameiginleg") as index:
                    work(index)
            except BaseException as error:
                errors.append(error)

        thread = threading.Thread(target=run)
        thread.start()
        return thread

    def write(text: str) -> Callable[[PostgresIndex], None]:
        def work(index: PostgresIndex) -> None:
            for _ in range(10):
                index.add(numbered([made.document(body=text)] * 30))

        return work

    def read(index: PostgresIndex) -> None:
        for _ in range(30):
            assert ask(index, word("á")).total in (0, 30)

    for thread in [alone(write("á")), alone(write("ár")), alone(read)]:
        thread.join(60)
    assert errors == []
    with PostgresIndex(server, "sameiginleg") as index:
        assert len(index) == 30


def test_a_callers_connection_stays_the_callers(server: str) -> None:
    with psycopg.connect(server, row_factory=psycopg.rows.dict_row) as connection:
        with PostgresIndex(connection, "lánuð") as index:
            index.add([made.document(body="á")])
        connection.execute("SELECT 1")
        index.add([made.document(body="á", key="2")])
        assert keys(ask(index, word("á"))) == ["2", "frett-1"]
        connection.rollback()
        assert len(index) == 1, "what was added inside the caller's transaction went with it"
        assert not connection.closed


def test_another_analyzers_index_is_refused_with_the_way_out(server: str) -> None:
    PostgresIndex(server, "gömul").close()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("UPDATE \"gömul_meta\" SET value = '0' WHERE name = 'analyzer'")
        with pytest.raises(SearchIndexError, match="Re-index the documents") as caught:
            PostgresIndex(server, "gömul")
        connection.execute("DROP TABLE " + str(caught.value).partition("DROP TABLE ")[2])
    with PostgresIndex(server, "gömul") as index:
        assert len(index) == 0


def test_a_table_that_is_something_else_is_left_alone(server: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE TABLE pantanir AS SELECT 1 AS number")
        with pytest.raises(SearchIndexError, match="pantanir"):
            PostgresIndex(server, "pantanir")
        assert connection.execute("SELECT * FROM pantanir").fetchall() == [(1,)]


def test_who_may_only_read_can_search(server: str) -> None:
    with PostgresIndex(server, "lesin") as index, psycopg.connect(server, autocommit=True) as connection:
        index.add([made.document(body="á")])
        connection.execute("CREATE ROLE lesandi LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO lesandi")
    with PostgresIndex(server.replace("user=postgres", "user=lesandi"), "lesin") as index:
        assert keys(ask(index, word("á"))) == ["frett-1"]
        with pytest.raises(SearchIndexError, match="permission denied"):
            index.add([made.document(body="á")])


@pytest.mark.parametrize("table", ['Fréttir "2026"; DROP TABLE x; --', "{documents}", "SELECT", "þ" * 25])
def test_any_name_will_do_for_a_table(server: str, table: str) -> None:
    with PostgresIndex(server, table) as index:
        index.add([made.document(body="á")])
        assert keys(ask(index, Phrase((word("á"),)))) == ["frett-1"]


@pytest.mark.parametrize("table", ["", "þ" * 26, "a\0b", "100%"])
def test_no_name_at_all_or_one_that_would_be_cut_is_refused(server: str, table: str) -> None:
    with pytest.raises(InputError, match="50 bytes"):
        PostgresIndex(server, table)


def test_trouble_with_the_connection_is_told(server: str, index: PostgresIndex) -> None:
    with pytest.raises(SearchIndexError, match="no connection"):
        PostgresIndex("host=/nowhere")
    with pytest.raises(InputError, match="int"):
        PostgresIndex(5)  # type: ignore[arg-type]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    with pytest.raises(SearchIndexError, match="terminat"):
        ask(index, word("á"))
    index = PostgresIndex(server)
    index.close()
    with pytest.raises(SearchIndexError, match="closed"):
        index.add([made.document()])


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match=r"icenews_nlp\[postgres\]"):
        PostgresIndex("host=/nowhere")
