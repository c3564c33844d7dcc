"""`icenews-nlp index` and `search` in real processes: what is added once, what survives being cut off, what is printed."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from rich.console import Console

from helpers.command_line import jsonl, on_terminal, run, start
from icenews_nlp.cli.search import print_results
from icenews_nlp.search.results.hits import Hit, Passage, Results
from icenews_nlp.search.sqlite.index import SearchIndex

FAST = ("--profile", "fast")
ARTICLES = [
    {
        "id": "a", "title": "Pútín hótar Úkraínu", "url": "https://example.is/a", "source": "Fréttablað",
        "published": "2026-11-20T08:15:00+00:00", "text": "Forseti Rússlands sagði í gær að herinn myndi ráðast á Kænugarð.",
    },
    {"id": "b", "title": "Veður", "text": "Úkraína og Pútín voru lítið rædd á fundinum. Rætt var um veðrið í Grímsey."},
    {"id": "c", "text": "Bændur sóttu hestana á Suðurlandi í gær."},
]  # fmt: skip


def lines(articles: list[dict[str, str]]) -> bytes:
    return b"".join(json.dumps(article).encode() + b"\n" for article in articles)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    done = run("index", "-", "--db", tmp_path / "news.db", *FAST, stdin=lines(ARTICLES))
    assert done.returncode == 0, done.stderr.decode()
    return tmp_path / "news.db"


def found(db: Path, query: str, *options: str) -> Results:
    return Results.model_validate_json(run("search", "--db", db, query, "--json", *options).stdout)


# index


def test_nothing_is_added_twice(db: Path) -> None:
    again = run("index", "-", "--db", db, *FAST, stdin=lines(ARTICLES))
    assert again.stderr.decode() == f"0 added, 0 replaced, 3 unchanged; articles in {db}: 3\n"


def test_what_has_changed_is_replaced(db: Path) -> None:
    cows, summer = {"id": "c", "text": "Bændur sóttu kýrnar í gær."}, {"id": "d", "text": "Sumarið verður hlýtt."}
    changed = [ARTICLES[0], {**ARTICLES[1], "title": "Færð"}, cows, summer]
    done = run("index", "-", "--db", db, *FAST, stdin=lines(changed))
    assert done.stderr.decode() == f"1 added, 2 replaced, 1 unchanged; articles in {db}: 4\n"
    assert [hit.key for hit in found(db, "kýr").hits] == ["c"]
    assert [hit.key for hit in found(db, "færð").hits] == ["b"]
    assert found(db, "hestur").total == 0
    again = run("index", "-", "--db", db, *FAST, stdin=lines(changed))
    assert again.stderr.decode() == f"0 added, 0 replaced, 4 unchanged; articles in {db}: 4\n"
    whole = run("index", "-", "--db", db, *FAST, "--replace", stdin=lines(changed))
    assert whole.stderr.decode() == f"0 added, 4 replaced, 0 unchanged; articles in {db}: 4\n"


def test_documents_are_taken_as_they_are_and_bad_lines_named(tmp_path: Path) -> None:
    enriched = run("enrich", "-", *FAST, stdin=lines(ARTICLES[:2])).stdout
    file, db = tmp_path / "blandað.jsonl", tmp_path / "news.db"
    file.write_bytes(enriched + b"brotin\n" + lines(ARTICLES) + b'{"text": "a", "x": 1}\n')
    done = run("index", file, tmp_path / "vantar.jsonl", "--db", db, *FAST, "--workers", "2")
    way_out = "map (--map) reads fields of other names, keep_unknown (--keep-unknown) keeps them in metadata"
    assert done.stderr.decode().splitlines() == [
        f"{file}:3: not valid JSON: expecting value (column 1)",
        f"{file}:7: unknown field 'x'; {way_out}",
        f"{tmp_path / 'vantar.jsonl'}: cannot be read: no such file or directory",
        f"3 added, 0 replaced, 2 unchanged; articles in {db}: 3",
    ]
    assert done.returncode == 1
    assert found(db, "Pútín Úkraína").total == 2


def test_misuse_makes_no_index(tmp_path: Path) -> None:
    for arguments in (["--profile", "hratt"], ["--workers", "0"]):
        assert run("index", "-", "--db", tmp_path / "news.db", *arguments, stdin=lines(ARTICLES)).returncode == 2
    assert run("index", "-").returncode == 2
    assert not (tmp_path / "news.db").exists()
    (tmp_path / "frétt.txt").write_text("Engin gögn.", encoding="utf-8")
    other = run("index", "-", "--db", tmp_path / "frétt.txt", *FAST, stdin=lines(ARTICLES))
    assert (other.returncode, other.stderr.count(b"\n")) == (2, 1)
    assert (tmp_path / "frétt.txt").read_text(encoding="utf-8") == "Engin gögn."


MANY = [f"Bátur númer {i} kom til Húsavíkur með {i} tonn af þorski." for i in range(200)]


def contents(db: Path) -> tuple[Results, list[object]]:
    """What the index finds and holds; scores of an analysis may differ in their last digit from run to run."""
    with SearchIndex(db) as index:
        assert len(index) == len(MANY)
        results = index.search("bátur Húsavík", limit=len(MANY))
        documents = [index.document(hit.key) for hit in results.hits]
        return results, [d and (d.article, d.text, [(t.lemma, t.tag) for t in d.tokens]) for d in documents]


@contextmanager
def cut_off(db: Path, workers: int, sign: signal.Signals) -> Iterator[subprocess.Popen[bytes]]:
    """A run that is told to end when a part of the articles is in the index."""
    with start("index", "-", "--db", db, *FAST, "--workers", str(workers)) as process:
        assert process.stdin is not None
        process.stdin.write(jsonl(*MANY[:150]))
        process.stdin.flush()
        while not (db.exists() and committed(db)):
            assert process.poll() is None
            time.sleep(0.1)
        if sign == signal.SIGKILL:
            process.kill()
        else:
            os.killpg(process.pid, sign)  # as a terminal sends it, to workers too
        yield process


def committed(db: Path) -> int:
    try:
        with SearchIndex(db) as index:
            return len(index)
    except Exception:  # it is being made just now
        return 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("workers", [1, 2])
def test_killed_and_run_again_is_as_if_run_once(tmp_path: Path, workers: int) -> None:
    file, db, once = tmp_path / "a.jsonl", tmp_path / "cut.db", tmp_path / "once.db"
    file.write_bytes(jsonl(*MANY))
    with cut_off(db, workers, signal.SIGKILL) as process:
        process.communicate()
    there = committed(db)
    assert 0 < there < len(MANY)
    done = run("index", file, "--db", db, *FAST)
    sentence = f"{len(MANY) - there} added, 0 replaced, {there} unchanged; articles in {db}: {len(MANY)}\n"
    assert done.stderr.decode() == sentence
    assert run("index", file, "--db", once, *FAST).returncode == 0
    assert contents(db) == contents(once)
    with SearchIndex(once) as index, index._pool.reading() as opened:
        segments = opened.execute("SELECT count(DISTINCT segid) FROM terms_idx").get
    assert segments == 1, "its batches are put together"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("workers", [1, 2])
def test_interrupt_leaves_what_is_committed_and_says_how_to_go_on(tmp_path: Path, workers: int) -> None:
    db = tmp_path / "news.db"
    with cut_off(db, workers, signal.SIGINT) as process:
        error = process.communicate(timeout=300)[1].decode()
    there = committed(db)
    assert error == f"icenews-nlp: interrupted; articles in {db}: {there}; the same command resumes from there\n"
    assert (process.returncode, there > 0) == (130, True)


def test_check_says_whether_an_index_is_whole(db: Path, tmp_path: Path) -> None:
    whole = run("check", "--db", db)
    assert (whole.stderr.decode(), whole.returncode) == (f"{db} is whole; articles: 3\n", 0)
    with closing(sqlite3.connect(db)) as connection, connection:
        connection.execute("DELETE FROM text WHERE id = 1")
    damaged = run("check", "--db", db)
    assert damaged.stderr.decode().startswith(f"{db}: ")
    assert damaged.returncode == 1
    assert run("check", "--db", tmp_path / "none.db").returncode == 2


# search


def test_results_in_a_pipe_are_plain(db: Path) -> None:
    done = run("search", "--db", db, "Pútín Úkraína")
    shown = done.stdout.decode()
    assert (done.stderr, done.returncode) == (b"", 0)
    assert shown.splitlines()[:3] == [
        "1. Pútín hótar Úkraínu",
        "   2026-11-20 08:15+00:00 · Fréttablað · https://example.is/a",
        "   Forseti Rússlands sagði í gær að herinn myndi ráðast á Kænugarð.",
    ]
    assert shown.index("2. Veður") < shown.index("Úkraína og Pútín voru lítið rædd")
    assert re.search(r"^Person +Pútín \(2\)$", shown, re.MULTILINE)
    assert re.search(r"^source +Fréttablað \(1\)$", shown, re.MULTILINE)
    assert shown.endswith("\n2 articles\n")
    assert "\x1b" not in shown
    one = run("search", "--db", db, "Pútín Úkraína", "--limit", "1", "--no-facets").stdout.decode()
    assert one.endswith("\n2 articles; 1 shown, --limit gives more\n")
    assert "Person" not in one


def test_a_count_that_stopped_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    passage = Passage(text="á")
    hit = Hit(key="a", score=1, tier=0, title=passage, snippet=passage)
    for total in (1, 5000):
        print_results(Results(query="á", total=total, more=True, hits=(hit,)), Console())
        last = capsys.readouterr().out.splitlines()[-1]
        assert last == f"more than {total:,} article{'s' * (total > 1)}; 1 shown, --limit gives more"


def test_matches_are_coloured_on_a_terminal(db: Path) -> None:
    shown = on_terminal("search", "--db", db, "hestur", output=True)
    assert "\x1b[1;31mhestana\x1b[0m" in shown
    assert "\x1b[1;31m" not in on_terminal("search", "--db", db, "hestur", output=True, NO_COLOR="1")


def test_words_need_no_quotes(db: Path) -> None:
    assert run("search", "--db", db, "Pútín", "Úkraína").stdout == run("search", "--db", db, "Pútín Úkraína").stdout != b""


def test_exit_status_tells_nothing_found_from_a_broken_query(db: Path, tmp_path: Path) -> None:
    nothing = run("search", "--db", db, "geimskip")
    assert (nothing.stdout, nothing.stderr, nothing.returncode) == (b"", b"icenews-nlp: no article matches geimskip\n", 1)
    assert found(db, "geimskip") == Results(query="geimskip", total=0, hits=())
    broken = run("search", "--db", db, '"ný regla')
    assert (broken.stdout, broken.stderr.count(b"\n"), broken.returncode) == (b"", 1, 2)
    missing = run("search", "--db", tmp_path / "none.db", "hestur")
    assert (missing.stdout, missing.stderr.count(b"\n"), missing.returncode) == (b"", 1, 2)
    assert not (tmp_path / "none.db").exists()


def test_newer_articles_come_first_if_asked(tmp_path: Path) -> None:
    days = ("2026-11-01", "2026-11-20")
    news = [{"id": day, "published": f"{day}T08:00:00Z", "text": "Vegurinn er lokaður."} for day in days]
    assert run("index", "-", "--db", tmp_path / "news.db", *FAST, stdin=lines(news)).returncode == 0
    assert [hit.key for hit in found(tmp_path / "news.db", "vegur", "--recency", "1").hits] == ["2026-11-20", "2026-11-01"]


def test_controls_and_markup_of_an_article_do_not_reach_the_terminal(tmp_path: Path) -> None:
    text = "[bold]Hestur[/bold] \x1b[31m fór\x07 út\nog \u202einn."
    hostile = {"text": text, "source": "\x1b]0;x\x07", "title": "[red]Hestur\r"}
    assert run("index", "-", "--db", tmp_path / "news.db", *FAST, stdin=lines([hostile])).returncode == 0
    shown = run("search", "--db", tmp_path / "news.db", "hestur").stdout.decode()
    assert "[red]Hestur" in shown
    assert "[bold]Hestur[/bold] \ufffd[31m fór\ufffd út og \ufffdinn." in shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
