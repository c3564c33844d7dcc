"""Runs of the command line that start at once: each is a process of its own, forked from one that has imported the package."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

SECONDS = 300
"""After which a run is given up."""

PROGRAM = """
import json, os, sys
from icenews_nlp.cli import app, enrich, index, inputs, main, output, search
from icenews_nlp.enrichment import enricher, profiles
import pyarrow.parquet, spacy

for line in sys.stdin:
    child = os.fork()
    if not child:
        break
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
else:
    sys.exit()

run = json.loads(line)
os.chdir(run["folder"])
for descriptor, name in enumerate(("stdin", "stdout", "stderr")):
    os.dup2(os.open(run[name], os.O_RDWR), descriptor)
sys.stdin = open(0, closefd=False)
sys.argv[1:] = run["arguments"]
main()
"""


class ForkServer:
    """A process that has imported the package, and forks itself for each run.

    Its runs read and write files in place of pipes, and share one seed of hashes.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None

    def run(self, arguments: Sequence[str], stdin: bytes) -> subprocess.CompletedProcess[bytes]:
        """How a run ended, and what it wrote."""
        with tempfile.TemporaryDirectory() as folder:
            streams = {name: Path(folder, name) for name in ("stdin", "stdout", "stderr")}
            for name, path in streams.items():
                path.write_bytes(stdin if name == "stdin" else b"")
            request = {"arguments": arguments, "folder": str(Path.cwd()), **{name: str(path) for name, path in streams.items()}}
            try:
                status = self._ask(json.dumps(request).encode() + b"\n")
            except BaseException:  # an answer that comes late would be taken for that of the next run
                self._end()
                raise
            output, errors = streams["stdout"].read_bytes(), streams["stderr"].read_bytes()
            return subprocess.CompletedProcess(list(arguments), status, output, errors)

    def _ask(self, request: bytes) -> int:
        if self._process is None:
            command = [sys.executable, "-c", PROGRAM]
            self._process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=self._environment, start_new_session=True
            )
        requests, replies = self._process.stdin, self._process.stdout
        assert requests is not None
        assert replies is not None
        requests.write(request)
        requests.flush()
        if not select.select([replies], [], [], SECONDS)[0]:
            raise TimeoutError(f"{request.decode()} takes more than {SECONDS} s")
        reply = replies.readline()
        if not reply:
            raise ChildProcessError(f"the process that forks ended with {self._process.wait()}")
        return int(reply)

    def _end(self) -> None:
        """Kill the server with the run under way."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
            self._process = None
