"""PostgresIndex against a real server: it keeps what it is given, beside others too, and says what it cannot do."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator

import psycopg
import pytest

from helpers import made_up_terms as made
from helpers.made_up_queries import ask, keys, marked_words, numbered, word
from icenews_nlp import Article, Enricher
from icenews_nlp.errors import InputError, SearchIndexError
from icenews_nlp.search.analysis.document import DocumentTerms
from icenews_nlp.search.postgres.index import PostgresIndex
from icenews_nlp.search.query.tree import Phrase

STORIES = [
    ("regla", "Nýjar reglur um hesta", "Ríkisstjórnin kynnti nýjar reglur um útlendinga. Bændur sóttu hestana í gær.", 3),
    ("forseti", "Forseti á ferð", "Nýr forseti kynnti reglur um útlendinga. Katrín Jakobsdóttir ræddi við hann.", 4),
    ("skip", "Skip við bryggju", "Skipið lá við bryggju hafnarinnar. Katrín Oddsdóttir sá það.", 4),
]


def test_articles_are_found_by_lemma_phrase_name_and_day(postgres: PostgresIndex, nlp: Enricher) -> None:
    articles = [
        Article(id=key, title=title, text=text, source="RÚV", published=made.day(day)) for key, title, text, day in STORIES
    ]
    assert postgres.add(map(nlp.enrich, articles)) == len(postgres) == 3

    found = postgres.search("hestur")
    assert (found.query, found.total, keys(found)) == ("hestur", 1, ["regla"])
    assert marked_words(found.hits[0].title) == ["hesta"]
    assert marked_words(found.hits[0].snippet) == ["hestana"]
    assert (found.hits[0].source, found.hits[0].published) == ("RÚV", made.day(3))

    assert keys(postgres.search('"ný regla"')) == ["regla"]
    assert set(keys(postgres.search("source:rúv"))) == {"regla", "forseti", "skip"}
    assert postgres.search("hestur -source:RÚV").total == 0
    assert set(keys(postgres.search("útlendingur"))) == {"regla", "forseti"}
    assert keys(postgres.search("höfn")) == ["skip"]
    assert "skip" in keys(postgres.search("hofn")), "typed without accents"
    assert {(facet.value, facet.count) for facet in postgres.search("Katrín").facets if facet.kind == "date"} == {
        ("2024-05-04", 2)
    }

    assert postgres.delete(["skip", "ekki til"]) == 1
    assert (keys(postgres.search("höfn")), len(postgres)) == ([], 2)


def test_the_same_key_replaces_and_the_index_outlives_its_connection(server: str) -> None:
    with PostgresIndex(server, "varanleg") as index:
        assert index.add([made.document(body="gömul"), made.document(body="eldri"), made.document(body="ný")]) == 3
        assert index.add([made.document(body="nýjust")]) == 1
    with PostgresIndex(server, "varanleg") as index:
        assert len(index) == 1
        assert keys(ask(index, word("ný"))) == keys(ask(index, word("gömul"))) == []
        assert keys(ask(index, word("nýjust"))) == ["frett-1"]


def test_ranks_titles_over_names_over_body_over_parts_and_equals_by_key(postgres: PostgresIndex) -> None:
    postgres.add(
        [
            made.document("þing", key="title"),
            made.document(body="þing", key="body 2"),
            made.document(body="þing", key="body 1"),
            made.document("annað", "þing", made.name(made.PERSON, "Þing"), key="name"),
            made.document(body="þinghús/þinghús/þing:þing/hús:hús", key="part"),
        ]
    )
    results = ask(postgres, word("þing"))
    assert keys(results) == ["title", "name", "body 1", "body 2", "part"]
    assert [hit.score for hit in results.hits] == sorted((hit.score for hit in results.hits), reverse=True)
    assert min(hit.score for hit in results.hits) > 0
    assert marked_words(results.hits[-1].snippet) == ["þing"], "the part's slice"


def test_a_batch_is_stored_whole_or_not_at_all(postgres: PostgresIndex) -> None:
    def broken() -> Iterator[DocumentTerms]:
        yield from numbered([made.document(body="á")] * 250)
        raise RuntimeError("the source of articles broke off")

    with pytest.raises(RuntimeError):
        postgres.add(broken())
    assert len(postgres) == 200
    with pytest.raises(InputError, match="str"):
        postgres.add(["Bíllinn stóð á planinu."])  # type: ignore[list-item]  # wrong on purpose

    book = made.document(body=" ".join(f"{number:050}" for number in range(25_000)), key="bók")
    with pytest.raises(InputError, match="'bók'"):
        postgres.add([made.document(key="önnur"), book])
    assert len(postgres) == 200


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


def test_trouble_with_the_connection_is_told(server: str, postgres: PostgresIndex) -> None:
    with pytest.raises(SearchIndexError, match="no connection"):
        PostgresIndex("host=/nowhere")
    with pytest.raises(InputError, match="int"):
        PostgresIndex(5)  # type: ignore[arg-type]  # wrong on purpose
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    with pytest.raises(SearchIndexError, match="terminat"):
        ask(postgres, word("á"))
    postgres = PostgresIndex(server)
    postgres.close()
    with pytest.raises(SearchIndexError, match="closed"):
        postgres.add([made.document()])


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match=r"icenews_nlp\[postgres\]"):
        PostgresIndex("host=/nowhere")
