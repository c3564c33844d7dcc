"""Training itself, on a corpus of a few sentences; needs the extra `train`, without which it is skipped."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("onnx")

import torch

from helpers.teachers import ToyTeacher
from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.gold import GoldWord, Sentence
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.encoder import Encoder
from icenews_nlp.language.tagging.network import FormVectors, Network, in_eight_bits
from icenews_nlp.language.tagging.subwords import SubWords
from icenews_nlp.language.tagging.tagger import NetworkTagger
from icenews_nlp.models import ENCODER_FILE, FAST_FILE, MODELS, STANDARD_FILE, SUBWORDS_FILE
from icenews_nlp.training import build
from icenews_nlp.training.corpora.load import Corpora
from icenews_nlp.training.examples import ExampleMaker
from icenews_nlp.training.modules.model import Model
from icenews_nlp.training.modules.network import Net
from icenews_nlp.training.settings import HEAD, STANDARD, Settings
from icenews_nlp.training.start import start_network, trained_encoder


def gold(*words: str) -> Sentence:
    """Words as text/tag/label."""
    return [GoldWord(text, tag=tag, label=label) for text, tag, label in (word.split("/") for word in words)]


TAGGED = [
    gold("Anna/nven-s/B-Person", "kom/sfg3eþ/O", "til/ae/O", "Akureyrar/nvee-s/B-Location", "././O"),
    gold("Jón/nken-s/B-Person", "fór/sfg3eþ/O", "á/af/O", "fundinn/nkeog/O", "././O"),
    gold("Sigga/nven-s/B-Person", "las/sfg3eþ/O", "bókina/nveog/O", "././O"),
]
LABELLED = [
    [GoldWord(w.text, label=w.label) for w in gold("Ný/-/O", "stjórn/-/O", "ASÍ/-/B-Organization", "tók/-/O", "við/-/O")]
]
TOY = Corpora(TAGGED, LABELLED * 20, TAGGED[:1], [], [], LABELLED, TAGGED)
SMALL = Settings(
    epochs=1, gold_times=40, width=16, hidden=32, layers=1, size_a_step=10, rate=2e-2, dropout=0.0, blank_word=0.0, average=0.8,
    warm_up=3,
)  # fmt: skip

FORMS = ["Anna", "Jón", "fundinn"]
VECTORS = FormVectors(FORMS, *in_eight_bits(np.random.default_rng(0).normal(size=(3, 8))))


def said(tagger: NetworkTagger, sentence: Sentence) -> list[tuple[str, str]]:
    (scores,) = tagger.tag([[word.text for word in sentence]])
    return [(tags[0].tag, tagger.labels[i]) for tags, i in zip(scores.tags, scores.labels.argmax(1), strict=True)]


@pytest.mark.parametrize("vectors", [None, VECTORS], ids=["", "vectors"])
def test_fast_learns_tags_and_labels(tmp_path: Path, vectors: FormVectors | None) -> None:
    build.build_fast(TOY, SMALL, tmp_path / "work", tmp_path, None, vectors)
    tagger = NetworkTagger(tmp_path / FAST_FILE, Bin())
    for sentence in TAGGED:
        assert said(tagger, sentence) == [(word.tag, word.label) for word in sentence]
    assert [label for _, label in said(tagger, LABELLED[0])] == [word.label for word in LABELLED[0]]
    assert list(Network(tmp_path / FAST_FILE).forms) == (FORMS if vectors else [])
    last = json.loads((tmp_path / "work" / "log.jsonl").read_text("utf-8").splitlines()[-1])
    assert last["tune"] == {"tag": 100.0, "entity F1": 100.0}
    assert last["news dev"]["entity F1"] == 100.0


@pytest.mark.parametrize(("weight", "label"), [(0.1, "B-Organization"), (9.0, "O")])
def test_fast_learns_tags_and_labels_that_a_teacher_knows(tmp_path: Path, weight: float, label: str) -> None:
    """The labels in the share that the settings give it beside those that are annotated."""
    words, tags = [word.text for word in LABELLED[0]], ["lveosf", "nveo", "nheo-s", "sfg3eþ", "aa"]
    raw = [[GoldWord("Raunar")]]
    known = TOY._replace(train=[*TAGGED, gold(*(f"{i}/{tag}/O" for i, tag in enumerate(tags)))], raw=raw)
    settings = SMALL._replace(epochs=2, taught_labels=weight)
    teacher = ToyTeacher(dict(zip(words, tags, strict=True)))
    for _ in range(2):  # the second time its answers are read from files
        build.build_fast(known, settings, tmp_path, tmp_path, None, None, [teacher])
    copies = len(known.train)  # every one of them is tagged
    assert len(teacher.asked) == len(known.train) + len(TOY.annotated) + copies + len(raw)
    assert teacher.asked[-1] == ["Raunar"]
    learned = said(NetworkTagger(tmp_path / FAST_FILE, Bin()), LABELLED[0])
    assert [tag for tag, _ in learned] == tags
    assert learned[2][1] == label


def test_what_is_known_counts_as_the_settings_say(tmp_path: Path) -> None:
    """Against a teacher of other tags."""
    other = {word.text: "aa" for sentence in TAGGED for word in sentence}
    known = TOY._replace(train=[*TAGGED, gold("0/aa/O")])
    for weight, tags in ((9.0, [word.tag for word in TAGGED[0]]), (0.01, [*["aa"] * 4, "."])):
        folder = tmp_path / str(weight)
        folder.mkdir()
        build.build_fast(known, SMALL._replace(known_weight=weight), folder, folder, None, None, [ToyTeacher(other)])
        assert [tag for tag, _ in said(NetworkTagger(folder / FAST_FILE, Bin()), TAGGED[0])] == tags


def test_a_run_that_ended_is_not_run_again_and_other_settings_are_refused(tmp_path: Path) -> None:
    for _ in range(2):
        build.build_fast(TOY, SMALL, tmp_path / "work", tmp_path, None, None)
        written = (tmp_path / FAST_FILE).read_bytes()
    build.build_fast(TOY, SMALL, tmp_path / "work", tmp_path, None, None)
    assert (tmp_path / FAST_FILE).read_bytes() == written
    with pytest.raises(InputError, match="made with other settings"):
        build.build_fast(TOY, SMALL._replace(seed=1), tmp_path / "work", tmp_path, None, None)
    with pytest.raises(InputError, match="made from other sentences"):
        build.build_fast(TOY._replace(annotated=[]), SMALL, tmp_path / "work", tmp_path, None, None)


def test_training_goes_on_from_a_trained_network(tmp_path: Path) -> None:
    """Also where vectors, a tag and a label are new to it."""
    build.build_fast(TOY, SMALL, tmp_path / "first", tmp_path, None, None)
    more = TOY._replace(train=[*TAGGED, gold("Æ/au/B-Miscellaneous")])
    none = SMALL._replace(gold_times=1, rate=1e-9)  # learns next to nothing itself
    for name, vectors in (("second", None), ("third", VECTORS)):
        build.build_fast(more, none, tmp_path / name, tmp_path / name, tmp_path, vectors)
        tagger = NetworkTagger(tmp_path / name / FAST_FILE, Bin())
        assert "B-Miscellaneous" in tagger.labels
        for sentence in TAGGED:
            assert said(tagger, sentence) == [(word.tag, word.label) for word in sentence]


def test_layers_that_a_trained_network_lacks_change_nothing_at_first(tmp_path: Path) -> None:
    build.build_fast(TOY, SMALL, tmp_path / "first", tmp_path, None, None)
    build.build_fast(TOY, SMALL._replace(rate=1e-9, far_layers=2), tmp_path / "more", tmp_path / "more", tmp_path, None)
    assert Network(tmp_path / "more" / FAST_FILE).gap == 4
    few, more = (NetworkTagger(path / FAST_FILE, Bin()) for path in (tmp_path, tmp_path / "more"))
    for sentence in TAGGED:
        words = [[word.text for word in sentence]]
        np.testing.assert_allclose(few.tag(words)[0].labels, more.tag(words)[0].labels, atol=0.01)


def test_a_network_comes_back_from_its_file_as_it_was() -> None:
    trained = Network(MODELS / STANDARD_FILE)
    net = Net(HEAD, len(trained.tags), len(trained.labels), trained.form_vectors)
    start_network(net, MODELS / STANDARD_FILE, trained.tags, trained.labels)
    for name, array in net.arrays().items():
        scale = trained.arrays.get(f"{name}.scale")
        stored = trained.arrays[name] if scale is None else trained.arrays[name] * scale[:, None]
        np.testing.assert_allclose(array, stored, atol=1e-6)


def test_an_encoder_comes_back_from_its_graph_as_it_was() -> None:
    subwords = SubWords(MODELS / SUBWORDS_FILE)
    torch_encoder = trained_encoder(MODELS / ENCODER_FILE).eval()
    (example,) = ExampleMaker.of_data(TAGGED, subwords).make(TAGGED[:1])
    with torch.no_grad():
        found = torch_encoder(*(torch.from_numpy(n) for n in (example.pieces[None], example.first, example.last))).numpy()
    wanted = Encoder(MODELS / ENCODER_FILE, subwords).vectors([[word.text for word in TAGGED[0]]])
    assert np.corrcoef(found.ravel(), wanted.ravel())[0, 1] > 0.995  # the graph rounds what its products are given, too


def test_the_network_alone_learns_over_an_encoder_that_stays(tmp_path: Path) -> None:
    settings = HEAD._replace(gold_times=10, epochs=1, size_a_step=40, warm_up=5)
    build.build_head(TOY, settings, tmp_path / "work", tmp_path, MODELS)
    encoder = Encoder(MODELS / ENCODER_FILE, SubWords(MODELS / SUBWORDS_FILE))
    tagger = NetworkTagger(tmp_path / STANDARD_FILE, Bin(), encoder)
    assert [label for _, label in said(tagger, LABELLED[0])] == [word.label for word in LABELLED[0]]
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "work" / "vectors").rglob("*.npy")}
    assert {path.parent.name for path in kept} >= {"tune", "news-dev", "train", "annotated"}
    build.build_head(TOY, settings, tmp_path / "work", tmp_path, MODELS)
    assert {path: path.stat().st_mtime_ns for path in kept} == kept


def test_the_network_alone_is_held_to_the_tags_that_it_gave_before(tmp_path: Path) -> None:
    """In annotated sentences, though gold has other tags for the same words."""
    encoder = Encoder(MODELS / ENCODER_FILE, SubWords(MODELS / SUBWORDS_FILE))
    before = [tag for tag, _ in said(NetworkTagger(MODELS / STANDARD_FILE, Bin(), encoder), LABELLED[0])]
    known = gold(*(f"{i}/{tag}/O" for i, tag in enumerate(before)))
    other = gold(*(f"{word.text}/aa/O" for word in LABELLED[0]))
    settings = HEAD._replace(epochs=6, gold_times=5, size_a_step=40, warm_up=1, rate=0.005, average=0.5)
    after = []
    for weight in (0.0, 9.0):
        folder = tmp_path / str(weight)
        data = TOY._replace(train=[known, other])
        build.build_head(data, settings._replace(taught_tags=weight), folder, folder, MODELS)
        after.append([tag for tag, _ in said(NetworkTagger(folder / STANDARD_FILE, Bin(), encoder), LABELLED[0])])
    assert after[0] == ["aa"] * len(before)
    assert after[1] == before


def test_a_model_without_an_encoder_takes_given_context_or_none() -> None:
    maker = ExampleMaker.of_data(TAGGED)
    (example,) = maker.make(TAGGED[:1])
    model = Model(SMALL, len(maker.tags), len(maker.labels)).eval()
    zero = example._replace(context=np.zeros((len(example.types), SMALL.width), np.float16))
    other = example._replace(context=np.ones((len(example.types), SMALL.width), np.float16))
    with torch.no_grad():
        alone, with_zero, with_other = (model(maker.features, [e])[0] for e in (example, zero, other))
    assert torch.equal(alone, with_zero)
    assert not torch.allclose(alone, with_other)


def test_standard_goes_on_with_the_vectors_that_its_network_began_with(tmp_path: Path) -> None:
    settings = STANDARD._replace(epochs=1, size_a_step=400, rate=1e-9, encoder_rate=1e-9, warm_up=1, average=0.5)
    build.build_standard(TOY, settings, tmp_path / "work", tmp_path, MODELS)
    before, after = Network(MODELS / STANDARD_FILE), Network(tmp_path / STANDARD_FILE)
    assert after.forms == before.forms != {}
    np.testing.assert_allclose(after.arrays["hidden.weight"], before.arrays["hidden.weight"], atol=1e-3)
