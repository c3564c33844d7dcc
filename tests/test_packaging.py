"""What a source distribution holds, and what the metadata promise."""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRIBUTING = ROOT / "CONTRIBUTING.md"


@pytest.mark.checkout
def test_the_source_distribution_holds_what_is_needed_and_nothing_else(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "build", "--sdist", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as tar:
        names = {name.partition("/")[2] for name in tar.getnames()}
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    left_out = {name for name in tracked if name not in names}
    assert left_out <= {".ci/run", ".editorconfig", ".gitattributes"}
    assert names - set(tracked) == {"PKG-INFO"}


@pytest.mark.checkout
def test_every_path_that_contributing_names_exists() -> None:
    paths = re.findall(r"`((?:icenews_nlp|tests|\.ci)/[\w./]*)`", CONTRIBUTING.read_text("utf-8"))
    assert len(paths) > 10
    assert [path for path in paths if not (ROOT / path).exists()] == []
