"""Which names are one thing: full and short names, acronyms, legal forms; each rule with what must stay apart."""

from __future__ import annotations

import pytest

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.clusters import NameMention, cluster, fullest

LABELS = {"P": EntityLabel.PERSON, "L": EntityLabel.LOCATION, "O": EntityLabel.ORGANIZATION, "M": EntityLabel.MISCELLANEOUS}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["P Kim", "P Kim Jong-un", "P Kim"], [[0, 1, 2]]),
        (["P Katrín Jakobsdóttir", "P Katrín", "P Jakobsdóttir"], [[0, 1, 2]]),
        (["P Katrín Jakobsdóttir", "P Katrín Oddsdóttir"], [[0], [1]]),  # a given name in common
        (["P Anna Jónsdóttir", "P Eva Jónsdóttir"], [[0], [1]]),  # a patronymic in common
        (["P Jón Jónsson", "P Jón Sigurðsson", "P Jón"], [[0], [1, 2]]),  # the one named last
        (["P Jón", "P Jón Jónsson", "P Jón Sigurðsson"], [[0, 1], [2]]),  # the first that follows
        (["O Landssamband veiðifélaga", "O LV"], [[0, 1]]),
        (["O Húsnæðis- og mannvirkjastofnun", "O HMS", "O HMX"], [[0, 1], [2]]),  # a letter of a compound's second part
        (["O Héraðssambandið Skarphéðinn", "O HSK"], [[0, 1]]),  # which the first word has too
        (["O LV", "O Landssamband veiðifélaga", "O Lífeyrissjóður verkamanna"], [[0], [1], [2]]),  # of two names
        (["O Landssamband veiðifélaga", "O VL", "O LVF", "O Lv", "P LV"], [[0, 2], [1], [3], [4]]),
        (["O Landssamband", "O L", "O LA"], [[0], [1], [2]]),  # of one word
        (["O Kattavinir Ísafjarðar", "O KÍ"], [[0], [1]]),  # whose acronym is another's
        (["P Jón Pálsson", "P Jón", "P Jón Bjarnason", "P Jón"], [[0, 1], [2, 3]]),  # one before, the other after
        (["P Eva Holm", "P Ari Holm", "P Holm", "P Eva Holm", "P Holm"], [[0, 3, 4], [1, 2]]),
        (["P Ari Holm", "P Jón Ari Holm", "P Holm", "P Eva Holm", "P Holm"], [[0, 1, 2], [3, 4]]),  # a part of a part
        (["P Jakobsdóttir Katrín", "P Katrín Jakobsdóttir"], [[0], [1]]),  # in another order
        (["P Gunnar „Gunni“ Nelson", "P Gunni"], [[0, 1]]),
        (["P Björk", "L Björk"], [[0], [1]]),  # a person and a place
        (["O Marel hf.", "O Marel"], [[0, 1]]),
        (["O Marel hf.", "O Brim hf."], [[0], [1]]),
        (["O ESB", "O Evrópusambandið"], [[0, 1]]),
        (["O Nató", "O Atlantshafsbandalagið", "O NATO"], [[0, 1, 2]]),
        (["O ESB", "O NATO"], [[0], [1]]),
        (["O Seðlabanki Íslands", "O Seðlabankinn"], [[0, 1]]),
        (["O Seðlabanki Íslands", "O Seðlabanki Evrópu", "O Seðlabankinn"], [[0], [1], [2]]),  # which of the two?
        (["O Landspítali", "O Landspítalinn"], [[0, 1]]),
        (["O Viðreisnarflokkurinn", "O Viðreisnarflokkur"], [[0, 1]]),
        (["L Esjan", "L Esja"], [[0, 1]]),
        (["P Björninn", "P Björn"], [[0], [1]]),  # no article after a person
        (["O Ís", "O Ísinn"], [[0], [1]]),  # too short to be sure of
        (["O Manchester United", "O United"], [[0, 1]]),
        (["O Knattspyrnufélagið Haukar", "O Haukar"], [[0, 1]]),
        (["O Manchester United", "O Leeds United", "O United"], [[0], [1], [2]]),  # which of the two?
        (["O Fly Play hf.", "O Play", "O Hf."], [[0, 1], [2]]),  # the legal form is no part of the name
        (["O Flugfélagið Ernir ehf.", "O Ernir", "O Norðurflug Ernis ehf."], [[0, 1], [2]]),
        (["O Félag íslenskra bókara", "O Íslenskra"], [[0], [1]]),  # neither the first nor the last word
        (["L Norður Kórea", "L Kórea"], [[0], [1]]),  # places are not parts of one another
        (["O Framsókn", "O Framsóknarflokkurinn"], [[0, 1]]),
        (["L Reykjavík", "L REYKJAVÍK"], [[0, 1]]),
        ([], []),
    ],
)
def test_names_of_one_thing(names: list[str], expected: list[list[int]]) -> None:
    assert cluster([NameMention(LABELS[name[0]], name[2:]) for name in names]) == expected


def test_a_place_in_parentheses_is_where_the_one_before_lies() -> None:
    assert cluster([NameMention(LABELS["L"], "London"), NameMention(LABELS["L"], "Ontario", 0)]) == [[0], [1]]


def test_acronym_in_parentheses() -> None:
    org, place = EntityLabel.ORGANIZATION, EntityLabel.LOCATION
    assert cluster([NameMention(org, "Félag bókara"), NameMention(org, "FB", 0), NameMention(org, "FB")]) == [[0, 1, 2]]
    assert cluster([NameMention(org, "Félag bókara"), NameMention(place, "Akureyri", 0)]) == [[0], [1]]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Kim", "Kim Jong-un", "Kim"], "Kim Jong-un"),
        (["ESB", "Evrópusambandið", "ESB"], "Evrópusambandið"),
        (["Pútín", "Pútín", "Putín"], "Pútín"),
    ],
)
def test_fullest_name(names: list[str], expected: str) -> None:
    assert fullest(names) == expected
