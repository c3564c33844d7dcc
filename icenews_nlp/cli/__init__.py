"""`icenews-nlp`: enrich, show, index, search, serve, evaluate, schema, info. Each imports what it needs: `--help` is quick."""

from __future__ import annotations

import sys
from itertools import islice
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from icenews_nlp.cli.console import FAILED, Bar, Commands, OutputConsole, Report
from icenews_nlp.cli.evaluate import evaluate

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
Workers = Annotated[int, typer.Option("--workers", "-w", min=1, help="Processes that analyse side by side.")]
Db = Annotated[str, typer.Option("--db", metavar="FILE", help="The search index.")]


def main() -> None:
    """The entry point."""
    app(prog_name="icenews-nlp")


@app.command()
def enrich(
    files: Files,
    profile: Profile = None,
    workers: Workers = 1,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write; - for stdout.")] = "-",
) -> None:
    """Analyse articles and write annotated documents, one JSON object a line, in order.

    A line or file that cannot be read is named on standard error and left out; the exit status is then 1.
    """
    from icenews_nlp.cli.enrich import open_enricher, open_output, write_all
    from icenews_nlp.cli.inputs import Inputs

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
    from icenews_nlp.cli.enrich import documents
    from icenews_nlp.cli.inputs import Inputs
    from icenews_nlp.formats.terminal import print_document

    report, console = Report(), OutputConsole()
    for document in islice(documents(Inputs(files, report.fail), profile, report), limit):
        print_document(document, console, tokens=tokens)
        console.print()
    report.end()


@app.command()
def index(
    files: Files,
    db: Db,
    profile: Profile = None,
    workers: Workers = 1,
    replace: Annotated[bool, typer.Option("--replace", help="Also what is there already, for another profile.")] = False,
) -> None:
    """Put articles into a search index: articles, which are analysed, or documents that `enrich` wrote.

    An article is known by its id, else its url, else its text. One that is there with the same text is skipped, one whose text
    has changed is replaced; so the same command again goes on where it was cut off, and adds nothing twice.

    A line or file that cannot be read is named on standard error and left out; the exit status is then 1.
    """
    from icenews_nlp.cli.index import run_index

    report = Report()
    run_index(files, db, profile, workers, report, replace=replace)
    report.end()


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="QUERY", help="Words, in any form; after -- if one begins with -.")],
    db: Db,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="Articles to show.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON, the fields of `Results`.")] = False,
    no_facets: Annotated[bool, typer.Option("--no-facets", help="Without the counts of names, sources and days.")] = False,
    recency: Annotated[
        float, typer.Option("--recency", min=0.0, help="Weight of the date: 0 none; with 1 the newest article counts twice.")
    ] = 0.0,
) -> None:
    """Search an index: every form of each word is found, best articles first.

    Besides words a query takes "a phrase", =exact, beginning*, -not, OR and parentheses; person:, place:, organization: and
    misc: for names; published:2026-11, since: and until: for days; source:RÚV for what a source published.

    Exit status: 0 where something is found, 1 where nothing is, 2 for a query or an index that cannot be read.
    """
    from icenews_nlp.cli.search import ask, print_results

    query = " ".join(words)
    results = ask(db, query, limit=limit, facets=not no_facets, recency=recency)
    console = OutputConsole()
    if as_json:
        sys.stdout.buffer.write(results.model_dump_json().encode() + b"\n")
        sys.stdout.buffer.flush()
    elif results.hits:
        print_results(results, console)
    if not results.hits:
        Report().say(f"icenews-nlp: no article matches {query}")
        raise typer.Exit(FAILED)


@app.command()
def serve(
    db: Db,
    host: Annotated[str, typer.Option("--host", metavar="NAME", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 for any that is free.")] = 8000,
) -> None:
    """Serve a search page until Ctrl-C, to this machine alone unless --host says otherwise; it asks for no password."""
    from icenews_nlp.cli.serve import run_server

    run_server(db, host, port, Report())


app.command()(evaluate)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the documents that `enrich` writes."""
    from icenews_nlp.documents.schema import document_schema

    sys.stdout.buffer.write(document_schema().encode())
    sys.stdout.buffer.flush()


@app.command()
def info() -> None:
    """Print versions, profiles, where the model lies, and whose data it uses."""
    from icenews_nlp.cli.info import facts

    table = Table.grid(padding=(0, 2))
    for name, fact in facts():
        table.add_row(Text(name, "bold"), Text(fact))
    OutputConsole().print(table)
