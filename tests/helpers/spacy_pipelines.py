"""Pipelines that the tests of the spaCy side put together."""

from __future__ import annotations

from typing import Any

import spacy
from spacy.language import Language

from icenews_nlp.integrations.spacy.names import TOKENIZER
from icenews_nlp.labels import LANG


def blank(*pipes: str, **config: Any) -> Language:
    """Our tokenizer and these components, each with that config."""
    nlp = spacy.blank(LANG, config={"nlp": {"tokenizer": {"@tokenizers": TOKENIZER}}})
    for name in pipes:
        nlp.add_pipe(name, config=config)
    return nlp
