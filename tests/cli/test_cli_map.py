"""`--map`, `--timezone` and `--keep-unknown` in every command that reads articles."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.command_line import run

FAST = ("--profile", "fast")
RECORD = {
    "key": 7.0,
    "headline": "Síldin komin",
    "content": {"body": "Guðrún Jónsdóttir veiddi síld.", "lead": "x"},
    "date": "12.9.2023 06:49",
    "views": 3,
}
MAP = ("--map", "text=content.body,title=headline", "--map", "id=key,published=date", "--timezone", "Europe/Copenhagen")


def test_any_json_is_read_with_a_map() -> None:
    done = run("enrich", "-", *FAST, *MAP, "--keep-unknown", stdin=json.dumps(RECORD).encode())
    assert (done.stderr, done.returncode) == (b"", 0)
    document = json.loads(done.stdout)
    assert document["text"] == "Síldin komin\n\nGuðrún Jónsdóttir veiddi síld."
    article = document["article"]
    assert (article["id"], article["published"]) == ("7", "2023-09-12T06:49:00+02:00")
    assert article["metadata"] == {"content": {"lead": "x"}, "views": 3}


def test_without_keep_unknown_they_are_refused_and_without_a_zone_the_time_too() -> None:
    done = run("enrich", "-", *FAST, *MAP, stdin=json.dumps(RECORD).encode())
    told = "(standard input):1: unknown field 'content'; unknown field 'views'; map (--map) reads fields of other names, "
    assert done.stderr.decode().startswith(told)
    assert (done.stdout, done.returncode) == (b"", 1)
    zoneless = run("enrich", "-", *FAST, *MAP[:4], "--keep-unknown", stdin=json.dumps(RECORD).encode())
    assert "field 'date' (as 'published'): 12.9.2023 06:49 has no time zone" in zoneless.stderr.decode()


def test_show_and_index_take_them_too(tmp_path: Path) -> None:
    file, db = tmp_path / "a.json", tmp_path / "a.db"
    file.write_text(json.dumps([RECORD]), "utf-8")
    shown = run("show", file, *FAST, *MAP, "--keep-unknown")
    assert "[Guðrún Jónsdóttir|Person]" in shown.stdout.decode()
    indexed = run("index", file, "--db", db, *FAST, *MAP, "--keep-unknown")
    assert indexed.stderr.decode().startswith("1 added")
    assert json.loads(run("search", "--db", db, "--json", "síld").stdout)["hits"][0]["key"] == "7"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--map", "titel=headline"), "there is no field of articles 'titel'; did you mean 'title'?"),
        (("--map", "text=a", "--map", "text=b"), "'text' is mapped twice, from 'a' and from 'b'"),
        (("--map", ""), "the map of fields is empty; write for instance text=body,title=headline"),
        (
            ("--timezone", "Atlantic/Reykjavik2"),
            "there is no time zone 'Atlantic/Reykjavik2'; did you mean 'Atlantic/Reykjavik'?",
        ),
    ],
)
@pytest.mark.parametrize("command", ["enrich", "show", "index"])
def test_wrong_usage_is_said_before_anything_is_written(
    tmp_path: Path, command: str, arguments: tuple[str, ...], told: str
) -> None:
    more = {"enrich": ("-o", "out.jsonl"), "show": (), "index": ("--db", "a.db")}[command]
    files = [tmp_path / name if "." in name else name for name in more]
    done = run(command, "-", *files, *arguments, stdin=json.dumps(RECORD).encode())
    assert done.stderr.decode().startswith(f"icenews-nlp: {told}")
    assert (done.stdout, done.returncode, list(tmp_path.iterdir())) == (b"", 2, [])


@pytest.mark.parametrize("command", ["enrich", "show", "index"])
def test_help_shows_them(command: str) -> None:
    shown = run(command, "--help", COLUMNS="200").stdout.decode()
    for word in ("text=content.body,title=headline", "--timezone", "Atlantic/Reykjavik", "--keep-unknown"):
        assert word in shown
