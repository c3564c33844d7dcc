"""The README keeps its promises: its session runs and prints what it shows, and the files and commands it names exist."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_session_prints_what_the_readme_shows() -> None:
    session = "\n".join(re.findall(r"```python\n(.*?)```", README, flags=re.DOTALL))
    test = doctest.DocTestParser().get_doctest(session, {}, "README.md", "README.md", 0)
    assert len(test.examples) > 8
    assert doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE).run(test).failed == 0


def test_every_command_of_the_readme_runs() -> None:
    commands = re.findall(r"^    icenews-nlp (\w+[^#\n>]*)", README, flags=re.MULTILINE)
    assert {command.split()[0] for command in commands} == {"show", "enrich", "schema", "info"}
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "icenews_nlp.cli", *command.split()],
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
        )
        assert done.returncode == 0, (command, done.stderr)
        assert done.stdout.strip()


def test_every_file_the_readme_links_to_exists() -> None:
    links = re.findall(r"\]\(([^)]+)\)", README)
    assert links
    missing = [link for link in links if not (ROOT / link).exists() and not link.startswith("icenews_nlp/")]
    assert missing == []
