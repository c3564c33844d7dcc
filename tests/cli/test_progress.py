"""How far a run has come: the arithmetic, the lines of a log and the bar, by a clock that the tests hold."""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from helpers.command_line import jsonl, on_terminal, run
from icenews_nlp.cli.console import Report
from icenews_nlp.cli.progress.display import EVERY, Bar, Lines
from icenews_nlp.cli.progress.meter import WINDOW, Meter, Reading

FAST = ("--profile", "fast")
TEXT = "Anna fór til Akureyrar."


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def advance(clock: Clock, counter: Meter | Bar | Lines, articles: int, seconds: float, start: int = 0) -> None:
    """So many articles of 10 words and 100 bytes, one after the other."""
    for i in range(start, start + articles):
        clock.now += seconds
        counter.advance(100 * (i + 1), 10)


def test_rates_and_the_time_left(clock: Clock) -> None:
    meter = Meter(10_000, clock)
    assert meter.read() == Reading(0, 0.0, 0.0, None)
    advance(clock, meter, 20, 0.5)
    assert meter.read() == Reading(done=20, rate=2.0, words_per_second=20.0, left=40.0)


def test_where_the_end_is_not_known_nothing_is_said_of_it(clock: Clock) -> None:
    meter = Meter(None, clock)
    advance(clock, meter, 20, 0.5)
    assert meter.read() == Reading(done=20, rate=2.0, words_per_second=20.0, left=None)


def test_nothing_read_is_no_rate(clock: Clock) -> None:
    meter = Meter(10_000, clock)
    clock.now += 10
    assert meter.read() == Reading(0, 0.0, 0.0, None)


def test_the_rate_is_that_of_the_last_minute(clock: Clock) -> None:
    meter = Meter(1_000_000, clock)
    advance(clock, meter, 100, 10)
    assert meter.read().rate == pytest.approx(0.1)
    advance(clock, meter, round(WINDOW) * 4, 0.25, start=100)
    assert meter.read().rate == pytest.approx(4.0)
    assert meter.read().left == pytest.approx((1_000_000 - 34_000) / 400)
    clock.now += WINDOW
    assert meter.read().rate < 2.1, "a run that stands still slows down"


def test_a_line_every_minute_and_none_before(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    with Lines(report, 100_000, clock=clock) as lines:
        advance(clock, lines, 59, 1)
        assert capsys.readouterr().err == ""
        report.failures = 3
        advance(clock, lines, 1, 1, start=59)
        assert capsys.readouterr().err == ("icenews-nlp: 60 articles, 3 failed, 1.0 articles/s, 10 words/s, 0:15:40 left\n")
        advance(clock, lines, 119, 0.5, start=60)
        assert capsys.readouterr().err == ""
        advance(clock, lines, 1, 0.5, start=179)
        assert capsys.readouterr().err == "icenews-nlp: 180 articles, 3 failed, 2.0 articles/s, 20 words/s, 0:06:50 left\n"
    assert capsys.readouterr().err == ""


def test_an_article_of_many_minutes_gives_one_line(clock: Clock, capsys: pytest.CaptureFixture[str]) -> None:
    with Lines(Report(), None, clock=clock) as lines:
        advance(clock, lines, 1, 5 * EVERY)
        advance(clock, lines, 1, EVERY - 1, start=1)
    assert capsys.readouterr().err == "icenews-nlp: 1 articles, 0 failed, 0.0 articles/s, 0.0 words/s\n"


def test_lines_of_json(clock: Clock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Report, "log_format", "json")
    with Lines(Report(), None, last=True, clock=clock) as lines:
        advance(clock, lines, 130, 0.5)
    first, last = map(json.loads, capsys.readouterr().err.splitlines())
    assert datetime.fromisoformat(first.pop("time")).utcoffset() is not None
    figures = {"level": "info", "failed": 0, "rate": 2.0, "words_per_second": 20.0, "left": None}
    assert first == {**figures, "done": 120}
    assert {name: last[name] for name in first} == {**figures, "done": 130}


def test_the_bar_says_the_same(clock: Clock) -> None:
    report, shown = Report(), io.StringIO()
    report.console = Console(file=shown, force_terminal=True, width=120)
    with Bar(report, 100_000, clock=clock) as bar:
        advance(clock, bar, 60, 1)
    assert "60 articles, 1.0 articles/s, 10 words/s, 0:15:40 left" in shown.getvalue()
    assert "6%" in shown.getvalue()


def logged(*arguments: str | Path, stdin: bytes) -> tuple[list[dict[str, Any]], int]:
    done = run(*arguments, "--log-format", "json", *FAST, stdin=stdin)
    return [json.loads(line) for line in done.stderr.splitlines()], done.returncode


def test_with_a_log_of_json_every_line_is_an_object(tmp_path: Path) -> None:
    given = jsonl(TEXT, TEXT) + b"broken\n"
    lines, status = logged("enrich", "-", stdin=given)
    assert status == 1
    assert [line["level"] for line in lines] == ["warning", "info"]
    assert lines[0]["message"].startswith("(standard input):3: not valid JSON")
    assert (lines[1]["done"], lines[1]["failed"], lines[1]["left"]) == (2, 1, None)
    lines, status = logged("index", "-", "--db", tmp_path / "a.db", stdin=given)
    assert ([line["level"] for line in lines], status) == (["warning", "info", "info"], 1)
    assert lines[1]["done"] == 2
    assert lines[2]["message"].startswith("2 added")
    lines, status = logged("enrich", tmp_path / "a.jsonl", "-o", tmp_path, stdin=b"")
    assert ([line["level"] for line in lines], status) == (["error"], 2)


def test_a_log_of_text_ends_with_a_line_on_a_terminal_too(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl(TEXT))
    done = run("enrich", file, "--log-format", "text", *FAST)
    assert done.stderr.decode().startswith("icenews-nlp: 1 articles, 0 failed, ")
    shown = on_terminal("enrich", file, "--log-format", "text", *FAST, output=False)
    assert "Analysing" not in shown
    assert "1 articles, 0 failed" in shown


def test_a_log_format_that_does_not_exist_is_refused() -> None:
    done = run("enrich", "-", "--log-format", "jsno", stdin=jsonl(TEXT))
    sentence = "there is no log format 'jsno'; did you mean 'json'? It is one of 'text', 'json'"
    assert done.stderr.decode() == f"icenews-nlp: {sentence}\n"
    assert (done.stdout, done.returncode) == (b"", 2)
