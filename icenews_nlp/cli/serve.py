"""The commands that serve until Ctrl-C or SIGTERM: the search page, and enrichment over HTTP."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Annotated, Final

import typer

from icenews_nlp.cli.console import Report
from icenews_nlp.cli.ending import signals_call
from icenews_nlp.cli.options import Db, Profile
from icenews_nlp.cli.streams import reason_of
from icenews_nlp.errors import InputError
from icenews_nlp.service import defaults

SWITCH_SECONDS: Final = 0.001
"""Before one thread has to let another go on. A plain request takes turns with heavy ones some twenty times."""

Host = Annotated[str, typer.Option("--host", metavar="NAME", help="Address to listen on.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="Port to listen on; 0 for any that is free.")]


def serve(db: Db, host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve a search page until Ctrl-C, to this machine alone unless `--host` says otherwise; it asks for no password."""
    from icenews_nlp.search.web.server import SearchServer
    from icenews_nlp.search.web.session import SearchSession

    report = Report()
    with _until_stopped(report):
        session = SearchSession(db)
        with _binding(host, port):
            server = SearchServer(session, host, port)
        with server:
            _announce(f"{db} at", server.host, server.port, report)
            with signals_call(server.stop):  # an exception in the middle of the event loop is reported by it, as an error
                server.serve()


def serve_api(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    profile: Profile = None,
    threads: Annotated[
        int, typer.Option("--threads", min=1, metavar="N", help="Articles analysed at the same time.")
    ] = defaults.THREADS,
    requests: Annotated[
        int, typer.Option("--requests", min=1, metavar="N", help="Requests at the same time; more are answered 503.")
    ] = defaults.REQUESTS,
    timeout: Annotated[
        float, typer.Option("--timeout", min=0.001, metavar="SECONDS", help="Give up an article that takes longer: 504.")
    ] = defaults.TIMEOUT,
    max_body: Annotated[
        int, typer.Option("--max-body", min=1, metavar="BYTES", help="Largest body: else 413.")
    ] = defaults.BODY,
    max_articles: Annotated[
        int, typer.Option("--max-articles", min=1, metavar="N", help="Most articles of a batch: else 413.")
    ] = defaults.ARTICLES,
    max_characters: Annotated[
        int, typer.Option("--max-characters", min=1, metavar="N", help="Longest title and text of an article: else 413.")
    ] = defaults.CHARACTERS,
    grace: Annotated[
        int, typer.Option("--grace", min=0, metavar="SECONDS", help="At the end, for the requests that have come.")
    ] = 30,
) -> None:
    """Serve enrichment over HTTP until Ctrl-C: articles in, annotated documents out, as JSON; needs the extra `service`.

    `POST /enrich` takes an article, `POST /enrich/batch` a list; `GET /health` reports what is running, `GET /openapi.json`
    describes it all. It listens to this machine alone unless `--host` says otherwise, and asks for no password.
    """
    from icenews_nlp.cli.enrich import open_enricher

    try:
        from icenews_nlp.service.analysis import Analysis
        from icenews_nlp.service.limits import Limits
        from icenews_nlp.service.server import ServiceServer, bound
    except ImportError as error:
        raise InputError(f"serve-api needs {error.name}: pip install 'icenews_nlp[service]'") from error

    limits = Limits(
        threads=threads,
        requests=requests,
        body=max_body,
        articles=max_articles,
        characters=max_characters,
        timeout=timeout,
    )
    report = Report()
    with _until_stopped(report):
        with _binding(host, port):
            listening = bound(host, port)
        with listening, open_enricher(profile) as enricher:
            server = ServiceServer(Analysis(enricher, limits), listening, grace)
            address, taken, *_ = listening.getsockname()
            _announce(f"profile {enricher.profile} at", address, taken, report)
            with signals_call(server.stop):
                server.serve()


@contextmanager
def _until_stopped(report: Report) -> Iterator[None]:
    """Report the end that a signal makes."""
    sys.setswitchinterval(SWITCH_SECONDS)
    with suppress(KeyboardInterrupt):  # before it served, or a second one
        yield
    report.say("stopped")


@contextmanager
def _binding(host: str, port: int) -> Iterator[None]:
    """Explain why nothing can listen there.

    Raises:
        InputError: The host is unknown, or the port is in use.
    """
    try:
        yield
    except socket.gaierror as error:
        advice = "give --host a name or an address of this machine"
        raise InputError(f"the host {host!r} is unknown ({reason_of(error)}); {advice}") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            advice = "end the program that has it, or choose another with --port"
            raise InputError(f"port {port} of {host} is in use; {advice}") from error
        raise InputError(f"cannot serve at {host}, port {port}: {_reason(error)}") from error


def _reason(error: OSError) -> str:
    return (os.strerror(error.errno) if error.errno else str(error)).lower()


def _announce(what: str, host: str, port: int, report: Report) -> None:
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    report.say(f"{what} http://{address}/ (Ctrl-C ends it)")
    if not ipaddress.ip_address(host).is_loopback:
        report.say("other machines can reach it, and it asks for no password")
