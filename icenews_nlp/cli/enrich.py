"""The work of `enrich` and `show`: articles through the Enricher, and what becomes of each result."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing

from icenews_nlp.cli.console import Bar, Report
from icenews_nlp.cli.inputs import Inputs, Place
from icenews_nlp.cli.output import Output
from icenews_nlp.documents.article import Article, EnrichFailure
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.enrichment.contexts import Analysis, with_contexts
from icenews_nlp.enrichment.enricher import Enricher, load
from icenews_nlp.formats.jsonl import read_articles, read_either


def open_enricher(profile: str | None) -> closing[Enricher]:
    """The Enricher of that profile, or of the usual one, closed at the end."""
    return closing(load() if profile is None else load(profile))


def write_all(analyse: Analysis, inputs: Inputs, out: Output, bar: Bar, report: Report) -> None:
    """Analyse all articles and write each document as it is made; failures are reported by the place of their article."""
    articles = ((article, place) for place, article in inputs.read(read_articles))
    with closing(with_contexts(analyse, articles)) as results:
        for result, place in results:
            if isinstance(result, EnrichFailure):
                report_failure(place, result, report)
            else:
                out.write(result)
            bar.move(place.done)


def documents(inputs: Inputs, profile: str | None, report: Report) -> Iterator[AnnotatedDocument]:
    """The documents among the inputs as they are, and the articles analysed; an Enricher is made for the first article."""
    enricher: Enricher | None = None
    records: Iterator[tuple[Place, Article | AnnotatedDocument]] = inputs.read(read_either)
    with ExitStack() as stack:
        for place, record in records:
            if isinstance(record, AnnotatedDocument):
                yield record
                continue
            enricher = enricher or stack.enter_context(open_enricher(profile))
            for result in enricher.enrich_many([record]):
                if isinstance(result, EnrichFailure):
                    report_failure(place, result, report)
                else:
                    yield result


def report_failure(place: Place, failure: EnrichFailure, report: Report) -> None:
    """Report an article that could not be analysed."""
    report.fail(f"{place}: cannot be analysed: {failure.reason} ({failure.error})")
