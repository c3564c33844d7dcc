"""Whether an embedded index is whole."""

from __future__ import annotations

from icenews_nlp.search.sqlite.index import SearchIndex

IDS = [("id", "document"), ("id", "text"), ("id", "places"), ("id", "terms_docsize")]
"""Columns and tables that hold the same ids."""


def is_sound(index: SearchIndex) -> bool:
    """Whether the full-text index agrees with itself, and every document is in every table."""
    assert index.check() == ()
    with index._pool.writing() as file:
        file.execute("INSERT INTO terms (terms, rank) VALUES ('integrity-check', 1)").fetchall()
        ids = [file.execute(f"SELECT group_concat({column}) FROM {table} ORDER BY 1").get for column, table in IDS]
    return len(set(ids)) == 1
