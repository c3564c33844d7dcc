"""What one request may take, and how many are taken at a time."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from icenews_nlp.documents.base import Model
from icenews_nlp.service import defaults

Count = Annotated[int, Field(ge=1)]


class Limits(Model):
    """The limits of a service."""

    threads: Count = defaults.THREADS
    """Articles analysed at the same time."""
    requests: Count = defaults.REQUESTS
    """Requests that are read, wait or are analysed at the same time; one more is answered that the service is busy."""
    body: Count = defaults.BODY
    """Bytes of a request's body."""
    articles: Count = defaults.ARTICLES
    """Articles of a batch."""
    characters: Count = defaults.CHARACTERS
    """Code points of title and text of an article."""
    timeout: Annotated[float, Field(gt=0)] = defaults.TIMEOUT
    """Seconds of analysis for an article; waiting in line is no part of it."""
