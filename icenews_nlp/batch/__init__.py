"""Long runs over many files: what is left out, in which order, and how a run that was killed is resumed."""
