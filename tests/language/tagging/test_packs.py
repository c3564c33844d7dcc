"""Sentences side by side: none is lost, and what the graph is given says where each word stands."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from icenews_nlp.language.tagging.packs import MOST_PIECES_OF_A_PACK, Pieces, inputs_of, packs, words_of

COUNTS = st.lists(st.integers(1, 16), min_size=1, max_size=100).filter(lambda counts: sum(counts) <= 254)


def sentence(counts: list[int], first: int = 100) -> Pieces:
    """Sub-words numbered from `first`."""
    return Pieces([0, *range(first, first + sum(counts)), 2], counts)


@given(st.lists(COUNTS, max_size=12))
def test_each_sentence_is_in_one_pack_with_sentences_of_its_lengths(counts: list[list[int]]) -> None:
    sentences = [sentence(one) for one in counts]
    together = list(packs(sentences))
    assert sorted(i for pack in together for i in pack) == list(range(len(sentences)))
    for pack in together:
        (lengths,) = {sentences[i].lengths for i in pack}
        assert len(pack) == 1 or len(pack) * lengths[0] <= MOST_PIECES_OF_A_PACK
        for i in pack:
            assert 0 <= lengths[0] - len(sentences[i].rows) < 16
            assert 0 <= lengths[1] - 1 - len(counts[i]) < 8


def test_sentences_that_fill_a_pack_go_together() -> None:
    sentences = [sentence([3, 1])] * 40 + [sentence([40])]
    assert [len(pack) for pack in packs(sentences)] == [MOST_PIECES_OF_A_PACK // 16] * 2 + [40 - 32, 1]


@given(st.lists(COUNTS, min_size=1, max_size=4))
def test_the_inputs_say_where_each_word_stands(counts: list[list[int]]) -> None:
    sentences = [sentence(one, 1000 * i + 100) for i, one in enumerate(counts, 1)]
    pack = [one for one in sentences if one.lengths == sentences[0].lengths]
    features = [np.full((len(one.counts), 2), i + 1, dtype=np.float32) for i, one in enumerate(pack)]
    given = inputs_of(pack, features)
    assert given["rows"].tolist() == [row for one in pack for row in one.rows]
    assert given["positions"].tolist() == [place for one in pack for place in range(len(one.rows))]
    for slots, back in (("piece_slots", "piece_back"), ("word_slots", "word_back")):
        flat = given[slots].reshape(-1)
        assert flat[given[back]].tolist() == list(range(len(given[back])))
        assert (np.delete(flat, given[back]) == -1).all()
    apart = np.append(given["rows"], 0)[given["piece_slots"]]
    means = (given["means"] @ apart[:, :, None]).reshape(-1)[given["word_back"]]
    wanted = []
    for one in pack:
        ends = np.cumsum([1, *one.counts])
        wanted += [np.mean(rows) for rows in np.split(np.array(one.rows[:-1]), ends[:-1])]
    np.testing.assert_allclose(means, wanted, rtol=1e-5)
    of_words = list(words_of(given["features"], pack))
    assert all(np.array_equal(found, feature) for found, feature in zip(of_words, features, strict=True))
    begins = np.flatnonzero(given["word_back"] % pack[0].lengths[1] == 0)
    assert len(begins) == len(pack)
    assert not given["features"][begins].any()
