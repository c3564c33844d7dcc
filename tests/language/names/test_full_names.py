"""Shorter names of persons, as the article's full names have them."""

from __future__ import annotations

import pytest

from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.full_names import FullNames
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.tagging.gazetteer import shared_gazetteer

KNOWN = KnownNames(Bin(), shared_gazetteer())


@pytest.mark.parametrize(
    ("full", "name", "forms", "wanted"),
    [
        (["Jóhann Karl Magnússon"], "Jóhann Karls", "Jóhanns Karls", "Jóhann Karl"),
        (["Hjörvar Steinn Grétarsson"], "Hjörvar Stein", "Hjörvar Stein", "Hjörvar Steinn"),
        (["Eva Björg Ösp Holm"], "Ösp Holms", "Aspar Holms", "Ösp Holm"),  # words that do not begin the full name
        (["Ari Holm"], "Ara", "Ara", "Ari"),  # of one word
        (["Ari Holm", "Ara Holm"], "Ara", "Ara", "Ara"),  # which a longer name has as it is
        (["Jóhann Karls Holm", "Jóhann Karl Magnússon"], "Jóhann Karls", "Jóhanns Karls", "Jóhann Karls"),
        (["Karl Jóhann Magnússon"], "Jóhann Karls", "Jóhanns Karls", "Jóhann Karls"),  # in another order
        (["Jóhann Karl"], "Jóhann Karls", "Jóhanns Karls", "Jóhann Karls"),  # no longer than it
        (["Ari Örn Holm", "Ari Arnar Berg"], "Ari Arna", "Ara Arnar", "Ari Arna"),  # one of two
        (["Jóhann Karl Magnússon"], "Jóhann Karls", "Jóhanns, Karls", "Jóhann Karls"),  # of other words than its forms
        (["Jóhann Karl Magnússon"], "", "", ""),
        ([" ".join("ABCDE"), "Jóhann Karl A B C D Magnússon"], "Jóhann Karls", "Jóhanns Karls", "Jóhann Karls"),  # too long
    ],
)
def test_a_name_that_fuller_ones_correct(full: list[str], name: str, forms: str, wanted: str) -> None:
    words = forms.replace(",", " ,").split()
    assert FullNames([*full, name], KNOWN).corrected(name, words) == wanted
