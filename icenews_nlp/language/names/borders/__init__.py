"""Borders of names: where the sentence model runs names together, or cuts one, and the words by themselves tell."""
