"""`um` before an amount: after a verb of change it says by how much, and governs it; elsewhere it is the adverb `about`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.scores import TagScore

VERBS_OF_CHANGE: Final = frozenset(
    """
    auka breikka dýpka fjölga fækka hækka lengja lækka minnka rýrna skerða stytta stækka styrkja vaxa veikja víkka þyngja
    """.split()
)
"""In MIM-GOLD `um` before a numeral is a preposition after these (11 of 11 times), and mostly an adverb after other words."""

ADVERB: Final = "aa"
PREPOSITION: Final = "ao"


def measured(norms: Sequence[str], likely: Sequence[tuple[TagScore, ...]], bin_: Bin) -> list[tuple[TagScore, ...]]:
    """The likely tags of a sentence's words, where `um` governs what follows a verb of change: `lækkaði um tíu krónur`.

    Args:
        norms: the words of one sentence.
        likely: their tags.
        bin_: BÍN.

    Returns:
        One for each word.
    """
    found = list(likely)
    for i in range(1, len(norms) - 1):
        if norms[i] != "um" or likely[i][0].tag != ADVERB or likely[i + 1][0].tag[0] != "t":
            continue
        if any(r.lemma in VERBS_OF_CHANGE and r.word_class == "so" for r in bin_.readings(norms[i - 1])):
            found[i] = (likely[i][0]._replace(tag=PREPOSITION),)
            if i + 2 < len(norms) and likely[i + 2][0].tag[0] == "n":
                found[i + 2] = tuple(_accusative(score) for score in likely[i + 2])
    return found


def _accusative(score: TagScore) -> TagScore:
    """The tag of a noun in the accusative for one in the nominative."""
    tag = score.tag
    return score._replace(tag=tag[:3] + "o" + tag[4:]) if tag[0] == "n" and tag[3:4] == "n" else score
