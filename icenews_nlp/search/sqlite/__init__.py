"""The search index in one file, on SQLite's FTS5."""
