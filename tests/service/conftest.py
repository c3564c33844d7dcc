"""One Enricher for the tests of the service."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from helpers.service import Held, Running, running


@pytest.fixture(scope="session")
def loaded() -> Held:
    """A Held, made once."""
    return Held()


@pytest.fixture
def held(loaded: Held) -> Iterator[Held]:
    """A Held that holds again; at the end nothing waits in it any more."""
    loaded.begun, loaded.go = threading.Semaphore(0), threading.Event()
    loaded.seen.clear()
    yield loaded
    loaded.go.set()


@pytest.fixture(scope="module")
def service(loaded: Held) -> Iterator[Running]:
    """A service with the usual limits."""
    with running(loaded) as service:
        yield service
