"""Which room may import which, read from the source: imports run one way, and each library is seen by one file."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

import icenews_nlp

ROOT = Path(icenews_nlp.__file__).parent
FILES = sorted(path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.rglob("*.py"))

ROOMS = (
    *("errors", "garbage", "labels", "morphology", "auxiliaries"),
    *("fields", "contents", "documents", "models", "language", "assemble"),
    *("spacy_docs", "spacy_pipe", "components", "pipeline"),
    *("workers", "enricher", "formats", "evaluation", "search"),
)
"""From the bottom up; a room imports itself and rooms before it. `cli` and `training` stand beside each other on top."""
TOPS = ("cli", "training")

UPWARD = {
    ("documents", "formats/frame", "to_frame"),
    ("documents", "formats/html", "_repr_html_"),
    ("documents", "pipeline", "to_spacy"),
}
"""The doors of AnnotatedDocument: file, what it imports, in which function."""

SEEN_BY = {
    "tokenizer": {"language/tokens"},
    "islenska": {"language/bin"},
    "reynir": {"language/parse_child"},
    "spacy": {"components", "pipeline", "spacy_docs", "spacy_pipe"},
    "onnxruntime": {"language/encoder"},
    "sentencepiece": {"language/subwords", "training/pretrained"},
    "apsw": {"search/sqlite_file", "search/sqlite_bridge"},
    "psycopg": {"search/postgres"},
    "opensearchpy": {"search/opensearch"},
    "torch": {f"training/{name}" for name in ("__main__", "build", "encoder", "export", "learn", "network", "pretrained")},
    "onnx": {"training/export"},
    "pandas": {"formats/frame"},
}
FOR_TYPES = {
    *(("tokenizer", "language/parse_child"), ("spacy", "documents"), ("spacy", "enricher"), ("pandas", "documents")),
    *(("tokenizer", "evaluation/greynir_child"), ("reynir", "evaluation/greynir_child")),
}
"""Seen by the type checker alone."""


class Import(NamedTuple):
    file: str
    target: str
    """A file of ours, or the first name of another package."""
    ours: bool
    function: str
    """"" at the top of the file."""
    for_types: bool


def imports_of(file: str) -> list[Import]:
    found: list[Import] = []

    def visit(node: ast.AST, function: str, for_types: bool) -> None:
        if isinstance(node, ast.Import):
            names = [(alias.name, ()) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file} has a relative import"
            names = [(node.module or "", tuple(alias.name for alias in node.names))]
        else:
            names = []
        for module, members in names:
            found.extend(Import(file, target, ours, function, for_types) for target, ours in targets(module, members))
        for child in ast.iter_child_nodes(node):
            inner = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
            typed = for_types or (isinstance(node, ast.If) and child in node.body and "TYPE_CHECKING" in ast.dump(node.test))
            visit(child, inner, typed)

    visit(ast.parse((ROOT / f"{file}.py").read_text("utf-8")), "", False)
    return found


def targets(module: str, members: tuple[str, ...]) -> set[tuple[str, bool]]:
    """`from icenews_nlp.language import network` is the file language/network."""
    first, _, rest = module.partition(".")
    if first != "icenews_nlp":
        return {(first, False)}
    inside = rest.replace(".", "/")
    files = {f"{inside}/{m}".lstrip("/") for m in members} & set(FILES)
    return {(file, True) for file in files or {inside}}


IMPORTS = [one for file in FILES if file != "__init__" for one in imports_of(file)]
OURS = [one for one in IMPORTS if one.ours]


def room(file: str) -> str:
    return file.split("/")[0]


def rank(file: str) -> int:
    return len(ROOMS) if room(file) in TOPS else ROOMS.index(room(file))


def test_every_file_has_a_room() -> None:
    homeless = [file for file in FILES if file != "__init__" and room(file) not in ROOMS + TOPS]
    assert homeless == [], "give these files a place in ROOMS"
    assert len(OURS) > 50, "the reader of imports has gone blind"


def test_imports_run_one_way() -> None:
    beside = {(one.file, one.target) for one in OURS if room(one.target) in TOPS and room(one.file) != room(one.target)}
    assert beside == set(), "nothing imports cli or training"
    upward = {(one.file, one.target, one.function) for one in OURS if rank(one.target) > rank(one.file)}
    assert upward == UPWARD


def test_front_door_loads_on_demand() -> None:
    assert [one for one in imports_of("__init__") if one.ours and not one.for_types] == []


def test_enrichers_spacy_is_the_only_way_from_enricher_to_spacy() -> None:
    doors = {
        (one.target, one.function) for one in OURS if one.file == "enricher" and room(one.target) in ("pipeline", "components")
    }
    assert doors == {("pipeline", "spacy")}


@pytest.mark.parametrize("folder", ["language", "formats", "evaluation", "search", "cli", "training"])
def test_no_cycles_inside_a_room(folder: str) -> None:
    graph: dict[str, set[str]] = {}
    for one in OURS:
        if room(one.file) == room(one.target) == folder:
            graph.setdefault(one.file, set()).add(one.target)
    TopologicalSorter(graph).prepare()  # raises CycleError, which names the files


@pytest.mark.parametrize("library", SEEN_BY)
def test_only_one_file_sees_a_library(library: str) -> None:
    seen = {one.file for one in IMPORTS if one.target == library and (library, one.file) not in FOR_TYPES}
    assert seen <= SEEN_BY[library]
    assert all(one.for_types for one in IMPORTS if (one.target, one.file) in FOR_TYPES)
    assert seen, f"no file imports {library} any more"


def test_language_knows_neither_spacy_nor_pydantic() -> None:
    wanted = {"spacy", "pydantic", "documents"}
    assert [one for one in IMPORTS if room(one.file) == "language" and one.target in wanted] == []


def test_no_file_is_too_long() -> None:
    lengths = {file: len((ROOT / f"{file}.py").read_text("utf-8").splitlines()) for file in FILES}
    assert {file: lines for file, lines in lengths.items() if lines > 300} == {}
