"""Articles and documents into a search index, in batches: what is there already is skipped, articles are analysed first.

A batch is in the index wholly or not at all, so that a run that is cut off leaves an index that the next run completes.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import chain
from time import monotonic
from typing import Final

import typer

from icenews_nlp.cli.console import INTERRUPTED, Bar, Report
from icenews_nlp.cli.enrich import open_enricher
from icenews_nlp.cli.inputs import Inputs, Place
from icenews_nlp.documents.article import Article, ArticleInfo, EnrichFailure
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, check_profile
from icenews_nlp.formats.jsonl import read_either
from icenews_nlp.search.analysis.document import article_key
from icenews_nlp.search.sqlite.index import SearchIndex

BATCH: Final = 64
"""Documents in one transaction, at most."""
SECONDS: Final = 2.0
"""Or as many as come in this time, so that a slow profile loses little when it is cut off."""
WORTH_IT: Final = 0.1
"""The share of the index that a run must have added for its many small batches to be put together."""


def run_index(files: Sequence[str], db: str, profile: str | None, workers: int, report: Report, *, replace: bool) -> None:
    """Fill the index from files, and tell what came of it, after Ctrl-C too.

    Raises:
        ProfileError: there is no such profile.
        SearchIndexError: the index cannot be opened or written.
    """
    check_profile(DEFAULT_PROFILE if profile is None else profile)
    inputs = Inputs(files, report.fail)
    with SearchIndex(db) as index:
        intake = Intake(index, replace=replace)
        try:
            with Bar(report.console, inputs.size(), wanted=True) as bar:
                fill(inputs, intake, profile, workers, bar, report)
                if intake.added > len(index) * WORTH_IT:
                    index.optimize()
        except KeyboardInterrupt:
            report.say(f"icenews-nlp: interrupted; {db} holds {len(index):,} articles, and the same command goes on from there")
            raise typer.Exit(INTERRUPTED) from None
        report.say(f"{intake.added:,} articles added, {intake.known:,} were there already; {db} holds {len(index):,}")


class Intake:
    """What is on its way into an index."""

    def __init__(self, index: SearchIndex, *, replace: bool) -> None:
        """Initialise the instance.

        Args:
            replace: take documents that the index has with the same text, too.
        """
        self.added = 0
        self.known = 0
        self._index = index
        self._replace = replace
        self._coming: dict[str, str] = {}  # the newest text of each key that was wanted and is not in the index yet
        self._batch: dict[str, AnnotatedDocument] = {}
        self._due = monotonic() + SECONDS

    def wants(self, key: str, text: str) -> bool:
        """Whether that text is new under that key: to the index, and to what is on its way."""
        coming = self._coming.get(key)
        known = coming == text if coming is not None else not self._replace and self._index.holds(key, text)
        if known:
            self.known += 1
        else:
            self._coming[key] = text
        return not known

    def put(self, key: str, document: AnnotatedDocument) -> None:
        """Take a document that was wanted, unless a newer text has come under its key since."""
        if self._coming.get(key) == document.text:
            self._batch[key] = document
            if len(self._batch) >= BATCH or monotonic() >= self._due:
                self.commit()

    def drop(self, key: str, text: str) -> None:
        """Forget what was wanted and could not be analysed."""
        if self._coming.get(key) == text:
            del self._coming[key]

    def commit(self) -> None:
        """Write what was put, in one transaction."""
        self.added += self._index.add(self._batch.values())
        for key, document in self._batch.items():
            self.drop(key, document.text)
        self._batch.clear()
        self._due = monotonic() + SECONDS


def fill(inputs: Inputs, intake: Intake, profile: str | None, workers: int, bar: Bar, report: Report) -> None:
    """Put all that the inputs hold into the index. An Enricher is made for the first article that is not there yet."""
    flying: deque[tuple[Place, str, str]] = deque()  # articles on their way through the analysis, with key and text

    def articles() -> Iterator[Article]:
        records: Iterator[tuple[Place, Article | AnnotatedDocument]] = inputs.read(read_either)
        for place, record in records:
            info, text = _content(record)
            key = article_key(info, text)
            if not intake.wants(key, text):
                bar.move(place.done)
            elif isinstance(record, AnnotatedDocument):
                intake.put(key, record)
                bar.move(place.done)
            else:
                flying.append((place, key, text))
                yield record

    wanted = articles()
    first = next(wanted, None)
    if first is not None:
        with (
            open_enricher(profile) as enricher,
            closing(enricher.enrich_many(chain([first], wanted), workers=workers)) as results,
        ):
            for result in results:
                place, key, text = flying.popleft()
                if isinstance(result, EnrichFailure):
                    intake.drop(key, text)
                    report.fail(f"{place}: cannot be analysed: {result.reason} ({result.error})")
                else:
                    intake.put(key, result)
                bar.move(place.done)
    intake.commit()


def _content(record: Article | AnnotatedDocument) -> tuple[ArticleInfo, str]:
    """What is known of an article, and the text of its document, made or to be made."""
    if isinstance(record, AnnotatedDocument):
        return record.article, record.text
    return record, f"{record.title}\n\n{record.text}" if record.title else record.text
