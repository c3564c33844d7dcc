"""Greynir's parser in a process of its own, for profile "deep"."""
