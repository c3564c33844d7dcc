"""Streams of articles: in order, lazily, on one process or several, whatever dies on the way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path, PurePath
from typing import Any

import pytest

from helpers.processes import needs_proc
from helpers.processes import workers as worker_ids
from helpers.texts import STORY
from icenews_nlp import AnnotatedDocument, Article, Enricher, EnrichFailure, InputError, WorkerError, read
from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, PROFILES
from icenews_nlp.enrichment.worker_pool import CHUNKS_AHEAD, most_workers
from icenews_nlp.enrichment.worker_process import WorkerProcess

pytestmark = pytest.mark.slow

CHUNK = PROFILES[DEFAULT_PROFILE].articles_per_task

WORKERS = [1, 2]
AHEAD = {1: 1, 2: 2 * CHUNK * CHUNKS_AHEAD + CHUNK}
"""Articles that may be read before the first result is asked for, and kept."""


class Deadly(Article):
    """An article that ends the process it is sent to."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


class Endless(Article):
    """An article on which the process that it is sent to works for an hour."""

    def __reduce__(self) -> tuple[Any, ...]:
        return time.sleep, (3600,)


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
    assert worker_ids() == []


def _id(result: AnnotatedDocument | EnrichFailure) -> str | None:
    return result.id if isinstance(result, EnrichFailure) else result.article.id


@pytest.mark.parametrize("workers", WORKERS)
def test_failures_stand_in_their_place(nlp: Enricher, workers: int) -> None:
    broken = Article.model_construct(id="brotin", title="", text=None)
    with Path(os.devnull).open() as unsendable:
        given = [STORY, b"bytes", broken, "Já.", unsendable, None, Article(text="Nei.")]
        found = list(nlp.enrich_many(given, workers=workers))  # type: ignore[arg-type]  # wrong on purpose
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
    assert worker_ids() == []


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


@pytest.mark.parametrize("workers", [0, -1, 1.5, "2", None, True])
def test_impossible_workers_are_refused_at_once(nlp: Enricher, workers: object) -> None:
    with pytest.raises(InputError, match=f"workers must be a positive integer, not {workers!r}"):
        nlp.enrich_many([], workers=workers)  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("given", ["Texti.", b"Texti.", STORY, {"text": "Texti."}, None, 5, PurePath("frétt.txt")])
def test_one_article_is_not_a_stream(nlp: Enricher, given: object) -> None:
    with pytest.raises(InputError, match=f"stream of articles, not {type(given).__name__}; .*give a single article to enrich"):
        nlp.enrich_many(given)  # type: ignore[arg-type]  # wrong on purpose


@needs_proc
def test_a_killed_worker_loses_nothing(fast: Enricher) -> None:
    total, found = 8 * CHUNK, []
    for result in fast.enrich_many((a for a, _ in zip(articles(), range(total), strict=False)), workers=2):
        found.append(result)
        if len(found) == 5:
            os.kill(worker_ids()[0], signal.SIGKILL)
    assert [_id(r) for r in found] == [str(i) for i in range(total)]
    assert [r for r in found if isinstance(r, EnrichFailure)] == []
    assert worker_ids() == []


def test_an_article_that_kills_is_the_only_one_lost(fast: Enricher) -> None:
    given: list[Article] = [article for article, _ in zip(articles(), range(3 * CHUNK), strict=False)]
    given[CHUNK + 4] = Deadly(id="banvæn", text="Já.")
    found = list(fast.enrich_many(given, workers=2))
    assert [_id(r) for r in found] == [article.id for article in given]
    (failure,) = (r for r in found if isinstance(r, EnrichFailure))
    assert (failure.index, failure.id, failure.error) == (CHUNK + 4, "banvæn", "WorkerError")
    assert "died on this article" in failure.reason
    assert worker_ids() == []


class Killing(Article):
    """An article that ends the process it is sent to so many times, and notes each of them in a file."""

    def __reduce__(self) -> tuple[Any, ...]:
        notes, times = self.metadata["notes"], self.metadata["times"]
        note = (
            f"open({notes!r}, 'ab').write(b'x') and len(open({notes!r}, 'rb').read()) <= {times} and __import__('os')._exit(9)"
        )
        return eval, (f"({note}) or __import__('icenews_nlp').Article(id={self.id!r}, text={self.text!r})",)


@pytest.mark.parametrize(("times", "is_lost"), [(1, False), (2, True), (9, True)])
def test_an_article_on_which_a_worker_dies_is_tried_once_more(
    fast: Enricher, tmp_path: Path, times: int, is_lost: bool
) -> None:
    notes = tmp_path / "notes"
    given: list[Article] = list(islice(articles(), CHUNK + 4))
    given[3] = Killing(id="3", text="Já.", metadata={"notes": str(notes), "times": times})
    found = list(fast.enrich_many(given, workers=2))
    assert [_id(r) for r in found] == [str(i) for i in range(len(given))]
    assert [i for i, r in enumerate(found) if isinstance(r, EnrichFailure)] == ([3] if is_lost else [])
    assert notes.read_bytes() == b"xx"
    assert worker_ids() == []


@pytest.mark.parametrize("workers", WORKERS)
def test_an_article_over_its_time_is_the_only_one_lost(fast: Enricher, workers: int) -> None:
    given: list[Article] = list(islice(articles(), CHUNK + 4))
    given[2] = Endless(id="endalaus", text="Já.")
    given[CHUNK + 1] = Endless(id="önnur", text="Já.")
    found = list(fast.enrich_many(given, workers=workers, timeout=5))
    assert [_id(r) for r in found] == [article.id for article in given]
    failures = [r for r in found if isinstance(r, EnrichFailure)]
    assert [(f.index, f.id, f.error, f.reason) for f in failures] == [
        (2, "endalaus", "TimeoutError", "it took longer than 5 s"),
        (CHUNK + 1, "önnur", "TimeoutError", "it took longer than 5 s"),
    ]
    assert found[0] == fast.enrich(given[0])
    assert worker_ids() == []


def test_processes_that_always_die_end_the_run(fast: Enricher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their memory is short, or something kills them: one error, not a failure for each article of the stream."""
    monkeypatch.setattr("icenews_nlp.enrichment.worker_pool.MOST_DEATHS", 2)
    endless = (Deadly(text="Já.") for _ in count())
    with pytest.raises(WorkerError, match=r"died \d times without one article analysed in between. Is memory short"):
        list(fast.enrich_many(endless, workers=2))
    assert worker_ids() == []


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import sys; sys.exit(1)", "died 5 times without one article analysed in between"),
        ("from icenews_nlp.enrichment import worker as w; w.Enricher = lambda *a, **k: 1 / 0; w.main()", "ZeroDivisionError"),
    ],
)
def test_processes_that_cannot_start_end_the_run(
    fast: Enricher, monkeypatch: pytest.MonkeyPatch, program: str, message: str
) -> None:
    monkeypatch.setattr(WorkerProcess, "_arguments", ("-c", program))
    with pytest.raises(WorkerError, match=message):
        list(fast.enrich_many(["Já."], timeout=60))


def test_a_python_that_is_not_there(fast: Enricher, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/engin/slík/skrá")
    with pytest.raises(WorkerError, match="a worker process cannot be started"):
        list(fast.enrich_many(["Já."], workers=2))


def test_far_too_many_workers_are_refused_at_once(nlp: Enricher) -> None:
    with pytest.raises(InputError, match=f"workers is 100,000; this machine has .* so give at most {most_workers()}"):
        nlp.enrich_many([], workers=100_000)
    assert most_workers() >= 16


@pytest.mark.parametrize("timeout", [0, -1.5, float("nan"), float("inf"), "5", True])
def test_impossible_timeouts_are_refused_at_once(nlp: Enricher, timeout: object) -> None:
    with pytest.raises(InputError, match=f"timeout is {timeout!r}; give seconds per article, more than 0"):
        nlp.enrich_many([], timeout=timeout)  # type: ignore[arg-type]  # wrong on purpose


SCRIPT = """
import sys, time
import icenews_nlp
results = icenews_nlp.load("fast").enrich_many(["Já."] * 40, workers=2)
print("first", next(results).text, flush=True)
if sys.argv[1:]:
    time.sleep(60)
print("all", 1 + len(list(results)))
"""


def script(tmp_path: Path, *arguments: str) -> list[str]:
    file = tmp_path / "script.py"
    file.write_text(SCRIPT, "utf-8")
    return [sys.executable, str(file), *arguments]


def test_a_script_needs_no_main_guard(tmp_path: Path) -> None:
    done = subprocess.run(script(tmp_path), capture_output=True, text=True, timeout=120, check=True)
    assert (done.stdout, done.stderr) == ("first Já.\nall 40\n", "")


@needs_proc
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(script(tmp_path, "wait"), stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "first Já.\n"
        started = worker_ids(parent.pid)
        parent.kill()
    deadline = time.monotonic() + 30
    while (left := [pid for pid in started if Path("/proc", str(pid)).exists()]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(started) == 2
    assert left == []


@pytest.mark.parametrize("workers", [1, 2])
def test_what_read_could_not_read_is_a_failure_with_its_own_reason(nlp: Enricher, tmp_path: Path, workers: int) -> None:
    path = tmp_path / "frettir.jsonl"
    path.write_text('{"text": "Anna kom."}\n{"id": "b", "txt": "x"}\n', "utf-8")
    document, failed = nlp.enrich_many(read(str(path)), workers=workers)
    assert isinstance(document, AnnotatedDocument)
    assert isinstance(failed, EnrichFailure)
    assert (failed.index, failed.id, failed.error) == (1, "b", "InputError")
    assert failed.reason.startswith(f"{path}:2: ")
