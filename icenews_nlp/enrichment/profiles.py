"""The profiles by name, and the analyser that each one makes."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from icenews_nlp.errors import InputError, ProfileError, unknown_name
from icenews_nlp.language.analyser import Analyser
from icenews_nlp.language.greynir.parser import Parser
from icenews_nlp.language.lemmas import LearnedLemmas, Lemmatiser
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.gazetteer import GAZETTEER_FILE
from icenews_nlp.language.tagging.tagger import NetworkTagger
from icenews_nlp.models import ENCODER_FILE, FAST_FILE, LEMMAS_FILE, MODELS, STANDARD_FILE, SUBWORDS_FILE

if TYPE_CHECKING:
    from icenews_nlp.language.tagging.encoder import Encoder


class Profile(NamedTuple):
    """One way to analyse: how fast, how well, and with which files of the model folder."""

    name: str
    description: str
    network_file: str
    encoder_file: str | None
    """None where the network sees words and their neighbours only."""
    parser: bool
    """Whether Greynir's parse decides among close lemmas."""
    articles_per_task: int
    """Articles sent to a worker process at a time: enough that sending costs little, few enough that results come steadily."""

    @property
    def model_files(self) -> tuple[str, ...]:
        """The files that its annotations depend on, beside those of all profiles."""
        return (self.network_file, *((self.encoder_file, SUBWORDS_FILE) if self.encoder_file else ()))


PROFILES: Final[Mapping[str, Profile]] = {
    profile.name: profile
    for profile in (
        Profile(
            name="standard",
            description="an encoder reads each sentence whole, then the small network: a few thousand words per second",
            network_file=STANDARD_FILE,
            encoder_file=ENCODER_FILE,
            parser=False,
            articles_per_task=16,
        ),
        Profile(
            name="fast",
            description="the small network alone: some ten thousand words per second, less accurate",
            network_file=FAST_FILE,
            encoder_file=None,
            parser=False,
            articles_per_task=16,
        ),
        Profile(
            name="deep",
            description="as standard, and a parser decides among close lemmas: about a hundred words per second",
            network_file=STANDARD_FILE,
            encoder_file=ENCODER_FILE,
            parser=True,
            articles_per_task=1,
        ),
    )
}
DEFAULT_PROFILE: Final = "standard"


class Versions(NamedTuple):
    """What made an annotation, apart from this package."""

    model: str
    bin_data: str
    tokenizer: str
    parser: str | None
    places: str | None
    """The sources of places; None where they are not installed."""


def find_profile(name: str) -> Profile:
    """The profile of that name.

    Raises:
        ProfileError: there is none.
    """
    if name not in tuple(PROFILES):  # a tuple, since what is given may have no hash
        raise ProfileError(unknown_name("profile", name, tuple(PROFILES)))
    return PROFILES[name]


def make_analyser(name: str, models: Path = MODELS, threads: int = 1) -> Analyser:
    """The analyser of a profile.

    Args:
        name: the profile.
        models: the folder of the model files.
        threads: processor cores that the encoder uses; a profile without one takes 1 only.

    Raises:
        ProfileError: there is no such profile.
        InputError: threads is no whole number from 1, or more than the profile can use.
        ModelError: a file is missing, damaged or of another version.
        ParserError: the parser cannot be started.
    """
    profile = find_profile(name)
    bin_ = Bin()
    lemmatiser = Lemmatiser(bin_, LearnedLemmas.load(models / LEMMAS_FILE))
    encoder = _encoder(profile, models, threads)
    tagger = NetworkTagger(models / profile.network_file, bin_, encoder)
    return Analyser(tagger, lemmatiser, bin_, _identity(profile, models), Parser() if profile.parser else None)


def _encoder(profile: Profile, models: Path, threads: int) -> Encoder | None:
    if profile.encoder_file is None:
        if threads != 1:
            with_encoder = ", ".join(repr(p.name) for p in PROFILES.values() if p.encoder_file)
            raise InputError(
                f"threads is {threads!r}, but profile {profile.name!r} analyses an article on one core; "
                f"use workers, or profile {with_encoder}"
            )
        return None
    from icenews_nlp.language.tagging.encoder import Encoder  # onnxruntime, which is not loaded where it is not used
    from icenews_nlp.language.tagging.subwords import SubWords

    return Encoder(models / profile.encoder_file, SubWords(models / SUBWORDS_FILE), threads)


def _identity(profile: Profile, models: Path) -> str:
    """The name of the network and a hash of all the model files: profiles that share them share it."""
    digest = sha256()
    for path in (*(models / file for file in (*profile.model_files, LEMMAS_FILE)), GAZETTEER_FILE):
        digest.update(path.read_bytes())
    return f"{Path(profile.network_file).stem}-{digest.hexdigest()[:12]}"


def versions(analyser: Analyser) -> Versions:
    """The versions behind an analyser, for the provenance of its documents."""
    parser = analyser.parser.version if analyser.parser else None
    return Versions(analyser.identity, Bin.data_version(), version("tokenizer"), parser, analyser.places.sources)
