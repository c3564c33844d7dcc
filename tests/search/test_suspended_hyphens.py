from __future__ import annotations

import pytest

from icenews_nlp.search.analysis.suspended_hyphens import MOST_BETWEEN, completing_word


@pytest.mark.parametrize(
    ("following", "index"),
    [
        ("og barnamál", 1),
        (", menningar- og barnamál", 3),
        ("eða barnamál sem", 1),
        ("menningar- og barnamál", 2),
    ],
)
def test_word_that_completes_a_half(following: str, index: int) -> None:
    assert completing_word(following.split()) == index


@pytest.mark.parametrize("following", ["", "barnamál", ", barnamál", "og", "og menningar-", "menningar- barnamál"])
def test_nothing_completes_a_half_without_both_a_joint_and_a_word(following: str) -> None:
    assert completing_word(following.split()) is None


def test_what_is_no_plain_word_ends_the_search() -> None:
    assert completing_word(["og", None, "barnamál"]) is None
    assert completing_word([None, "og", "barnamál"]) is None


def test_only_so_many_words_are_looked_at() -> None:
    between = ["menningar-"] * 18
    assert MOST_BETWEEN == 20
    assert completing_word([*between, "og", "barnamál"]) == 19
    assert completing_word([*between, "skóla-", "og", "barnamál"]) is None
