"""benchmarks/streams.py measures what it says, on articles that look like news."""

from __future__ import annotations

import json
import math
import sys
from itertools import islice
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from made_articles import LONGEST, SHORTEST, Maker
from streams import Run, Stream, analyse, draw, table

WORDS = 60


@pytest.fixture(scope="module")
def maker() -> Maker:
    return Maker(WORDS)


def words_of(maker: Maker, first: int, count: int) -> list[str]:
    return [word for i in range(first, first + count) for word in maker.article(i).text.split()]


def test_an_article_is_the_same_whenever_it_is_made(maker: Maker) -> None:
    few = list(islice(maker.articles(), 5))
    assert few == [Maker(WORDS).article(number) for number in range(5)]
    assert len({article.text for article in few}) == 5
    assert [article.id for article in few] == [f"made-{number}" for number in range(5)]


def test_articles_have_the_lengths_of_news_and_never_run_out_of_new_words(maker: Maker) -> None:
    lengths = [len(maker.article(number).text.split()) for number in range(400)]
    assert WORDS * 0.8 < sum(lengths) / len(lengths) < WORDS * 1.4  # the last sentence goes over
    assert SHORTEST <= min(lengths) < WORDS * 0.7
    assert WORDS * 2 < max(lengths) < LONGEST * WORDS + 60
    known, later = set(words_of(maker, 0, 2000)), words_of(maker, 2000, 100)
    assert 0.005 < sum(word not in known for word in later) / len(later) < 0.1


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_counts_what_it_is_given_and_loses_nothing(workers: int, capsys: pytest.CaptureFixture[str]) -> None:
    stream = Stream(None, 4, WORDS, math.inf)
    run = analyse(stream, "fast", workers)
    assert (run.articles, run.failures, run.lost) == (4, 0, 0)
    assert run.words == sum(len(article.title.split()) + len(article.text.split()) for article in stream.articles())
    assert [done for done, _ in run.memory] == [1, 2, 3, 4]
    assert run.peak > 10
    assert run.processor > 0
    assert len(capsys.readouterr().out.splitlines()) == 4
    other = analyse(Stream(None, 3, WORDS, math.inf), "fast", 1)
    assert (other.digest == run.digest) is False
    assert analyse(stream, "fast", 1).digest == run.digest


def test_a_run_stops_when_its_time_is_over() -> None:
    run = analyse(Stream(None, 1000, WORDS, 0.0), "fast", 1)
    assert (run.articles, run.lost) == (10, 0)  # at its first reading


def test_articles_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(json.dumps({"id": str(i), "text": f"Frétt {i}."}) + "\n" for i in range(3)), "utf-8")
    assert [article.id for article in Stream(str(path), 2, WORDS, math.inf).articles()] == ["0", "1"]
    path.write_text("{}\n", "utf-8")
    with pytest.raises(SystemExit, match="field 'text' is missing"):
        list(Stream(str(path), 2, WORDS, math.inf).articles())


def made_run(workers: int, seconds: float, digest: str, *sizes: float) -> Run:
    memory = [(10 * (i + 1), size) for i, size in enumerate(sizes)]
    return Run("fast", workers, 200, 0, 0, 1000, seconds, 2.0, digest, 0.5, memory)


def test_growth_is_counted_from_the_peak_of_the_first_tenth() -> None:
    assert made_run(1, 1.0, "", *[90.0, 100.0, *[95.0] * 17, 104.0]).growth == pytest.approx(0.04)
    assert made_run(1, 1.0, "", *[100.0, 90.0, *[95.0] * 18]).growth == pytest.approx(-0.05)
    assert made_run(1, 1.0, "", 100.0, 200.0).growth == 0.0, "too few readings for tenths"


def test_the_table_compares_runs_and_the_picture_is_drawn(tmp_path: Path) -> None:
    runs = [made_run(1, 10.0, "a", *[100.0] * 20), made_run(2, 5.0, "a", *[300.0] * 20), made_run(2, 5.0, "b", *[300.0] * 20)]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table(runs, 20.0)]
    assert len({len(row) for row in rows}) == 1
    assert [row[5:8] for row in rows[2:]] == [["100", "5.0", "1.00"], ["200", "10.0", "2.00"], ["200", "10.0", "2.00"]]
    assert [row[-3] for row in rows[2:]] == ["first", "yes", "NO"]
    assert [row[-2] for row in rows[2:]] == ["a", "a", "b"]
    draw(runs, tmp_path / "memory.png")
    assert (tmp_path / "memory.png").read_bytes().startswith(b"\x89PNG")
