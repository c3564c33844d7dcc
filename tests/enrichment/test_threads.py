"""One Enricher, many threads: the same documents as one thread gives, and the process left as it was."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from typing import TypeVar

import pytest
from threadpoolctl import threadpool_info

from helpers.own_articles import own_articles
from icenews_nlp import Enricher
from icenews_nlp.enrichment import gc_pause
from icenews_nlp.enrichment.gc_pause import gc_paused
from icenews_nlp.language.tagging.tagger import _ONE_THREAD
from icenews_nlp.shared_context import SharedContext

pytestmark = pytest.mark.slow

THREADS = 8

In = TypeVar("In")
Out = TypeVar("Out")


@pytest.fixture
def _busy_threads() -> Iterator[None]:
    """Threads that interrupt one another a hundred times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 100)
    yield
    sys.setswitchinterval(usual)


def in_threads(work: Callable[[In], Out], given: Sequence[In]) -> list[Out]:
    """The results in order."""
    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, given))


@pytest.mark.usefixtures("_busy_threads")
@pytest.mark.parametrize(("profile", "number"), [("fast", 250), ("standard", 100)])
def test_threads_give_what_one_thread_gives(profile: str, number: int, request: pytest.FixtureRequest) -> None:
    articles = own_articles(number)
    seasoned: Enricher = request.getfixturevalue({"fast": "fast", "standard": "nlp"}[profile])
    expected = [seasoned.enrich(article) for article in articles]
    with Enricher(profile) as fresh:  # nothing remembered: the caches fill while all threads read them
        assert in_threads(fresh.enrich, articles) == expected
        assert [fresh.enrich(article) for article in articles[:50]] == expected[:50], "and it stays right afterwards"


@pytest.mark.usefixtures("_busy_threads")
def test_threads_share_the_spacy_pipeline_too(fast: Enricher) -> None:
    texts = [article.text for article in own_articles(40)]
    expected = [fast.spacy(text).to_json() for text in texts]
    with Enricher("fast") as fresh:
        assert [doc.to_json() for doc in in_threads(lambda text: fresh.spacy(text), texts)] == expected


def test_a_document_does_not_depend_on_what_was_analysed_before(fast: Enricher) -> None:
    articles = own_articles(40)
    with Enricher("fast") as backwards:
        assert [backwards.enrich(article) for article in reversed(articles)][::-1] == [fast.enrich(a) for a in articles]


@contextmanager
def recorded(events: list[str]) -> Iterator[None]:
    events.append("enter")
    yield
    events.append("leave")


def test_a_shared_context_is_entered_by_the_first_and_left_by_the_last() -> None:
    events: list[str] = []
    shared = SharedContext(lambda: recorded(events))
    all_inside = Barrier(THREADS)

    def use(_: int) -> None:
        with shared:
            all_inside.wait()

    in_threads(use, range(THREADS))
    assert events == ["enter", "leave"]
    with pytest.raises(ZeroDivisionError), shared:
        _ = 1 / 0
    assert events == ["enter", "leave"] * 2, "an error leaves it too"


def test_threads_that_overlap_leave_the_collector_as_it_was() -> None:
    first, second = gc_paused(), gc_paused()
    assert gc.isenabled()
    first.__enter__()
    second.__enter__()
    first.__exit__(None, None, None)
    assert not gc.isenabled(), "the second still needs it off"
    second.__exit__(None, None, None)
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with gc_paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_a_pause_without_end_is_interrupted_by_collections(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "collect", lambda: collected.append(1))
    with gc_paused():
        with gc_paused():
            pass
        assert collected == []
        monkeypatch.setattr(gc_pause, "LONGEST_PAUSE", -1.0)
        with gc_paused():
            pass
        assert collected == [1]
        assert not gc.isenabled()


def test_the_linear_algebra_library_gets_its_threads_back() -> None:
    def threads() -> list[int]:
        return [library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"]

    before = threads()
    with _ONE_THREAD:
        with _ONE_THREAD:
            assert set(threads()) == {1}
        assert set(threads()) == {1}
    assert threads() == before


def test_caches_are_bounded_and_report_their_use(fast: Enricher) -> None:
    fast.enrich("Þetta er frétt.")
    before = fast.cache_info()
    of_bin = {"readings", "nominatives", "participles"}
    of_names = {"bases", "cues", "heads", "labels", "names"}
    assert set(before) == {"word_vectors", "lemmas", "genders", "compounds", "places"} | of_bin | of_names
    assert all(info.maxsize is not None and info.currsize <= info.maxsize for info in before.values())
    fast.enrich("Þetta er frétt.")
    after = fast.cache_info()
    assert after["word_vectors"] == before["word_vectors"]._replace(hits=before["word_vectors"].hits + 4)
    assert after["lemmas"].misses == before["lemmas"].misses
