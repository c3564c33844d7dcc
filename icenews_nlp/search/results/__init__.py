"""What a search gives: hits, matches, snippets, and how they are stored."""
