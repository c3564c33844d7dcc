"""The processes that a process has started."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

needs_proc = pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="looks for processes in /proc")


def children(parent: int | None = None) -> list[int]:
    """Their ids, as Linux reports them; none elsewhere."""
    lists = Path("/proc", str(parent or os.getpid()), "task").glob("*/children")
    return [int(pid) for listed in lists for pid in listed.read_text().split()]


def workers(parent: int | None = None) -> list[int]:
    """Those of them that are worker processes of `enrich_many`."""
    return [
        pid for pid in children(parent) if b"icenews_nlp.enrichment.worker" in Path("/proc", str(pid), "cmdline").read_bytes()
    ]
