"""Builds and measures the trained tables.

    python -m icenews_nlp.training fast --corpora PATH       trains the network of profile "fast"
    python -m icenews_nlp.training standard --corpora PATH --pretrained PATH
                                                             trains encoder and network of profile "standard"
    python -m icenews_nlp.training lemmas --corpora PATH     counts the table of lemmas
    python -m icenews_nlp.training evaluate --corpora PATH   scores a profile on what it has not seen
    python -m icenews_nlp.training evaluate                  the same on our own corpus alone

PATH of --corpora holds mim-gold-ner/ and greynircorpus/, that of --pretrained two unpacked packages (see the model card).
Training needs the extra `train`; a run that was stopped goes on where it was when it is started again.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from icenews_nlp.errors import IcenewsError, InputError
from icenews_nlp.evaluation.gold import Sentence
from icenews_nlp.language.profiles import DEFAULT_PROFILE, make_analyser
from icenews_nlp.models import LEMMAS_FILE, MODELS
from icenews_nlp.training import lemma_table
from icenews_nlp.training.data import Corpora, load_corpora, own_corpus
from icenews_nlp.training.evaluate import evaluate

if TYPE_CHECKING:
    from icenews_nlp.training.network import Settings

SHOWN: Final = 60
"""Sentences of our own corpus' test part that the reference holds."""


class Allowed(NamedTuple):
    """What a setting may be, in words and as a test, which is false for NaN."""

    words: str
    holds: Callable[[float], bool]


_COUNT: Final = Allowed("1 or more", lambda value: value >= 1)
_RATE: Final = Allowed("over 0", lambda value: 0 < value < math.inf)
_SHARE: Final = Allowed("from 0 to below 1", lambda value: 0 <= value < 1)

ALLOWED: Final[Mapping[str, Allowed]] = {
    **dict.fromkeys(("epochs", "width", "hidden", "layers", "size_a_step", "warm_up"), _COUNT),
    **dict.fromkeys(("rate", "encoder_rate"), _RATE),
    **dict.fromkeys(("dropout", "blank_word", "smoothing", "average", "encoder_dropout", "hidden_pieces"), _SHARE),
    "label_weight": Allowed("0 or more", lambda value: 0 <= value < math.inf),
    "encoder_layers": Allowed("from 1 to 12, as many as the pretrained encoder has", lambda value: 1 <= value <= 12),
    "seed": Allowed("from 0 to 4294967295", lambda value: 0 <= value < 2**32),
}
"""By the names of `network.Settings`."""

_NO_ENCODER: Final = Allowed("0, since profile fast has no encoder", lambda value: value == 0)


def main() -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(
        prog="python -m icenews_nlp.training", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("command", choices=["fast", "standard", "lemmas", "evaluate"])
    parser.add_argument("--corpora", type=Path, help="folder with mim-gold-ner/ and greynircorpus/; only evaluate does without")
    parser.add_argument("--pretrained", type=Path, help="folder of the two unpacked packages; for standard")
    parser.add_argument("--own", type=Path, default=Path("corpus"), help="folder of our own corpus (default: corpus)")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the tables (default: the package's)")
    parser.add_argument("--work", type=Path, default=Path("training-work"), help="folder of checkpoints and the log")
    parser.add_argument("--threads", type=int, default=2, help="threads that train (default: 2)")
    parser.add_argument("--profile", default=DEFAULT_PROFILE, help=f"the profile to evaluate (default: {DEFAULT_PROFILE})")
    parser.add_argument("--limit", type=int, help="evaluate on so many sentences of each set")
    parser.add_argument("--tune", action="store_true", help="leave the tuning part out of training, and measure on it alone")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the training, e.g. epochs=3"
    )
    arguments = parser.parse_args()
    try:
        _run(parser, arguments)
    except (IcenewsError, OSError) as error:
        parser.error(str(error))


def _run(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    for name in ("threads", "limit"):
        if (given := getattr(arguments, name)) is not None and given < 1:
            raise InputError(f"--{name} {given}: give 1 or more")
    if arguments.corpora is None:
        if arguments.command != "evaluate":
            parser.error("--corpora is needed to learn from")
        _evaluate({"own corpus, test": own_corpus(arguments.own / "test")}, arguments)
        return
    if arguments.command == "standard" and arguments.pretrained is None:
        parser.error("--pretrained is needed for the encoder to start from")
    settings = _settings(arguments) if arguments.command in ("fast", "standard") else None  # told before anything is read
    data = load_corpora(arguments.corpora, arguments.own)
    if arguments.command == "evaluate":
        held_out = {
            "MIM-GOLD-NER held out": data.held_out,
            "UD_Icelandic-GC dev": data.ud_gc,
            "own corpus, test": data.own_test,
        }
        _evaluate({"tuning part": data.tune} if arguments.tune else held_out, arguments)
        return
    if not arguments.tune:
        data = data._replace(train=data.train + data.tune, tune=[])
    arguments.models.mkdir(parents=True, exist_ok=True)
    if settings is None:
        lemma_table.save(lemma_table.learn(data.train), arguments.models / LEMMAS_FILE)
    else:
        _train(data, settings, arguments)


def _settings(arguments: argparse.Namespace) -> Settings:
    from icenews_nlp.training.network import STANDARD, Settings

    defaults = STANDARD if arguments.command == "standard" else Settings()
    return defaults._replace(**_given(arguments.set, defaults._asdict()))


def _train(data: Corpora, settings: Settings, arguments: argparse.Namespace) -> None:
    import torch

    from icenews_nlp.training import build

    torch.set_num_threads(arguments.threads)
    if arguments.command == "fast":
        build.build_fast(data.train, data.tune, settings, arguments.work, arguments.models)
    else:
        raw = sorted((arguments.corpora / "raw").glob("*.txt.gz"))
        if not raw:  # the table of sub-words would be another one
            raise InputError(f"no .txt.gz files in {arguments.corpora / 'raw'}; their words say which sub-words to keep")
        paths = arguments.work, arguments.models, arguments.pretrained
        build.build_standard(data.train, data.tune, settings, *paths, raw, data.own_test[:SHOWN])


def _given(pairs: Sequence[str], defaults: Mapping[str, int | float]) -> dict[str, Any]:
    """The settings of --set, each of its default's type.

    RAISES InputError: no such setting, no number, or one that nothing can be learned with.
    """
    found = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name not in defaults:
            raise InputError(f"--set {pair}: there is no setting {name!r}; choose one of {', '.join(defaults)}")
        try:
            found[name] = type(defaults[name])(value)
        except ValueError as error:
            kind = "a whole number" if isinstance(defaults[name], int) else "a number"
            raise InputError(f"--set {pair}: give {kind}, as in {name}={defaults[name]}") from error
        allowed = _NO_ENCODER if name == "encoder_layers" and not defaults[name] else ALLOWED[name]
        if not allowed.holds(found[name]):
            raise InputError(f"--set {pair}: {name} may be {allowed.words}, as in {name}={defaults[name]}")
    return found


def _evaluate(parts: dict[str, list[Sentence]], arguments: argparse.Namespace) -> None:
    """Print one line of JSON for each set of sentences."""
    analyser = make_analyser(arguments.profile, arguments.models)
    for name, sentences in parts.items():
        print(name, json.dumps(evaluate(sentences[: arguments.limit], analyser), ensure_ascii=False))
    if analyser.parser is not None:
        analyser.parser.close()


if __name__ == "__main__":
    main()
