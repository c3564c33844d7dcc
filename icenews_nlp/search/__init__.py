"""Lemma-level search: terms of documents and queries, the embedded index, and compilers for other engines."""
