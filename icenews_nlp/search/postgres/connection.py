"""A connection to PostgreSQL, which a caller gives or asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from icenews_nlp.errors import InputError, SearchIndexError

if TYPE_CHECKING:
    import psycopg


def connected(connection: str | psycopg.Connection[Any]) -> psycopg.Connection[Any]:
    """The connection itself, or a new one by a connection string.

    Raises:
        InputError: It is neither, or psycopg is not installed.
        SearchIndexError: There is no connection.
    """
    try:
        import psycopg
    except ImportError as error:
        raise InputError("PostgresIndex needs psycopg: pip install 'icenews_nlp[postgres]'") from error
    if isinstance(connection, psycopg.Connection):
        return connection
    if not isinstance(connection, str):
        raise InputError(f"a {type(connection).__name__} is neither a connection string nor a connection of psycopg 3")
    try:
        return psycopg.connect(connection, autocommit=True, client_encoding="utf8")
    except psycopg.Error as error:
        raise SearchIndexError(f"no connection to PostgreSQL: {error}") from error
