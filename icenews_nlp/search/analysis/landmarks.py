"""Names that say what they are of: Suðurlands|vegur is a road, Vatnajökuls|þjóðgarður a park, Vinnumála|stofnun an agency.

Other names of places and organizations are not taken apart. Reykjavík is no inlet to anyone, and Smáralind no spring.
"""

from __future__ import annotations

from typing import Final

from icenews_nlp.language.morphology.bin import PERSON_DOMAINS, PLACE_DOMAINS, Reading
from icenews_nlp.language.morphology.compounds import SHORTEST_PART, Part
from icenews_nlp.search.analysis.lexicon import Lexicon

PLACES: Final = PLACE_DOMAINS | {"svaedi"}
"""BÍN's `hluti` of places and regions (Norðurland)."""

WHOLE: Final = (PERSON_DOMAINS | PLACES) - {"göt", "örn"}
"""Those of names that are no landmark's, whatever they end in: persons and settlements, not streets and places in nature."""

NAMING: Final = PLACES | {"fyr"}
"""Those of what landmarks are named after; BÍN has some places as organizations alone (Reykjanes)."""

LANDMARKS: Final = frozenset({
    "braut", "brú", "flugvöllur", "foss", "garður", "gata", "göng", "höfn", "jökull", "kirkja", "lón", "skóli", "sundlaug",
    "vatn", "vegur", "virkjun", "völlur", "þjóðgarður",
})  # fmt: skip
"""Last parts that say what a place is."""

INSTITUTIONS: Final = (
    "banki", "blað", "félag", "flokkur", "miðstöð", "nefnd", "ráð", "safn", "samband", "samtök", "setur", "sjóður", "skóli",
    "spítali", "stofa", "stofnun",
)  # fmt: skip
"""The same of organizations."""

SHORTEST_PLACE: Final = 6
"""Letters of the place that a landmark's name begins with; shorter ones are of common nouns (Laugavegur, Mývatn)."""


def cut_landmark(norm: str, lemma: str, lexicon: Lexicon) -> tuple[Part, ...]:
    """The cut between a place and what is there; () where the word is no such name.

    Args:
        norm: The word as it stands.
        lemma: Its lemma.
        lexicon: Knows the places.
    """
    if not lemma[:1].isupper() or any(r.lemma == lemma and r.in_domain(WHOLE) for r in lexicon.bin.readings(lemma)):
        return ()
    for at in range(len(lemma) - SHORTEST_PART, SHORTEST_PLACE - 1, -1):
        if lemma[at:] in LANDMARKS and norm[:at] == lemma[:at] and (place := _place(lemma[:at], lexicon)):
            return Part(norm[:at], place), Part(norm[at:], lemma[at:])
    return ()


def is_institution(lemma: str, lexicon: Lexicon) -> bool:
    """Whether the lemma is the name of an organization that says what it is."""
    readings = lexicon.bin.readings(lemma) if lemma.lower().endswith(INSTITUTIONS) else ()
    return any(r.lemma == lemma and r.domain == "fyr" for r in readings)


def _place(text: str, lexicon: Lexicon) -> str | None:
    """The commonest place whose genitive the text is, or whose name: Suðurlands, Reykjanes."""

    def begins(reading: Reading) -> bool:
        return reading.in_domain(NAMING) and (reading.mark[:2] == "EF" or reading.lemma == text)

    best = max(filter(begins, lexicon.bin.readings(text)), key=lexicon.count, default=None)
    return best.lemma if best else None
