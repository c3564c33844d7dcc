"""Profile "standard": the written files say what the trained model said, and a sentence's answer depends on itself alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import icenews_nlp
from icenews_nlp.enrichment.profiles import make_analyser
from icenews_nlp.errors import InputError, ModelError
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.encoder import Encoder
from icenews_nlp.language.tagging.subwords import MOST_LETTERS, MOST_PIECES, MOST_PIECES_OF_A_WORD, SubWords
from icenews_nlp.language.tagging.tagger import NetworkTagger
from icenews_nlp.models import ENCODER_FILE, MODELS, REFERENCE_FILE, STANDARD_FILE, SUBWORDS_FILE

SENTENCES = [
    sentence.split()
    for sentence in (
        "Forsetinn kom til Akureyrar í gærmorgun ásamt fylgdarliði .",
        "Á",
        "!",
        "Kristín Ögmundsdóttir , oddviti Bláskógabyggðar , segir að vegurinn verði opnaður 3. júní .",
        "Sjálfstæðisflokkurinn og Samfylkingin ræddu saman fram á nótt .",
    )
]


@pytest.fixture(scope="module")
def subwords() -> SubWords:
    return SubWords(MODELS / SUBWORDS_FILE)


@pytest.fixture(scope="module")
def encoder(subwords: SubWords) -> Encoder:
    return Encoder(MODELS / ENCODER_FILE, subwords)


def test_the_exported_model_agrees_with_the_trained_one(encoder: Encoder) -> None:
    """Eight bits and another library's sums change few answers, and those where the trained model was in doubt."""
    tagger = NetworkTagger(MODELS / STANDARD_FILE, Bin(), encoder)
    said = json.loads((MODELS / REFERENCE_FILE).read_text("utf-8"))
    assert len(said) >= 50
    words = tags = labels = 0
    sure_errors = []
    for sentence, scores in zip(said, tagger.tag([s["words"] for s in said]), strict=True):
        best = [tagger.labels[i] for i in scores.labels.argmax(1)]
        for word, tag, label, chance, found, found_label in zip(
            *(sentence[key] for key in ("words", "tags", "labels", "chances")), scores.tags, best, strict=True
        ):
            if not any(c.isalnum() for c in word):
                continue  # the tagger gives signs their tag by rule
            words += 1
            tags += tag == found[0].tag
            labels += label == found_label
            if tag != found[0].tag and chance > 0.9:
                sure_errors.append((word, tag, found[0].tag))
    assert tags / words >= 0.985
    assert labels / words >= 0.99
    assert sure_errors == []


def test_a_sentence_does_not_depend_on_its_neighbours(encoder: Encoder) -> None:
    together = encoder.vectors(SENTENCES)
    alone = np.concatenate([encoder.vectors([words]) for words in SENTENCES])
    assert np.array_equal(together, alone)
    assert together.shape[0] == sum(map(len, SENTENCES))


def test_threads_change_nothing(encoder: Encoder, subwords: SubWords) -> None:
    for threads in (2, 3):
        several = Encoder(MODELS / ENCODER_FILE, subwords, threads)
        assert np.array_equal(several.vectors(SENTENCES * 5), encoder.vectors(SENTENCES * 5))
    with icenews_nlp.load(threads=2) as two, icenews_nlp.load() as one:
        text = "Halla Tómasdóttir tók á móti gestum frá Noregi. Veðrið var gott. Síðan fóru allir heim."
        assert two.enrich(text) == one.enrich(text)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
def test_threads_after_a_fork() -> None:
    """As spaCy's n_process does it: the threads of the parent do not come along."""
    code = """if True:
        import os, signal, icenews_nlp
        enricher = icenews_nlp.load(threads=2)
        enricher.enrich("Jón fór. Anna kom.")
        if child := os.fork():
            raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
        signal.alarm(30)
        enricher.enrich("Jón fór. Anna kom.")
        os._exit(0)
    """
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


@pytest.mark.parametrize("threads", [0, -1, 1.5, "2", None])
def test_threads_are_a_whole_number(threads: object) -> None:
    with pytest.raises(InputError, match=r"threads must be a positive integer, not "):
        icenews_nlp.load(threads=threads)  # type: ignore[arg-type]  # wrong on purpose


def test_profile_fast_has_no_use_for_threads() -> None:
    with pytest.raises(InputError, match="'fast' analyses an article on one core"):
        icenews_nlp.load("fast", threads=2)


def test_long_sentences_are_cut_and_lose_no_word(encoder: Encoder) -> None:
    words = ["Ríkisstjórnin", "ræddi", "málið", ",", "sem", "vakti", "athygli", "🇮🇸", "."] * 300
    assert encoder.vectors([words]).shape[0] == len(words)
    monster = ["a" * 1_000_000, *["ó" * 500] * MOST_PIECES]
    assert encoder.vectors([monster]).shape[0] == len(monster)


@pytest.mark.parametrize(
    ("words", "lengths"),
    [
        (["á"] * 100, [100]),
        (["á"] * 101, [100, 1]),  # short words, whose pieces alone would fit
        (["á"] * 250, [100, 100, 50]),
        (["a", *["xqzwxqzwxqzwxqzwxqzwxqzw"] * 15], [16]),
        (["xqzwxqzwxqzwxqzwxqzwxqzw"] * 40, [15, 15, 10]),  # few words, of 16 pieces each
        ([], []),
    ],
)
def test_a_sentence_is_cut_by_its_words_and_by_its_pieces(subwords: SubWords, words: list[str], lengths: list[int]) -> None:
    parts = list(subwords.parts(words))
    assert [part.stop - part.start for part in parts] == lengths
    assert [i for part in parts for i in range(part.start, part.stop)] == list(range(len(words)))


def test_pieces_of_a_word(subwords: SubWords) -> None:
    assert subwords.of("hestur") == subwords.of("hestur")
    assert len(subwords.of("x" * 10_000)) <= MOST_PIECES_OF_A_WORD
    assert subwords.of("y" * MOST_LETTERS) == subwords.of("y" * (MOST_LETTERS + 5))
    assert subwords.of("“") == subwords.of("»"), "quotation marks are written as in the gold data"
    rows, first, last = subwords.of_sentence(["Landsvirkjun", ".", ""])
    assert (rows[0], rows[-1]) == (subwords.begin, subwords.end)
    assert first == [1, last[0] + 1, last[1] + 1]
    assert last[-1] == len(rows) - 2


@given(st.lists(st.text(st.characters(), min_size=1, max_size=12), min_size=1, max_size=8))
@settings(max_examples=150)
def test_any_word_has_a_vector(words: list[str]) -> None:
    vectors = ANY.vectors([words])
    assert vectors.shape[0] == len(words)
    assert np.isfinite(vectors).all()


ANY = Encoder(MODELS / ENCODER_FILE, SubWords(MODELS / SUBWORDS_FILE))


@pytest.mark.parametrize("content", [b"", b"no graph", None])
def test_a_damaged_file_is_named(content: bytes | None, tmp_path: Path, subwords: SubWords) -> None:
    path = tmp_path / "damaged"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match=r"damaged cannot be read .*reinstall icenews_nlp"):
        Encoder(path, subwords)
    with pytest.raises(ModelError, match=r"damaged cannot be read .*reinstall icenews_nlp"):
        SubWords(path)
    with pytest.raises(ModelError, match="cannot be read"):
        make_analyser("standard", tmp_path)


def test_profile_fast_loads_no_onnxruntime() -> None:
    code = "import sys, icenews_nlp; icenews_nlp.load('fast').enrich('Já.'); print('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_onnxruntime_reports_to_nobody(tmp_path: Path) -> None:
    """Where it does, it leaves the number of this machine and a queue of events in the user's folder."""
    code = "import icenews_nlp; icenews_nlp.load().enrich('Já.')"
    environment = {k: v for k, v in os.environ.items() if k not in ("ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME")}
    subprocess.run([sys.executable, "-c", code], env=environment | {"HOME": str(tmp_path)}, check=True)
    assert list(tmp_path.rglob("*")) == []
