"""Readers of the corpora that the models learn from."""
