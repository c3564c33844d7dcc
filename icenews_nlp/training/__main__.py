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
from pathlib import Path
from typing import Final

from icenews_nlp.enrichment.profiles import DEFAULT_PROFILE, make_analyser
from icenews_nlp.errors import IcenewsError, InputError
from icenews_nlp.evaluation.gold import Sentence
from icenews_nlp.evaluation.gold_words import evaluate
from icenews_nlp.models import LEMMAS_FILE, MODELS
from icenews_nlp.training import lemma_table
from icenews_nlp.training.data import Corpora, load_corpora, own_corpus
from icenews_nlp.training.settings import STANDARD, Settings, changed

SHOWN: Final = 60
"""Sentences of our own corpus' test part that the reference holds."""


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
    return changed(STANDARD if arguments.command == "standard" else Settings(), arguments.set)


def _train(data: Corpora, settings: Settings, arguments: argparse.Namespace) -> None:
    try:
        import torch

        from icenews_nlp.training import build
    except ImportError as error:
        raise InputError(f"training needs {error.name}: pip install 'icenews_nlp[train]'") from error

    torch.set_num_threads(arguments.threads)
    if arguments.command == "fast":
        build.build_fast(data.train, data.tune, settings, arguments.work, arguments.models)
    else:
        raw = sorted((arguments.corpora / "raw").glob("*.txt.gz"))
        if not raw:  # the table of sub-words would be another one
            raise InputError(f"no .txt.gz files in {arguments.corpora / 'raw'}; their words say which sub-words to keep")
        paths = arguments.work, arguments.models, arguments.pretrained
        build.build_standard(data.train, data.tune, settings, *paths, raw, data.own_test[:SHOWN])


def _evaluate(parts: dict[str, list[Sentence]], arguments: argparse.Namespace) -> None:
    """Print one line of JSON for each set of sentences."""
    analyser = make_analyser(arguments.profile, arguments.models)
    for name, sentences in parts.items():
        print(name, json.dumps(evaluate(sentences[: arguments.limit], analyser), ensure_ascii=False))
    if analyser.parser is not None:
        analyser.parser.close()


if __name__ == "__main__":
    main()
