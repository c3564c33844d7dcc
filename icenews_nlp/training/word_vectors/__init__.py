"""Word vectors from the counts of neighbouring words."""
