"""What the caches of this package report of themselves.

Each is a `functools.lru_cache` that an instance wraps around one of its methods: bounded, safe to share between threads, and
gone with the instance. Only functions over closed sets, such as BÍN's marks, and of short words alone have one for
the whole process.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol


class CacheInfo(NamedTuple):
    """What `functools.lru_cache` reports, in the same order; its own class is private."""

    hits: int
    misses: int
    maxsize: int | None
    currsize: int


class Cache(Protocol):
    """Anything wrapped in `functools.lru_cache`."""

    def cache_info(self) -> tuple[int, int, int | None, int]:
        """Hits, misses, the largest size and the present one."""


def cache_info(**caches: Cache) -> dict[str, CacheInfo]:
    """The figures of caches by their names."""
    return {name: CacheInfo(*cache.cache_info()) for name, cache in caches.items()}
