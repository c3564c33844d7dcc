"""What a better model, or the one before, says of sentences, for another to learn."""
