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


def _texts(cell: nbformat.NotebookNode) -> list[str]:
    """What a cell prints or shows as text; pictures differ from machine to machine."""
    outputs = cell.get("outputs", [])
    return [
        o.text if o.output_type == "stream" else o.data.get("text/plain", "")
        for o in outputs
        if "image/png" not in o.get("data", {})
    ]
