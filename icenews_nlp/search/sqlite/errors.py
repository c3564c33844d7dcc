"""What goes wrong with an index file: SQLite's errors, and what cannot be decoded, as our errors with the way out."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Final

from icenews_nlp.errors import IcenewsError, QueryError, SearchIndexError

UNREADABLE: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, zlib.error, struct.error)
"""What is raised when bytes of a damaged file are decoded."""


def damaged(path: Path, reason: object) -> SearchIndexError:
    """The error that tells of a damaged file."""
    return SearchIndexError(
        f"{path}: the file is damaged ({reason}); `icenews-nlp check --db {path}` says where."
        " Index the articles again, into a new file: icenews-nlp index FILE… --db new.db"
    )


@contextmanager
def decoding(path: Path) -> Iterator[None]:
    """What cannot be decoded inside is damage of the file.

    Raises:
        SearchIndexError: It cannot be decoded.
    """
    try:
        yield
    except IcenewsError:
        raise
    except UNREADABLE as error:
        raise damaged(path, _named(error)) from error


@contextmanager
def explained(apsw: ModuleType, path: Path) -> Iterator[None]:
    """SQLite's errors inside as ours.

    Args:
        apsw: The library, which raises them.
        path: The file.

    Raises:
        QueryError: The query is nested too deeply for SQLite.
        SearchIndexError: Whatever else SQLite refuses.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        raise damaged(path, _named(error)) from error
    except apsw.Error as error:
        if isinstance(error, apsw.SQLError) and ("too large" in str(error) or "overflow" in str(error)):
            raise QueryError("the query is nested too deeply; simplify it") from error
        reason = _reason(apsw, error)
        if reason is None:
            raise damaged(path, _named(error)) from error
        raise SearchIndexError(f"{path}: {reason} ({error})") from error


def _named(error: Exception) -> str:
    """An error in words; the message of some says nothing without its type."""
    return f"{type(error).__name__}: {error}"


def _reason(apsw: ModuleType, error: Exception) -> str | None:
    """Why SQLite refuses, where the file is not to blame; None where it is damaged."""
    reasons = {
        apsw.NotADBError: "it is not a database, so not a search index; make one with: icenews-nlp index FILE… --db new.db",
        apsw.BusyError: "another process has been writing to it for a long time; try again later",
        apsw.LockedError: "another process has been writing to it for a long time; try again later",
        apsw.ReadOnlyError: "it may be read, not written",
        apsw.PermissionsError: "it may not be opened; check the rights of the file",
        apsw.FullError: "the disk is full; nothing of this batch was written",
        apsw.CantOpenError: "the file, or those that SQLite keeps beside it, cannot be opened",
        apsw.NoMemError: "there is not enough memory, or the file is damaged: see `icenews-nlp check --db FILE`",
        apsw.InterruptError: "it was interrupted",
        apsw.ConnectionClosedError: "the index was closed",
    }
    return next((text for kind, text in reasons.items() if isinstance(error, kind)), None)
