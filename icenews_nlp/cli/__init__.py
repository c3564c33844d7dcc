"""`icenews-nlp`, the command line. Little is imported before `main` can answer Ctrl-C."""

from __future__ import annotations

import sys

from icenews_nlp.cli.ending import INTERRUPTED, PIPE_CLOSED, STOPPED, TERMINATED, raise_on_sigterm, was_terminated
from icenews_nlp.cli.streams import drop_stdout, fill_closed_streams, reason_of


def main() -> None:
    """The entry point."""
    fill_closed_streams()
    raise_on_sigterm()
    try:
        status = _run()
    except KeyboardInterrupt as interrupt:  # while the commands were imported
        terminated = was_terminated(interrupt)
        sys.stderr.write(f"icenews-nlp: {'terminated' if terminated else 'interrupted'}\n")
        status = TERMINATED if terminated else INTERRUPTED
    except BrokenPipeError:
        drop_stdout()
        status = PIPE_CLOSED
    except OSError as error:  # help could not be written, or what was left in the buffer of standard output
        drop_stdout()
        sys.stderr.write(f"icenews-nlp: standard output: {reason_of(error)}\n")
        status = STOPPED
    sys.exit(status)


def _run() -> str | int | None:
    """Run the command and empty the buffer of standard output; gives the exit status."""
    from icenews_nlp.cli.app import app

    try:
        app(prog_name="icenews-nlp")
    except SystemExit as done:
        if sys.stdout is not None:
            sys.stdout.flush()
        return done.code
    return None
