"""The work of `enrich` and `show`: articles through the Enricher, and what becomes of each result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from functools import partial
from typing import Any

from icenews_nlp.batch.failures import AnalysisFailure, Failure, open_failures
from icenews_nlp.batch.journal import RunRequest
from icenews_nlp.batch.order import InOrder
from icenews_nlp.cli.console import Report
from icenews_nlp.cli.inputs import Inputs, Place
from icenews_nlp.cli.output import Output, ResumableOutput, open_output, open_resumable
from icenews_nlp.cli.progress.display import Display, open_progress
from icenews_nlp.cli.progress.meter import count_words
from icenews_nlp.documents.article import EnrichFailure
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.documents.layers import Layer, layers_named
from icenews_nlp.enrichment.contexts import Analysis
from icenews_nlp.enrichment.enricher import Enricher, load
from icenews_nlp.formats.writers import Format
from icenews_nlp.intake.json.fields import FieldMap


def open_enricher(profile: str | None) -> closing[Enricher]:
    """The Enricher of that profile, or of the usual one, closed at the end."""
    return closing(load() if profile is None else load(profile))


def layers_for(form: Format, only: str | None) -> tuple[Layer, ...] | None:
    """The layers that `--only` names; None where all are wanted.

    Raises:
        InputError: there is no such layer, or the format needs others.
    """
    if only is None:
        return None
    layers = layers_named([name.strip() for name in only.split(",")])
    form.check_layers(layers)
    return layers


def run_enrich(
    files: Sequence[str],
    output: str,
    form: Format,
    report: Report,
    fields: FieldMap,
    *,
    profile: str | None,
    workers: int,
    timeout: float | None,
    max_characters: int | None,
    only: tuple[Layer, ...] | None,
    failures: str | None,
    resume: Mapping[str, Any] | None,
) -> None:
    """Analyse the articles of files and write each document as it is made.

    Args:
        files: Names of files; `-` is standard input.
        output: The file to write, or `-`.
        form: How documents are written.
        report: Gets the failures.
        fields: Which fields of JSON are read as which of an article.
        profile: None for the usual one.
        workers: Number of processes.
        timeout: Seconds for each article.
        max_characters: The longest article that is analysed.
        only: The layers that documents keep; None for all.
        failures: The file for failures.
        resume: All that may change the output; resume an earlier run of the same. None to start afresh.

    Raises:
        InputError: A file for output or failures cannot be written, or what a format needs is not installed.
        ProfileError: There is no such profile.
    """
    inputs = Inputs(files, fields)
    with ExitStack() as stack:
        if resume is None:
            out: Output | ResumableOutput | None = stack.enter_context(open_output(output, form, inputs.files, report))
            enricher = stack.enter_context(open_enricher(profile))
            report.file = stack.enter_context(open_failures(failures, [*inputs.files, output]))
        else:
            enricher = stack.enter_context(open_enricher(profile))
            request = RunRequest({**resume, **enricher.provenance.model_dump(mode="json")}, inputs.fingerprints())
            out = stack.enter_context(open_resumable(output, form, inputs.files, report, request, failures))
        if out is None:
            return
        limited = partial(enricher.enrich_many, timeout=timeout, max_characters=max_characters)
        with open_progress(report, inputs.size(), wanted=not out.is_terminal) as progress:
            write_all(partial(limited, workers=workers, only=only), inputs, out, progress, report)


def write_all(analyse: Analysis, inputs: Inputs, out: Output | ResumableOutput, progress: Display, report: Report) -> None:
    """Analyse all articles that are new to the output and write each document; failures are reported in their place."""

    def fail(failure: Failure) -> None:
        report.fail(failure)
        out.settle(order.position)

    start = out.start.position
    order: InOrder[Place] = InOrder(fail, lambda: inputs.file, start)
    articles = inputs.articles(order.fail, start.file)
    with closing(order.results(analyse, articles)) as results:
        for result, place in results:
            if isinstance(result, EnrichFailure):
                report_failure(place, result, report)
                out.settle(order.position)
            else:
                out.write(result, order.position)
            progress.advance(place.done, 0 if isinstance(result, EnrichFailure) else count_words(result.text))


def documents(inputs: Inputs, profile: str | None, report: Report) -> Iterator[AnnotatedDocument]:
    """The documents among the inputs as they are, and the articles analysed; an Enricher is made for the first article."""
    enricher: Enricher | None = None
    records = inputs.articles_and_documents(report.fail)
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
    report.fail(AnalysisFailure(str(place), failure.id, failure.error, failure.reason))
