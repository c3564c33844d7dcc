"""An article that the tests of several rooms analyse."""

from __future__ import annotations

from icenews_nlp import Article

STORY = Article(
    id="frett-1",
    title="Katrín á leið til Reykjavíkur",
    text="Katrín Jakobsdóttir fór til Reykjavíkur 12. september 2023.\nÞar ræddi hún við Katrínu Oddsdóttur um stjórnarskrána.",
)
"""A title, two sentences, two persons, a place and a date."""
