"""The spaCy pipeline of a profile."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, Final

from spacy.language import Language
from spacy.util import load_model_from_config

from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, PROFILES
from icenews_nlp.integrations.spacy.names import ANY_LENGTH, LEMMATIZER, NER, TAGGER, TOKENIZER
from icenews_nlp.integrations.spacy.shared import shared_analyser
from icenews_nlp.labels import LANG
from icenews_nlp.language.analyser import Analyser

_SOURCES: Final = (
    {
        "name": "Beygingarlýsing íslensks nútímamáls (BÍN), in the packages islenska and islenska-data",
        "url": "https://bin.arnastofnun.is",
        "author": "Stofnun Árna Magnússonar í íslenskum fræðum",
        "license": "CC BY-SA 4.0",
    },
    {
        "name": "Tokenizer",
        "url": "https://github.com/mideind/Tokenizer",
        "author": "Miðeind ehf.",
        "license": "MIT",
    },
    {
        "name": "GreynirEngine (profile deep)",
        "url": "https://github.com/mideind/GreynirEngine",
        "author": "Miðeind ehf.",
        "license": "MIT",
    },
)


def load_pipeline(profile: str = DEFAULT_PROFILE, *, label_scheme: str = "mim", analyser: Analyser | None = None) -> Language:
    """The spaCy pipeline of a profile. Its model is read at the first text.

    `to_disk` of what it returns writes a folder that `spacy.load` reads, in any environment with this package. The folder holds
    the settings and the name of the model; the model itself comes with the package.

    Args:
        profile: "standard", "fast" or "deep".
        label_scheme: "mim" for the labels Person, Location ...; "conll" for PER, LOC ...
        analyser: an open one of that profile, to share its model; None opens one.

    Returns:
        A pipeline that any number of threads may share. Its `max_length` is a billion characters, since time and memory grow
            linearly with the text.

    Raises:
        ProfileError: there is no such profile.
    """
    nlp = load_model_from_config(_config(profile, label_scheme), auto_fill=True)
    nlp.meta.update(_meta(profile))
    if analyser is not None:
        shared_analyser(nlp, profile).adopt(analyser)
    return nlp


def _config(profile: str, label_scheme: str) -> dict[str, Any]:
    return {
        "nlp": {
            "lang": LANG,
            "pipeline": [TAGGER, LEMMATIZER, NER],
            "tokenizer": {"@tokenizers": TOKENIZER},
            "after_creation": {"@callbacks": ANY_LENGTH},
        },
        "components": {
            TAGGER: {"factory": TAGGER, "profile": profile},
            LEMMATIZER: {"factory": LEMMATIZER, "profile": profile},
            NER: {"factory": NER, "profile": profile, "label_scheme": label_scheme},
        },
    }


def _meta(profile: str) -> dict[str, Any]:
    own = version("icenews_nlp")
    return {
        "name": f"icenews_{profile}",
        "version": own,
        "description": f"Icelandic news: tokens, tags, lemmas, entities. Profile {profile}: {PROFILES[profile].description}.",
        "author": "the authors of icenews_nlp",
        "license": "MIT",
        "requirements": [f"icenews_nlp=={own}"],
        "sources": [dict(source) for source in _SOURCES],
    }
