"""What both sides make of words that BÍN lacks: compounds and their parts, halves left out, loanwords with endings."""

from __future__ import annotations

import pytest

from icenews_nlp.search.analysis.compound_parts import Splitter
from icenews_nlp.search.analysis.lexicon import Lexicon

LEXICON = Lexicon()
SPLITTER = Splitter(LEXICON)


@pytest.mark.parametrize(
    ("word", "stems"),
    [
        ("bitcoins", "bitcoin"),
        ("Podcastið", "podcast"),
        ("podcastsins", "podcast podcastsin"),
        ("bitcoininum", "bitcoin"),
        ("Borisar", "boris"),
        ("tiktokkarinn", "tiktokkari"),
        ("tiktokkarar", "tiktokkari"),
        ("tiktokkararnir", "tiktokkari"),
        ("podcast", ""),
        ("parts", ""),  # part is a form of partur
        ("gets", ""),  # too short
        ("covid-19s", ""),
    ],
)
def test_stems_of_unknown_words(word: str, stems: str) -> None:
    assert set(LEXICON.bare_stems(word)) == set(stems.split())


NAMES = [
    ("Úkraínuforseti", "úkraína forseti"),
    ("Úkraínustríð", "úkraína stríð"),
    ("Ísraelsher", "ísrael her"),
    ("Bandaríkjaher", "bandaríki her"),
    ("Evrópusamband", "evrópa samband"),
    ("Evrópuráð", "evrópa ráð"),
    ("Evrópumeistari", "evrópa meistari"),
    ("Danadrottning", "dani drottning"),
    ("Svíakonungur", "svíi konungur"),
    ("Egyptalandsforseti", "egyptaland forseti"),
    ("Akureyrarflugvöllur", "akureyri flug flugvöllur völlur"),
    ("Akureyrarbær", "akureyri bær"),  # an organization
    ("Færeyjaferð", "færeyjar ferð"),
]
UNCUT = """
    Kirkjubæjarklaustur Grænland Ísland Finnland Rússland Danmörk Reykjavík Vestmannaeyjar Færeyjar Bretlandseyjar Rómarborg
    Breiðablik Austurland Norðurland Hafnarfjörður Kópavogur Hallgrímskirkja Londonderry Alþingi Guðmundur
    Finnsdóttir Dansson Danadóttir Svartahaf
"""


@pytest.mark.parametrize(("word", "lemmas"), NAMES)
def test_compounds_that_begin_with_the_name_of_a_country_town_or_people(word: str, lemmas: str) -> None:
    assert {part.lemma for part in SPLITTER.parts(word, word)} == set(lemmas.split())
    assert SPLITTER.is_made_with_name(word, word)


LANDMARKS = [
    ("Suðurlandsvegi", "Suðurlandsvegur", "suðurland vegur"),
    ("Grindavíkurvegi", "Grindavíkurvegur", "grindavík vegur"),
    ("Hvalfjarðargöngum", "Hvalfjarðargöng", "hvalfjörður göng"),
    ("Vatnajökulsþjóðgarður", "Vatnajökulsþjóðgarður", "vatnajökull þjóðgarður þjóð garður"),
    ("Þingvallavatni", "Þingvallavatn", "þingvellir vatn"),
    ("Reykjanesbraut", "Reykjanesbraut", "reykjanes braut"),  # begins with the name itself, no genitive
    ("Akureyrarkirkju", "Akureyrarkirkja", "akureyri kirkja"),
]
NO_LANDMARKS = """
    Reykjavík Akureyri Grindavík Hafnarfjörður Kaupmannahöfn Þorlákshöfn Seltjarnarnes Mosfellsbær Vatnajökull Mývatn Laugavegur
    Skagafjörður Ölfusá Hallgrímskirkja Kirkjubæjarklaustur
"""


@pytest.mark.parametrize(("norm", "lemma", "parts"), LANDMARKS)
def test_places_that_say_what_is_there_have_parts(norm: str, lemma: str, parts: str) -> None:
    assert {part.lemma for part in SPLITTER.parts(norm, lemma)} == set(parts.split())
    assert SPLITTER.is_made_with_name(norm, lemma)


@pytest.mark.parametrize("name", NO_LANDMARKS.split())
def test_other_places_have_none(name: str) -> None:
    assert SPLITTER.parts(name, name) == ()


def test_a_query_for_a_landmark_is_no_query_for_its_parts() -> None:
    assert SPLITTER.halves("Þingvallavatn", "Þingvallavatn") == ()


@pytest.mark.parametrize("name", UNCUT.split())
def test_names_of_persons_and_places_are_never_cut(name: str) -> None:
    assert SPLITTER.parts(name, name) == ()


@pytest.mark.parametrize("name", ["Austurland", "Norðurland", "Kirkjubæjarklaustur", "Guðmundur"])
def test_what_is_a_place_or_person(name: str) -> None:
    assert SPLITTER.is_uncut_name(name)
    assert not SPLITTER.is_uncut_name(name.lower())
    assert not SPLITTER.is_uncut_name("Akureyrarbær")


def test_parts_of_words_with_hyphens() -> None:
    word = "COVID-19-faraldur"
    slices = {part.lemma: word[part.start : part.end] for part in SPLITTER.parts(word, word)}
    assert slices == {"covid": "COVID", "19": "19", "covid-19": "COVID-19", "covid19": "COVID-19", "faraldur": "faraldur"}
    assert {part.lemma for part in SPLITTER.parts("#MeToo-bylting", "#MeToo-bylting")} == {"#metoo", "metoo", "bylting"}
    assert "kim-jong" not in {part.lemma for part in SPLITTER.parts("Jong-un", "Jong-un")}


@pytest.mark.parametrize(
    ("half", "following", "wholes"),
    [
        ("mennta-", "barnamálaráðherra", "menntamálaráðherra menntaráðherra"),
        ("félags-", "húsnæðismálaráðherra", "félagsmálaráðherra félagsráðherra"),
        ("fjármála-", "efnahagsráðherra", "fjármálaráðherra"),
        ("inn-", "útflutningur", "innflutningur"),
        ("hand-", "fótbolti", "handbolti"),
        ("m-", "barnamálaráðherra", ""),
        ("mennta", "barnamálaráðherra", ""),
        ("bull-", "hestur", ""),
    ],
)
def test_a_half_is_completed_with_every_tail_that_makes_a_word(half: str, following: str, wholes: str) -> None:
    assert LEXICON.elided(half, following, following) == tuple(wholes.split())


AFTER_STEMS = [
    ("þorskstofn", "þorskur stofn"),
    ("þorskkvóti", "þorskur kvóti"),
    ("netsvindl", "net svindl"),
    ("netöryggi", "net öryggi"),
    ("söngstjóri", "söngur stjóri"),
    ("húsbruni", "hús bruni"),
    ("snjómokstur", "snjór mokstur"),
    ("gosstöðvar", "gos stöð"),
    ("hljómsveit", "hljómur sveit"),  # no hljóms|veit
    ("rafmynt", "mynt"),  # raf is no word
    ("rafhlaupahjól", "hlaup hlaupahjól hjól"),
    ("smábátur", "bátur"),
    ("varðskip", "skip"),
    ("landslög", "land lög"),  # no slög
    ("farþegaþota", "farþegi þota"),
    ("landhelgisgæsla", "landhelgi gæsla"),  # no helgi
    ("sjúkrabíll", "bíll"),  # common, but sjúkra begins nothing else
    ("slökkvilið", "lið"),
    ("jarðgöng", "jörð göng"),  # of göng the gold data has none
    ("fiskeldi", "fiskur eldi"),
    ("bílstjóri", "bíll stjóri"),
]
WHOLE = """
    lögregla rannsókn forseti ráðstefna prentari hernaður trúnaður lífeyrir eigandi farandi kafari heimili ástæða umræða
    rafmagn hámark hagnaður hagræðing
"""


@pytest.mark.parametrize(("word", "lemmas"), AFTER_STEMS)
def test_rare_compounds_are_cut_after_bare_stems_before_the_commonest_head(word: str, lemmas: str) -> None:
    assert {part.lemma for part in SPLITTER.parts(word, word)} == set(lemmas.split())


@pytest.mark.parametrize("word", WHOLE.split())
def test_what_only_looks_like_a_compound_is_not_cut(word: str) -> None:
    assert SPLITTER.parts(word, word) == ()


def test_a_query_for_a_compound_is_no_query_for_its_head() -> None:
    assert SPLITTER.halves("þorskstofn", "þorskstofn") == (("þorskur",), ("stofn",))
    assert SPLITTER.halves("rafmynt", "rafmynt") == ()
