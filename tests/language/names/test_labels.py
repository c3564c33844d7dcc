"""Labels decided by an article: votes, BÍN and the gazetteer, cue nouns; each rule with what it must leave alone."""

from __future__ import annotations

import pytest

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.head_nouns import Cue, HeadNouns
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.labels import Mention, decide_labels, name_keys
from icenews_nlp.language.tagging.gazetteer import Gazetteer

PER, LOC, ORG, MISC = EntityLabel.PERSON, EntityLabel.LOCATION, EntityLabel.ORGANIZATION, EntityLabel.MISCELLANEOUS


@pytest.fixture(scope="module")
def known_names() -> KnownNames:
    return KnownNames(Bin(), Gazetteer())


def mention(words: str, cue: Cue | None = None, **probabilities: float) -> Mention:
    """A mention with the probabilities given by the first letter of their labels."""
    by_letter = {"P": PER, "L": LOC, "O": ORG, "M": MISC}
    return Mention(
        words.split(), dict.fromkeys(by_letter.values(), 0.0) | {by_letter[k]: p for k, p in probabilities.items()}, cue
    )


VOTES = [
    # the other mentions outvote an unsure one, in whatever case
    ([mention("Zorbins", O=0.6, P=0.3), mention("Zorbin", P=0.9), mention("Zorbin", P=0.9)], [PER, PER, PER]),
    # what a sentence is sure of stands
    ([mention("Zorbin", L=0.97), mention("Zorbin", P=0.9), mention("Zorbin", P=0.9)], [LOC, PER, PER]),
    # a full name speaks for its parts
    ([mention("Mira Zorbin", P=0.9), mention("Zorbins", O=0.6, P=0.3)], [PER, PER]),
    # but an organization of several words does not
    ([mention("Mira Zorbin", O=0.9), mention("Zorbins", P=0.5, O=0.4)], [ORG, PER]),
    # another name has no vote
    ([mention("Zorbin", O=0.5, P=0.4), mention("Kalpek", P=0.9)], [ORG, PER]),
]


@pytest.mark.parametrize(("mentions", "expected"), VOTES)
def test_mentions_of_one_name_vote(known_names: KnownNames, mentions: list[Mention], expected: list[EntityLabel]) -> None:
    assert decide_labels(mentions, known_names) == expected


KNOWN = [
    (mention("Moskvu", P=0.6, L=0.2), LOC),  # BÍN knows the place
    (mention("Moskvu", P=0.96, L=0.02), LOC),  # nobody has that name
    (mention("Moskvu", P=0.98, L=0.02), PER),  # but the sentence is sure
    (mention("Moskvu", M=0.75, L=0.2), MISC),  # works and firms may be called so
    (mention("Bjarkar", P=0.75, L=0.2), PER),  # a place's name and a person's
    (mention("Zorbin", P=0.6, L=0.2), PER),  # unknown
    (mention("Vals", P=0.6, O=0.2), PER),  # a person's name and a club's
    (mention("Ísraels", M=0.6, L=0.1), LOC),  # of a country BÍN has a person and a people too
    (mention("Arion banka", P=0.6, O=0.1), ORG),  # an entry of two words
    (mention("Katrínar Jakobsdóttur", O=0.6, P=0.1), PER),  # every word is a person's
    (mention("Zorbin-Renault", P=0.6, M=0.1), ORG),  # two organizations, one of them listed
    (mention("Kalpek Zorbin-Renault", P=0.6, M=0.1), ORG),
    (mention("Katrín-Renault", P=0.6, M=0.1), PER),  # one is no organization
    (mention("Zorbin-Kalpek", P=0.6, M=0.1), PER),  # none is listed
    (mention("Zorbin-Kalpek-Renault", P=0.6, M=0.1), PER),  # three
    (mention("zorbin-Renault", P=0.6, M=0.1), PER),
    (mention("Víking Ó.", P=0.9, O=0.1), ORG),  # a club with the letter of its town
    (mention("Þórs Ak.", P=0.9, O=0.1), ORG),
    (mention("Þór G.", P=0.9, O=0.1), PER),
]


@pytest.mark.parametrize(("one", "expected"), KNOWN)
def test_what_dictionaries_know_corrects_an_unsure_label(known_names: KnownNames, one: Mention, expected: EntityLabel) -> None:
    assert decide_labels([one], known_names) == [expected]


HEARD = [
    # the dictionaries win where another mention agrees with them
    ([mention("Moskvu", M=0.9, L=0.05), mention("Moskvu", L=0.8)], [LOC, LOC]),
    ([mention("Moskvu", M=0.96, L=0.02), mention("Moskvu", L=0.8)], [MISC, LOC]),  # sure
    ([mention("Moskvu", M=0.9, L=0.05), mention("Moskvu", M=0.9, L=0.05)], [MISC, MISC]),  # nobody says so
    ([mention("Moskvu", M=0.9), mention("Moskvu", L=0.8), mention("Moskvu", M=0.9)], [MISC, LOC, MISC]),  # more say otherwise
    ([mention("Moskvu", M=0.9), mention("Londons", L=0.8)], [MISC, LOC]),  # another name
    # a full name speaks for a listed organization in it
    ([mention("Flugfélagið Play", O=0.8), mention("Play", M=0.9)], [ORG, ORG]),
    ([mention("Flugfélagið Zorbin", O=0.8), mention("Zorbin", M=0.9)], [ORG, MISC]),
    ([mention("Flugfélagið Play", M=0.8), mention("Play", M=0.9)], [MISC, MISC]),
]


@pytest.mark.parametrize(("mentions", "expected"), HEARD)
def test_dictionaries_and_another_mention_agree(
    known_names: KnownNames, mentions: list[Mention], expected: list[EntityLabel]
) -> None:
    assert decide_labels(mentions, known_names) == expected


CUES = [
    ("leikmenn", "Vals", {"P": 0.9}, ORG),
    ("liðinu", "Val", {"P": 0.9}, ORG),
    ("leikmenn", "Vals", {"P": 0.98}, PER),  # sure
    ("bræður", "Vals", {"P": 0.9}, PER),  # no cue
    ("leikmenn", "Katrínar", {"P": 0.9}, PER),  # no organization is known by the name
    ("Leikmenn", "Vals", {"P": 0.9}, PER),  # a capital may belong to a name; who asks folds it at the start of a sentence
]


@pytest.mark.parametrize(("noun", "name", "probabilities", "expected"), CUES)
def test_cue_noun_decides(
    known_names: KnownNames, noun: str, name: str, probabilities: dict[str, float], expected: EntityLabel
) -> None:
    cue = HeadNouns(Bin()).cue(noun)
    assert decide_labels([mention(name, cue, **probabilities)], known_names) == [expected]


TEAM, OF_TEAM = Cue(ORG, True), Cue(ORG, False)

APPOSITIONS = [
    # a noun in apposition needs nobody who knows the name
    ([mention("Zorbin", TEAM, P=0.9)], [ORG]),
    ([mention("Zorbin", OF_TEAM, P=0.9)], [PER]),
    # nor those who know it as something else
    ([mention("Afríka", TEAM, L=0.9)], [ORG]),
    # what a sentence is sure of stands
    ([mention("Afríka", TEAM, L=0.98)], [LOC]),
    # another noun tells the same of a name that one in apposition told of
    ([mention("Afríku", OF_TEAM, L=0.96), mention("Afríka", TEAM, L=0.9)], [ORG, ORG]),
    ([mention("Afríku", OF_TEAM, L=0.96), mention("Afríka", OF_TEAM, L=0.96)], [LOC, LOC]),
    ([mention("Afríku", L=0.96), mention("Afríka", TEAM, L=0.9)], [LOC, ORG]),
    ([mention("Evrópu", OF_TEAM, L=0.96), mention("Afríka", TEAM, L=0.9)], [LOC, ORG]),
    # it has a vote
    ([mention("Zorbins", P=0.6), mention("Zorbin", TEAM, P=0.9)], [ORG, ORG]),
]


@pytest.mark.parametrize(("mentions", "expected"), APPOSITIONS)
def test_noun_in_apposition_decides(known_names: KnownNames, mentions: list[Mention], expected: list[EntityLabel]) -> None:
    assert decide_labels(mentions, known_names) == expected


@pytest.mark.parametrize(
    ("head", "score", "expected"),
    [(LOC, 0.9, LOC), (LOC, 0.98, ORG), (None, 0.9, ORG)],
)
def test_last_part_of_a_compound_decides(
    known_names: KnownNames, head: EntityLabel | None, score: float, expected: EntityLabel
) -> None:
    assert decide_labels([mention("Zorbin-völlur", O=score)._replace(head=head)], known_names) == [expected]


SHORT = [
    # a firm's name without its legal form, or without what it is
    ([mention("Hraðfrystihúsið Gunnvör hf.", O=0.9), mention("Gunnvarar", P=0.9)], [ORG, ORG]),
    ([mention("Rein ehf.", O=0.9), mention("Rein", L=0.8)], [ORG, ORG]),
    ([mention("Þórkatla fasteignafélag", O=0.9), mention("Þórkötlu", P=0.96)], [ORG, ORG]),
    ([mention("Þórkatla fasteignafélag", O=0.9), mention("Þórkötlu", P=0.98)], [ORG, PER]),  # sure
    ([mention("Orkubú Vestfjarða ohf.", O=0.9), mention("Vestfirðir", L=0.9)], [ORG, LOC]),  # what it depends on
    ([mention("Reykjavíkur apótek", O=0.9), mention("Reykjavík", L=0.9)], [ORG, LOC]),
    ([mention("Akureyrar verslun", O=0.9), mention("Akureyri", L=0.9)], [ORG, LOC]),
    # a person's family name
    ([mention("Jack London", P=0.9), mention("London", L=0.8)], [PER, PER]),
    ([mention("Joaquin Phoenix", P=0.9), mention("Phoenix", O=0.9)], [PER, PER]),
    ([mention("Jack London", P=0.9), mention("London", L=0.98)], [PER, LOC]),  # sure
    ([mention("Jack London", P=0.9), mention("London", L=0.8)._replace(may_be_place=True)], [PER, LOC]),
    ([mention("Guðjón Valur", P=0.9), mention("Valur", O=0.94)], [PER, ORG]),  # a given name, and a club's
    ([mention("Jack London", P=0.9), mention("London ehf.", O=0.9), mention("London", L=0.8)], [PER, ORG, LOC]),  # of two
    ([mention("Jack London", P=0.9), mention("Tower London", L=0.8)], [PER, LOC]),  # two words
]


@pytest.mark.parametrize(("mentions", "expected"), SHORT)
def test_short_form_of_a_fuller_name(known_names: KnownNames, mentions: list[Mention], expected: list[EntityLabel]) -> None:
    assert decide_labels(mentions, known_names) == expected


@pytest.mark.parametrize(("name", "score", "expected"), [("Keflavík", 0.9, LOC), ("Keflavík", 0.98, ORG), ("Zorbin", 0.9, ORG)])
def test_club_and_its_town(known_names: KnownNames, name: str, score: float, expected: EntityLabel) -> None:
    club, town = mention(name, O=0.9), mention(name, O=score)._replace(is_at_place=True)
    assert decide_labels([club, town], known_names) == [ORG, expected]


INSIDE = [
    ([mention("Zorbin", P=0.6, L=0.2)], [LOC]),
    ([mention("Zorbin", P=0.75, L=0.2)], [PER]),  # sure
    ([mention("Dísu", P=0.6, L=0.2)], [PER]),  # known as a person's name: `heyrði í Dísu`
    ([mention("Zorbin", L=0.6, P=0.2), mention("Zorbin", P=0.9)._replace(inside=False)], [LOC, PER]),  # no vote makes it one
    ([mention("Dísu", L=0.6, P=0.2)], [LOC]),  # nor what is known of it
]


@pytest.mark.parametrize(("mentions", "expected"), INSIDE)
def test_no_person_after_i(known_names: KnownNames, mentions: list[Mention], expected: list[EntityLabel]) -> None:
    mentions = [mentions[0]._replace(inside=True), *mentions[1:]]
    assert decide_labels(mentions, known_names) == expected


def test_person_anywhere_else(known_names: KnownNames) -> None:
    assert decide_labels([mention("Zorbin", P=0.6, L=0.2)], known_names) == [PER]


def test_forms_of_one_name_share_a_key(known_names: KnownNames) -> None:
    names = [["Trump"], ["Trumps"], ["Donalds", "Trumps"], ["Vals"], ["Val"], ["Valur"], ["Ursulu"], ["Ursula"], ["Kallas"]]
    keys = name_keys(names, known_names)
    assert keys[0] == keys[1] == (keys[2][1],)
    assert keys[3] == keys[4] == keys[5]
    assert keys[6] == keys[7]
    assert keys[8] not in keys[:8]
