"""The search page in a process of its own, until Ctrl-C or SIGTERM."""

from __future__ import annotations

import errno
import ipaddress
import os
import socket
import sys
from typing import Final

from icenews_nlp.cli.console import Report
from icenews_nlp.cli.ending import signals_call
from icenews_nlp.cli.streams import reason_of
from icenews_nlp.errors import InputError
from icenews_nlp.search.web.server import SearchServer
from icenews_nlp.search.web.session import SearchSession

SWITCH_SECONDS: Final = 0.001
"""Before one thread has to let another go on. A plain query takes turns with heavy ones some twenty times."""


def run_server(db: str, host: str, port: int, report: Report) -> None:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        db: The file of the index.
        host: A name or an address of this machine.
        port: 0 for any that is free.
        report: Where the address is reported.

    Raises:
        InputError: The host is unknown, or the port is in use.
        SearchIndexError: The index cannot be opened.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        with _server(SearchSession(db), host, port) as server:
            report.say(f"{db} at http://{_address(server)}/ (Ctrl-C ends it)")
            if not ipaddress.ip_address(server.host).is_loopback:
                report.say("other machines can reach this page, and it asks for no password")
            with signals_call(server.stop):  # an exception in the middle of the event loop is reported by it, as an error
                server.serve()
    except KeyboardInterrupt:  # before it served, or a second one
        pass
    report.say("stopped")


def _server(session: SearchSession, host: str, port: int) -> SearchServer:
    try:
        return SearchServer(session, host, port)
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


def _address(server: SearchServer) -> str:
    return f"[{server.host}]:{server.port}" if ":" in server.host else f"{server.host}:{server.port}"
