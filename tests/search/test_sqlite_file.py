"""The file of the embedded index: it keeps what it was given, and is refused where it must be."""

from __future__ import annotations

import sqlite3
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import made_up_terms as made
from helpers.made_up_queries import asked, word
from helpers.sound_index import is_sound
from icenews_nlp import AnnotatedDocument
from icenews_nlp.errors import InputError, SearchIndexError
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, PartTerm
from icenews_nlp.search.results.offsets import Places, pack
from icenews_nlp.search.sqlite.file import IndexFile
from icenews_nlp.search.sqlite.index import SearchIndex


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
    assert is_sound(index)


def test_optimize_gives_the_space_back(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with SearchIndex(path) as index:
        index.add(made.document("hús", "þing " * 300, key=str(i)) for i in range(200))
    full = path.stat().st_size
    with SearchIndex(path) as index:
        index.delete(str(i) for i in range(190))
        index.optimize()
        assert index.search(asked(word("þing"))).total == 10
    assert path.stat().st_size < full / 3


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
        with pytest.raises(InputError, match=r"order|cannot be indexed"):
            index.add([wrong])  # type: ignore[list-item]  # wrong on purpose
    with pytest.raises(InputError, match="batch is 0"):
        index.add([], batch=0)
    assert is_sound(index)


def test_a_slow_source_is_seen_before_its_batch_is_full(index: SearchIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("icenews_nlp.search.sqlite.index.LONGEST_WAIT", 0.0)
    seen: list[int] = []

    def slowly() -> Iterator[DocumentTerms]:
        for i in range(3):
            seen.append(len(index))
            yield made.document(key=f"{i}")

    index.add(slowly())
    assert seen == [0, 1, 2]


def test_articles_can_be_read_without_this_library(tmp_path: Path, story: AnnotatedDocument) -> None:
    with SearchIndex(tmp_path / "news.db") as index:
        index.add([story])
    with closing(sqlite3.connect(tmp_path / "news.db")) as plain:
        sql = "SELECT key, title, json FROM document JOIN text USING (id) JOIN annotation USING (id)"
        ((key, title, json),) = plain.execute(sql)
    assert (key, title) == (story.article.id, story.article.title)
    assert AnnotatedDocument.model_validate_json(zlib.decompress(json)) == story


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
    with SearchIndex(path) as index, index._pool.writing() as file:
        file.execute("UPDATE meta SET value = '0.9' WHERE name = 'analyzer'")
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
    with pytest.raises(InputError, match="which icenews_nlp installs: pip install apsw"):
        SearchIndex(tmp_path / "other.db")


def test_a_file_beside_which_nothing_may_be_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite refuses WAL mode in a folder that it may not write to, unless it is told that nobody writes there."""
    with SearchIndex(tmp_path / "news.db") as index:
        index.add([made.document("þing")])
    tables = IndexFile._tables
    refusals = [apsw.CantOpenError("unable to open database file")]

    def refusing_once(file: IndexFile) -> set[str]:
        if refusals:
            raise refusals.pop()
        return tables(file)

    monkeypatch.setattr(IndexFile, "_tables", refusing_once)
    with SearchIndex(tmp_path / "news.db", create=False) as index:
        assert index.search(asked(word("þing"))).total == len(index) == 1
        assert [path.name for path in tmp_path.iterdir()] == ["news.db"]
        with pytest.raises(SearchIndexError, match="may be read, not written"):
            index.add([made.document("hús")])
