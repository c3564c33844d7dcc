"""What in parentheses is another name of the one before, and what is not; the labels are given here, not found."""

from __future__ import annotations

import pytest

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.other_names import name_mentions
from icenews_nlp.language.discourse.story import Story, StoryName

PERSON, ORGANIZATION = EntityLabel.PERSON, EntityLabel.ORGANIZATION


def aliases(text: str, names: dict[str, EntityLabel]) -> list[int | None]:
    """Of each name of one word, the name before that it is another name of."""
    norms = text.split()
    spans = [StoryName(i, i, names[norm], norm) for i, norm in enumerate(norms) if norm in names]
    story = Story(norms, ["sfg3eþ" if norm == "var" else "e" for norm in norms], norms, [(0, len(norms))], spans)
    return [mention.alias_of for mention in name_mentions(story)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Landsvirkjun ( LV ) hagnast", [None, 0]),
        ("Alþjóðaheilbrigðismálastofnunin ( WHO ) varar við", [None, 0]),  # an acronym of its name in another language
        ("Vísitala Kauphallarinnar ( OMXI15 ) lækkar", [None, None]),  # a code of what the firm keeps
        ("Landsvirkjun ( og LV ) hagnast", [None, None]),
    ],
)
def test_acronyms_in_parentheses(text: str, expected: list[int | None]) -> None:
    words = ("Landsvirkjun", "LV", "Alþjóðaheilbrigðismálastofnunin", "WHO", "Kauphallarinnar", "OMXI15")
    assert aliases(text, dict.fromkeys(words, ORGANIZATION)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tómas , læknir á Landspítalanum , betur þekktur sem Tommi , kom", [None, None, 0]),
        ("Tómas , sem gengur undir listamannsnafninu Tommi , kom", [None, 0]),
        ("Tómas , sem flestir þekkja sem Tommi , kom", [None, 0]),
        ("Tómas , sem kallaður var Tommi , kom", [None, 0]),
        ("Tómas , sem var boðið , og Tommi komu", [None, None]),
        ("Tómas læknir á Landspítalanum betur þekktur sem Tommi", [None, None, None]),  # without a comma
        ("Með Tómas var maður , kallaður Tommi , á fundinum", [None, None]),  # a clause between
        ("Fundurinn á Landspítalanum , betur þekktur sem Tommi", [None, None]),  # of no person
    ],
)
def test_a_nickname_is_of_the_last_person(text: str, expected: list[int | None]) -> None:
    assert aliases(text, {"Tómas": PERSON, "Tommi": PERSON, "Landspítalanum": ORGANIZATION}) == expected
