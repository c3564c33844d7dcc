"""Periods that words place: letters at the end of a sentence, ordinals before its last word, names in small letters."""

from __future__ import annotations

import pytest

from icenews_nlp.language.tokenization.letters import ends_sentence
from icenews_nlp.language.tokenization.tokenizer import tokenize


@pytest.mark.parametrize(
    ("earlier", "after", "later", "ends"),
    [
        ("vítamín", "Læknar", "mæla", True),
        ("vítamín", "Anna", "kom", True),
        ("riðli", "Danir", "unnu", True),
        ("Plan", "Anna", "kom", True),  # a noun at the start
        ("vítamín", "Anna", "Björk", False),  # a name of two words
        ("Katrín", "Læknar", "mæla", False),  # a name before it
        ("1", "Læknar", "mæla", False),
        ("hljóp", "Anna", "kom", False),  # no noun before it
        ("leikkonan", "Law", "kom", False),  # no Icelandic word
        ("leikkonan", "Björk", "kom", False),  # a given name, and a farm's
        ("kennarinn", "Jónsson", "kom", False),
        ("leikkonan", "King", "kom", False),  # a form of a word, but no nominative
        ("riðli", "Þjóðverja", "kom", False),
    ],
)
def test_letter_before_a_capital(earlier: str, after: str, later: str, ends: bool) -> None:
    assert ends_sentence(earlier, after, later) is ends


@pytest.mark.parametrize(
    ("earlier", "letter", "after", "later", "ends"),
    [
        ("Þór", "Þ", "Leikurinn", "var", True),
        ("Víkingi", "R", "KR", "vann", True),
        ("Leikni", "F", "Anna", "Jónsdóttir", True),
        ("Þór", "Þ", "Stefánsson", "kom", False),  # his initial
        ("Þór", "G", "Leikurinn", "var", False),  # no town of theirs
        ("gegn", "A", "Dómurinn", "taldi", True),
        ("frá", "B", "Málinu", "var", True),
        ("gegn", "B", "Ákærði", "játaði", True),
        ("ákærði", "B", "Dómurinn", "taldi", True),
        ("gegn", "A", "Lögregla", "rannsakar", True),
        ("hljóp", "J", "Lögregla", "rannsakar", False),  # no preposition, and no article
        ("gegn", "A", "Lögregla", "um", False),  # no verb
        ("með", "A", "Merkel", "segir", False),  # no Icelandic word
        ("eftir", "H", "Dómarinn", "Anna", False),  # a capital after it
        ("við", "B", "Björk", "segir", False),  # a name
    ],
)
def test_letter_of_a_club_or_of_somebody(earlier: str, letter: str, after: str, later: str, ends: bool) -> None:
    assert ends_sentence(earlier, after, later, letter) is ends


@pytest.mark.parametrize(
    "expected",
    [
        "Höttur vann Þór Þ. ‖ Leikurinn var jafn.",
        "Hann leikur með Þór Þ. ‖ KR og ÍR unnu.",
        "Liðið vann Víking Ó. í Ólafsvík.",
        "Hann braut gegn A. ‖ Dómurinn taldi það sannað.",
        "Bókin er eftir A. Guðmundsson og Jón B. Hannibalsson.",
        "Þau tóku vítamín C. ‖ Læknar mæla með því.",
        "Hún leikur í hópi A. ‖ Svíar eru þar líka.",
        "Bókin er eftir C. S. Lewis og var lesin.",
        "Haldin var 12. Sumarhátíðin.",
        "Haldin var 12. Sumarhátíðin! ‖ Veðrið var gott.",
        "Hátíðin hófst kl. 12. ‖ Velkomin.",  # no noun with its article
        "Alls komu 12. ‖ Hátíðin stóð yfir.",  # not the last word
        "hér talaði ari th. hansson um veðrið.",
        "hér talaði ari. ‖ hansson var þar líka.",
        "hér talaði ari th. ‖ veðrið var gott.",
    ],
)
def test_sentences(expected: str) -> None:
    text = expected.replace(" ‖", "")
    words, sentences, _ = tokenize(text)
    assert " ‖ ".join(text[words[first].start : words[last - 1].end] for first, last in sentences) == expected
