"""What the tests of ends of commands share."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.lost_work import OLD


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A file that is there already."""
    path = tmp_path / "out.jsonl"
    path.write_bytes(OLD)
    path.chmod(0o640)
    return path
