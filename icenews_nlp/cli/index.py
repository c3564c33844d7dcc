"""The work of `index`: files into a search index, and what came of it, after Ctrl-C too."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from functools import partial
from typing import Any, Final

from icenews_nlp.cli.console import Report, stop
from icenews_nlp.cli.enrich import open_enricher, report_failure
from icenews_nlp.cli.inputs import Inputs, Place
from icenews_nlp.cli.progress.display import Display, open_progress
from icenews_nlp.cli.progress.meter import count_words
from icenews_nlp.documents.article import Article, EnrichFailure
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.enrichment.contexts import Analysis
from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, find_profile
from icenews_nlp.enrichment.worker_process import Result
from icenews_nlp.intake.json.fields import FieldMap
from icenews_nlp.search.ingest import Counts, Ingester
from icenews_nlp.search.sqlite.index import SearchIndex

OPTIMIZED_SHARE: Final = 0.1
"""The share of the index that a run must have written for its many small batches to be merged."""


def run_index(
    files: Sequence[str],
    db: str,
    profile: str | None,
    report: Report,
    fields: FieldMap,
    *,
    workers: int,
    timeout: float | None,
    max_characters: int | None,
    replace: bool,
) -> None:
    """Fill the index from files.

    Raises:
        ProfileError: There is no such profile.
        SearchIndexError: The index cannot be opened or written.
    """
    find_profile(DEFAULT_PROFILE if profile is None else profile)
    inputs = Inputs(files, fields)

    analyse = partial(_analysed, profile=profile, workers=workers, timeout=timeout, max_characters=max_characters)
    with SearchIndex(db) as index:
        ingester = Ingester(index, replace=replace)
        try:
            with open_progress(report, inputs.size()) as progress:
                _ingest(inputs, ingester, analyse, progress, report)
                if ingester.counts.added + ingester.counts.replaced > len(index) * OPTIMIZED_SHARE:
                    index.optimize()
        except KeyboardInterrupt as interrupt:
            stop(interrupt, f"articles in {db}: {len(index):,}; the same command resumes from there")
        report.say(f"{_sentence(ingester.counts)}; articles in {db}: {len(index):,}")


def _analysed(articles: Iterator[Article], *, profile: str | None, **options: Any) -> Generator[Result, None, None]:
    """The results of an Enricher that is made for the first article; the options are those of `enrich_many`."""
    with open_enricher(profile) as enricher, closing(enricher.enrich_many(articles, **options)) as results:
        yield from results


def _ingest(inputs: Inputs, ingester: Ingester, analyse: Analysis, progress: Display, report: Report) -> None:
    """Put all records of the inputs into the index that are new to it, and report failures and progress."""
    places: dict[int, tuple[Place, int]] = {}  # of what is on its way, with the number of its words

    def settled(position: int, failure: EnrichFailure | None) -> None:
        place, words = places.pop(position)
        if failure:
            report_failure(place, failure, report)
        progress.advance(place.done, words)

    ingester.ingest(_noted(inputs, report, places), analyse, on_record=settled)


def _noted(inputs: Inputs, report: Report, places: dict[int, tuple[Place, int]]) -> Iterator[Article | AnnotatedDocument]:
    for position, (place, record) in enumerate(inputs.articles_and_documents(report.fail)):
        places[position] = place, count_words(record.text)
        yield record


def _sentence(counts: Counts) -> str:
    failed = f", {counts.failed:,} failed" if counts.failed else ""
    return f"{counts.added:,} added, {counts.replaced:,} replaced, {counts.unchanged:,} unchanged{failed}"
