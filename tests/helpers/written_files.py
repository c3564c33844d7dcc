"""Small files that a test writes to read them."""

from __future__ import annotations

import gzip
from pathlib import Path


def written(folder: Path, name: str, text: str) -> Path:
    """A file with that text, compressed where its name ends in .gz."""
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path
