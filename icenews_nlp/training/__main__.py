"""Builds and measures the tables of profile "fast".

    python -m icenews_nlp.training fast --corpora PATH       trains the network
    python -m icenews_nlp.training lemmas --corpora PATH     counts the table of lemmas
    python -m icenews_nlp.training evaluate --corpora PATH   scores both on what they have not seen
    python -m icenews_nlp.training evaluate                  the same on our own corpus alone

PATH holds mim-gold-ner/ and greynircorpus/ (see the model card); the network needs the extra `train`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from icenews_nlp.errors import InputError
from icenews_nlp.language.profiles import make_analyser
from icenews_nlp.models import LEMMAS_FILE, MODELS, NETWORK_FILE
from icenews_nlp.training import lemma_table
from icenews_nlp.training.data import load_corpora, own_corpus
from icenews_nlp.training.evaluate import evaluate
from icenews_nlp.training.readers import Sentence


def main() -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(
        prog="python -m icenews_nlp.training", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("command", choices=["fast", "lemmas", "evaluate"])
    parser.add_argument("--corpora", type=Path, help="folder with mim-gold-ner/ and greynircorpus/; only evaluate does without")
    parser.add_argument("--own", type=Path, default=Path("corpus"), help="folder of our own corpus (default: corpus)")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the tables (default: the package's)")
    parser.add_argument("--profile", default="fast", help="the profile to evaluate (default: fast)")
    parser.add_argument("--limit", type=int, help="evaluate on so many sentences of each set")
    parser.add_argument("--tune", action="store_true", help="leave the tuning part out of training, and measure on it alone")
    parser.add_argument(
        "--set", action="append", default=[], metavar="NAME=VALUE", help="a setting of the network, e.g. epochs=3"
    )
    arguments = parser.parse_args()
    try:
        _run(parser, arguments)
    except (InputError, FileNotFoundError) as error:
        parser.error(str(error))


def _run(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    if arguments.corpora is None:
        if arguments.command != "evaluate":
            parser.error("--corpora is needed to learn from")
        _evaluate({"own corpus, test": own_corpus(arguments.own / "test")}, arguments)
        return
    data = load_corpora(arguments.corpora, arguments.own)
    if not arguments.tune:
        data = data._replace(train=data.train + data.tune)
    arguments.models.mkdir(parents=True, exist_ok=True)
    if arguments.command == "fast":
        from icenews_nlp.training import fast

        settings = dict(pair.split("=", 1) for pair in arguments.set)
        chosen = {name: type(getattr(fast.Settings(), name))(value) for name, value in settings.items()}
        fast.train(data.train, arguments.models / NETWORK_FILE, fast.Settings(**chosen))
    elif arguments.command == "lemmas":
        lemma_table.save(lemma_table.learn(data.train), arguments.models / LEMMAS_FILE)
    else:
        held_out = {
            "MIM-GOLD-NER held out": data.held_out,
            "UD_Icelandic-GC dev": data.ud_gc,
            "own corpus, test": data.own_test,
        }
        _evaluate({"tuning part": data.tune} if arguments.tune else held_out, arguments)


def _evaluate(parts: dict[str, list[Sentence]], arguments: argparse.Namespace) -> None:
    """Print one line of JSON for each set of sentences."""
    analyser = make_analyser(arguments.profile, arguments.models)
    for name, sentences in parts.items():
        print(name, json.dumps(evaluate(sentences[: arguments.limit], analyser), ensure_ascii=False))
    if analyser.parser is not None:
        analyser.parser.close()


if __name__ == "__main__":
    main()
