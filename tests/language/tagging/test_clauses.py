"""A verb that the tagger took for another word, found by its clause."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.clauses import Clauses
from icenews_nlp.language.tagging.scores import TagScore

CLAUSES = Clauses(Bin())


def mended(sentence: str) -> list[str]:
    """The likeliest tags after mending; a word of the sentence is written `form/tag`."""
    words = [word.split("/") for word in sentence.split()]
    likely = [(TagScore(word[-1], 0.95),) for word in words]
    return [scores[0].tag for scores in CLAUSES.mend([word[0] for word in words], likely)]


def changed(sentence: str) -> dict[str, str]:
    """The words whose likeliest tag changes, with the new one."""
    words = [word.split("/") for word in sentence.split()]
    return {word[0]: tag for word, tag in zip(words, mended(sentence), strict=True) if word[-1] != tag}


FOUND = [
    # a verb of its own
    ("Safnráðið/nheng fundar/nkee á/ao miðvikudag/nkeo ./.", {"fundar": "sfg3en"}),
    ("Stjórn/nven félagsins/nheeg fundar/nkee síðdegis/aa ./.", {"fundar": "sfg3en"}),
    ("„/„ Vatnsborðið/nheng helst/aae hátt/lhensf ./.", {"helst": "sfm3en"}),
    ("Ráðið/sbg2fn fundar/nkee í/ao kvöld/nheo ./.", {"fundar": "sfg3en"}),  # the subject was read as an imperative
    # where a preposition was seen: a subject and its object, a name that can only be the subject
    ("Bróðirinn/nkeng á/ao bátinn/nkeog ./.", {"á": "sfg3en"}),
    ("Hún/fpven á/ao þrjá/tfkfo hesta/nkfo ./.", {"á": "sfg3en"}),
    ("Félagið/nheng á/ao heimaleik/nkeþ ./.", {"á": "sfg3en"}),  # accusative by the preposition's tag and BÍN
    ("Mark/nheo á/ao Hlín/nveo-s Bergsdóttir/nven-s ./.", {"á": "sfg3en"}),
    # of two clauses the one that has none
    ("Vindur/nken lægir/sfg3en en/c frostið/nheng helst/aae óbreytt/lhensf ./.", {"helst": "sfm3en"}),
    ("Frostið/nheng helst/aae óbreytt/lhensf og/c vindur/nken lægir/sfg3en ./.", {"helst": "sfm3en"}),
    ("Ríkið/nheng selur/sfg3en en/c bærinn/nkeng á/ao húsið/nheog ./.", {"á": "sfg3en"}),
]

REFUSED = [
    ("Safnráðið/nheng fundar/nkee á/ao miðvikudag/nkeo", "no stop: a headline may lack its verb"),
    ("Safnráðið/nheng fundar/nkee ./.", "too short to be sure"),
    ("Efni/nheo fundar/nkee á/ao miðvikudag/nkeo ./.", "no subject"),
    ("Safnráðið/nheng hittist/sfm3eþ vegna/ae fundar/nkee í/ao gær/aa ./.", "it has a verb"),
    ("Ráðin/nhfng fundar/nkee á/ao miðvikudag/nkeo ./.", "the number differs"),
    ("Gangan/nveng erfið/lvensf og/c löng/lvensf ./.", "no form of a verb"),
    ("Þetta/fahen annar/foken maður/nken sagði/sfg3eþ ./.", "it has a verb, and annar is a nominative"),
    ("Karlakórinn/nkeng kátir/lkfnsf karlar/nkfn í/ao dag/nkeo ./.", "a nominative may stand beside a nominative"),
    ("Vatnsborðið/nheng mun/sfg3en helst/aae hækka/sng ./.", "it has a verb"),
    ("Fjöldi/nken viðburða/nkfe og/c stundir/nvfn safna/nhfe í/aþ borginni/nveþg ./.", "og joins two noun phrases"),
    ("Leið/nven á/ao toppinn/nkeog ./.", "the subject is indefinite"),
    ("Bróðirinn/nkeng á/aþ bátnum/nkeþg ./.", "a dative is no object"),
    ("Bróðirinn/nkeng á/ao fimmtudaginn/nkeog ./.", "a time is no object"),
    ("Bróðirinn/nkeng á/aa eftir/ao ./.", "no noun follows"),
    ("Nú/aa ferð/nven á/ao bátinn/nkeog ./.", "the clause does not begin with its subject"),
    ("Þar/aa er/sfg3en bærinn/nkeng og/c leiðin/nveng á/ao toppinn/nkeog ./.", "og may join two noun phrases"),
    ("Mark/nheo á/ao Hlín/nveo-s Bergsdóttur/nveo-s ./.", "the name is no subject"),
    ("Félagið/nheng er/sfg3en selt/sþghen en/c ekki/aa til/ae bæjarins/nkeeg ./.", "nothing there may be a verb"),
]


@pytest.mark.parametrize(("sentence", "verbs"), FOUND)
def test_verb_is_found(sentence: str, verbs: dict[str, str]) -> None:
    assert changed(sentence) == verbs


@pytest.mark.parametrize(("sentence", "why"), REFUSED)
def test_no_verb_is_made_up(sentence: str, why: str) -> None:
    assert changed(sentence) == {}, why


def test_what_the_tagger_read_stays_as_the_second_reading() -> None:
    norms: Sequence[str] = ("Bærinn", "á", "völlinn", ".")
    likely = [(TagScore(tag, 0.95),) for tag in ("nkeng", "ao", "nkeog", ".")]
    scores = CLAUSES.mend(norms, likely)[1]
    assert [score.tag for score in scores] == ["sfg3en", "ao"]
    assert sum(score.score for score in scores) == pytest.approx(1)
