"""Pages copied as plain text in, articles out."""
