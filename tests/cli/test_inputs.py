"""What the command line reads of its files: no line, text or beginning is kept that is longer than may be read."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest
import zstandard

from icenews_nlp.batch.failures import Failure
from icenews_nlp.cli.inputs import Inputs
from icenews_nlp.documents.article import Article
from icenews_nlp.formats.compression import LONGEST
from icenews_nlp.intake.json.records import MOST_SPACE

LINE = json.dumps({"text": "Síldin er komin."}).encode() + b"\n"
LONG = b'{"text": "' + b"a" * LONGEST + b'"}\n'
TOLD = f"the line has {len(LONG):,} bytes, of which at most {LONGEST:,} are read; is this a line per article?"


def read(*files: Path | str) -> tuple[list[str], list[str]]:
    """The texts of the articles with their places, and what is reported, without folders."""
    told: list[Failure] = []
    found = list(Inputs([str(file) for file in files]).articles(told.append))
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
@pytest.mark.parametrize("line", [b"a" * (LONGEST + 1), b"a " * 499 + b"\r\n"], ids=["one line", "many lines"])
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


def test_space_before_the_first_character_is_kept_up_to_a_number(tmp_path: Path) -> None:
    path, space = tmp_path / "a.dat", " \r\n" * (MOST_SPACE // 3)
    path.write_bytes(space.encode() + LINE)
    assert read(path) == ([f"a.dat:{MOST_SPACE // 3 + 1} Síldin er komin."], [])
    path.write_text(space + "Síld.", "utf-8", newline="")
    assert read(path) == ([f"a.dat:1 {space}Síld."], [])
    path.write_bytes(b" \n" * LONGEST + LINE)
    assert read(path) == ([], [f"a.dat: cannot be read: the first {MOST_SPACE:,} characters are blank"])
    path.write_bytes(space.encode())
    assert read(path) == ([], [])


# JSON that is no line per record

ITEM = '{"text": "Síldin er komin."}'


@pytest.mark.parametrize("name", ["a.json", "a.dat", "a.json.gz", "-"])
@pytest.mark.parametrize("separator", [",", ",\n", "\n,\n  "])
def test_a_list_is_read_item_by_item(tmp_path: Path, name: str, separator: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = f"\n[ {separator.join([ITEM, '5', ITEM])}\n]".encode()
    path: Path | str = name if name == "-" else tmp_path / name
    if isinstance(path, Path):
        path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    shown = "(standard input)" if name == "-" else name
    texts = [f"{shown}:{number} Síldin er komin." for number in (1, 3)]
    assert read(path) == (texts, [f"{shown}:2: the line is not a JSON object"])


def test_a_list_may_be_longer_than_any_line(tmp_path: Path) -> None:
    long = json.dumps({"text": "a" * (LONGEST // 3)}).encode()
    (tmp_path / "a.json").write_bytes(b"[" + b",".join([long] * 5) + b"]")
    texts, told = read(tmp_path / "a.json")
    assert ([len(text) for text in texts], told) == ([LONGEST // 3 + len("a.json:1 ")] * 5, [])


def test_a_list_that_breaks_keeps_what_stands_before(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(f'[{ITEM}, {{"text": "br', "utf-8")
    texts, (told,) = read(tmp_path / "a.json")
    assert texts == ["a.json:1 Síldin er komin."]
    assert told.startswith("a.json: cannot be read after line 1: item 2 of the list is not valid JSON: unterminated string")


@pytest.mark.parametrize("name", ["a.json", "a.dat"])
def test_one_article_over_several_lines(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(json.dumps({"text": "Síldin\ner komin.", "tags": ["a", "b"]}, indent=2), "utf-8")
    assert read(tmp_path / name) == ([f"{name}:1 Síldin\ner komin."], [])


@pytest.mark.parametrize("name", ["a.json", "a.dat", "a.jsonl"])
def test_lines_stay_lines_with_their_numbers(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(f"\n{ITEM}\n{{\n{ITEM}\n", "utf-8")
    texts, (told,) = read(tmp_path / name)
    assert texts == [f"{name}:2 Síldin er komin.", f"{name}:4 Síldin er komin."]
    assert told.startswith(f"{name}:3: not valid JSON")


def test_lines_of_a_json_file_whose_first_is_broken_keep_their_numbers(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(f"{{brotin\n{ITEM}\n", "utf-8")
    texts, (told,) = read(tmp_path / "a.json")
    assert (texts, told[:10]) == (["a.json:2 Síldin er komin."], "a.json:1: ")


@pytest.mark.parametrize("text", ["[Uppfært] Síldin er komin.", "[", "[1] Síldin er komin.", "[\nSíldin er komin."])
def test_a_text_that_begins_with_a_bracket_is_a_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.dat").write_text(text, "utf-8")
    assert read(tmp_path / "a.dat") == ([f"a.dat:1 {text}"], [])


def test_standard_input_is_read_as_it_comes() -> None:
    """The first article is there before the second is written."""
    ours, theirs = os.pipe()
    with open(ours, "rb") as pipe, open(theirs, "wb", buffering=0) as writer, pytest.MonkeyPatch.context() as patch:  # noqa: PTH123  # file numbers, which a path has not
        stdin = io.TextIOWrapper(pipe)
        patch.setattr("sys.stdin", stdin)
        found = Inputs(["-"]).articles(print)
        for number in (1, 2):
            writer.write(LINE)
            place, article = next(found)
            assert (place.line, article) == (number, Article(text="Síldin er komin."))
        stdin.detach()
