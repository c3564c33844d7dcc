"""The fast tagger: batches, long sentences and the memory of words change no answer; what it gives is what it promises."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging import tagger, word_vectors
from icenews_nlp.language.tagging.features import BUCKETS
from icenews_nlp.language.tagging.network import save
from icenews_nlp.language.tagging.scores import SentenceScores
from icenews_nlp.language.tagging.tagger import MOST_TAGS, SURE, WORDS_AT_ONCE, NetworkTagger
from icenews_nlp.models import FAST_FILE, MODELS

BIN = Bin()
TAGGER = NetworkTagger(MODELS / FAST_FILE, BIN)

SENTENCES = [
    sentence.split()
    for sentence in (
        "Ráðherrann kynnti frumvarpið á Alþingi í gær .",
        "Gunnar Helgason rithöfundur las úr nýrri bók sinni í Norræna húsinu .",
        "Á",
        "Skipið sigldi inn fjörðinn og lagðist að bryggju skömmu fyrir hádegi .",
        "Verðbólga mældist 4,2% í október , að sögn Hagstofunnar .",
        "„ Þetta er mikið áfall , “ sagði hún .",
        "!",
    )
]


def assert_same(found: SentenceScores, expected: SentenceScores) -> None:
    """Up to the rounding of sums, which depends on the size of the batch."""
    np.testing.assert_allclose(found.labels, expected.labels, atol=2e-3)
    for some, others in zip(found.tags, expected.tags, strict=True):
        if abs(some[0].score - SURE) > 1e-3:  # there rounding decides whether other tags are given
            assert [t.tag for t in some] == [t.tag for t in others]
        assert some[0].score == pytest.approx(others[0].score, abs=1e-3)


def test_one_by_one_and_batched() -> None:
    batched = TAGGER.tag(SENTENCES)
    assert len(batched) == len(SENTENCES)
    for sentence, scores in zip(SENTENCES, batched, strict=True):
        assert len(scores.tags) == len(scores.labels) == len(sentence)
        assert_same(TAGGER.tag([sentence])[0], scores)


def test_the_order_of_sentences_does_not_matter() -> None:
    for found, expected in zip(reversed(TAGGER.tag(SENTENCES[::-1])), TAGGER.tag(SENTENCES), strict=True):
        assert_same(found, expected)


def test_the_same_call_gives_the_same_numbers() -> None:
    first, again = TAGGER.tag(SENTENCES), NetworkTagger(MODELS / FAST_FILE, Bin()).tag(SENTENCES)
    for one, other in zip(first, again, strict=True):
        assert one.tags == other.tags
        assert (one.labels == other.labels).all()


def test_nothing_in_nothing_out() -> None:
    assert TAGGER.tag([]) == []


def test_a_sentence_longer_than_a_pass() -> None:
    words = [word for sentence in SENTENCES for word in sentence[:-1]]
    long = (words * 200)[:5_000]
    after = SENTENCES[0]
    found = TAGGER.tag([long, after])
    assert len(found[0].tags) == len(found[0].labels) == 5_000
    assert_same(found[1], TAGGER.tag([after])[0])
    alone = TAGGER.tag([long[:WORDS_AT_ONCE]])[0]
    assert_same(SentenceScores(found[0].tags[:WORDS_AT_ONCE], found[0].labels[:WORDS_AT_ONCE]), alone)


def test_forgetting_words_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = TAGGER.tag(SENTENCES)
    monkeypatch.setattr(word_vectors, "REMEMBERED", 20)
    monkeypatch.setattr(tagger, "WORDS_AT_ONCE", 8)
    small = NetworkTagger(MODELS / FAST_FILE, BIN)
    cut = [sentence[:8] for sentence in SENTENCES]
    for _ in range(2):
        for sentence, found in zip(cut, small.tag(cut), strict=True):
            assert_same(found, TAGGER.tag([sentence])[0])
        assert small.cache_info()["word_vectors"].currsize == 20
    assert len(expected) == len(cut)


def test_probabilities_are_sorted_and_sum_to_one_at_most() -> None:
    for scores in TAGGER.tag(SENTENCES):
        for tags in scores.tags:
            values = [tag.score for tag in tags]
            assert values == sorted(values, reverse=True)
            assert 0 < sum(values) <= 1 + 1e-5
            assert len({tag.tag for tag in tags}) == len(tags)
        assert (scores.labels <= 0).all()
        np.testing.assert_allclose(np.exp(scores.labels).sum(axis=1), 1, atol=1e-4)


def test_a_sure_tag_stands_alone_and_an_unsure_one_with_the_next_best() -> None:
    found = [tags for scores in TAGGER.tag(SENTENCES) for tags in scores.tags]
    assert {len(tags) for tags in found} == {1, MOST_TAGS}
    assert all((tags[0].score >= SURE) == (len(tags) == 1) for tags in found)


def test_a_network_of_fewer_tags_than_are_asked_for(tmp_path: Path) -> None:
    draw = np.random.default_rng(0)
    arrays = {group: draw.normal(size=(rows, 2)) for group, rows in BUCKETS.items()}
    for name, shape in {"hidden": (2 * len(BUCKETS), 3), "out": (3, 2), "tag": (2, 3), "label": (2, 1)}.items():
        arrays[f"{name}.weight"], arrays[f"{name}.bias"] = draw.normal(size=shape) / 10, np.zeros(shape[1])
    save(tmp_path / "tiny.npz", arrays, ["nken", "aa", "c"], ["O"], steps=())
    tiny = NetworkTagger(tmp_path / "tiny.npz", BIN)
    (scores,) = tiny.tag([["Hestur", "og", "kýr"]])
    assert [sorted(tag.tag for tag in tags) for tags in scores.tags] == [["aa", "c", "nken"]] * 3


def test_any_words_whatever() -> None:
    draw = random.Random(0)
    letters = "aáðþæAÁÐÞ0123456789-.,/@#€🙂\u00ad\u200b\ud800 \n"
    words = ["".join(draw.choices(letters, k=draw.randrange(1, 12))) for _ in range(500)]
    for scores in TAGGER.tag([words[i : i + 10] for i in range(0, 500, 10)]):
        assert np.isfinite(scores.labels).all()
