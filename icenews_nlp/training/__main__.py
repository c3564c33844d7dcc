"""Builds and measures the trained models.

    python -m icenews_nlp.training vectors --vectors FILE    counts word vectors, for the next one to use
    python -m icenews_nlp.training fast --corpora PATH --vectors FILE
                                                             trains the network of profile "fast"
    python -m icenews_nlp.training fast --corpora PATH --start PATH --teacher PATH
                                                             goes on from a trained one, with tags of profile "standard"
    python -m icenews_nlp.training standard --corpora PATH --pretrained PATH
                                                             trains encoder and network of profile "standard"
    python -m icenews_nlp.training standard --corpora PATH --start PATH
                                                             goes on from trained models
    python -m icenews_nlp.training head --corpora PATH --start PATH
                                                             the same for the network alone; the encoder stays as it is
    python -m icenews_nlp.training prune --corpora PATH --start PATH --teacher PATH
                                                             prunes the encoder, and learns with it what teachers say
    python -m icenews_nlp.training lemmas --corpora PATH     counts the table of lemmas
    python -m icenews_nlp.training evaluate --corpora PATH   scores a profile on what it has not seen
    python -m icenews_nlp.training evaluate                  the same on our own corpus alone

PATH of --corpora holds mim-gold-ner/, greynircorpus/ and the folders of annotated names, that of --pretrained two unpacked
packages (see the model card), that of --start the models of an earlier training.
Training needs the extra `train`; a run that was stopped resumes when it is started again.
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
from icenews_nlp.training.corpora.load import ANNOTATED, Corpora, load_corpora, own_corpus, raw_sentences
from icenews_nlp.training.settings import FURTHER, GO_ON, HEAD, PRUNE, STANDARD, Settings, changed

TRAINED: Final = {"fast": Settings(), "standard": STANDARD, "head": HEAD, "prune": PRUNE}
"""The commands that train, with their settings where nothing else is said."""


def main() -> None:
    """Run one of the commands."""
    parser = argparse.ArgumentParser(
        prog="python -m icenews_nlp.training", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("command", choices=["vectors", *TRAINED, "lemmas", "evaluate"])
    parser.add_argument("--corpora", type=Path, help="folder with mim-gold-ner/ and greynircorpus/; only evaluate does without")
    parser.add_argument("--pretrained", type=Path, help="folder of the two unpacked packages; for standard")
    parser.add_argument("--start", type=Path, help="folder of trained models to go on from")
    parser.add_argument("--vectors", type=Path, help="file of word vectors; for fast and head, and for vectors to write")
    parser.add_argument(
        "--teacher",
        type=Path,
        action="append",
        default=[],
        help="folder of trained models whose profile standard teaches; more than one is averaged",
    )
    parser.add_argument("--without", action="append", default=[], choices=ANNOTATED, help="annotated names to leave out")
    parser.add_argument("--annotated", type=int, help="learn from the first so many of them (default: from all)")
    parser.add_argument("--own", type=Path, default=Path("corpus"), help="folder of our own corpus (default: corpus)")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of the models (default: the package's)")
    parser.add_argument(
        "--work",
        type=Path,
        default=Path("training-work"),
        help="folder of checkpoints, the log and whatever a stopped run keeps",
    )
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
    for name in ("threads", "limit", "annotated"):
        if (given := getattr(arguments, name)) is not None and given < 1:
            raise InputError(f"--{name} {given}: give 1 or more")
    if arguments.command == "vectors":
        _count_vectors(parser, arguments)
        return
    if arguments.corpora is None:
        if arguments.command != "evaluate":
            parser.error("--corpora is needed to learn from")
        _evaluate({"own corpus, test": own_corpus(arguments.own / "test")}, arguments)
        return
    if arguments.command == "standard" and (arguments.pretrained is None) == (arguments.start is None):
        parser.error("standard starts from --pretrained or from --start; give one of them")
    if arguments.command in ("head", "prune") and arguments.start is None:
        parser.error(f"--start is needed: the folder of the encoder that {arguments.command} begins with")
    if arguments.command == "prune" and not arguments.teacher:
        parser.error("--teacher is needed: the folder of the models whose tags and labels the pruned encoder learns")
    # told before anything is read
    settings = _settings(arguments) if arguments.command in TRAINED else None
    learns_names = settings is not None  # the others have no use for sentences without tags and lemmas
    data = load_corpora(arguments.corpora, arguments.own, arguments.without if learns_names else ANNOTATED)
    if arguments.command == "evaluate":
        held_out = {
            "MIM-GOLD-NER held out": data.held_out,
            "UD_Icelandic-GC dev": data.ud_gc,
            "news-names dev": data.news_dev,
            "own corpus, test": data.own_test,
        }
        _evaluate({"tuning part": data.tune} if arguments.tune else held_out, arguments)
        return
    if not arguments.tune:
        data = data._replace(train=data.train + data.tune, tune=[])
    data = data._replace(annotated=data.annotated[: arguments.annotated])
    arguments.models.mkdir(parents=True, exist_ok=True)
    if settings is None:
        lemma_table.save(lemma_table.learn(data.train), arguments.models / LEMMAS_FILE)
    else:
        _train(data, settings, arguments)


def _count_vectors(parser: argparse.ArgumentParser, arguments: argparse.Namespace) -> None:
    if arguments.vectors is None:
        parser.error("--vectors is needed: the file to write")
    try:
        from icenews_nlp.training.word_vectors import bigrams, vectors
    except ImportError as error:
        raise InputError(f"word vectors need {error.name}: pip install 'icenews_nlp[train]'") from error
    vectors.save(vectors.word_vectors(bigrams.read_bigrams()), arguments.vectors)


def _settings(arguments: argparse.Namespace) -> Settings:
    defaults = TRAINED | ({"fast": FURTHER, "standard": GO_ON} if arguments.start else {})
    return changed(defaults[arguments.command], arguments.set)


def _train(data: Corpora, settings: Settings, arguments: argparse.Namespace) -> None:
    try:
        import torch

        from icenews_nlp.training import build
        from icenews_nlp.training.word_vectors import vectors
    except ImportError as error:
        raise InputError(f"training needs {error.name}: pip install 'icenews_nlp[train]'") from error

    torch.set_num_threads(arguments.threads)
    known = vectors.load(arguments.vectors) if arguments.vectors else None
    teachers = [make_analyser("standard", folder).tagger for folder in arguments.teacher]
    raw = sorted((arguments.corpora / "raw").glob("*.txt.gz"))
    if teachers:
        data = data._replace(raw=raw_sentences(raw))
    where = (arguments.work, arguments.models)
    if arguments.command == "fast":
        build.build_fast(data, settings, *where, arguments.start, known, teachers)
    elif arguments.command == "head":
        build.build_head(data, settings, *where, arguments.start, known)
    elif arguments.command == "prune":
        build.build_pruned(data, settings, *where, arguments.start, teachers)
    elif arguments.start is not None:
        build.build_standard(data, settings, *where, arguments.start, known, teachers)
    else:
        if not raw:  # the table of sub-words would be another one
            raise InputError(f"no .txt.gz files in {arguments.corpora / 'raw'}; their words say which sub-words to keep")
        build.build_standard(data, settings, *where, build.Pretrained(arguments.pretrained, raw), known, teachers)


def _evaluate(parts: dict[str, list[Sentence]], arguments: argparse.Namespace) -> None:
    """Print one line of JSON for each set of sentences."""
    analyser = make_analyser(arguments.profile, arguments.models)
    for name, sentences in parts.items():
        print(name, json.dumps(evaluate(sentences[: arguments.limit], analyser), ensure_ascii=False))
    if analyser.parser is not None:
        analyser.parser.close()


if __name__ == "__main__":
    main()
