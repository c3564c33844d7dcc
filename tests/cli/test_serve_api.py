"""`icenews-nlp serve-api` as a process: how it starts, what it says, and how it ends."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import pytest

from helpers.command_line import COMMAND, ENVIRONMENT, hear_interrupts, run
from icenews_nlp import Article, Enricher
from icenews_nlp.cli.info import facts

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")


@contextmanager
def serving(*options: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The port and the process."""
    command = [*COMMAND, "serve-api", "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT, preexec_fn=hear_interrupts) as process:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = re.fullmatch(rb"profile \w+ at http://127\.0\.0\.1:(\d+)/ \(Ctrl-C ends it\)\n", line)
        assert found, line + process.stderr.read()
        try:
            yield int(found[1]), process
        finally:
            process.kill()


def ask(port: int, path: str, value: Any = None) -> tuple[int, bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    if value is None:
        connection.request("GET", path)
    else:
        connection.request("POST", path, json.dumps(value), {"Content-Type": "application/json"})
    answer = connection.getresponse()
    read = answer.read()
    connection.close()
    return answer.status, read


def wait_until_refused(port: int) -> None:
    while True:
        try:
            ask(port, "/health")
        except (OSError, HTTPException):
            return


@needs_signals
def test_it_serves_the_usual_profile_until_ctrl_c(nlp: Enricher) -> None:
    article: dict[str, Any] = {
        "id": "frett-1",
        "title": "Á leið norður",
        "text": "Katrín Jakobsdóttir fór til Akureyrar í gær.",
    }
    with serving() as (port, process):
        assert ask(port, "/enrich", article) == (200, nlp.enrich(Article(**article)).to_json().encode())
        health = json.loads(ask(port, "/health")[1])
        info = dict(facts())
        assert (health["profile"], health["model"], health["version"]) == ("standard", info["model"], info["icenews_nlp"])
        process.send_signal(signal.SIGINT)
        assert (process.communicate(timeout=60)[1], process.returncode) == (b"stopped\n", 0)
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", port))


@needs_signals
def test_a_request_under_way_is_answered_when_it_is_terminated(fast: Enricher) -> None:
    articles: list[dict[str, Any]] = [
        {"id": i, "text": f"Sigríður Jónsdóttir sá {i} hesta á Akureyri. " * 20} for i in range(100)
    ]
    with serving("--profile", "fast", "--threads", "1") as (port, process), ThreadPoolExecutor(1) as pool:
        answer = pool.submit(ask, port, "/enrich/batch", articles)
        while json.loads(ask(port, "/health")[1])["requests"] == 0 and not answer.done():
            pass
        process.send_signal(signal.SIGTERM)
        status, body = answer.result(120)
        assert (process.communicate(timeout=60)[1], process.returncode) == (b"stopped\n", 0)
    assert status == 200
    documents = [fast.enrich(Article(**fields)).to_json() for fields in articles]
    assert body == f"[{','.join(documents)}]".encode()


@needs_signals
def test_a_second_signal_ends_it_while_a_client_is_silent() -> None:
    """The client has sent half of its body, for which the service would wait."""
    with serving("--profile", "fast") as (port, process), socket.create_connection(("127.0.0.1", port)) as client:
        client.sendall(b"POST /enrich HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{")
        while json.loads(ask(port, "/health")[1])["requests"] == 0:
            pass
        process.send_signal(signal.SIGTERM)
        wait_until_refused(port)
        process.send_signal(signal.SIGTERM)
        assert (process.communicate(timeout=20)[1], process.returncode) == (b"stopped\n", 0)


def test_its_options_are_the_limits_that_health_lists() -> None:
    options = {"threads": 2, "requests": 9, "timeout": 7.5, "max-body": 5000, "max-articles": 3, "max-characters": 200}
    given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    with serving("--profile", "fast", *given) as (port, _):
        limits = json.loads(ask(port, "/health")[1])["limits"]
        assert limits == {name.removeprefix("max-"): value for name, value in options.items()}


@pytest.mark.parametrize(
    "options",
    [
        ("--profile", "quick"),
        ("--host", "192.0.2.1"),
        ("--host", "ekki.til.invalid"),
        ("--timeout", "0"),
        ("--threads", "0"),
        ("--port", "70000"),
    ],
)
def test_what_stands_in_its_way_is_said(options: tuple[str, str]) -> None:
    done = run("serve-api", "--port", "0", *options)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert options[1].encode() in done.stderr or options[0].encode() in done.stderr


def test_a_port_that_is_taken_is_said_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("serve-api", "--port", str(port))
    assert done.stderr.decode().startswith(f"icenews-nlp: port {port} of 127.0.0.1 is in use; end the program that has it")
    assert done.returncode == 2


def test_without_the_extra_it_says_what_to_install() -> None:
    code = (
        "import sys; sys.modules['fastapi'] = None; sys.argv = ['icenews-nlp', 'serve-api', '--port', '0']\n"
        "from icenews_nlp.cli import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == "icenews-nlp: serve-api needs fastapi: pip install 'icenews_nlp[service]'\n"
    assert done.returncode == 2


@pytest.mark.checkout
def test_the_container_starts_it_with_options_that_it_has_and_checks_its_health() -> None:
    container = (Path(__file__).parents[2] / "Containerfile").read_text("utf-8")
    program, *options = json.loads(re.findall(r"^ENTRYPOINT (.+)$", container, re.MULTILINE)[0])
    assert (program, options[0]) == ("icenews-nlp", "serve-api")
    assert run(*options, "--help").returncode == 0
    assert re.findall(r"^EXPOSE (\d+)$", container, re.MULTILINE) == [options[options.index("--port") + 1]]
    python, *check = json.loads(re.findall(r"^HEALTHCHECK .*?CMD (.+)$", container, re.MULTILINE)[0])
    assert python == "python"
    with serving("--profile", "fast") as (port, process):
        here = [sys.executable, *(part.replace("8000", str(port)) for part in check)]
        assert subprocess.run(here, timeout=60, check=False).returncode == 0
        process.kill()
        process.wait(60)
        assert subprocess.run(here, timeout=60, capture_output=True, check=False).returncode == 1


def test_other_commands_load_neither_fastapi_nor_uvicorn() -> None:
    code = "import sys, icenews_nlp.cli.app; print({'fastapi', 'uvicorn', 'starlette', 'numpy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "set()\n"
