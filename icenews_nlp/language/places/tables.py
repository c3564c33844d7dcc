"""The tables of this folder: tab-separated, with comments that begin with #, and a header."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table by the names of its columns.

    Args:
        name: the file, such as "regions.tsv".
    """
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
