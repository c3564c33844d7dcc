"""One embedded index used by several processes and threads, some of which are killed or interrupted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from helpers import made_up_terms as made
from helpers.made_up_queries import asked, word
from helpers.sound_index import is_sound
from icenews_nlp.errors import SearchIndexError
from icenews_nlp.search.query.tree import AnyTerm, Query
from icenews_nlp.search.sqlite.index import SearchIndex
from icenews_nlp.search.sqlite.pool import MOST


def child(script: str, *arguments: object) -> subprocess.Popen[str]:
    """A Python process with the tests' modules; it says what it does on its standard output."""
    start = "import sys\nfrom helpers import made_up_terms as made\nfrom icenews_nlp.search.sqlite.index import SearchIndex\n"
    command = [sys.executable, "-c", start + textwrap.dedent(script), *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[1]), *filter(None, sys.path)])}
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
            assert is_sound(index)
            told = len(index)


def test_readers_beside_a_writer_see_whole_batches(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    SearchIndex(path).close()
    totals = [0]
    with child(WRITER, path, 0, 1000) as writer, SearchIndex(path, create=False) as index:
        while len(set(totals)) < 5:  # the writer writes on until enough has been seen
            assert writer.poll() is None
            results = index.search(asked(word("þing")), limit=3)
            assert [facet.count for facet in results.facets] == [min(results.total, 500)] * bool(results.total)
            totals.append(results.total)
        writer.kill()
    assert totals == sorted(totals)
    assert {total % 100 for total in totals} == {0}


def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with child(WRITER, path, 0, 5) as one, child(WRITER, path, 10_000, 5) as other:
        assert one.communicate()[0].splitlines()[-1] == other.communicate()[0].splitlines()[-1] == "500"
    with SearchIndex(path, create=False) as index:
        assert (len(index), index.suggest("anna")[0].count) == (1000, 1000)
        assert is_sound(index)


def test_more_threads_than_connections_take_turns(index: SearchIndex) -> None:
    index.add(made.document("þing á", key=f"{i}") for i in range(30))
    start = threading.Barrier(4 * MOST)

    def ask(_: int) -> list[int]:
        start.wait()
        return [index.search("þing", limit=3).total for _ in range(5)]

    with ThreadPoolExecutor(4 * MOST) as threads:
        assert list(threads.map(ask, range(4 * MOST))) == [[30] * 5] * 4 * MOST
    assert 1 < len(index._pool._idle) <= MOST
    assert is_sound(index)


def test_an_index_is_closed_under_threads_that_use_it(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "news.db")
    index.add(made.document("þing", key=f"{i}") for i in range(300))

    def ask(_: int) -> str:
        try:
            while True:
                assert index.search(asked(word("þing"))).total == 300
        except SearchIndexError as error:
            return str(error)

    with ThreadPoolExecutor(4) as threads:
        answers = threads.map(ask, range(4))
        time.sleep(0.1)
        index.close()
        assert all("the index was closed" in answer for answer in answers)
    assert [path.name for path in tmp_path.iterdir()] == ["news.db"], "the last one to close it puts the log away"


def test_a_thread_reads_what_was_there_when_it_began(index: SearchIndex) -> None:
    index.add(made.document("þing", key=f"{i}") for i in range(10))
    with index._pool.reading() as file:
        before = file.execute("SELECT count(*) FROM document").get
        with ThreadPoolExecutor(1) as other:
            assert other.submit(index.delete, ["1", "2"]).result() == 2
        assert file.execute("SELECT count(*) FROM document").get == before == 10
    assert len(index) == 8


def test_a_connection_follows_no_change_of_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "other").mkdir()
    with SearchIndex("news.db") as index:
        index.add(made.document("þing"))
        monkeypatch.chdir(tmp_path / "other")
        with index._pool.reading(), ThreadPoolExecutor(1) as other:
            assert other.submit(len, index).result() == 1
    assert list((tmp_path / "other").iterdir()) == []


@contextmanager
def ctrl_c_at(stop: int) -> Iterator[None]:
    """KeyboardInterrupt at that line of those that run in the index' own files and in contextlib; none if they are fewer."""
    lines = 0

    def at_line(frame: FrameType, event: str, _: object) -> Any:
        nonlocal lines
        file = Path(frame.f_code.co_filename)
        if file.parent.name != "sqlite" and file.stem not in ("contextlib", "engine"):
            return None
        lines += event == "line"
        if event == "line" and lines == stop:
            sys.settrace(None)
            raise KeyboardInterrupt
        return at_line

    sys.settrace(at_line)
    try:
        yield
    finally:
        sys.settrace(None)


def test_ctrl_c_at_any_line_leaves_an_index_that_goes_on(tmp_path: Path) -> None:
    documents = [made.document("titill", "hestur gata", key="a"), made.document("titill", "hestur bær", key="b")]
    with SearchIndex(tmp_path / "news.db") as index:
        index.add(documents[:1])
        for tried in count(1):
            try:
                with ctrl_c_at(tried):
                    index.add(documents)
                break
            except KeyboardInterrupt:
                assert len(index) in (1, 2)  # asked for while the interrupt is handled, as the command line does
        assert tried > 50, "the lines have not been found"
        assert {hit.key for hit in index.search(Query("?", (AnyTerm(("hestur",)),))).hits} == {"a", "b"}
        assert is_sound(index)
