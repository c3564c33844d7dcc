"""The search page in a process of its own, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import errno
import ipaddress
import signal
import socket
from functools import partial

from icenews_nlp.cli.console import Report
from icenews_nlp.errors import InputError
from icenews_nlp.search.web.server import SearchServer
from icenews_nlp.search.web.session import SearchSession


def run_server(db: str, host: str, port: int, report: Report) -> None:
    """Serve until told to stop.

    Raises:
        InputError: the host or the port cannot be had.
        SearchIndexError: the index cannot be opened.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what ends a service ends it like Ctrl-C
    try:
        with _server(db, host, port) as server:
            report.say(f"{db} at http://{_address(server)}/ (Ctrl-C ends it)")
            if not ipaddress.ip_address(server.server_name).is_loopback:
                report.say("other machines can reach this page, and it asks for no password")
            server.serve_forever(poll_interval=0.2)
    except KeyboardInterrupt:
        report.say("stopped")


def _server(db: str, host: str, port: int) -> SearchServer:
    try:
        return SearchServer(partial(SearchSession, db), host, port)
    except socket.gaierror as error:
        advice = "give --host a name or an address of this machine"
        raise InputError(f"the host {host!r} is unknown ({(error.strerror or str(error)).lower()}); {advice}") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            advice = "end the program that has it, or choose another with --port"
            raise InputError(f"port {port} of {host} is in use; {advice}") from error
        raise InputError(f"cannot serve at {host}, port {port}: {(error.strerror or str(error)).lower()}") from error


def _address(server: SearchServer) -> str:
    host = server.server_name
    return f"[{host}]:{server.server_port}" if ":" in host else f"{host}:{server.server_port}"
