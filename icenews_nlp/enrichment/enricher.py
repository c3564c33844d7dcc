"""`Enricher`: an article in, an annotated document out; or a stream of both, in order, on one core or several."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NoReturn

from icenews_nlp.documents.article import Article, ArticleInfo, BadLine
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.documents.layers import Layer, layers_named
from icenews_nlp.enrichment.assemble import analysed, assemble, provenance
from icenews_nlp.enrichment.background import in_background
from icenews_nlp.enrichment.gc_pause import gc_paused
from icenews_nlp.enrichment.inputs import (
    as_article,
    check_max_characters,
    check_size,
    check_stream,
    check_timeout,
    check_workers,
)
from icenews_nlp.enrichment.places import locate
from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, PROFILES, make_analyser
from icenews_nlp.enrichment.worker_pool import CHUNKS_AHEAD, Attempt, WorkerPool, failure, most_workers, spread
from icenews_nlp.enrichment.worker_process import Result, WorkerProcess
from icenews_nlp.errors import InputError
from icenews_nlp.language.caches import CacheInfo

if TYPE_CHECKING:
    from spacy.language import Language


SECTION_BREAK: Final = "\n\n"
"""Between title and body; no sentence goes on over a blank line."""


def load(profile: str = DEFAULT_PROFILE, *, threads: int = 1) -> Enricher:
    """Load an Enricher. Reuse it: every new one reloads the model.

    Args:
        profile: "standard", "fast" or "deep".
        threads: processor cores that one article is analysed on; results are identical. More than one helps with
            long articles; for many articles `enrich_many(workers=...)` gains more. Profile "fast" takes 1 only.

    Returns:
        An Enricher, which analyses articles in this process or several.

    Raises:
        ProfileError: there is no such profile.
        InputError: threads is no whole number from 1, or more than the profile can use.
        ModelError: a file of the model cannot be read.
        ParserError: the parser of profile "deep" cannot be started.
    """
    return Enricher(profile, threads=threads)


def enrich(article: str | Article, *, profile: str = DEFAULT_PROFILE) -> AnnotatedDocument:
    """Analyse one article with an Enricher made for it alone; for more than one use `load`, and its `enrich` or `enrich_many`.

    Takes, returns and raises what `load` and `Enricher.enrich` do.
    """
    with load(profile) as enricher:
        return enricher.enrich(article)


async def enrich_async(article: str | Article, *, profile: str = DEFAULT_PROFILE) -> AnnotatedDocument:
    """`enrich` for event loops; for more than one article use `load`, and its `enrich_async`.

    Takes, returns and raises what `enrich` does.
    """
    return await in_background(partial(enrich, article, profile=profile))


class Enricher:
    """Analyses articles with one profile. Loads its model when made. Any number of threads may share one."""

    def __init__(self, profile: str = DEFAULT_PROFILE, *, threads: int = 1) -> None:
        """Takes and raises what `load` does."""
        self.profile = profile
        self.threads = threads
        self._analyser = make_analyser(profile, threads=threads)
        self.provenance = provenance(profile, self._analyser)
        """What makes its annotations: the versions of the package, of its models and data."""
        self._spacy: Language | None = None

    def enrich(self, article: str | Article) -> AnnotatedDocument:
        """Analyse one article, or a bare text.

        Args:
            article: the text is kept as it is, but lone surrogates become U+FFFD.

        Returns:
            Offsets are code points into its `text`.

        Raises:
            InputError: for any other type, including bytes and None, for a str that is only the name of a file, and for a text
                that is HTML.
        """
        with gc_paused():
            return self._make_document(as_article(article))

    async def enrich_async(self, article: str | Article) -> AnnotatedDocument:
        """`enrich` for event loops: done by a thread, while the loop goes on.

        As many articles at a time as there are cores are analysed; others wait for their turn. A task that is cancelled leaves
        the Enricher whole: an article that waits is dropped, one that is being analysed is finished and thrown away.

            documents = await asyncio.gather(*map(nlp.enrich_async, texts))

        Takes, returns and raises what `enrich` does.
        """
        return await in_background(partial(self.enrich, article))

    def __call__(self, *_: object) -> NoReturn:
        """Raise an error that names `enrich`, for those who call spaCy's pipelines.

        Raises:
            InputError: always.
        """
        raise InputError("an Enricher is not called; use enrich(text) for a document, or .spacy(text) for a Doc of spaCy")

    def enrich_many(
        self,
        articles: Iterable[str | Article | BadLine],
        *,
        workers: int = 1,
        timeout: float | None = None,
        max_characters: int | None = None,
        only: Iterable[str] | None = None,
    ) -> Generator[Result, None, None]:
        """Analyse a stream of articles; results come in order and as they are asked for.

        Args:
            articles: consumed lazily, with a small look-ahead where there are worker processes. A `BadLine` among them, as
                `icenews_nlp.read` yields for what it cannot read, becomes a failure with its own reason.
            workers: number of worker processes; with 1 and no timeout the work is done in this process.
            timeout: seconds per article, after which it becomes a failure with the error `TimeoutError`; None for no limit. The
                process that analyses it is killed and replaced, since nothing else can stop it: with a timeout even one worker
                is a process of its own, which loads the model again. What cannot be sent to another process has no limit.
            max_characters: the most code points that an article may have, its title included; a longer one becomes a failure
                with the error `InputError` and takes no time. None for no limit: a document takes some 600 bytes of memory
                for each.
            only: layers that the documents have, as `AnnotatedDocument.only` takes them; None for all. What is left out is not
                sent between processes either.

        Yields:
            One document per article, or a failure in the place of an article that cannot be analysed. An error of the stream
            itself is raised after the results of what was read before it.

        Raises:
            InputError: at once, for one article in the place of a stream, for workers or a limit out of range, and for a layer
                that does not exist.
            WorkerError: the processes cannot be started, or die again and again without a result in between.
        """
        check_workers(workers, most_workers())
        check_timeout(timeout)
        check_max_characters(max_characters)
        check_stream(articles)
        wanted = {"max_characters": max_characters, "only": None if only is None else layers_named(only)}
        attempt: Attempt = partial(self.attempt, **wanted)  # type: ignore[arg-type]  # mypy sees one type for both
        numbered = enumerate(articles)
        if workers == 1 and timeout is None:
            return (attempt(i, article) for i, article in numbered)
        pool = WorkerPool(partial(WorkerProcess, self.profile, self.threads, wanted), attempt, workers=workers, timeout=timeout)
        size = PROFILES[self.profile].articles_per_task
        return spread(numbered, pool, ahead=workers * CHUNKS_AHEAD, size=size)

    def attempt(
        self,
        index: int,
        article: str | Article | BadLine,
        *,
        max_characters: int | None = None,
        only: Sequence[Layer] | None = None,
    ) -> Result:
        """The document of an article, or the failure that stands in its place.

        Args:
            index: The article's position in its stream, from 0, for the failure to name.
            article: What to analyse.
            max_characters: As `enrich_many` has it.
            only: As `enrich_many` has it.
        """
        try:
            given = as_article(article)
            check_size(given, max_characters)
            document = self.enrich(given)
            return document if only is None else document.only(*only)
        except Exception as error:  # one bad article never ends a run; the reason is kept
            return failure(index, article, error)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of each cache, as `functools.lru_cache` reports them."""
        return self._analyser.cache_info()

    @property
    def spacy(self) -> Language:
        """The spaCy pipeline of the same profile, made on first use; it shares this instance's model and its parser."""
        if self._spacy is None:
            from icenews_nlp.integrations.spacy.pipeline import load_pipeline

            self._spacy = load_pipeline(self.profile, analyser=self._analyser)
        return self._spacy

    def close(self) -> None:
        """End the parser's process of profile "deep"; other profiles hold nothing open."""
        if self._analyser.parser is not None:
            self._analyser.parser.close()

    def __reduce__(self) -> tuple[Callable[[str, int], Enricher], tuple[str, int]]:
        """A copy, here or in another process, loads the model for itself."""
        return _make_enricher, (self.profile, self.threads)

    def __enter__(self) -> Enricher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _make_document(self, article: Article) -> AnnotatedDocument:
        title = article.title + SECTION_BREAK if article.title else ""
        text = title + article.text
        sections = [{"kind": "title", "start": 0, "end": len(article.title)}] if title else []
        sections.append({"kind": "body", "start": len(title), "end": len(text)})
        info = ArticleInfo.model_construct(**{name: getattr(article, name) for name in ArticleInfo.model_fields})
        piece = analysed(text, 0, self._analyser.analyse(text))
        return assemble(info, text, sections, [piece], self.provenance, locate(self._analyser.places))


def _make_enricher(profile: str, threads: int) -> Enricher:
    return Enricher(profile, threads=threads)
