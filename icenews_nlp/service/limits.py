"""What one request may take, and how many are taken at a time."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from icenews_nlp.documents.base import Model

Count = Annotated[int, Field(ge=1)]


class Limits(Model):
    """The limits of a service."""

    threads: Count = 4
    """Articles analysed at the same time."""
    requests: Count = 64
    """Requests that are read, wait or are analysed at the same time; one more is answered that the service is busy."""
    body: Count = 1_000_000
    """Bytes of a request's body."""
    articles: Count = 100
    """Articles of a batch."""
    characters: Count = 100_000
    """Code points of title and text of an article."""
    timeout: Annotated[float, Field(gt=0)] = 60.0
    """Seconds of analysis for an article; waiting in line is no part of it."""
