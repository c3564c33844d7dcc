"""`enrich --format` and compressed files in real processes: what is written reads back, and half a file never stands in."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

import icenews_nlp
from helpers.command_line import COMMAND, ENVIRONMENT, hear_interrupts, jsonl, run
from icenews_nlp import AnnotatedDocument, Article
from icenews_nlp.formats.compression import compressed
from icenews_nlp.formats.docbin import read_docbin
from icenews_nlp.formats.jsonl import read_documents
from icenews_nlp.formats.parquet import read_parquet
from icenews_nlp.formats.writers import FORMATS, format_of

FAST = ("--profile", "fast")
TEXTS = ["Guðrún Jónsdóttir fór til Akureyrar í gær.", "Loðnuskipin héldu til veiða."]


def texts_of_jsonl(path: Path) -> list[str]:
    return [found.text for found in read_documents(path.read_bytes().splitlines()) if isinstance(found, AnnotatedDocument)]


def texts_of_conllu(path: Path) -> list[str]:
    start = "# text = "
    return [line.removeprefix(start) for line in path.read_text("utf-8").splitlines() if line.startswith(start)]


def texts_of_json_ld(path: Path) -> list[str]:
    return [json.loads(line)["articleBody"] for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("a.jsonl", texts_of_jsonl),
        ("a.unknown", texts_of_jsonl),
        ("a.json", lambda path: [document["text"] for document in json.loads(path.read_bytes())]),
        ("a.conllu", texts_of_conllu),
        ("a.jsonld", texts_of_json_ld),
        ("a.parquet", lambda path: [document.text for document in read_parquet(path)]),
        ("a.spacy", lambda path: [document.text for document in read_docbin(path)]),
    ],
)
def test_the_ending_of_the_output_is_its_format(tmp_path: Path, name: str, texts: Callable[[Path], list[str]]) -> None:
    done = run("enrich", "-", *FAST, "-o", tmp_path / name, stdin=jsonl(*TEXTS))
    assert (done.stderr, done.returncode) == (b"", 0)
    assert texts(tmp_path / name) == TEXTS
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_format_by_its_name_at_standard_output_and_against_the_ending(tmp_path: Path) -> None:
    shown = run("enrich", "-", *FAST, "--format", "doccano", stdin=jsonl(*TEXTS))
    assert [json.loads(line)["text"] for line in shown.stdout.splitlines()] == TEXTS
    array = run("enrich", "-", *FAST, "-f", "label-studio", "-o", tmp_path / "a.conllu", stdin=jsonl(*TEXTS))
    assert array.returncode == 0
    assert [task["data"]["text"] for task in json.loads((tmp_path / "a.conllu").read_bytes())] == TEXTS


def test_compressed_files_in_and_out(tmp_path: Path) -> None:
    lines, text = tmp_path / "a.jsonl.gz", tmp_path / "b.txt.zst"
    lines.write_bytes(gzip.compress(jsonl(TEXTS[0])))
    text.write_bytes(zstandard.compress(TEXTS[1].encode()))
    for name, unpack in (
        ("out.jsonl.gz", gzip.decompress),
        ("out.jsonl.zst", lambda data: zstandard.ZstdDecompressor().decompressobj().decompress(data)),
    ):
        out = tmp_path / name
        done = run("enrich", lines, text, *FAST, "-o", out)
        assert (done.stderr, done.returncode) == (b"", 0)
        read = [
            found for found in read_documents(unpack(out.read_bytes()).splitlines()) if isinstance(found, AnnotatedDocument)
        ]
        assert [(document.article.id, document.text) for document in read] == [("0", TEXTS[0]), ("b", TEXTS[1])]
        shown = run("show", out)
        assert (shown.stderr, shown.returncode) == (b"", 0)
        assert "[Guðrún Jónsdóttir|Person]" in shown.stdout.decode()


def test_a_compressed_file_that_is_cut_off_keeps_its_articles_and_is_named(tmp_path: Path) -> None:
    cut, other = tmp_path / "cut.jsonl.gz", tmp_path / "other.gz"
    cut.write_bytes(gzip.compress(jsonl(*TEXTS))[:-1])
    other.write_bytes(jsonl(TEXTS[0]))
    done = run("enrich", cut, other, "-", *FAST, stdin=jsonl(TEXTS[1]))
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == [*TEXTS, TEXTS[1]]
    first, second = done.stderr.decode().splitlines()
    assert first == f"{cut}: cannot be read after line 2: the gzip data are cut off; fetch the file again"
    assert second.startswith(f"{other}: cannot be read: this is no gzip, or damaged")
    assert done.returncode == 1


WITHOUT = """
import sys
sys.modules |= dict.fromkeys(("zstandard", "pyarrow"))
from icenews_nlp.cli import main
main()
"""


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [(("-", "-o", "a.parquet"), "arrow"), (("-", "-o", "a.jsonl.zst"), "zstd"), (("a.jsonl.zst",), "zstd")],
)
def test_what_is_not_installed_is_said_before_anything_is_written(
    tmp_path: Path, arguments: tuple[str, ...], extra: str
) -> None:
    command = [sys.executable, "-c", WITHOUT, "enrich", *arguments, *FAST]
    done = subprocess.run(
        command, input=jsonl(TEXTS[0]), cwd=tmp_path, capture_output=True, env=ENVIRONMENT, timeout=300, check=False
    )
    assert done.stderr.decode().endswith(f"pip install 'icenews_nlp[{extra}]'\n")
    assert (done.stderr.count(b"\n"), done.stdout, done.returncode) == (1, b"", 2)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.json", "a.json.gz", "a.parquet", "a.spacy"])
def test_documents_are_shown_and_indexed_as_they_were_written(tmp_path: Path, name: str) -> None:
    """With a name that no analysis gives."""
    file, db = tmp_path / name, tmp_path / "a.db"
    document = icenews_nlp.enrich(Article(id="a", text=TEXTS[0]), profile="fast")
    (entity, *entities), (cluster, *clusters) = (
        [one.model_copy(update={"name": "Eins og það var"}) for one in named]
        for named in (document.entities, document.clusters)
    )
    document = document.model_copy(update={"entities": (entity, *entities), "clusters": (cluster, *clusters)})
    with file.open("wb") as raw, compressed(raw, name) as stream, format_of(name).open(stream) as write:
        write(document)
    shown = run("show", file)
    assert (shown.stderr, shown.returncode) == (b"", 0)
    assert "Eins og það var" in shown.stdout.decode()
    assert run("index", file, file, "--db", db).stderr.decode() == f"1 added, 0 replaced, 1 unchanged; articles in {db}: 1\n"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.parquet", b"PAR1", "cannot be read: "),
        ("a.spacy", b"?", "cannot be read: "),
        ("a.conllu", b"# newdoc id = a\n# text = B\xc3\xad\n", "this is CoNLL-U, whose text is cut into words"),
    ],
)
def test_what_holds_no_documents_is_named(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    for command in (("show",), ("index", "--db", tmp_path / "a.db")):
        done = run(*command, tmp_path / name)
        assert done.stderr.decode().startswith((f"{tmp_path / name}: {reason}", f"{tmp_path / name}:1: {reason}"))
        assert done.returncode == 1


@pytest.mark.parametrize("name", ["a.parquet.gz", "a.spacy.zst"])
def test_what_is_compressed_inside_is_not_compressed_again(tmp_path: Path, name: str) -> None:
    done = run("enrich", "-", *FAST, "-o", tmp_path / name, stdin=jsonl(TEXTS[0]))
    assert done.stderr.decode().endswith(f"is compressed inside; name the file {(tmp_path / name).with_suffix('')}\n")
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


def test_a_misspelt_format_is_answered_with_the_near_one(tmp_path: Path) -> None:
    done = run("enrich", "-", "--format", "parket", "-o", tmp_path / "a", stdin=jsonl(TEXTS[0]))
    assert done.stderr.decode().startswith(
        "icenews-nlp: there is no format 'parket'; did you mean 'parquet'? It is one of 'jsonl', "
    )
    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])


def test_help_lists_the_formats() -> None:
    shown = run("enrich", "--help", COLUMNS="400").stdout.decode()
    assert [one.name for one in FORMATS if one.name not in shown] == []


# a run that does not come to its end


def stopped(out: Path) -> subprocess.CompletedProcess[bytes]:
    """A run that Ctrl-C ends after it has made two documents, which the third article, a broken line, makes known."""
    command = [*COMMAND, "enrich", "-", *FAST, "-o", str(out)]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=ENVIRONMENT,
        preexec_fn=hear_interrupts,
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(jsonl(*TEXTS) + b"broken\n")
        process.stdin.flush()
        assert b"not valid JSON" in process.stderr.readline()
        os.kill(process.pid, signal.SIGINT)
        output, error = process.communicate()
    return subprocess.CompletedProcess(command, process.returncode, output, error)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize(
    ("name", "texts"),
    [
        ("a.parquet", lambda path: [document.text for document in read_parquet(path)]),
        ("a.spacy", lambda path: [document.text for document in read_docbin(path)]),
        ("a.jsonl", texts_of_jsonl),
        ("a.conllu", texts_of_conllu),
    ],
)
def test_what_was_made_till_ctrl_c_is_a_whole_file(tmp_path: Path, name: str, texts: Callable[[Path], list[str]]) -> None:
    out, kept = tmp_path / name, tmp_path / f"{name}.part"
    out.write_bytes(b"the good file of before")
    done = stopped(out)
    assert (
        done.stderr.decode() == f"icenews-nlp: interrupted; the 2 documents that were made are in {kept}; {out} is as it was\n"
    )
    assert (done.returncode, out.read_bytes()) == (130, b"the good file of before")
    assert texts(kept) == TEXTS
    assert sorted(tmp_path.iterdir()) == [out, kept]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst"])
def test_compressed_data_have_their_end_after_ctrl_c(tmp_path: Path, name: str) -> None:
    done = stopped(tmp_path / name)
    assert done.stderr.decode() == f"icenews-nlp: interrupted; the 2 documents that were made are in {tmp_path / name}.part\n"
    (kept,) = tmp_path.iterdir()
    again = run("show", kept.rename(tmp_path / f"kept.{name}"))
    assert "[Guðrún Jónsdóttir|Person]" in again.stdout.decode()
    assert TEXTS[1] in again.stdout.decode()
    assert (again.stderr, again.returncode) == (b"", 0)
