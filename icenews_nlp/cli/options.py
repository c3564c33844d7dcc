"""Options that several commands share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

import typer

from icenews_nlp.cli.console import Report
from icenews_nlp.documents.layers import LAYERS
from icenews_nlp.errors import InputError, unknown_name

if TYPE_CHECKING:
    from icenews_nlp.intake.json.fields import FieldMap

MAX_CHARACTERS: Final = 500_000
"""The longest article that the command line analyses if nothing else is said: some 75,000 words, whose document takes some
300 MB of memory."""

LOG_FORMATS: Final = ("text", "json")


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"icenews_nlp {version('icenews_nlp')}")
        raise typer.Exit


Version = Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")]
Profile = Annotated[
    str | None,
    typer.Option(
        "--profile",
        "-p",
        metavar="[standard|fast|deep]",
        help="Analysis profile [default: standard]; see `icenews-nlp info`.",
    ),
]
MaxCharacters = Annotated[
    int,
    typer.Option(
        "--max-characters",
        min=0,
        metavar="N",
        help="Give up an article of more characters, title included; it is reported. 0 for no limit.",
    ),
]
Only = Annotated[
    str | None,
    typer.Option(
        "--only",
        metavar="LAYER,...",
        show_default="all",
        help=f"Write these layers alone, of {', '.join(LAYERS)}. Tokens take most of the place.",
    ),
]
Db = Annotated[str, typer.Option("--db", metavar="FILE", help="The search index.")]
Map = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=NAME,...",
        show_default="own names",
        help="Which fields of JSON are read as text, title, id, url, source, section, published, tags and metadata, as in "
        "text=content.body,title=headline; a dot leads into an object.",
    ),
]
Timezone = Annotated[
    str | None,
    typer.Option(
        "--timezone",
        metavar="ZONE",
        show_default="such times are refused",
        help="Zone of times of publication that name none, such as Atlantic/Reykjavik.",
    ),
]
KeepUnknown = Annotated[
    bool,
    typer.Option(
        "--keep-unknown", help="Keep fields of JSON that articles do not have in their metadata, instead of refusing."
    ),
]
LogFormat = Annotated[
    str | None,
    typer.Option(
        "--log-format",
        metavar="[text|json]",
        show_default="a bar on a terminal, else text",
        help="Progress as a line every minute and one at the end, for people or as an object of JSON: time, level, done, "
        "failed, rate (articles per second), words_per_second, left (seconds).",
    ),
]


def set_log_format(name: str | None) -> None:
    """Let everything that is reported be of that format.

    Raises:
        InputError: there is none of that name.
    """
    if name is not None and name not in LOG_FORMATS:
        raise InputError(unknown_name("log format", name, LOG_FORMATS))
    Report.log_format = name


def field_map(given: list[str] | None, timezone: str | None, keep_unknown: bool) -> FieldMap:
    """What `--map`, `--timezone` and `--keep-unknown` ask for.

    Raises:
        InputError: The map or the time zone is wrong.
    """
    from icenews_nlp.intake.json.fields import FieldMap

    return FieldMap(None if given is None else ",".join(given), timezone=timezone, keep_unknown=keep_unknown)
