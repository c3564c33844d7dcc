"""Runs of the command line that can be killed, shared by the tests of a file."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from helpers.killed import Runs


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    with Runs(tmp_path_factory.mktemp("runs")) as started:
        yield started
