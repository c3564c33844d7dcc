"""`um` before an amount."""

from __future__ import annotations

import pytest

from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.measures import measured
from icenews_nlp.language.tagging.scores import TagScore

BIN = Bin()


def tags(sentence: str) -> list[str]:
    """The likeliest tags; a word of the sentence is written `form/tag`."""
    words = [word.split("/") for word in sentence.split()]
    likely = [(TagScore(word[-1], 0.95),) for word in words]
    return [scores[0].tag for scores in measured([word[0] for word in words], likely, BIN)]


def test_um_after_a_verb_of_change_governs_the_amount() -> None:
    assert tags("Gengið/nheng lækkaði/sfg3eþ um/aa tvö/tfhfo stig/nhfn ./.")[2:5] == ["ao", "tfhfo", "nhfo"]
    assert tags("Gestum/nkfþ fækkar/sfg3en um/aa hundrað/ta")[2] == "ao"


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        ("Gestir/nkfn voru/sfg3fþ um/aa hundrað/tfhfn talsins/nkeeg ./.", "no verb of change"),
        ("Hún/fpven hækkaði/sfg3eþ um/ao tvö/tfhfo stig/nhfn ./.", "it is read as a preposition as it is"),
        ("Verðið/nheng lækkaði/sfg3eþ um/aa leið/nveo ./.", "no numeral follows"),
        ("Verðið/nheng lækkaði/sfg3eþ nærri/aa tvö/tfhfo stig/nhfn ./.", "another adverb"),
        ("Um/aa tvö/tfhfo stig/nhfn ./.", "nothing before it"),
    ],
)
def test_other_words_keep_their_tags(sentence: str, why: str) -> None:
    assert tags(sentence) == [word.split("/")[-1] for word in sentence.split()], why
