"""AUX and VERB, by the other verbs of the sentence."""

from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icenews_nlp import Enricher
from icenews_nlp.language.morphology.auxiliaries import upos_by_sentence


def verbs(*sentences: str) -> list[str]:
    """The parts of speech of the verbs. Words are `form/tag`, or `form/tag/lemma` where the lemma matters."""
    words = [(*word.split("/"), word)[:3] for sentence in sentences for word in sentence.split()]
    ends = accumulate(len(sentence.split()) for sentence in sentences)
    forms, tags, lemmas = zip(*words, strict=True)
    found = upos_by_sentence(pairwise([0, *ends]), tags, [lemma.split("/")[0] for lemma in lemmas], forms)
    return [pos for pos, tag in zip(found, tags, strict=True) if tag.startswith("s")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hún/fpven hefur/sfg3en/hafa séð/ssg hestinn/nkeog", "AUX VERB"),
        ("Hún/fpven hefur/sfg3en/hafa áhuga/nkeo á/aþ hestum/nkfþ", "VERB"),
        ("Hún/fpven hefur/sfg3en/hafa alltaf/aa haft/ssg/hafa áhuga/nkeo á/aþ þeim/fpkfþ", "AUX VERB"),
        ("Hún/fpven hefur/sfg3en/hafa ekki/aa getað/ssg/geta sofið/ssg", "AUX AUX VERB"),
        ("Hátíðin/nveng hefst/sfm3en/hafa og/c hefur/sfg3en/hafa verið/ssg/vera auglýst/sþgven", "VERB AUX AUX VERB"),
        ("Hún/fpven segist/sfm3en hafa/sng/hafa sofið/ssg", "VERB AUX VERB"),
        ("Hann/fpken reynir/sfg3en að/cn hafa/sng/hafa áhrif/nhfo", "VERB VERB"),
        # What lies between may have verbs of its own.
        ("Liðið/nheng hefur/sfg3en/hafa ,/, sem/ct betur/aam fer/sfg3en ,/, unnið/ssg", "AUX VERB VERB"),
        ("Hann/fpken hefur/sfg3en/hafa trú/nveo á/aþ að/c hún/fpven geti/svg3en/geta unnið/ssg", "VERB AUX VERB"),
    ],
)
def test_perfect(sentence: str, expected: str) -> None:
    assert verbs(sentence) == expected.split()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Hún/fpven getur/sfg3en/geta synt/ssg", "AUX VERB"),
        ("Skýrslan/nveng getur/sfg3en/geta þess/fphee ekki/aa", "VERB"),
        ("Hann/fpken vill/sfg3en/vilja ekki/aa fara/sng", "AUX VERB"),
        ("Hann/fpken vill/sfg3en/vilja frið/nkeo", "VERB"),
        ("Hann/fpken vill/sfg3en/vilja að/c hún/fpven fari/svg3en", "VERB VERB"),
        ("Hann/fpken vill/sfg3en/vilja leyfi/nheo til/ae að/cn fara/sng", "VERB VERB"),
        ("Hann/fpken vill/sfg3en/vilja frelsi/nheo til/ae að/cn ekki/aa fara/sng", "VERB VERB"),  # adverbs after `að`
        ("Hann/fpken vill/sfg3en/vilja frelsi/nheo til/ae að/cn bara/aa alls/aa ekki/aa fara/sng", "VERB VERB"),
        ("Hann/fpken mun/sfg3en/munu að/aa öllum/fokfþ líkindum/nhfþ vilja/sng/vilja fara/sng", "AUX AUX VERB"),
        ("Þau/fphfn mega/sfg3fn/mega sín/fpkee lítils/lheesf", "VERB"),
        ("Þau/fphfn mega/sfg3fn/mega koma/sng", "AUX VERB"),
        ("Það/fphen mun/sfg3en/munu rigna/sng", "AUX VERB"),
        ("Svo/aa mun/sfg3en/munu ekki/aa ,/, en/c við/fp1fn skulum/sfg1fn/skulu ekki/aa", "AUX AUX"),
    ],
)
def test_modals(sentence: str, expected: str) -> None:
    assert verbs(sentence) == expected.split()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Fundurinn/nkeng verður/sfg3en/verða haldinn/sþgken á/ao morgun/nkeo", "AUX VERB"),
        ("Öllum/fokfþ verður/sfg3en/verða bjargað/ssg", "AUX VERB"),
        ("Veturinn/nkeng verður/sfg3en/verða kaldur/lkensf", "VERB"),
        ("Þau/fphfn verða/sfg3fn/verða að/cn bíða/sng", "VERB VERB"),
        ("Ljóst/lhensf verður/sfg3en/verða hver/fsken er/sfg3en/vera valinn/sþgken", "VERB AUX VERB"),
        ("Liðið/nheng er/sfg3en/vera orðið/sþghen/verða þreytt/lhensf", "AUX VERB"),
        ("Húsið/nheng er/sfg3en/vera stórt/lhensf", "AUX"),
        ("Húsið/nheng er/sfg3en/vera í/aþ dalnum/nkeþg", "AUX"),
        ("Verið/sþghen/vera er/sfg3en/vera að/cn byggja/sng það/fpheo", "AUX AUX VERB"),
        ("Draugar/nkfn eru/sfg3fn/vera ekki/aa til/aa", "VERB"),
        ("Er/sfg3en/vera guð/nken til/aa ?/?", "VERB"),
        ("Hér/aa er/sfg3en/vera margt/foheo/margur til/aa", "VERB"),
        ("Ferðin/nveng er/sfg3en/vera löng/lvensf og/c fer/sfg3en hann/fpken til/aa", "AUX VERB"),
        ("Það/fphen er/sfg3en/vera til/ae bóta/nvfe", "AUX"),
    ],
)
def test_be_and_become(sentence: str, expected: str) -> None:
    assert verbs(sentence) == expected.split()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Bókin/nveng sem/ct skrifuð/sþgven verður/sfg3en/verða", "VERB AUX"),
        ("Komið/ssg hefur/sfg3en/hafa í/ao ljós/nheo", "VERB AUX"),
        ("Þau/fphfn hafa/sfg3fn/hafa fé/nheo sem/ct safnað/ssg hefur/sfg3en/hafa verið/ssg/vera", "VERB VERB AUX AUX"),
    ],
)
def test_fronted_verb(sentence: str, expected: str) -> None:
    assert verbs(sentence) == expected.split()


def test_a_sentence_ends_the_search() -> None:
    assert verbs("Hún/fpven hefur/sfg3en/hafa áhuga/nkeo", "Sofið/ssg vært/aa") == ["VERB", "VERB"]


@given(st.lists(st.tuples(st.sampled_from(("sfg3en", "ssg", "sng", "sþghen", "cn", "aa", "s", "", "sgg")),
                          st.sampled_from(("vera", "hafa", "verða", "vilja", "til", "")))))  # fmt: skip
def test_any_words_have_parts_of_speech(words: list[tuple[str, str]]) -> None:
    tags, lemmas = [tag for tag, _ in words], [lemma for _, lemma in words]
    assert len(upos_by_sentence([(0, len(words))], tags, lemmas, lemmas)) == len(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hún hefur áhuga á málinu.", ["VERB"]),
        ("Hún hefur séð málið.", ["AUX", "VERB"]),
        ("Fundurinn verður haldinn í húsinu.", ["AUX", "VERB"]),
    ],
)
def test_document_and_doc(nlp: Enricher, text: str, expected: list[str]) -> None:
    assert [token.pos for token in nlp.enrich(text).tokens if token.pos in ("AUX", "VERB")] == expected
    assert [token.pos_ for token in nlp.spacy(text) if token.pos_ in ("AUX", "VERB")] == expected
