"""`icenews-nlp`: enrich, show, schema, info. Each command imports what it needs, so that `--help` comes at once."""

from __future__ import annotations

import sys
from itertools import islice
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from icenews_nlp.cli.reports import Bar, Commands, OutputConsole, Report

app = typer.Typer(
    cls=Commands, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False,
    help="Icelandic article text in, annotated documents out.",
)  # fmt: skip

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE", help="Text (.txt, one article each), JSON Lines (.jsonl, one article a line), or - for stdin."
    ),
]
Profile = Annotated[str | None, typer.Option("--profile", "-p", metavar="NAME", help="The analysis; `info` lists them.")]


def main() -> None:
    """The entry point."""
    app(prog_name="icenews-nlp")


@app.command()
def enrich(
    files: Files,
    profile: Profile = None,
    workers: Annotated[int, typer.Option("--workers", "-w", min=1, help="Processes that analyse side by side.")] = 1,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - for stdout.")] = "-",
) -> None:
    """Analyse articles and write annotated documents, one JSON object a line, in order.

    A line or file that cannot be read is named on standard error and left out; the exit status is then 1.
    """
    from icenews_nlp.cli.inputs import Inputs
    from icenews_nlp.cli.work import open_enricher, open_output, write_all

    report = Report()
    inputs = Inputs(files, report.fail)
    with (
        open_enricher(profile) as enricher,
        open_output(output, files) as out,
        Bar(report.console, inputs.size(), wanted=not out.isatty()) as bar,
    ):
        write_all(enricher, inputs, workers, out, bar, report)
    report.end()


@app.command()
def show(
    files: Files,
    profile: Profile = None,
    tokens: Annotated[bool, typer.Option("--tokens", "-t", help="Also a table of tokens.")] = False,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=1, help="Only the first N articles.")] = None,
) -> None:
    """Print articles with their entities coloured, and a table of the names.

    Takes articles, which are analysed, or documents that `enrich` wrote, which are shown as they are.

    Without colours (in a pipe, with NO_COLOR) entities stand in brackets: [Kim Jong-un|Person].
    """
    from icenews_nlp.cli.inputs import Inputs
    from icenews_nlp.cli.work import documents
    from icenews_nlp.formats.terminal import print_document

    report, console = Report(), OutputConsole()
    for document in islice(documents(Inputs(files, report.fail), profile, report), limit):
        print_document(document, console, tokens=tokens)
        console.print()
    report.end()


@app.command()
def schema() -> None:
    """Print the JSON Schema of the documents that `enrich` writes."""
    from icenews_nlp.formats.schema import document_schema

    sys.stdout.buffer.write(document_schema().encode())
    sys.stdout.buffer.flush()


@app.command()
def info() -> None:
    """Print versions, profiles, where the model lies, and whose data it uses."""
    from icenews_nlp.cli.about import facts

    table = Table.grid(padding=(0, 2))
    for name, fact in facts():
        table.add_row(Text(name, "bold"), Text(fact))
    OutputConsole().print(table)
