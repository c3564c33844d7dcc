"""`enrich_async`: documents for event loops, which go on meanwhile."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

import icenews_nlp
from helpers.texts import STORY
from icenews_nlp import AnnotatedDocument, Article, Enricher, InputError, ProfileError
from icenews_nlp.enrichment import background

TEXTS = [f"Anna hitti {count} menn á Akureyri." for count in range(2, 42)]


class Held:
    """An analysis that waits until it is released, and notes what it was given."""

    def __init__(self, enricher: Enricher, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun: list[object] = []
        self.has_begun = threading.Event()
        self.release = threading.Event()
        self._enrich = enricher.enrich
        monkeypatch.setattr(enricher, "enrich", self)

    def __call__(self, article: str | Article) -> AnnotatedDocument:
        self.begun.append(article)
        self.has_begun.set()
        assert self.release.wait(60)
        return self._enrich(article)


@pytest.fixture
def one_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with ThreadPoolExecutor(1) as pool:
        monkeypatch.setattr(background, "threads", lambda: pool)
        yield


def test_many_at_once_are_in_order_and_equal_to_those_of_one_thread(fast: Enricher) -> None:
    async def all_of_them() -> list[AnnotatedDocument]:
        return await asyncio.gather(*(fast.enrich_async(text) for text in TEXTS))

    assert asyncio.run(all_of_them()) == [fast.enrich(text) for text in TEXTS]


def test_there_are_as_many_threads_as_cores() -> None:
    assert background.threads() is background.threads()
    assert background.threads()._max_workers == os.cpu_count()


@pytest.mark.usefixtures("one_thread")
def test_the_event_loop_goes_on_and_what_is_cancelled_leaves_the_rest_whole(
    fast: Enricher, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Held(fast, monkeypatch)

    async def cancel_two_of_three() -> AnnotatedDocument:
        running, waiting, last = (asyncio.ensure_future(fast.enrich_async(text)) for text in TEXTS[:3])
        while not held.has_begun.is_set():
            await asyncio.sleep(0)  # the loop runs while a thread is busy
        running.cancel()
        waiting.cancel()
        assert [type(end) for end in await asyncio.gather(running, waiting, return_exceptions=True)] == [
            asyncio.CancelledError,
            asyncio.CancelledError,
        ]
        held.release.set()
        return await last

    document = asyncio.run(cancel_two_of_three())
    monkeypatch.undo()
    assert held.begun == [TEXTS[0], TEXTS[2]], "what had not begun is dropped"
    assert document == fast.enrich(TEXTS[2])


def test_an_error_is_raised_where_its_result_is_awaited_and_spoils_no_other(fast: Enricher) -> None:
    async def one_bad() -> list[AnnotatedDocument | BaseException]:
        bad: str = b"bytes"  # type: ignore[assignment]  # what a user may give
        return await asyncio.gather(*map(fast.enrich_async, [TEXTS[0], bad, TEXTS[1]]), return_exceptions=True)

    first, error, second = asyncio.run(one_bad())
    assert (first, second) == (fast.enrich(TEXTS[0]), fast.enrich(TEXTS[1]))
    assert isinstance(error, InputError)
    assert "decode bytes first" in str(error)


def test_one_article_with_an_enricher_of_its_own(fast: Enricher) -> None:
    assert asyncio.run(icenews_nlp.enrich_async(STORY, profile="fast")) == fast.enrich(STORY)
    with pytest.raises(ProfileError, match="fats"):
        asyncio.run(icenews_nlp.enrich_async("Anna fór.", profile="fats"))
