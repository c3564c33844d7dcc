"""Files, web pages and feeds in, articles out."""
