"""How words are spelled in an index: signs, numbers, old letters, and what has no position."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icenews_nlp.labels import TokenKind
from icenews_nlp.search.analysis.normalise import folded, is_sign, key, number_pieces, spellings


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Forsætisráðherra", "forsaetisradherra"), ("ÞÓRÐUR", "thordur"), ("Ölfus", "olfus"), ("Øre", "ore"), ("o\u0301", "o")],
)
def test_folded(text: str, plain: str) -> None:
    assert folded(text) == plain
    assert folded(plain) == plain


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("O’Connor", "o'connor oconnor"),
        ("O´Connor", "o'connor oconnor"),
        ("Norður–Kórea", "norður-kórea norðurkórea"),
        ("−12", "-12"),
        ("5–10", "5-10"),
        ("'", "'"),
        ("Verzlun", "verzlun verslun"),
        ("hús-bezti", "hús-bezti hús-besti húsbezti"),
        ("pizza", "pizza"),
        ("Gaza", "gaza"),
        ("zebra", "zebra"),
    ],
)
def test_spellings_of_signs(word: str, spelled: str) -> None:
    assert spellings(word) == tuple(spelled.split())


@pytest.mark.parametrize(
    ("number", "pieces"),
    [
        ("1998-2004", "1998 2004"),
        ("16:30-17:00", "16:30 17:00"),
        ("2023/24", "2023 24"),
        ("80/2016", "80 2016"),
        ("17.6.1944", "1944"),
        ("3,5", ""),
        ("1.500", ""),
        ("14:30", ""),
        ("2/3", ""),
        ("-12", ""),
        ("17.6.", ""),
        ("192.168.1.1", ""),
    ],
)
def test_numbers_of_a_number(number: str, pieces: str) -> None:
    assert [number[a:b] for a, b in number_pieces(number)] == pieces.split()


@pytest.mark.parametrize(
    ("kind", "norm", "expected"),
    [
        (TokenKind.PUNCTUATION, "…", True),
        (TokenKind.SYMBOL, "+", True),
        (TokenKind.SYMBOL, "´", True),
        (TokenKind.SYMBOL, "€", False),
        (TokenKind.SYMBOL, "½", False),
        (TokenKind.SYMBOL, "👍", False),
        (TokenKind.WORD, "og", False),
    ],
)
def test_what_has_no_position(kind: TokenKind, norm: str, expected: bool) -> None:
    assert is_sign(kind, norm) is expected


@given(st.text())
def test_a_spelling_is_a_key_and_never_empty(word: str) -> None:
    for spelling in spellings(word) if word else ():
        assert spelling
        assert key(spelling) == key(key(spelling))
