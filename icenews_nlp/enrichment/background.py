"""Work for event loops: a few threads that all of them share, and a result to await."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

R = TypeVar("R")


@cache
def threads() -> ThreadPoolExecutor:
    """One for the process, with a thread for each core: more would only wait for each other."""
    return ThreadPoolExecutor(os.cpu_count() or 1, "icenews-nlp async")


async def in_background(work: Callable[[], R]) -> R:
    """Do the work on one of the threads; the event loop goes on meanwhile.

    Where the task that waits is cancelled, work that has not begun is dropped. Work that has begun is done to its end, and what
    comes of it is thrown away.
    """
    import asyncio  # not loaded where nobody awaits

    return await asyncio.get_running_loop().run_in_executor(threads(), work)
