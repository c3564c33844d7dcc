"""Names: spans, nominatives and base forms, and which mentions are of one thing."""
