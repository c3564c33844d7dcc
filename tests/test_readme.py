"""The README keeps its promises: its session runs and prints what it shows, and the files and commands it names exist."""

from __future__ import annotations

import doctest
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_session_prints_what_the_readme_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # where the session's index is made
    session = "\n".join(re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL))
    test = doctest.DocTestParser().get_doctest(session, {}, "README.md", "README.md", 0)
    assert len(test.examples) > 8
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0


NEEDS_MORE = {"serve", "serve-api", "evaluate"}
"""Commands that run without an end, or on data that the project does not ship: of these only the options are checked."""


def test_every_command_of_the_readme_runs(tmp_path: Path) -> None:
    commands = [shlex.split(line) for line in re.findall(r"^    icenews-nlp (\w+[^#\n>]*)", README, flags=re.MULTILINE)]
    every = {"show", "enrich", "index", "search", "check", "schema", "info"}
    assert {command[0] for command in commands} == every | NEEDS_MORE
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for command in commands:
        if command[0] in NEEDS_MORE:
            command = [command[0], "--help"]
        done = subprocess.run(
            [sys.executable, "-m", "icenews_nlp.cli", *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout.strip() or command[0] in ("index", "check") or "-o" in command


@pytest.mark.checkout
def test_every_file_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    missing = [link for link in links if not (ROOT / link).exists() and not link.startswith("icenews_nlp/")]
    assert missing == []
