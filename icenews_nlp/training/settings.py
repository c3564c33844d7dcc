"""What can be chosen when a profile is trained, and what each setting may be."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, NamedTuple

from icenews_nlp.errors import InputError


class Settings(NamedTuple):
    """What can be chosen; the defaults are those of a network for profile "fast" that begins from scratch."""

    epochs: int = 14
    gold_times: int = 1
    """How often an epoch learns from a sentence with gold tags or labels; from one with labels of language models, once."""
    width: int = 192
    hidden: int = 512
    layers: int = 3
    """Windows of three neighbours, one over the other."""
    far_layers: int = 0
    """Further ones over them, whose words are 2, 4, 8 ... apart."""
    size_a_step: int = 2000
    """Words, or padded sub-words where there is an encoder."""
    rate: float = 2e-3
    dropout: float = 0.3
    blank_word: float = 0.2
    """The share of words whose own row is hidden while learning, so that the network learns to do without."""
    label_weight: float = 0.7
    """Weight of the labels' loss beside the tags'."""
    smoothing: float = 0.0
    """The share of a word's weight that goes to wrong tags and labels while learning."""
    average: float = 0.998
    """How slowly the average of the weights follows them; the average is what is kept."""
    warm_up: int = 200
    """Steps until the rate is reached; then it falls to a fiftieth."""
    encoder_layers: int = 0
    """Layers of the pretrained encoder that are used; none in profile "fast"."""
    encoder_heads: int = 0
    """Heads that each layer of a pruned encoder keeps; 0 where none is pruned."""
    encoder_inner: int = 0
    """The same of the units of its hidden layer."""
    encoder_rate: float = 1.2e-4
    encoder_dropout: float = 0.1
    hidden_pieces: float = 0.05
    """The share of sub-words hidden from the encoder while learning."""
    known_weight: float = 1.0
    """Weight of what gold and annotators say of tags and labels."""
    taught_tags: float = 1.0
    """Weight of what teachers say of tags beside it, in sentences that they were asked about."""
    taught_labels: float = 0.5
    """The same of labels."""
    seed: int = 0

    @property
    def steps(self) -> list[int]:
        """How far apart the words of each layer's windows are."""
        return [1] * self.layers + [2 << i for i in range(self.far_layers)]


FURTHER: Final = Settings(epochs=5, rate=1.2e-3, far_layers=2)
"""What made each further model of profile "fast" from the one before it; the shipped one with rate=8e-4 and seed=5."""

STANDARD: Final = Settings(
    epochs=7,
    rate=1.5e-3,
    blank_word=0.3,
    label_weight=1.2,
    smoothing=0.03,
    average=0.995,
    encoder_layers=8,
)
"""What made the first encoder of profile "standard" and its network, from the pretrained packages."""

GO_ON: Final = STANDARD._replace(encoder_layers=0)
"""The same from trained models, whose encoder has the layers that it has."""

HEAD: Final = STANDARD._replace(epochs=1, average=0.99, warm_up=100, encoder_layers=0, size_a_step=2500, taught_labels=0.3)
"""What made the third network of profile "standard" from the second, over the same encoder."""


PRUNE: Final = STANDARD._replace(
    epochs=2,
    size_a_step=3000,
    encoder_layers=0,
    encoder_heads=8,
    encoder_inner=512,
    rate=4e-4,
    encoder_rate=4e-4,
    warm_up=150,
    known_weight=0.2,
    taught_labels=1.0,
    smoothing=0.0,
    dropout=0.0,
    blank_word=0.0,
    encoder_dropout=0.0,
    hidden_pieces=0.0,
)
"""What made the shipped encoder and network from those before them. Nothing is hidden while they learn what teachers say."""


class Allowed(NamedTuple):
    """What a setting may be, in words and as a test, which is false for NaN."""

    words: str
    holds: Callable[[float], bool]


_COUNT: Final = Allowed("1 or more", lambda value: value >= 1)
_RATE: Final = Allowed("over 0", lambda value: 0 < value < math.inf)
_WEIGHT: Final = Allowed("0 or more", lambda value: 0 <= value < math.inf)
_SHARE: Final = Allowed("from 0 to below 1", lambda value: 0 <= value < 1)

ALLOWED: Final[Mapping[str, Allowed]] = {
    **dict.fromkeys(("epochs", "gold_times", "width", "hidden", "layers", "size_a_step", "warm_up"), _COUNT),
    **dict.fromkeys(("rate", "encoder_rate"), _RATE),
    **dict.fromkeys(("dropout", "blank_word", "smoothing", "average", "encoder_dropout", "hidden_pieces"), _SHARE),
    **dict.fromkeys(("known_weight", "taught_tags", "taught_labels", "label_weight"), _WEIGHT),
    "far_layers": Allowed("from 0 to 6, whose words are 128 apart", lambda value: 0 <= value <= 6),
    **dict.fromkeys(
        ("encoder_layers", "encoder_heads"),
        Allowed("from 1 to 12, as many as the pretrained encoder has", lambda value: 1 <= value <= 12),
    ),
    "encoder_inner": Allowed("from 1 to 1536, as many as the pretrained encoder has", lambda value: 1 <= value <= 1536),
    "seed": Allowed("from 0 to 4294967295", lambda value: 0 <= value < 2**32),
}
"""By the names of the settings."""

_SIZES: Final = frozenset({"encoder_layers", "encoder_heads", "encoder_inner"})
_UNUSED: Final = Allowed("0, since this command chooses no such thing", lambda value: value == 0)


def changed(settings: Settings, pairs: Iterable[str]) -> Settings:
    """Settings with those of --set (`epochs=3`) in the place of their own, each of the same type.

    Raises:
        InputError: no such setting, no number, or one that nothing can be learned with.
    """
    defaults, found = settings._asdict(), dict[str, Any]()
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name not in defaults:
            raise InputError(f"--set {pair}: there is no setting {name!r}; choose one of {', '.join(defaults)}")
        try:
            found[name] = type(defaults[name])(value)
        except ValueError as error:
            kind = "a whole number" if isinstance(defaults[name], int) else "a number"
            raise InputError(f"--set {pair}: give {kind}, as in {name}={defaults[name]}") from error
        allowed = _UNUSED if name in _SIZES and not defaults[name] else ALLOWED[name]
        if not allowed.holds(found[name]):
            raise InputError(f"--set {pair}: {name} may be {allowed.words}, as in {name}={defaults[name]}")
    return settings._replace(**found)
