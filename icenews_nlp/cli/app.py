"""The commands. Each imports what it needs, so that `--help` is quick."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Final

import typer
from rich.table import Table
from rich.text import Text

from icenews_nlp.cli.console import Commands, OutputConsole, Report
from icenews_nlp.cli.ending import FAILED
from icenews_nlp.cli.evaluate import evaluate
from icenews_nlp.cli.options import (
    MAX_CHARACTERS,
    Db,
    KeepUnknown,
    LogFormat,
    Map,
    MaxCharacters,
    Only,
    Profile,
    Timezone,
    Version,
    field_map,
    set_log_format,
)
from icenews_nlp.cli.serve import serve, serve_api
from icenews_nlp.cli.streams import stdout_bytes

app = typer.Typer(
    cls=Commands, add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False, rich_markup_mode="markdown"
)

EXIT_STATUS: Final = (
    "Exit status of every command: 0 done; 1 done, but something was left out, or `search` found nothing; 2 stopped: wrong "
    "usage, an index or model that cannot be read, a full disk; 130 after Ctrl-C; 141 when the reader of the output has gone; "
    "143 after SIGTERM."
)

NOT_COMPARED: Final = frozenset({"files", "profile", "workers", "output", "form", "log_format", "resume"})
"""Options of `enrich` that may differ when a run is resumed: they do not change its documents, or are compared otherwise."""

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE",
        help="Texts and web pages (.txt, .html, one article per file), feeds (.xml, .rss, .atom), JSON Lines (.jsonl, one "
        "article per line), JSON (.json, a list of articles or one), each of them compressed or not (.gz, .zst); folders of "
        "these; or - for standard input.",
    ),
]
Workers = Annotated[int, typer.Option("--workers", "-w", min=1, metavar="N", help="Number of worker processes.")]
Timeout = Annotated[
    float | None,
    typer.Option(
        "--timeout",
        min=0.001,
        metavar="SECONDS",
        show_default="none",
        help="Give up an article that takes longer; it is reported.",
    ),
]
FormatName = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="NAME",
        show_default="by the ending of FILE, else jsonl",
        help="jsonl, json, conllu, parquet, docbin, doccano, prodigy, label-studio or json-ld; doccano-utf16 and "
        "label-studio-utf16 count offsets as JavaScript does.",
    ),
]


@app.callback(epilog=EXIT_STATUS)
def options(version: Version = False) -> None:
    """Icelandic article text in, annotated documents out."""


@app.command()
def enrich(
    context: typer.Context,
    files: Files,
    profile: Profile = None,
    workers: Workers = 1,
    timeout: Timeout = None,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Where to write: - is standard output; a file is replaced when all is done."
        ),
    ] = "-",
    form: FormatName = None,
    failures: Annotated[
        str | None,
        typer.Option(
            "--failures", metavar="FILE", help="Also write what is left out to FILE: JSON Lines of place, id, error and reason."
        ),
    ] = None,
    only: Only = None,
    max_characters: MaxCharacters = MAX_CHARACTERS,
    log_format: LogFormat = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where the same command was stopped or killed; needs --output FILE.")
    ] = False,
    map_: Map = None,
    timezone: Timezone = None,
    keep_unknown: KeepUnknown = False,
) -> None:
    """Analyse articles and write annotated documents, in order; as JSON Lines, or in another format.

    A line or file that cannot be read is reported on standard error and left out; the exit status is then 1.

    JSON of any other form is read with `--map`:

    `icenews-nlp enrich feed.jsonl --map text=content.body,title=headline,published=date --timezone Atlantic/Reykjavik`

    With `--output FILE` documents are written to `FILE.part`, which takes the place of FILE when all is done. After Ctrl-C and
    SIGTERM FILE is as it was, and `FILE.part` is whole and has what was made till then. After a kill or on a full disk it has
    no end, so that parquet, docbin and label-studio cannot be read. A FILE that ends in `.gz` or `.zst` is compressed.

    With `--resume` nothing is lost or doubled whatever ends the command: `FILE.journal` keeps how far it has come, and the same
    command goes on from there, or says that all is done. Without an earlier run, or when inputs or options of a finished one
    have changed, it starts afresh, so it may always be given. Only the same options, but for `--workers`, and unchanged files
    go on with an unfinished run; standard input must give the same articles again.
    """
    from icenews_nlp.cli.enrich import layers_for, run_enrich
    from icenews_nlp.formats.writers import format_named, format_of

    set_log_format(log_format)
    report = Report()
    chosen = format_of(output) if form is None else format_named(form)
    chosen.check_name(output)
    settings = {name: value for name, value in context.params.items() if name not in NOT_COMPARED} | {"format": chosen.name}
    run_enrich(
        files,
        output,
        chosen,
        report,
        field_map(map_, timezone, keep_unknown),
        profile=profile,
        workers=workers,
        timeout=timeout,
        max_characters=max_characters or None,
        only=layers_for(chosen, only),
        failures=failures,
        resume=settings if resume else None,
    )
    report.end()


@app.command()
def show(
    files: Files,
    profile: Profile = None,
    tokens: Annotated[bool, typer.Option("--tokens", "-t", help="Also print a table of tokens.")] = False,
    limit: Annotated[
        int | None, typer.Option("--limit", "-n", min=1, metavar="N", show_default="all", help="Only the first N articles.")
    ] = None,
    map_: Map = None,
    timezone: Timezone = None,
    keep_unknown: KeepUnknown = False,
) -> None:
    """Print articles with their entities coloured, and a table of the names.

    Takes articles, which are analysed, and documents that `enrich` wrote (.jsonl, .json, .parquet, .spacy) as they are.

    Without colours (in a pipe, with NO_COLOR) entities stand in brackets: `[Kim Jong-un|Person]`.
    """
    from icenews_nlp.cli.enrich import documents
    from icenews_nlp.cli.inputs import Inputs
    from icenews_nlp.formats.terminal import print_document

    report, console = Report(), OutputConsole()
    inputs = Inputs(files, field_map(map_, timezone, keep_unknown))
    for document in islice(documents(inputs, profile, report), limit):
        print_document(document, console, tokens=tokens)
        console.print()
    report.end()


@app.command()
def index(
    files: Files,
    db: Db,
    profile: Profile = None,
    workers: Workers = 1,
    timeout: Timeout = None,
    max_characters: MaxCharacters = MAX_CHARACTERS,
    log_format: LogFormat = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Re-index articles that are already present (e.g. after changing the profile).")
    ] = False,
    map_: Map = None,
    timezone: Timezone = None,
    keep_unknown: KeepUnknown = False,
) -> None:
    """Put articles into a search index: articles, which are analysed, or documents that `enrich` wrote.

    Documents are read from .jsonl, .json, .parquet and .spacy, and files of the first two may be compressed.

    An article is known by its id, else its url, else its text. One that is present and the same is skipped; one of which
    anything has changed (text, title, date, source, tags, metadata) is replaced. So the same command again resumes where it
    stopped, and adds nothing twice.

    A line or file that cannot be read is reported on standard error and left out; the exit status is then 1.
    """
    from icenews_nlp.cli.index import run_index

    set_log_format(log_format)
    report = Report()
    most = max_characters or None
    fields = field_map(map_, timezone, keep_unknown)
    run_index(files, db, profile, report, fields, workers=workers, timeout=timeout, max_characters=most, replace=replace)
    report.end()


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(metavar="QUERY", help="Words, in any form; after -- if one begins with -.")],
    db: Db,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, metavar="N", help="Number of articles to show.")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="Print one line of JSON, the fields of `Results`.")] = False,
    no_facets: Annotated[bool, typer.Option("--no-facets", help="Omit facet counts.")] = False,
    recency: Annotated[
        float,
        typer.Option("--recency", min=0.0, metavar="X", help="Boost for recent articles: 0 = off, 1 = newest scores double."),
    ] = 0.0,
) -> None:
    """Search an index: every form of each word is found, best articles first.

    Besides words a query takes `"a phrase"`, `=exact`, `beginning*`, `-not`, `OR` and parentheses; `person:`, `place:`,
    `organization:` and `misc:` for names; `published:2026-11`, `since:` and `until:` for days; `source:RÚV` for the source.

    Exit status: 0 if something is found, 1 if nothing is, 2 for a query or an index that cannot be read.
    """
    from icenews_nlp.cli.search import ask, print_results

    query = " ".join(words)
    results = ask(db, query, limit=limit, facets=not no_facets, recency=recency)
    console = OutputConsole()
    if as_json:
        out = stdout_bytes()
        out.write(results.model_dump_json().encode() + b"\n")
        out.flush()
    elif results.hits:
        print_results(results, console)
    if not results.hits:
        Report().say(f"icenews-nlp: no article matches {query}")
        raise typer.Exit(FAILED)


app.command()(serve)
app.command("serve-api")(serve_api)


@app.command()
def check(db: Db) -> None:
    """Check whether a search index is whole; it reads all of the file.

    Exit status: 0 if it is whole, 1 if it is damaged, 2 if it is no index.
    """
    from icenews_nlp.search.sqlite.index import SearchIndex

    report = Report()
    with SearchIndex(db, create=False) as index:
        for fault in index.check():
            report.fail(f"{db}: {fault}")
        if not report.failures:
            report.say(f"{db} is whole; articles: {len(index):,}")
    report.end()


app.command()(evaluate)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the documents that `enrich` writes."""
    from icenews_nlp.documents.schema import document_schema

    out = stdout_bytes()
    out.write(document_schema().encode())
    out.flush()


@app.command()
def info() -> None:
    """Print versions, profiles, the folder of the model, and whose data it uses."""
    from icenews_nlp.cli.info import facts

    table = Table.grid(padding=(0, 2))
    for name, fact in facts():
        table.add_row(Text(name, "bold"), Text(fact))
    OutputConsole().print(table)
