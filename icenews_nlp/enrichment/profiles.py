"""The profiles by name, and the analyser that each one makes."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

from icenews_nlp.errors import InputError, ProfileError, unknown_name
from icenews_nlp.language.analyser import Analyser
from icenews_nlp.language.greynir.parser import Parser
from icenews_nlp.language.lemmas import LearnedLemmas, Lemmatiser
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.gazetteer import GAZETTEER_FILE
from icenews_nlp.language.tagging.tagger import NetworkTagger
from icenews_nlp.models import ENCODER_FILE, FAST_FILE, LEMMAS_FILE, MODELS, STANDARD_FILE, SUBWORDS_FILE

PROFILES: Final = {
    "standard": "an encoder reads each sentence whole, then the small network: a few thousand words a second",
    "fast": "the small network alone: some ten thousand words a second, less accurate",
    "deep": "as standard, and where a sentence parses the parser decides among its lemmas: about a hundred words a second",
}
DEFAULT_PROFILE: Final = "standard"


class Versions(NamedTuple):
    """What made an annotation, apart from this package."""

    model: str
    bin_data: str
    tokenizer: str
    parser: str | None


def check_profile(profile: str) -> None:
    """Raise ProfileError for a name that is not in PROFILES."""
    if profile not in tuple(PROFILES):
        raise ProfileError(unknown_name("profile", profile, tuple(PROFILES)))


def make_analyser(profile: str, models: Path = MODELS, threads: int = 1) -> Analyser:
    """The analyser of a profile, with the tables of a folder; raises ProfileError, InputError and ModelError.

    Args:
        threads: processor cores that the encoder uses; profile "fast" has none.
    """
    check_profile(profile)
    bin_ = Bin()
    lemmatiser = Lemmatiser(bin_, LearnedLemmas.load(models / LEMMAS_FILE))
    if profile == "fast":
        if threads != 1:
            raise InputError(f"threads is {threads!r}, but profile 'fast' works on one core; use workers or 'standard'")
        return Analyser(NetworkTagger(models / FAST_FILE, bin_), lemmatiser, bin_, _identity("fast", models, (FAST_FILE,)))
    from icenews_nlp.language.tagging.encoder import Encoder  # onnxruntime, which profile "fast" does without
    from icenews_nlp.language.tagging.subwords import SubWords

    encoder = Encoder(models / ENCODER_FILE, SubWords(models / SUBWORDS_FILE), threads)
    tagger = NetworkTagger(models / STANDARD_FILE, bin_, encoder)
    identity = _identity("standard", models, (STANDARD_FILE, ENCODER_FILE, SUBWORDS_FILE))
    return Analyser(tagger, lemmatiser, bin_, identity, Parser() if profile == "deep" else None)


def _identity(name: str, models: Path, files: tuple[str, ...]) -> str:
    """The name of the tables and a hash of all that they hold."""
    digest = sha256()
    for path in (*(models / file for file in (*files, LEMMAS_FILE)), GAZETTEER_FILE):
        digest.update(path.read_bytes())
    return f"{name}-{digest.hexdigest()[:12]}"


def versions(analyser: Analyser) -> Versions:
    """The versions behind an analyser, for the provenance of its documents."""
    parser = analyser.parser.version if analyser.parser else None
    return Versions(analyser.identity, Bin.data_version(), version("tokenizer"), parser)
