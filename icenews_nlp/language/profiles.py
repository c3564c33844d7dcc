"""The profiles by name, and the analyser that each one makes."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

from icenews_nlp.errors import ProfileError
from icenews_nlp.language.analysis import Analyser
from icenews_nlp.language.bin import Bin
from icenews_nlp.language.fast_tagger import FastTagger
from icenews_nlp.language.gazetteer import GAZETTEER_FILE
from icenews_nlp.language.lemmas import LearnedLemmas, Lemmatiser
from icenews_nlp.language.parse import Parser
from icenews_nlp.models import LEMMAS_FILE, MODELS, NETWORK_FILE

PROFILES: Final = {
    "fast": "the small network alone: some ten thousand words a second",
    "deep": "where a sentence parses, the parser decides among the small network's lemmas: about a hundred words a second",
}
DEFAULT_PROFILE: Final = "fast"


class Versions(NamedTuple):
    """What made an annotation, apart from this package."""

    model: str
    bin_data: str
    tokenizer: str
    parser: str | None


def check_profile(profile: str) -> None:
    """Raise ProfileError for a name that is not in PROFILES."""
    if profile not in tuple(PROFILES):
        raise ProfileError(f"there is no profile {profile!r}; choose one of {', '.join(map(repr, PROFILES))}")


def make_analyser(profile: str, models: Path = MODELS) -> Analyser:
    """The analyser of a profile, with the tables of a folder; raises ProfileError and ModelError."""
    check_profile(profile)
    bin_ = Bin()
    lemmatiser = Lemmatiser(bin_, LearnedLemmas.load(models / LEMMAS_FILE))
    tagger = FastTagger(models / NETWORK_FILE, bin_)
    tables = (models / NETWORK_FILE, models / LEMMAS_FILE, GAZETTEER_FILE)
    identity = f"fast-{sha256(b''.join(path.read_bytes() for path in tables)).hexdigest()[:12]}"
    return Analyser(tagger, lemmatiser, bin_, identity, Parser() if profile == "deep" else None)


def versions(analyser: Analyser) -> Versions:
    """The versions behind an analyser, for the provenance of its documents."""
    parser = analyser.parser.version if analyser.parser else None
    return Versions(analyser.identity, Bin.data_version(), version("tokenizer"), parser)
