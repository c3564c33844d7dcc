"""The limits of a service where none are given; `icenews-nlp serve-api --help` shows them, so nothing heavy is loaded here."""

from __future__ import annotations

from typing import Final

THREADS: Final = 4
REQUESTS: Final = 64
BODY: Final = 1_000_000
ARTICLES: Final = 100
CHARACTERS: Final = 100_000
TIMEOUT: Final = 60.0
