"""Every error this library raises on purpose.

    IcenewsError
    ├── InputError (ValueError)           invalid argument or unsupported request: bytes, None, an unknown field or label scheme
    ├── ProfileError (ValueError)         a profile name that does not exist
    ├── SchemaVersionError                a stored document of a schema this version cannot read
    ├── ModelError (RuntimeError)         a model file of the package is missing, damaged or of another version
    ├── ParserError (RuntimeError)        the deep parser could not be started
    ├── WorkerError (RuntimeError)        a worker process died, or could not be started
    ├── QueryError (ValueError)           a search query that is empty or cannot be read
    └── SearchIndexError (RuntimeError)   a search index that cannot be opened, or was made by another analyzer

Each message says what was given, what is allowed and what to do.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final


class IcenewsError(Exception):
    """Base of all errors raised on purpose by icenews_nlp."""


class InputError(IcenewsError, ValueError):
    """Invalid argument or unsupported request; where pydantic found it, its ValidationError is the cause."""


class ProfileError(IcenewsError, ValueError):
    """The named profile does not exist."""


class SchemaVersionError(IcenewsError):
    """The stored document has a schema version this package cannot read.

    Not a ValueError: pydantic would turn that into a ValidationError, and nobody could catch this one by its name.
    """


class ModelError(IcenewsError, RuntimeError):
    """A model file that the package ships is missing, damaged or of another version."""


class ParserError(IcenewsError, RuntimeError):
    """The deep parser could not be started."""


class WorkerError(IcenewsError, RuntimeError):
    """A worker process died or could not be started."""


class QueryError(IcenewsError, ValueError):
    """The search query is empty or cannot be read."""


class SearchIndexError(IcenewsError, RuntimeError):
    """The search index cannot be opened or was made by another version of the analyzer."""


def file_name(given: object) -> str:
    """The name of a file as a string.

    Raises:
        InputError: It is no path, or holds a null character, which no system allows.
    """
    try:
        name = os.fsdecode(given)  # type: ignore[arg-type]  # whatever it is
    except TypeError:
        raise InputError(f"a file is given by its name or a Path, such as 'news.jsonl', not {type(given).__name__}") from None
    if "\0" in name:
        raise InputError(f"{name!r} is no name of a file: it holds a null character")
    return name


MOST_SHOWN: Final = 100
"""Characters of something given that a message repeats."""


def shown(given: str) -> str:
    """The same; but only its beginning, if it is so long that it would hide what a message says."""
    return given if len(given) <= MOST_SHOWN else f"{given[:MOST_SHOWN]}..."


def unknown_name(kind: str, given: object, allowed: Sequence[str]) -> str:
    """The sentence about a name that does not exist: what was given, what is allowed, and the one that was probably meant."""
    near = get_close_matches(given.strip().lower(), allowed, 1) if isinstance(given, str) else []
    meant = f"did you mean {near[0]!r}? It is" if near else "choose"
    return f"there is no {kind} {given!r}; {meant} one of {', '.join(map(repr, allowed))}"
