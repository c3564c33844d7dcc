"""What a preposition says of a name: `Í Keflavík var uppselt` is of the town, `sigur á Keflavík` of its club."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from icenews_nlp.language.morphology.bin import PLACE_DOMAINS, Bin

PREPOSITIONS: Final = frozenset({"í", "á"})

TOWARDS: Final = frozenset({"í", "á", "til", "frá", "úr"})
"""Prepositions that stand before places more than before persons."""

VERB: Final = re.compile(r"[GM]M-[FV]H-[NÞ]T-[13]P|[GM]M-(?:NH|SAGNB)|LHÞT-SB-HK-NFET")
"""BÍN's mark of a verb, or of the participle of `leikið var`."""

PLACED: Final = frozenset({"fram", "heima", "hér", "uppi", "út", "úti", "þar"})
"""Adverbs between a verb and where something is."""


def may_be_place(i: int, norms: Sequence[str]) -> bool:
    """Whether the preposition before the name speaks for a place."""
    return i > 0 and norms[i - 1].lower() in TOWARDS


def is_at_place(i: int, start: int, norms: Sequence[str], bin_: Bin) -> bool:
    """Whether something is or happens at the place of that name, in the dative: `Leikið var á Selfossi`.

    After a noun the preposition may be its own: `sigur á Selfossi`, `leikmaður í Keflavík`.

    Args:
        i: the word.
        start: the first word of its sentence.
        norms: the words of the article.
        bin_: BÍN.
    """
    if i == start or norms[i - 1].lower() not in PREPOSITIONS:
        return False
    if not any(r.in_domain(PLACE_DOMAINS) and r.mark.startswith("ÞGF") for r in bin_.readings(norms[i])):
        return False
    before = norms[i - 2].lower() if i - 1 > start else ""
    is_verb = any(r.word_class == "so" and VERB.match(r.mark) for r in bin_.readings(before))  # `hjólið` is mostly a bicycle
    return i - 1 == start or before in PLACED or is_verb
