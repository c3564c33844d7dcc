"""What `icenews-nlp info` prints."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, PROFILES, make_analyser, versions
from icenews_nlp.errors import IcenewsError
from icenews_nlp.language.places.resolver import PlaceResolver
from icenews_nlp.models import MODELS

BIN_CREDIT: Final = (
    "Beygingarlýsing íslensks nútímamáls. Stofnun Árna Magnússonar í íslenskum fræðum. "
    "Höfundur og ritstjóri Kristín Bjarnadóttir. CC BY-SA 4.0"
)
"""The attribution that the conditions of BÍN require, https://bin.arnastofnun.is/DMII/LTdata/conditions/."""


def facts() -> Iterator[tuple[str, str]]:
    """Names and facts, in the order to print them."""
    yield "icenews_nlp", version("icenews_nlp")
    yield "Python", platform.python_version()
    yield "model", _model()
    yield "model folder", str(MODELS)
    yield "BÍN data", f"{version('islenska-data')} (islenska {version('islenska')})"
    for package in ("tokenizer", "reynir", "spacy"):
        yield package, version(package)
    yield "places", PlaceResolver().sources or "not resolved: the extra `places` is not installed"
    for name, profile in PROFILES.items():
        yield f"profile {name}", profile.description + (" (the default)" if name == DEFAULT_PROFILE else "")
    yield "credit", BIN_CREDIT


def _model() -> str:
    """The name of the tagger's model, or why it cannot be read: `info` is what one runs when something is wrong."""
    try:
        return versions(make_analyser(DEFAULT_PROFILE)).model
    except IcenewsError as error:
        return str(error)
