"""What nouns before a name and last parts of compounds say; each with a noun that says nothing."""

from __future__ import annotations

import pytest

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.head_nouns import Cue, HeadNouns

PER, LOC, ORG, MISC = EntityLabel.PERSON, EntityLabel.LOCATION, EntityLabel.ORGANIZATION, EntityLabel.MISCELLANEOUS


@pytest.fixture(scope="module")
def nouns() -> HeadNouns:
    return HeadNouns(Bin())


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("hljómsveitinni", Cue(ORG, True)),
        ("knattspyrnuliðið", Cue(ORG, True)),
        ("fjallinu", Cue(LOC, True)),
        ("félagsins", Cue(ORG, True, True)),
        ("skáldsöguna", Cue(MISC, True)),
        ("leikkonan", Cue(PER, True)),
        ("sveitarfélagið", Cue(LOC, True)),  # the longest part counts: `félag` is an organization
        ("togarann", Cue(MISC, True)),
        ("leikmenn", Cue(ORG, False)),  # no article: the name may depend on it
        ("borg", Cue(LOC, False)),
        ("skáldsögu", None),
        ("fjöllin", Cue(LOC, False)),  # plural: of several names, or of none
        ("húfuna", None),
        ("Liðið", None),  # a capital may belong to a name
        ("", None),
    ],
)
def test_noun_before_a_name(nouns: HeadNouns, noun: str, expected: Cue | None) -> None:
    assert nouns.cue(noun) == expected


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Volta-háskólanum", ORG),
        ("Arnes-héraði", LOC),
        ("Kalpek-verðlaunin", MISC),
        ("EM-mót", MISC),
        ("Volta-flugvöllur", LOC),
        ("Volta-liðið", None),  # annotators waver
        ("Volta-Zorbin", None),
        ("-mót", None),
        ("Volta-", None),
        ("Verðlaunin", None),
        ("Voltaháskóli", None),  # without a hyphen the first part may be anything
    ],
)
def test_last_part_of_a_compound(nouns: HeadNouns, word: str, expected: EntityLabel | None) -> None:
    assert nouns.of_compound(word) is expected


def test_caches_are_counted(nouns: HeadNouns) -> None:
    nouns.cue("liðið")
    nouns.of_compound("Volta-liðið")
    assert {name for name, info in nouns.cache_info().items() if info.currsize} == {"cues", "heads"}
