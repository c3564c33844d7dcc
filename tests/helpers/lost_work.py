"""What the tests of ends of commands share."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

from helpers.command_line import COMMAND, ENVIRONMENT
from icenews_nlp import AnnotatedDocument
from icenews_nlp.documents.article import BadLine
from icenews_nlp.formats.jsonl import read_documents

FAST = ("--profile", "fast")
OLD = b"the good file of before\n"
TEXTS = [f"Bátur númer {i} kom til Húsavíkur með {i} tonn af þorski." for i in range(200)]


def part(out: Path) -> Path:
    return out.with_name(out.name + ".part")


def texts(data: bytes) -> list[str]:
    """The texts of the documents, none of which is broken."""
    read = list(read_documents(data.splitlines(keepends=True)))
    assert not [found for found in read if isinstance(found, BadLine)]
    assert data.endswith(b"\n") or not data
    return [found.text for found in read if isinstance(found, AnnotatedDocument)]


def limited(limit: Callable[[], None], *arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, env=ENVIRONMENT, preexec_fn=limit, timeout=300, check=False
    )
