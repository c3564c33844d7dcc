"""What a user typed, as a tree that each engine compiles."""
