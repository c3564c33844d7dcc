"""Sentences and words, with exact offsets."""
