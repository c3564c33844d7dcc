"""What the command line reads of its files: no line, text or beginning is kept that is longer than may be read."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest
import zstandard

from icenews_nlp.batch.failures import Failure
from icenews_nlp.cli.inputs import MOST_BLANK, Inputs
from icenews_nlp.documents.article import Article
from icenews_nlp.formats.compression import LONGEST
from icenews_nlp.formats.jsonl import read_articles

LINE = json.dumps({"text": "Síldin er komin."}).encode() + b"\n"
LONG = b'{"text": "' + b"a" * LONGEST + b'"}\n'
TOLD = f"the line has {len(LONG):,} bytes, of which at most {LONGEST:,} are read; is this a line per article?"


def read(*files: Path | str) -> tuple[list[str], list[str]]:
    """The texts of the articles with their places, and what is reported, without folders."""
    told: list[Failure] = []
    found = list(Inputs([str(file) for file in files]).read(read_articles, told.append))
    texts = [f"{Path(place.name).name}:{place.line} {article.text}" for place, article in found if isinstance(article, Article)]
    return texts, [str(failure).replace(f"{Path(files[0]).parent}/", "") for failure in told]


@pytest.mark.parametrize("name", ["a.jsonl", "a.dat", "a.jsonl.gz", "a.jsonl.zst"])
def test_a_line_that_is_too_long_is_named_and_those_around_it_are_read(tmp_path: Path, name: str) -> None:
    data = LINE + LONG + LINE
    packed = {".gz": gzip.compress(data), ".zst": zstandard.compress(data)}
    (tmp_path / name).write_bytes(packed.get(Path(name).suffix, data))
    assert read(tmp_path / name) == ([f"{name}:1 Síldin er komin.", f"{name}:3 Síldin er komin."], [f"{name}:2: {TOLD}"])


def test_standard_input_has_the_same_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(LONG + LINE)))
    assert read("-") == (["(standard input):2 Síldin er komin."], [f"(standard input):1: {TOLD}"])


@pytest.mark.parametrize("name", ["a.txt", "a.dat"])
@pytest.mark.parametrize("line", [b"a" * (LONGEST + 1), b"a" * 998 + b"\r\n"], ids=["one line", "many lines"])
def test_a_text_that_is_too_long_is_named(tmp_path: Path, name: str, line: bytes) -> None:
    text = line * (LONGEST // len(line) + 1)
    (tmp_path / name).write_bytes(text)
    told = f"{name}:1: the text has more than {LONGEST:,} bytes, the most that are read; divide it"
    assert read(tmp_path / name) == ([], [told])
    (tmp_path / name).write_bytes(text[:LONGEST])
    ((found,), told_now) = read(tmp_path / name)
    assert (len(found), told_now) == (LONGEST + len(f"{name}:1 "), [])


def test_another_format_is_called_by_its_name_however_long_its_first_line_is(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"%PDF-" + b"a" * LONGEST)
    assert read(tmp_path / "a.jsonl") == ([], ["a.jsonl:1: this is PDF; extract its text first: pdftotext FILE"])


def test_blank_lines_before_the_first_are_kept_up_to_a_number(tmp_path: Path) -> None:
    blank = b" \r\n" * (MOST_BLANK - 1)
    (tmp_path / "a.dat").write_bytes(blank + LINE)
    assert read(tmp_path / "a.dat") == ([f"a.dat:{MOST_BLANK} Síldin er komin."], [])
    (tmp_path / "a.dat").write_bytes(blank + "Síld.".encode())
    assert read(tmp_path / "a.dat") == (["a.dat:1 " + " \r\n" * (MOST_BLANK - 1) + "Síld."], [])
    (tmp_path / "a.dat").write_bytes(blank + b"\n" + LINE)
    assert read(tmp_path / "a.dat") == ([], [f"a.dat: cannot be read after line {MOST_BLANK}: all of them are blank"])
    (tmp_path / "a.dat").write_bytes(blank)
    assert read(tmp_path / "a.dat") == ([], [])
