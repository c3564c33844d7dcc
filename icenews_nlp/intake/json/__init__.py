"""JSON of any form in, articles out."""
