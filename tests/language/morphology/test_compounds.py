"""The parts of compounds: a table with near misses, and what holds for every split."""

from __future__ import annotations

import pytest

from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.morphology.compounds import Compounds

COMPOUNDS = Compounds(Bin())

# word, its lemma, its parts as text/lemma
SPLIT = [
    ("innrásarstríði", "innrásarstríð", "innrásar/innrás stríði/stríð"),
    ("ríkisstjórnin", "ríkisstjórn", "ríkis/ríki stjórnin/stjórn"),
    ("Ríkisstjórnin", "ríkisstjórn", "Ríkis/ríki stjórnin/stjórn"),
    ("forsætisráðherrans", "forsætisráðherra", "forsætis/forsæti ráðherrans/ráðherra"),
    ("landsliðsþjálfari", "landsliðsþjálfari", "landsliðs/landslið þjálfari/þjálfari"),
    ("húsnæðisverð", "húsnæðisverð", "húsnæðis/húsnæði verð/verð"),
    ("loðnuveiðar", "loðnuveiði", "loðnu/loðna veiðar/veiði"),
    ("þingmennirnir", "þingmaður", "þing/þing mennirnir/maður"),
    ("jarðskjálftahrinan", "jarðskjálftahrina", "jarðskjálfta/jarðskjálfti hrinan/hrina"),
    ("vaxtahækkunum", "vaxtahækkun", "vaxta/vöxtur hækkunum/hækkun"),
    ("snjóflóðavörnum", "snjóflóðavörn", "snjóflóða/snjóflóð vörnum/vörn"),
    ("hraunbreiðunni", "hraunbreiða", "hraun/hraun breiðunni/breiða"),
    ("umhverfisvænn", "umhverfisvænn", "umhverfis/umhverfi vænn/vænn"),
    ("stórglæsilegt", "stórglæsilegur", "stór/stór glæsilegt/glæsilegur"),
    ("atkvæðagreiðslan", "atkvæðagreiðsla", "atkvæða/atkvæði greiðslan/greiðsla"),
    ("sárabætur", "sárabót", "sára/sár bætur/bót"),  # a form of the adjective sár too, but not its base form
    ("bakkafiskinn", "bakkafiskur", "bakka/bakki fiskinn/fiskur"),  # bakka is the base form of a verb too
    ("leiðtogans", "leiðtogi", "leið/leið togans/togi"),
    ("stjórnarskrárbreytingar", "stjórnarskrárbreyting", "stjórnarskrár/stjórnarskrá breytingar/breyting"),
    ("Rússlandsforseta", "Rússlandsforseti", "Rússlands/Rússland forseta/forseti"),
    ("grindavíkurvegi", "grindavíkurvegur", "grindavíkur/Grindavík vegi/vegur"),
    ("EES-samningnum", "EES-samningur", "EES-/EES samningnum/samningur"),
    ("G7-fundinum", "G7-fundur", "G7-/G7 fundinum/fundur"),
    ("ESB-ríkjum", "ESB-ríki", "ESB-/ESB ríkjum/ríki"),
]

WHOLE = [
    ("forseti", "forseti"),  # for|seti
    ("smábátur", "smábátur"),  # an adjective of three letters is no sure part
    ("fríkirkjan", "fríkirkja"),
    ("vortónleikum", "vortónleikar"),  # vor is a genitive, but of the pronoun vér
    ("einkafyrirtækja", "einkafyrirtæki"),  # and einka the base form of a verb alone
    ("blindrafélagið", "blindrafélag"),  # blindra is a form of an adjective, but not its base form
    ("hestur", "hestur"),
    ("óhamingja", "óhamingja"),  # ó- is no word
    ("atvinnuleysi", "atvinnuleysi"),  # nor is -leysi
    ("upplýsingar", "upplýsing"),
    ("segjandi", "segja"),
    ("Reykjavíkurborg", "Reykjavíkurborg"),
    ("Hafnarfjörður", "Hafnarfjörður"),
    ("Vestmannaeyjar", "Vestmannaeyjar"),
    ("Grindavíkurvegur", "Grindavíkurvegur"),
    ("Guðmundur", "Guðmundur"),
    ("Jóhannesson", "Jóhannesson"),
    ("Norður-Kóreu", "Norður-Kórea"),
    ("Jean-Luc", "Jean-Luc"),
    ("Jong-un", "Jong-un"),
    ("innrásarstríði", "annað"),  # not a lemma of the word
    ("RÍKISSTJÓRNIN", "ríkisstjórn"),
    ("1-2-3", "1-2-3"),
    ("--------", "--------"),
    ("", ""),
]


def split(norm: str, lemma: str) -> str:
    return " ".join(f"{part.text}/{part.lemma}" for part in COMPOUNDS.parts(norm, lemma))


@pytest.mark.parametrize(("norm", "lemma", "expected"), SPLIT)
def test_parts(norm: str, lemma: str, expected: str) -> None:
    assert split(norm, lemma) == expected


@pytest.mark.parametrize(("norm", "lemma"), WHOLE)
def test_near_misses_stay_whole(norm: str, lemma: str) -> None:
    assert split(norm, lemma) == ""


def test_parts_joined_give_the_word() -> None:
    for norm, lemma, _ in SPLIT:
        assert "".join(part.text for part in COMPOUNDS.parts(norm, lemma)) == norm


def test_the_answers_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("icenews_nlp.language.morphology.compounds.REMEMBERED", 3)
    small = Compounds(Bin())
    for norm, lemma, expected in SPLIT:
        assert " ".join(f"{part.text}/{part.lemma}" for part in small.parts(norm, lemma)) == expected
        assert small.cache_info()["compounds"].currsize <= 3
