"""`--only` and `--max-characters` on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.command_line import jsonl, run
from icenews_nlp import AnnotatedDocument
from icenews_nlp.formats.parquet import read_parquet

FAST = ("--profile", "fast")
TEXTS = ["Anna fór til Akureyrar 3. maí 2024.", "Loðnuskipin héldu til veiða."]


@pytest.mark.parametrize("workers", ["1", "2"])
def test_documents_of_some_layers_say_so_and_validate(workers: str) -> None:
    done = run("enrich", "-", *FAST, "--only", "values, entities", "--workers", workers, stdin=jsonl(*TEXTS))
    assert (done.stderr, done.returncode) == (b"", 0)
    documents = [AnnotatedDocument.model_validate_json(line) for line in done.stdout.splitlines()]
    assert [doc.layers for doc in documents] == [("entities", "values")] * 2
    assert [len(doc.entities) for doc in documents] == [3, 0]
    assert json.loads(done.stdout.splitlines()[0])["tokens"] == []


def test_the_options_hold_in_every_format(tmp_path: Path) -> None:
    done = run("enrich", "-", *FAST, "--only", "entities", "-o", tmp_path / "a.parquet", stdin=jsonl(*TEXTS))
    assert (done.stderr, done.returncode) == (b"", 0)
    assert [doc.layers for doc in read_parquet(tmp_path / "a.parquet")] == [("entities",)] * 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--only", "entities", "-o", "a.conllu"), "use --only tokens,sentences,entities, or no --only"),
        (("--only", "entity"), "there is no layer 'entity'"),
        (("--only", ""), "there is no layer ''"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_read(
    tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    placed = [str(tmp_path / option) if option.startswith("a.") else option for option in options]
    done = run("enrich", "-", *FAST, *placed, stdin=b"not an article\n")
    assert message in " ".join(done.stderr.decode().split())
    assert (done.returncode, done.stdout, list(tmp_path.iterdir())) == (2, b"", [])


def test_a_document_without_tokens_is_shown_but_not_indexed(tmp_path: Path) -> None:
    file = tmp_path / "some.jsonl"
    whole = run("enrich", "-", *FAST, stdin=jsonl(TEXTS[1])).stdout
    file.write_bytes(run("enrich", "-", *FAST, "--only", "entities", stdin=jsonl(TEXTS[0])).stdout + whole)
    assert "[Anna|Person]" in run("show", file).stdout.decode()
    done = run("index", file, "--db", tmp_path / "a.db")
    assert f"{file}:1: cannot be analysed: search needs tokens and sentences, which document '0'" in done.stderr.decode()
    assert "1 added, 0 replaced, 0 unchanged, 1 failed" in done.stderr.decode()
    assert done.returncode == 1


@pytest.mark.parametrize("command", [("enrich",), ("index", "--db", "a.db")])
def test_a_longer_article_is_reported_and_left_out(tmp_path: Path, command: tuple[str, ...]) -> None:
    options = [str(tmp_path / option) if option == "a.db" else option for option in command]
    done = run(*options, "-", *FAST, "--max-characters", str(len(TEXTS[1])), stdin=jsonl(*TEXTS))
    assert f"(standard input):1: cannot be analysed: it has {len(TEXTS[0])} characters, more than the" in done.stderr.decode()
    assert done.returncode == 1
    assert run(*options, "-", *FAST, "--max-characters", "0", stdin=jsonl(*TEXTS)).returncode == 0
