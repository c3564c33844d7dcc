"""The server of the search page: who is let in, and how it starts and ends."""

from __future__ import annotations

import signal
import socket
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpers.command_line import run
from helpers.search_page import Site, serving


def test_only_get_and_only_under_its_own_name(site: Site) -> None:
    for method in ("POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"):
        refused = site.get("/", method)
        assert (refused.status, refused.headers["Allow"]) == (405, "GET")
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "a@localhost", "[::1"):
        assert site.get("/", host=host).status == 403
    for host in ("localhost", "LOCALHOST:1", "127.0.0.1:9", "[::1]:8000"):  # any port, since ports are forwarded
        assert site.get("/", host=host).status == 200


def test_every_answer_forbids_what_the_page_does_not_need(site: Site) -> None:
    pages = [site.get("/"), site.get("/", q='"'), site.get("/hvergi"), site.get("/static/page.js"), site.get("/", "POST")]
    for page in pages:
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert [page.status for page in pages] == [200, 400, 404, 200, 405]
    for path in ("/static/", "/static/../web.py", "/static/%2e%2e/web.py", "/static//etc/passwd", "//evil.example/", "/static"):
        assert site.get(path).status == 404


def test_many_ask_at_once(site: Site) -> None:
    def ask(i: int) -> bool:
        page = site.get("/article", key="hestar", q="hestur") if i % 2 else site.get("/", q="hestur")
        return page.status == 200 and "Hestarnir" in page.text

    with ThreadPoolExecutor(12) as pool:
        assert all(pool.map(ask, range(60)))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_told_and_leaves_the_port_free(site_db: Path, sign: signal.Signals) -> None:
    with serving(site_db) as (site, process), socket.create_connection(("127.0.0.1", site.port)):  # which says nothing
        assert site.get("/").status == 200
        process.send_signal(sign)
        error = process.communicate(timeout=10)[1]
        assert (error, process.returncode) == (b"stopped\n", 0)
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", site.port))


def test_what_stands_in_its_way_is_one_sentence(site: Site, site_db: Path, tmp_path: Path) -> None:
    taken = run("serve", "--db", site_db, "--port", str(site.port))
    assert taken.stderr.decode().startswith(f"icenews-nlp: port {site.port} of 127.0.0.1 is in use")
    assert taken.returncode == 2
    missing = run("serve", "--db", tmp_path / "none.db")
    assert (missing.returncode != 0, missing.stderr.count(b"\n")) == (True, 1)
    assert not (tmp_path / "none.db").exists()
    nowhere = run("serve", "--db", site_db, "--host", "192.0.2.1")
    assert (nowhere.returncode, nowhere.stderr.count(b"\n")) == (2, 1)
