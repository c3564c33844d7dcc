"""The search index in a PostgreSQL database."""
