"""The command line in real processes: what it prints, what it says when something is wrong, and how it ends."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import icenews_nlp
from helpers.command_line import COMMAND, ENVIRONMENT, jsonl, on_terminal, run, start
from icenews_nlp.cli.console import Report
from icenews_nlp.cli.enrich import write_all
from icenews_nlp.cli.inputs import Inputs
from icenews_nlp.cli.output import Output
from icenews_nlp.cli.progress.display import Lines
from icenews_nlp.documents.article import Article, BadLine
from icenews_nlp.documents.document import AnnotatedDocument, Provenance
from icenews_nlp.documents.schema import SCHEMA_FILE, document_schema
from icenews_nlp.enrichment.enricher import Enricher
from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, PROFILES
from icenews_nlp.formats.jsonl import read_documents
from icenews_nlp.formats.signatures import TO_UTF8
from icenews_nlp.formats.writers import format_named
from icenews_nlp.intake.json.fields import KEEP

FIRST = "Loðnuskipin héldu til veiða í gærkvöld."
SECOND = "Katrín Ólafsdóttir stýrir nýrri verksmiðju á Húsavík."
THIRD = "Skólahald fellur niður í Bolungarvík á morgun vegna veðurs."


def documents(output: bytes) -> list[AnnotatedDocument]:
    read = list(read_documents(output.splitlines(keepends=True)))
    assert not [found for found in read if isinstance(found, BadLine)]
    return [found for found in read if isinstance(found, AnnotatedDocument)]


# enrich


def test_good_lines_are_kept_and_bad_ones_named(tmp_path: Path) -> None:
    file, text, latin = tmp_path / "fréttir.jsonl", tmp_path / "ein.txt", tmp_path / "latin.txt"
    first, second = jsonl(FIRST, SECOND).splitlines(keepends=True)
    file.write_bytes(
        b"\xef\xbb\xbf" + first + b"\n" + b'{"text": "br\n' + b'{"text": "\xfe"}\n' + b'{"text": "a", "x": 1}\n' + second
    )
    text.write_bytes(b"\xef\xbb\xbf" + THIRD.encode() + b"\r\n")
    latin.write_bytes(f"Bátar\nog {THIRD}".encode("latin-1"))
    missing = tmp_path / "vantar.txt"

    done = run("enrich", file, missing, latin, text)

    assert [(d.article.id, d.text) for d in documents(done.stdout)] == [("0", FIRST), ("1", SECOND), ("ein", THIRD + "\r\n")]
    assert done.stderr.decode().splitlines() == [
        f"{file}:3: not valid JSON: unterminated string starting at (column 10)",
        f"{file}:4: not UTF-8: byte 11 of the line is 0xfe; {TO_UTF8}",
        f"{file}:5: unknown field 'x'; {KEEP}",
        f"{missing}: cannot be read: no such file or directory",
        f"{latin}:1: not UTF-8 (byte 0xe1); {TO_UTF8}",
    ]
    assert done.returncode == 1


def test_standard_input_is_told_by_its_first_character() -> None:
    as_lines = run("enrich", "-", stdin=b"\xef\xbb\xbf\n\n" + jsonl(FIRST, SECOND) + b"{\n")
    assert [d.text for d in documents(as_lines.stdout)] == [FIRST, SECOND]
    assert as_lines.stderr.decode().startswith("(standard input):5: not valid JSON")
    as_text = run("enrich", "-", stdin=f"\n{FIRST}\n{{innskot}}\n".encode())
    assert [d.text for d in documents(as_text.stdout)] == [f"\n{FIRST}\n{{innskot}}\n"]
    assert (as_text.stderr, as_text.returncode) == (b"", 0)  # no progress bar in a pipe
    nothing = run("enrich", "-", stdin=b"\n \n")
    assert (nothing.stdout, nothing.stderr, nothing.returncode) == (b"", b"", 0)


def test_order_is_kept_by_workers_and_failures_find_their_line(tmp_path: Path) -> None:
    texts = [f"{THIRD} {FIRST}" if i % 3 else f"Bátur númer {i} kom til hafnar." for i in range(70)]
    lines = jsonl(*texts).splitlines(keepends=True)
    file, output = tmp_path / "a.jsonl", tmp_path / "út.jsonl"
    file.write_bytes(b"".join([*lines[:40], b"brotin\n", *lines[40:]]))
    done = run("enrich", file, "--workers", "2", "--output", output)
    assert [d.text for d in documents(output.read_bytes())] == texts
    assert (done.stdout, done.returncode) == (b"", 1)
    assert done.stderr.decode() == f"{file}:41: not valid JSON: expecting value (column 1)\n"


def test_lines_appear_as_they_are_made() -> None:
    with subprocess.Popen([*COMMAND, "enrich", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in jsonl(FIRST, SECOND).splitlines(keepends=True):
            process.stdin.write(line)
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["text"] == json.loads(line)["text"]
        process.stdin.close()
        assert process.wait(300) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
@pytest.mark.parametrize("arguments", [("enrich",), ("enrich", "--workers", "2"), ("show",)])
def test_closed_pipe_ends_quietly(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl(*[f"{FIRST} {SECOND} {THIRD}"] * 400))
    command = [*COMMAND, *arguments, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(300) == 141


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("workers", ["1", "2"])
def test_interrupt_ends_cleanly(workers: str) -> None:
    with start("enrich", "-", "--workers", workers, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(jsonl(*[FIRST] * 200))
        process.stdin.flush()
        assert process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)  # as a terminal sends it, to workers too
        error = process.communicate()[1]
    assert (error, process.returncode) == (b"icenews-nlp: interrupted\n", 130)


EMPTY = AnnotatedDocument(
    text="", sections=(), tokens=(), sentences=(), entities=(), values=(),
    provenance=Provenance(package="0", profile="-", model="-", bin_data="0", tokenizer="0"),
)  # fmt: skip


class Failing(Enricher):
    """Analyses nothing, and fails on the article "1"."""

    def __init__(self) -> None: ...

    def enrich(self, article: str | Article) -> AnnotatedDocument:
        if isinstance(article, Article) and article.id == "1":
            raise ValueError("a fault\nof two lines")
        return EMPTY


def test_failed_analysis_is_named_by_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out, report = tmp_path / "a.jsonl", io.BytesIO(), Report()
    file.write_bytes(b"\n" + jsonl(FIRST, SECOND, THIRD))
    inputs = Inputs([str(file)])
    with format_named("jsonl").open(out) as write:
        output = Output(out, write)
        write_all(Failing().enrich_many, inputs, output, Lines(report, inputs.size()), report)
    assert documents(out.getvalue()) == [EMPTY, EMPTY]
    assert capsys.readouterr().err == f"{file}:3: cannot be analysed: a fault of two lines (ValueError)\n"
    assert report.failures == 1


def test_misuse_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    file, output = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    file.write_bytes(jsonl(FIRST))
    unknown = run("enrich", file, "--profile", "hratt", "--output", output)
    assert unknown.returncode == 2
    assert unknown.stderr.decode().startswith("icenews-nlp: there is no profile 'hratt'; choose one of ")
    assert not output.exists()
    onto_itself = run("enrich", file, "--output", file)
    assert onto_itself.returncode == 2
    assert file.read_bytes() == jsonl(FIRST)
    assert run("enrich").returncode == 2
    assert run("enrich", file, "--workers", "0").returncode == 2


def test_a_misspelt_name_is_answered_with_the_near_one() -> None:
    profile = run("enrich", "-", "--profile", "standart", stdin=jsonl(FIRST))
    assert profile.stderr.decode() == (
        "icenews-nlp: there is no profile 'standart'; did you mean 'standard'? It is one of 'standard', 'fast', 'deep'\n"
    )
    option = run("enrich", "-", "--profil", "fast", COLUMNS="100").stderr.decode()
    assert "No such option: --profil" in option
    assert "--profile" in option
    assert "'enrich'" in run("enrihc", "-", COLUMNS="100").stderr.decode()


def test_another_format_is_called_by_its_name(tmp_path: Path) -> None:
    for name in ("a.txt", "a.jsonl", "a.dat"):
        (tmp_path / name).write_bytes(gzip.compress(jsonl(FIRST)))
    done = run("enrich", *(tmp_path / name for name in ("a.txt", "a.jsonl", "a.dat")))
    told = [f"{tmp_path / name}:1: this is gzip; unpack it first: gunzip FILE" for name in ("a.txt", "a.jsonl", "a.dat")]
    assert (done.stderr.decode().splitlines(), done.stdout, done.returncode) == (told, b"", 1)


def test_an_article_over_its_time_is_reported() -> None:
    done = run("enrich", "-", "--profile", "fast", "--timeout", "0.001", stdin=jsonl(FIRST))
    sentence = "(standard input):1: cannot be analysed: it took longer than 0.001 s (TimeoutError)\n"
    assert (done.stderr.decode(), done.stdout, done.returncode) == (sentence, b"", 1)


# a terminal


def test_progress_bar_on_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(jsonl(FIRST, SECOND) + b"brotin\n")
    shown = on_terminal("enrich", file, output=False)
    assert "Analysing" in shown
    assert "2 articles" in shown
    assert "words/s" in shown
    assert "not valid JSON" in shown
    assert "Analysing" not in on_terminal("enrich", file, output=True)  # results and bar would be mixed


# help


def test_the_version() -> None:
    assert run("--version").stdout.decode() == f"icenews_nlp {icenews_nlp.__version__}\n"


def test_help_names_profiles_and_the_default() -> None:
    for command in ("enrich", "show", "index", "evaluate"):
        shown = run(command, "--help", COLUMNS="160").stdout.decode()
        assert f"[{'|'.join(PROFILES)}]" in shown
        assert f"[default: {DEFAULT_PROFILE}]" in shown


@pytest.mark.parametrize("width", ["60", "100", "140"])
def test_help_breaks_lines_only_where_they_are_full(width: str) -> None:
    lines = run("index", "--help", COLUMNS=width).stdout.decode().splitlines()
    start = next(i for i, line in enumerate(lines) if "An article is known by" in line)
    paragraph = [line.strip() for line in lines[start : lines.index(next(x for x in lines[start:] if not x.strip()), start)]]
    for line, following in pairwise(paragraph):
        assert len(f" {line} {following.split()[0]} ") > int(width), f"{line!r} has room for {following.split()[0]!r}"


# schema, info, start


def test_stored_schema_is_that_of_the_code() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == document_schema(), "run: icenews-nlp schema > " + str(SCHEMA_FILE)
    assert run("schema").stdout.decode() == document_schema()


def test_info_tells_versions_profiles_and_credit() -> None:
    done = run("info")
    assert done.returncode == 0
    for fact in ("icenews_nlp", "Python", "model", "BÍN data", "tokenizer", "reynir", "profile fast", "Kristín Bjarnadóttir"):
        assert fact in done.stdout.decode()


@pytest.mark.parametrize("argument", ["--help", "schema"])
def test_quick_commands_load_nothing_heavy(argument: str) -> None:
    code = (
        "import sys; from icenews_nlp.cli.app import app\n"
        f"try: app([{argument!r}])\n"
        "except SystemExit: pass\n"
        "heavy = ('spacy', 'islenska', 'numpy', 'reynir', 'tokenizer', 'fastapi', 'icenews_nlp.enrichment.enricher')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=ENVIRONMENT, timeout=300, check=True)
    assert done.stdout.decode().splitlines()[-1] == "[]"


def test_the_console_script_is_the_same_command() -> None:
    script = Path(sys.executable).with_name("icenews-nlp")
    if not script.exists():
        pytest.skip("the package is not installed beside this Python")
    done = subprocess.run(
        [script, "enrich", "-"], input=jsonl(FIRST), capture_output=True, env=ENVIRONMENT, timeout=300, check=True
    )
    assert documents(done.stdout)[0].article.id == "0"
