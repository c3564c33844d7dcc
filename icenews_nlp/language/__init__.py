"""Everything that knows Icelandic; knows neither documents nor spaCy."""
