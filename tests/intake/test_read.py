"""`icenews_nlp.read` and the command line: files, folders, and what cannot be read."""

from __future__ import annotations

import gzip
import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

import icenews_nlp
from helpers.command_line import run
from icenews_nlp import Article
from icenews_nlp.documents.article import BadLine

TEXT = "Þorskafli smábáta jókst um þriðjung í apríl."
PARAGRAPHS = f"<p>{TEXT}</p><p>{TEXT}</p>"
PAGE = f"<!doctype html><html><head><title>Aflinn jókst</title></head><body><article>{PARAGRAPHS}</article></body></html>"
ITEM = f"<description>{TEXT}</description>"
FEED = f"<rss version='2.0'><channel><item><guid>a</guid>{ITEM}</item><item><guid>b</guid>{ITEM}</item></channel></rss>"
FLAT = f"Aflinn jókst Anna Jónsdóttir skrifar 16. apríl 2026 07:30 {TEXT}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One file of each kind, hidden ones, ones of other kinds, and some that cannot be read."""
    inner = tmp_path / "b" / "c"
    inner.mkdir(parents=True)
    (tmp_path / ".falin").mkdir()
    (tmp_path / ".falin" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / ".falin.txt").write_text(TEXT, "utf-8")
    (tmp_path / "mynd.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "a.html").write_text(PAGE, "utf-8")
    (tmp_path / "a.txt").write_text(FLAT, "utf-8")
    (tmp_path / "b" / "a.HTM.gz").write_bytes(gzip.compress(PAGE.encode("utf-16")))
    (tmp_path / "b" / "b.xml").write_text(FEED, "utf-8")
    (inner / "a.jsonl").write_text(json.dumps({"id": "j", "text": TEXT}) + "\nx\n", "utf-8")
    (inner / "b.txt").write_bytes(TEXT.encode("latin-1"))
    (inner / "c.xml").write_text("<?xml version='1.0'?><urlset/>", "utf-8")
    (inner / "d.html.gz").write_bytes(b"PK")
    (inner / "e.txt").write_text(PAGE, "utf-8")
    return tmp_path


IDS = ["a.html", "a.txt", "b/a", "a", "b", "j", "b/c/e"]
"""A text's or page's is the way to it, with its ending where another would have the same."""
FAILURES = [
    ("b/c/a.jsonl:2", "not valid JSON"),
    ("b/c/b.txt:1", "not UTF-8"),
    ("b/c/c.xml:1", "this is neither an RSS nor an Atom feed"),
    ("b/c/d.html.gz", "cannot be read"),
]


def test_a_folder(folder: Path) -> None:
    found = list(icenews_nlp.read(folder))
    articles = [one for one in found if isinstance(one, Article)]
    failures = [str(one) for one in found if isinstance(one, BadLine)]
    assert [article.id for article in articles] == IDS
    assert len(failures) == len(FAILURES)
    for failure, (place, reason) in zip(failures, FAILURES, strict=True):
        assert failure.startswith(f"{folder}/{place}")
        assert reason in failure
    assert {article.text for article in articles} == {TEXT, f"{TEXT}\n\n{TEXT}"}
    assert articles[1].metadata == {"authors": ["Anna Jónsdóttir"]}


def test_the_command_line_reads_the_same(folder: Path) -> None:
    done = run("enrich", folder, "--profile", "fast")
    assert done.returncode == 1
    documents = [json.loads(line) for line in done.stdout.splitlines()]
    assert [document["article"]["id"] for document in documents] == IDS
    reported = done.stderr.decode().splitlines()
    assert len(reported) == len(FAILURES)
    for line, (place, reason) in zip(reported, FAILURES, strict=True):
        assert line.startswith(f"{folder}/{place}")
        assert reason in line


def test_pages_and_feeds_on_standard_input() -> None:
    for text, count in ((PAGE, 1), (FEED, 2), (TEXT, 1)):
        done = run("enrich", "-", "--profile", "fast", stdin=text.encode())
        assert len(done.stdout.splitlines()) == count


def test_a_file_alone_and_one_that_is_missing(tmp_path: Path) -> None:
    file = tmp_path / "grein"
    file.write_text(TEXT, "utf-8")
    assert list(icenews_nlp.read(str(file))) == [Article(id="grein", text=TEXT)]
    file.write_text(json.dumps({"text": TEXT}), "utf-8")
    assert list(icenews_nlp.read(file)) == [Article(text=TEXT)]
    file.write_text("", "utf-8")
    assert list(icenews_nlp.read(file)) == []
    with pytest.raises(FileNotFoundError):
        icenews_nlp.read(tmp_path / "vantar")


def test_files_of_one_name_keep_apart(tmp_path: Path) -> None:
    for name in ("01/frett.txt", "02/frett.txt", "02/frett.txt.gz", "annað.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(gzip.compress(b"Skip kom.") if name.endswith("gz") else b"Skip kom.")
    articles = [one for one in icenews_nlp.read(tmp_path) if isinstance(one, Article)]
    twins = [str(tmp_path / f"02/frett.txt{end}") for end in ("", ".gz")]
    assert [article.id for article in articles] == ["01/frett", *twins, "annað"]
    named = [tmp_path / "01" / "frett.txt", tmp_path / "annað.txt", tmp_path / "02" / "frett.txt"]
    found = run("enrich", *named, "--profile", "fast").stdout.splitlines()
    assert [json.loads(line)["article"]["id"] for line in found] == [str(named[0]), "annað", str(named[2])]


def test_a_folder_without_a_file_to_read_says_so(tmp_path: Path) -> None:
    (tmp_path / "mynd.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "b").mkdir()
    (bad,) = icenews_nlp.read(tmp_path)
    assert str(bad).startswith(f"{tmp_path}:1: the folder has no file that ends in one of .atom, .htm, ")
    done = run("enrich", tmp_path, "--profile", "fast")
    assert (done.stdout, done.returncode) == (b"", 1)
    assert done.stderr.decode().startswith(f"{tmp_path}: the folder has no file that ends in one of .atom, ")


@pytest.mark.parametrize(
    ("name", "how"), [("a.csv", "read_csv(FILE)"), ("A.TSV", r"read_csv(FILE, sep='\t')"), ("a.xlsx", "read_excel")]
)
def test_a_table_is_no_text(tmp_path: Path, name: str, how: str) -> None:
    (tmp_path / name).write_text("id,text\n1,Bátur kom.\n", "utf-8")
    (bad,) = icenews_nlp.read(tmp_path / name)
    assert str(bad).startswith(f"{tmp_path / name}:1: this is a table; write its rows as JSON Lines first: pandas.{how}")


def test_documents_are_no_articles(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(icenews_nlp.enrich(TEXT, profile="fast").to_json() + "\n", "utf-8")
    (bad,) = icenews_nlp.read(tmp_path / "a.jsonl")
    assert str(bad).endswith(":1: this is an annotated document already; `show`, `index` and `read_documents` take it")


@pytest.mark.parametrize("given", [None, 3, "a\0b"])
def test_what_is_no_name_of_a_file(given: Any) -> None:
    with pytest.raises(icenews_nlp.InputError, match=r"a file is given by its name|is no name of a file"):
        icenews_nlp.read(given)


def test_a_link_to_its_own_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b").symlink_to(tmp_path)
    assert len(list(icenews_nlp.read(tmp_path))) == 1


def test_json_of_any_form_is_read_with_a_map(tmp_path: Path) -> None:
    record = {"content": {"body": TEXT}, "headline": "Aflinn jókst", "date": "16.4.2026 07:30", "views": 3}
    (tmp_path / "a.json").write_text(json.dumps([record]), "utf-8")
    (tmp_path / "b").write_text(json.dumps(record, indent=1), "utf-8")
    expected = Article(
        text=TEXT, title="Aflinn jókst", published=datetime(2026, 4, 16, 7, 30, tzinfo=timezone.utc), metadata={"views": 3}
    )
    for name in ("a.json", "b"):
        found = icenews_nlp.read(
            tmp_path / name,
            map={"text": "content.body", "title": "headline", "published": "date"},
            timezone="Atlantic/Reykjavik",
            keep_unknown=True,
        )
        assert list(found) == [expected]
    (refused,) = icenews_nlp.read(tmp_path / "a.json")
    assert str(refused).startswith(f"{tmp_path / 'a.json'}:1: field 'text' is missing; unknown field 'content'")
    with pytest.raises(icenews_nlp.InputError, match="did you mean 'title'"):
        icenews_nlp.read(tmp_path / "a.json", map="titel=headline")
