"""`Enricher`: an article in, an annotated document out; or a stream of both, in order, on one core or several."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from icenews_nlp.documents.article import Article, ArticleInfo
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.enrichment.assemble import analysed, assemble, provenance
from icenews_nlp.enrichment.gc_pause import gc_paused
from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, make_analyser
from icenews_nlp.enrichment.worker_pool import Attempt, Result, failure, spread
from icenews_nlp.errors import InputError
from icenews_nlp.language.caches import CacheInfo

if TYPE_CHECKING:
    from spacy.language import Language

CHUNK: Final = 16
"""Articles sent to a worker at a time: enough that sending costs little, few enough that results come steadily."""

MOST_WORKERS: Final = 16
WORKERS_PER_CORE: Final = 4
"""Processes that are allowed: so many in all, or so many per core of the machine, whichever is more."""


SECTION_BREAK: Final = "\n\n"
"""Between title and body; no sentence goes on over a blank line."""


def load(profile: str = DEFAULT_PROFILE, *, threads: int = 1) -> Enricher:
    """An Enricher of that profile; keep it, since making one reads its tables anew.

    Args:
        profile: "standard", "fast" or "deep".
        threads: processor cores that one article is analysed on; what comes out does not depend on it. More than one helps with
            long articles; for many articles `enrich_many(workers=...)` gains more. Profile "fast" takes 1 only.

    Returns:
        Analyses articles in this process or several.

    Raises:
        ProfileError: there is no such profile.
        InputError: threads is no whole number from 1, or more than the profile can use.
        ModelError: a table of the package cannot be read.
        ParserError: the parser of profile "deep" cannot be started.
    """
    return Enricher(profile, threads=threads)


def enrich(article: str | Article, *, profile: str = DEFAULT_PROFILE) -> AnnotatedDocument:
    """Analyse one article with an Enricher made for it alone; for more than one use `load`, and its `enrich` or `enrich_many`.

    Takes, returns and raises what `load` and `Enricher.enrich` do.
    """
    with load(profile) as enricher:
        return enricher.enrich(article)


class Enricher:
    """Analyses articles with one profile. Loads its model when made. Any number of threads may share one."""

    def __init__(self, profile: str = DEFAULT_PROFILE, *, threads: int = 1) -> None:
        """Takes and raises what `load` does."""
        self.profile = profile
        self.threads = threads
        self._analyser = make_analyser(profile, threads=threads)
        self._provenance = provenance(profile, self._analyser)
        self._spacy: Language | None = None

    def enrich(self, article: str | Article) -> AnnotatedDocument:
        """Analyse one article, or a bare text.

        Args:
            article: the text is kept as it is, but lone surrogates become U+FFFD.

        Returns:
            Offsets are code points into its `text`.

        Raises:
            InputError: for anything else, bytes and None among it.
        """
        if isinstance(article, str):
            article = Article(text=article)
        elif not isinstance(article, Article):
            raise InputError(
                f"enrich takes a str or an Article, not {type(article).__name__}; "
                "decode bytes first, and leave out articles without a text"
            )
        return self._document(article)

    def enrich_many(self, articles: Iterable[str | Article], *, workers: int = 1) -> Generator[Result, None, None]:
        """Analyse a stream of articles; results come in order and as they are asked for.

        Args:
            articles: read a little ahead, never all at once.
            workers: processes; 1 works in this one. A script that uses more needs the usual `if __name__ == "__main__":` where
                Python starts processes afresh (macOS, Windows).

        Yields:
            A failure stands in the place of an article that cannot be analysed. An error of the stream itself is raised after
            the results of what was read before it.

        Raises:
            InputError: at once, for one article in the place of a stream, and for workers below 1 or over `most_workers()`.
            WorkerError: the processes cannot be started.
        """
        if not isinstance(workers, int) or workers < 1:
            raise InputError(f"workers is {workers!r}; give a whole number, 1 or more")
        if workers > most_workers():
            raise InputError(
                f"workers is {workers:,}; this machine has {os.cpu_count()} cores, so give at most {most_workers()}"
            )
        if isinstance(articles, str | bytes | dict | Article) or not hasattr(articles, "__iter__"):
            raise InputError(
                f"enrich_many takes a list or another stream of articles, not {type(articles).__name__}; "
                "give a single article to enrich"
            )
        numbered = enumerate(articles)
        if workers == 1:
            return (self._try(i, article) for i, article in numbered)
        size = 1 if self.profile == "deep" else CHUNK  # a parsed article takes seconds
        return spread(numbered, partial(_make_attempt, self.profile, self.threads), self._try, workers=workers, size=size)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of each cache, as `functools.lru_cache` reports them."""
        return self._analyser.cache_info()

    @property
    def spacy(self) -> Language:
        """The spaCy pipeline of the same profile, made on first use; it shares this instance's tables and its parser."""
        if self._spacy is None:
            from icenews_nlp.integrations.spacy.pipeline import load_pipeline

            self._spacy = load_pipeline(self.profile, analyser=self._analyser)
        return self._spacy

    def close(self) -> None:
        """End the parser's process of profile "deep"; other profiles hold nothing open."""
        if self._analyser.parser is not None:
            self._analyser.parser.close()

    def __reduce__(self) -> tuple[Callable[[str, int], Enricher], tuple[str, int]]:
        """A copy, here or in another process, reads its tables for itself."""
        return _make_enricher, (self.profile, self.threads)

    def __enter__(self) -> Enricher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _try(self, index: int, article: str | Article) -> Result:
        try:
            return self.enrich(article)
        except Exception as error:  # one bad article never ends a run; the reason is kept
            return failure(index, article, error)

    def _document(self, article: Article) -> AnnotatedDocument:
        with gc_paused():
            return self._make_document(article)

    def _make_document(self, article: Article) -> AnnotatedDocument:
        title = article.title + SECTION_BREAK if article.title else ""
        text = title + article.text
        sections = [{"kind": "title", "start": 0, "end": len(article.title)}] if title else []
        sections.append({"kind": "body", "start": len(title), "end": len(text)})
        info = ArticleInfo.model_construct(**{name: getattr(article, name) for name in ArticleInfo.model_fields})
        piece = analysed(text, 0, self._analyser.analyse(text))
        return assemble(info, text, sections, [piece], self._provenance)


def most_workers() -> int:
    """More processes than this only take memory, and a machine without enough of it kills the run."""
    return max(MOST_WORKERS, WORKERS_PER_CORE * (os.cpu_count() or 1))


def _make_enricher(profile: str, threads: int) -> Enricher:
    return Enricher(profile, threads=threads)


def _make_attempt(profile: str, threads: int) -> Attempt:
    return _make_enricher(profile, threads)._try
