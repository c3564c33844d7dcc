"""Streams of articles: in order, lazily, on one process or several, whatever dies on the way."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from helpers.texts import STORY
from icenews_nlp import AnnotatedDocument, Article, Enricher, EnrichFailure, InputError
from icenews_nlp.enrichment.enricher import CHUNK
from icenews_nlp.enrichment.worker_pool import CHUNKS_AHEAD

WORKERS = [1, 2]
AHEAD = {1: 1, 2: 2 * CHUNK * CHUNKS_AHEAD + CHUNK}
"""Articles that may be read before the first result is asked for, and kept."""


class Deadly(Article):
    """An article that kills the process it is sent to."""

    def __reduce__(self) -> tuple[object, ...]:
        return _die, (os.getpid(),)


def _die(parent: int) -> None:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def articles(first: int = 0) -> Iterator[Article]:
    return (Article(id=str(i), text=f"Þetta er frétt númer {i}. Hún er um Reykjavík.") for i in count(first))


@pytest.mark.parametrize("workers", WORKERS)
def test_an_endless_stream_is_read_as_results_are_asked_for(nlp: Enricher, workers: int) -> None:
    read: list[str | None] = []

    def noted() -> Iterator[Article]:
        for article in articles():
            read.append(article.id)
            yield article

    stream = nlp.enrich_many(noted(), workers=workers)
    assert read == [], "nothing is read before the first result is asked for"
    assert [_id(next(stream)) for _ in range(40)] == [str(i) for i in range(40)]
    assert 40 <= len(read) <= 40 + AHEAD[workers]
    stream.close()
    assert multiprocessing.active_children() == []


def _id(result: AnnotatedDocument | EnrichFailure) -> str | None:
    return result.id if isinstance(result, EnrichFailure) else result.article.id


@pytest.mark.parametrize("workers", WORKERS)
def test_failures_stand_in_their_place(nlp: Enricher, workers: int) -> None:
    broken = Article.model_construct(id="brotin", title="", text=None)
    with Path(os.devnull).open() as unsendable:
        given = [STORY, b"bytes", broken, "Já.", unsendable, None, Article(text="Nei.")]
        found = list(nlp.enrich_many(given, workers=workers))  # type: ignore[arg-type]
    assert [type(r).__name__ for r in found] == [
        *("AnnotatedDocument", "EnrichFailure", "EnrichFailure", "AnnotatedDocument"),
        *("EnrichFailure", "EnrichFailure", "AnnotatedDocument"),
    ]
    failures = [r for r in found if isinstance(r, EnrichFailure)]
    assert [(f.index, f.id, f.error) for f in failures] == [
        (1, None, "InputError"),
        (2, "brotin", "TypeError"),
        (4, None, "InputError"),
        (5, None, "InputError"),
    ]
    assert all(f.reason for f in failures)
    assert "not bytes; decode" in failures[0].reason
    assert found[0] == nlp.enrich(STORY)


def test_two_workers_give_what_one_gives(nlp: Enricher) -> None:
    given = [article for article, _ in zip(articles(), range(5 * CHUNK + 3), strict=False)]
    assert list(nlp.enrich_many(given, workers=2)) == list(nlp.enrich_many(given))
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("workers", WORKERS)
def test_an_error_of_the_stream_comes_after_the_good_results(nlp: Enricher, workers: int) -> None:
    def stream() -> Iterator[Article]:
        yield from (article for article, _ in zip(articles(), range(CHUNK + 5), strict=False))
        raise OSError("diskurinn fannst ekki")

    results = nlp.enrich_many(stream(), workers=workers)
    for i in range(CHUNK + 5):
        assert _id(next(results)) == str(i)
    with pytest.raises(OSError, match="diskurinn"):
        next(results)


@pytest.mark.parametrize("workers", WORKERS)
def test_an_empty_stream(nlp: Enricher, workers: int) -> None:
    assert list(nlp.enrich_many([], workers=workers)) == []


@pytest.mark.parametrize("workers", [0, -1, 1.5, "2", None])
def test_impossible_workers_are_refused_at_once(nlp: Enricher, workers: object) -> None:
    with pytest.raises(InputError, match=f"workers is {workers!r}; give a whole number, 1 or more"):
        nlp.enrich_many([], workers=workers)  # type: ignore[arg-type]


@pytest.mark.parametrize("given", ["Texti.", b"Texti.", STORY, {"text": "Texti."}, None, 5])
def test_one_article_is_not_a_stream(nlp: Enricher, given: object) -> None:
    with pytest.raises(InputError, match=f"stream of articles, not {type(given).__name__}; give a single article to enrich"):
        nlp.enrich_many(given)  # type: ignore[arg-type]


def test_a_killed_worker_loses_nothing(nlp: Enricher) -> None:
    total, found = 8 * CHUNK, []
    for result in nlp.enrich_many((a for a, _ in zip(articles(), range(total), strict=False)), workers=2):
        found.append(result)
        if len(found) == 5:
            victim = multiprocessing.active_children()[0].pid
            assert victim is not None
            os.kill(victim, signal.SIGKILL)
            time.sleep(0.3)  # until the pool has noticed, so that the next article meets a broken pool
    assert [_id(r) for r in found] == [str(i) for i in range(total)]
    assert [r for r in found if isinstance(r, EnrichFailure)] == []
    assert multiprocessing.active_children() == []


def test_an_article_that_kills_is_the_only_one_lost(nlp: Enricher) -> None:
    given: list[Article] = [article for article, _ in zip(articles(), range(3 * CHUNK), strict=False)]
    given[CHUNK + 4] = Deadly(id="banvæn", text="Já.")
    found = list(nlp.enrich_many(given, workers=2))
    assert [_id(r) for r in found] == [article.id for article in given]
    (failure,) = (r for r in found if isinstance(r, EnrichFailure))
    assert (failure.index, failure.id, failure.error) == (CHUNK + 4, "banvæn", "WorkerError")
    assert "died on this article" in failure.reason
    assert multiprocessing.active_children() == []


SCRIPT = """
import multiprocessing, sys, time
import icenews_nlp
multiprocessing.set_start_method(sys.argv[1])
results = icenews_nlp.load().enrich_many(["Já."] * 40, workers=2)
print("first", next(results).text, [child.pid for child in multiprocessing.active_children()], flush=True)
if sys.argv[2:]:
    time.sleep(60)
print("all", 1 + len(list(results)))
"""


def script(tmp_path: Path, *arguments: str) -> list[str]:
    file = tmp_path / "script.py"
    file.write_text(SCRIPT, "utf-8")
    return [sys.executable, str(file), *arguments]


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="this system cannot fork")
def test_a_script_without_a_main_guard_works_where_processes_fork(tmp_path: Path) -> None:
    done = subprocess.run(script(tmp_path, "fork"), capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.count("first Já.") == 1
    assert done.stdout.endswith("all 40\n")


def test_a_script_without_a_main_guard_says_so_where_processes_start_afresh(tmp_path: Path) -> None:
    done = subprocess.run(script(tmp_path, "spawn"), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert "first" not in done.stdout
    last = done.stderr.strip().splitlines()[-1]
    assert "WorkerError: the worker processes could not be started" in last
    assert "if __name__ == '__main__':" in last


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(script(tmp_path, "fork", "wait"), stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = parent.stdout.readline().split("[")[1].rstrip("]\n").split(", ")
        parent.kill()
    deadline = time.monotonic() + 10
    while (left := [pid for pid in pids if Path("/proc", pid, "cmdline").exists()]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(pids) == 2
    assert left == []
