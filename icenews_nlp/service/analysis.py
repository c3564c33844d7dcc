"""Articles through one Enricher in a few threads: in line, in time, and no more of them than there is room for.

The event loop never analyses, so that it answers `/health` while the threads are busy. A thread cannot be stopped: the request
of an article whose time is up is answered, and the thread goes on; its place is free when it has ended.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeAlias

from icenews_nlp.documents.article import Article
from icenews_nlp.documents.layers import Layer
from icenews_nlp.enrichment.enricher import Enricher
from icenews_nlp.enrichment.worker_pool import failure
from icenews_nlp.errors import InputError
from icenews_nlp.service.limits import Limits
from icenews_nlp.service.replies import BusyError, ClientGoneError, TooLargeError

Layers: TypeAlias = Sequence[Layer] | None

IsGone: TypeAlias = Callable[[], Awaitable[bool]]
"""Whether the client has closed its connection."""


class Analysis:
    """The threads of a service and the requests that wait for them. All but the threads runs in one event loop."""

    def __init__(self, enricher: Enricher, limits: Limits) -> None:
        """Start nothing yet.

        Args:
            enricher: shared by the threads; the caller closes it.
            limits: what is taken.
        """
        self.enricher = enricher
        self.limits = limits
        self.requests = 0
        """Those that are read, wait or are analysed."""
        self._threads = ThreadPoolExecutor(limits.threads, "icenews-service")
        self._slots = asyncio.Semaphore(limits.threads)
        self._batches = asyncio.Semaphore(limits.threads)
        """Batches at work; more would only hold more unsent documents. Single articles take their turns between theirs."""
        self._works: set[asyncio.Future[bytes]] = set()

    @contextmanager
    def admitted(self) -> Iterator[None]:
        """A place for one request, from its head to its answer.

        Raises:
            BusyError: there is none; or the service stops before the request is answered.
        """
        if self.requests >= self.limits.requests:
            raise BusyError(f"{self.requests:,} requests are waiting already; try again in a moment")
        self.requests += 1
        try:
            yield
        except asyncio.CancelledError:
            raise BusyError("the service is stopping; try again in a moment") from None
        finally:
            self.requests -= 1

    async def document(self, article: Article, only: Layers, is_gone: IsGone) -> bytes:
        """The document of an article, as `to_json` writes it.

        Args:
            article: what to analyse.
            only: the layers that are kept; None for all.
            is_gone: asked when the article's turn has come.

        Raises:
            TooLargeError: the article has too many characters.
            TimeoutError: its analysis takes too long.
            ClientGoneError: nobody waits for it any more.
            Exception: whatever `enrich` raises.
        """
        self._check_length(article)
        await self._slots.acquire()
        try:
            if await is_gone():
                raise ClientGoneError
            work = asyncio.get_running_loop().run_in_executor(self._threads, self._make, article, only)
        except BaseException:
            self._slots.release()
            raise
        self._works.add(work)
        work.add_done_callback(self._free)
        done, _ = await asyncio.wait({work}, timeout=self.limits.timeout)
        if not done:
            raise TimeoutError(f"it took longer than {self.limits.timeout:g} s")
        return work.result()

    async def batch(self, articles: Sequence[Article | InputError], only: Layers, is_gone: IsGone) -> list[bytes]:
        """For each article its document, or the failure that stands in its place, as JSON.

        Args:
            articles: in the place of one that cannot be read, why.
            only: the layers that are kept; None for all.
            is_gone: asked before each.

        Raises:
            ClientGoneError: nobody waits for them any more.
        """
        async with self._batches:
            return [await self._result(index, article, only, is_gone) for index, article in enumerate(articles)]

    async def _result(self, index: int, article: Article | InputError, only: Layers, is_gone: IsGone) -> bytes:
        try:
            if isinstance(article, InputError):
                raise article
            return await self.document(article, only, is_gone)
        except ClientGoneError:
            raise
        except Exception as error:  # one bad article never ends a batch; the reason is kept
            return failure(index, article, error).model_dump_json().encode()

    def close(self) -> None:
        """Begin no article any more, and forget those under way."""
        for work in list(self._works):
            work.cancel()
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _make(self, article: Article, only: Layers) -> bytes:
        """In one of the threads."""
        document = self.enricher.enrich(article)
        return (document if only is None else document.only(*only)).to_json().encode()

    def _check_length(self, article: Article) -> None:
        length = len(article.title) + len(article.text)
        if length > self.limits.characters:
            raise TooLargeError(f"the article has {length:,} characters; send at most {self.limits.characters:,}")

    def _free(self, work: asyncio.Future[bytes]) -> None:
        self._works.discard(work)
        self._slots.release()
        if not work.cancelled():
            work.exception()  # read even where nobody waits for it, else asyncio complains
