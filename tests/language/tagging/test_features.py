"""The row of a word in the table of ready-made vectors; where a capital says little."""

from __future__ import annotations

import pytest

from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.features import capital_says_little, word_features
from icenews_nlp.language.tagging.gazetteer import Gazetteer

FORMS = {"jón": 0, "Jón": 1, "hestur": 2, "Hestur": 3, "fer": 4, "ASÍ": 5, "Asía": 6}


@pytest.mark.parametrize(
    ("word", "row"),
    [
        ("Jón", (1,)), ("jón", (0,)),  # as it is written
        ("Fer", (4,)), ("FER", (4,)),  # else in small letters
        ("HESTUR", (2,)), ("ASÍA", (6,)),  # before it is taken for a name in capitals
        ("ASÍ", (5,)), ("asía", (6,)), ("Anna", ()), ("", ()),
    ],
)  # fmt: skip
def test_the_form_as_written_then_in_small_letters_then_as_a_name(word: str, row: tuple[int, ...]) -> None:
    assert word_features(word, False, Bin(), Gazetteer(), FORMS).vector == row


def test_without_forms_there_is_no_row() -> None:
    assert word_features("Jón", True, Bin(), Gazetteer()).vector == ()


@pytest.mark.parametrize(
    ("sentence", "little"),
    [
        ("Bærinn er fallegur .", "Bærinn"),
        ("„ Bærinn er fallegur , “ sagði Anna .", "„ Bærinn"),  # all up to the first word with a letter
        ("- 12 - Bærinn", "- 12 - Bærinn"),
        ("Veðrið : Hlýtt verður á Akureyri .", "Veðrið Hlýtt"),  # after a colon, whatever stood before
        ("Staðan : 3 : 2 fyrir Val .", "Staðan 3 2"),
        ("Veðrið : „ Hlýtt verður .", "Veðrið „"),  # right after it only
        ("Veðrið ; Hlýtt - Kalt", "Veðrið"),
        ("", ""),
    ],
)
def test_where_a_capital_says_little(sentence: str, little: str) -> None:
    words = sentence.split()
    assert [w for w, says_little in zip(words, capital_says_little(words), strict=True) if says_little] == little.split()
