"""Every notebook runs from top to bottom, and keeps the outputs of such a run."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


# nbclient, ipykernel and zmq warn about event loops and closing sockets; none of it is ours.
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_and_keeps_its_outputs(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    kept = [_texts(cell) for cell in notebook.cells]
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(path.parent)}}).execute()
    assert kept == [_texts(cell) for cell in notebook.cells]


def _texts(cell: nbformat.NotebookNode) -> list[tuple[str, str]]:
    """Name and text of what a cell prints or shows, in order; pictures differ from machine to machine.

    A kernel sends what is printed in as many pieces as its clock makes of it, so pieces of one stream are joined.
    """
    found: list[tuple[str, str]] = []
    for output in cell.get("outputs", []):
        if "image/png" in output.get("data", {}):
            continue
        if output.output_type != "stream":
            found.append((output.output_type, output.get("data", {}).get("text/plain", "")))
        elif found and found[-1][0] == output.name:
            found[-1] = output.name, found[-1][1] + output.text
        else:
            found.append((output.name, output.text))
    return found


def test_pieces_of_a_stream_are_joined() -> None:
    pieces = [("stdout", "ein"), ("stdout", "n\n"), ("stderr", "aðvörun\n"), ("stdout", "tveir\n")]
    cell = nbformat.v4.new_code_cell(outputs=[nbformat.v4.new_output("stream", name=name, text=text) for name, text in pieces])
    assert _texts(cell) == [("stdout", "einn\n"), ("stderr", "aðvörun\n"), ("stdout", "tveir\n")]
