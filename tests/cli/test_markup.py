"""Markup on the command line."""

from __future__ import annotations

from pathlib import Path

from helpers.command_line import run


def test_tags_are_never_analysed_as_words(tmp_path: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("<p>Rigning verður víða um land.</p>", "utf-8")
    done = run("enrich", page, "--profile", "fast")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"{page}:1: this is HTML, whose tags are no words; extract its text first\n"
