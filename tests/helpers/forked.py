"""Runs of the command line that start at once: each is a process of its own, forked from one that has imported the package."""

from __future__ import annotations

import json
import select
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
    """A process that has imported the package, and forks itself for each run."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(environment)
        )

    def run(self, arguments: Sequence[str], stdin: bytes) -> subprocess.CompletedProcess[bytes]:
        """How a run ended, and what it wrote."""
        requests, replies = self._process.stdin, self._process.stdout
        assert requests is not None
        assert replies is not None
        with tempfile.TemporaryDirectory() as folder:
            streams = {name: Path(folder, name) for name in ("stdin", "stdout", "stderr")}
            for name, path in streams.items():
                path.write_bytes(stdin if name == "stdin" else b"")
            request = {"arguments": arguments, "folder": str(Path.cwd()), **{name: str(path) for name, path in streams.items()}}
            requests.write(json.dumps(request).encode() + b"\n")
            requests.flush()
            if not select.select([replies], [], [], SECONDS)[0]:
                self._process.kill()
                raise subprocess.TimeoutExpired(list(arguments), SECONDS)
            status = int(replies.readline())
            return subprocess.CompletedProcess(
                list(arguments), status, streams["stdout"].read_bytes(), streams["stderr"].read_bytes()
            )
