"""The work of the commands: articles through the Enricher, and what becomes of each result."""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from pathlib import Path
from typing import IO

from icenews_nlp.cli.console import Bar, Report
from icenews_nlp.cli.inputs import STDIN, Inputs, Place
from icenews_nlp.documents.article import Article, EnrichFailure
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.enrichment.enricher import Enricher, load
from icenews_nlp.enrichment.worker_pool import Result
from icenews_nlp.errors import InputError
from icenews_nlp.formats.jsonl import read_articles, read_either, write_documents


def open_enricher(profile: str | None) -> AbstractContextManager[Enricher]:
    """The Enricher of that profile, or of the usual one, closed at the end."""
    return closing(load() if profile is None else load(profile))


def open_output(output: str, inputs: Sequence[str]) -> AbstractContextManager[IO[bytes]]:
    """The file to write, or standard output for `-`. Refuses to write over a file that is to be read."""
    if output == "-":
        return nullcontext(sys.stdout.buffer)
    path, read = Path(output), [Path(file) for file in inputs if file != STDIN]
    if path.exists() and any(file.exists() and file.samefile(path) for file in read):
        raise InputError(f"{output} is to be read and cannot be written over; name another file after --output")
    return path.open("wb")


def write_all(enricher: Enricher, inputs: Inputs, workers: int, out: IO[bytes], bar: Bar, report: Report) -> None:
    """Analyse all articles and write each document as it is made."""
    places: deque[Place] = deque()  # of the articles that are on their way through the workers

    def articles() -> Iterator[Article]:
        for place, article in inputs.read(read_articles):
            places.append(place)
            yield article

    with closing(enricher.enrich_many(articles(), workers=workers)) as results:  # its end, at Ctrl-C too, ends the workers
        for result in results:
            place = places.popleft()
            write_documents(_made(place, result, report), out)
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
                yield from _made(place, result, report)


def _made(place: Place, result: Result, report: Report) -> Iterator[AnnotatedDocument]:
    """The document, if one was made; otherwise the failure is told."""
    if isinstance(result, EnrichFailure):
        report.fail(f"{place}: cannot be analysed: {result.reason} ({result.error})")
    else:
        yield result
