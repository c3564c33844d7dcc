"""Words of persons' names by BÍN, the gazetteer, the name itself and its article; each rule with what it must leave alone."""

from __future__ import annotations

import pytest

from icenews_nlp import Enricher
from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.base_forms import base_form
from icenews_nlp.language.names.inflection import NamePart
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.nominative import governed_cases, may_govern_genitive, nominative
from icenews_nlp.language.names.persons import epithet
from icenews_nlp.language.tagging.gazetteer import Gazetteer

BIN = Bin()


@pytest.fixture(scope="module")
def known_names() -> KnownNames:
    return KnownNames(BIN, Gazetteer())


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Guðrún/nven-s Karls/nkee-s Helgudóttir/nven-s", "Guðrún Karls Helgudóttir"),
        ("Guðrúnar/nvee-s Karls/nkee-s Helgudóttur/nvee-s", "Guðrún Karls Helgudóttir"),
        ("Jóns/nkee-s Karls/nkee-s Helgasonar/nkee-s", "Jón Karl Helgason"),  # a second given name
        ("Jonasi/e Gahr/e", "Jonas Gahr"),
        ("Jonasi/e", "Jonasi"),  # a family name perhaps
        ("Zorbasi/e Gaudí/e", "Zorbasi Gaudí"),  # not known without its ending
    ],
)
def test_names_within_names_and_datives(known_names: KnownNames, words: str, expected: str) -> None:
    pairs = [word.split("/") for word in words.split()]
    parts = [NamePart(word, word, tag, word) for word, tag in pairs]
    assert nominative(parts, EntityLabel.PERSON, [" "] * (len(parts) - 1), BIN, known_names) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Vinstri/lkfevf grænna/lkfesf", "Vinstri græn"),
        ("Vinstri/lkfevf grænum/lhfþsf", "Vinstri græn"),
        ("Hinna/lkfevf grænna/lkfesf", "Hinir grænir"),  # not listed
    ],
)
def test_listed_names_that_end_in_an_adjective(known_names: KnownNames, words: str, expected: str) -> None:
    pairs = [word.split("/") for word in words.split()]
    parts = [NamePart(word, word, tag, word) for word, tag in pairs]
    assert nominative(parts, EntityLabel.ORGANIZATION, [" "], BIN, known_names) == expected


@pytest.mark.parametrize(
    ("word", "tag", "lemma", "expected"),
    [
        ("Ara", "e", "Ari", "Ari Briem"),  # no case, so the lemma decides
        ("Ara", "e", "Ara", "Ara Briem"),
        ("Ara", "nven-s", "Ari", "Ara Briem"),  # the tag has a case, and decides
        ("Ara", "e", "Arar", "Ara Briem"),  # a lemma that is no nominative of the name
    ],
)
def test_a_lemma_decides_for_a_given_name_without_case(
    known_names: KnownNames, word: str, tag: str, lemma: str, expected: str
) -> None:
    parts = [NamePart(word, word, tag, lemma), NamePart("Briem", "Briem", "e", "Briem")]
    assert nominative(parts, EntityLabel.PERSON, [" "], BIN, known_names) == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("Drífu/nveo-s Snædal/nkeo-s", "Drífa Snædal"),  # a family name, though also a valley
        ("Önnu/nveþ-s Norðfjörð/nkeo-s", "Anna Norðfjörð"),  # a place's name that is no listed family name
        ("Ólafs/nkee-s Arnalds/nkee-s", "Ólafur Arnalds"),
        ("Önnu/nvee-s Björns/nkee-s", "Anna Björns"),  # a woman with a man's name in the genitive
        ("Helga/nkeo-s Björns/nkee-s", "Helgi Björns"),  # the given name is in another case
        ("Arons/nkee-s Einars/nkee-s", "Aron Einar"),  # two given names in the genitive
        ("Arons/nkee-s Einars/nkee-s Gunnarssonar/nkee-s", "Aron Einar Gunnarsson"),
        ("Mahmoud/e Abbas/e", "Mahmoud Abbas"),  # listed as it stands
        ("Kaju/nvee-s Kallas/e", "Kaja Kallas"),
        ("Modis/e", "Modi"),  # listed without its ending
        ("Castros/e", "Castro"),
        ("Gauja/nkee-s litla/lkeevf", "Gaui litli"),
        # given names of one name agree, and a patronymic with them
        ("Sandra/e María/e Jessen/e", "Sandra María Jessen"),  # Sandri in an oblique case, if María were not a nominative
        ("Sandra/nkeþ-s Jessen/e", "Sandri Jessen"),  # nothing that it has to agree with
        ("Dag/nkeo-s Breka/nkeo-s", "Dagur Breki"),  # the woman's name Breka is no man's second name
        ("Ólafs/nkee-s Ragnars/nkee-s Bergssonar/nkee-s", "Ólafur Ragnar Bergsson"),  # Ragnars is a family name too
        ("Ólafur/nken-s Ragnars/nkee-s Bergsson/nken-s", "Ólafur Ragnars Bergsson"),  # which it is beside a nominative
        ("Önnu/nvee-s Bjarkar/nvee-s", "Anna Björk"),  # Björk is a place too
        ("Önnu/nveo-s Bjarkar/nvee-s", "Anna Bjarkar"),  # in another case than the given name
        ("Önnu/nvee-s Rafnar/e", "Anna Rafnar"),  # without a case
        ("Eggerti/nkeþ-s Hlöðversyni/nkeþ-s", "Eggert Hlöðverson"),  # a patronymic that BÍN lacks is no son by compounding
        ("Katrínar/nvee-s miklu/lveevf", "Katrín mikla"),
    ],
)
def test_person_words(known_names: KnownNames, tagged: str, expected: str) -> None:
    parts = [NamePart(w, w, t, w) for w, t in (one.split("/") for one in tagged.split())]
    assert nominative(parts, EntityLabel.PERSON, [" "] * (len(parts) - 1), BIN, known_names) == expected


@pytest.mark.parametrize(
    ("name", "tag", "article", "expected"),
    [
        ("Zorbinos", "e", {"Zorbino"}, "Zorbino"),  # the article has it without the ending
        ("Zorbinos", "e", set(), "Zorbinos"),
        ("Zorbinos", "nken-s", {"Kalpek"}, "Zorbinos"),
        ("Kallas", "e", {"Kalla"}, "Kallas"),  # what is listed needs no evidence
    ],
)
def test_article_shows_what_a_foreign_name_is(
    known_names: KnownNames, name: str, tag: str, article: set[str], expected: str
) -> None:
    found = nominative([NamePart(name, name, tag, name)], EntityLabel.PERSON, [], BIN, known_names, frozenset(article))
    assert found == expected


@pytest.mark.parametrize(
    ("tagged", "expected"),
    [
        ("Vals/e", "Valur"),  # a club without a case in its tag
        ("Puma/e", "Puma"),
        ("Arion/e banka/nkfe", "Arion banki"),  # no plural
        ("Birtu/nvee-s lífeyrissjóðs/nkee", "Birta lífeyrissjóður"),
        ("Knattspyrnufélagsins/nheeg Vals/nkee-s", "Knattspyrnufélagið Valur"),
        ("Ölgerðarinnar/nveegs Egils/nkee-s Skallagrímssonar/nkee-s", "Ölgerðin Egill Skallagrímsson"),
        ("Félags/nhee atvinnurekenda/nkfe", "Félag atvinnurekenda"),  # what depends on the head stays
        ("Regins/nkee-s", "Reginn"),  # listed, whatever its tag
        ("Zorbins/nkee-s", "Zorbin"),
        ("Kviku/e banka/nkfe", "Kvika banki"),  # listed with both words
        ("Heima/nhee-s fasteignafélags/nhee", "Heimar fasteignafélag"),  # the first word is listed alone
        ("Gildis-tryggingafélags/nkee-s", "Gildi-tryggingafélag"),
        ("Saga/e Kalpek/e fjárfestingarbanka/nkfe", "Saga Kalpek fjárfestingarbanki"),
        ("Saga/e Kalpek/e fjallavegs/nkee", "Saga Kalpek fjallavegs"),  # no firm
        ("Hins/nhee-s íslenska/lheevf bókafélags/nhee", "Hið íslenska bókafélag"),
        ("Háskóla/nkee Íslands/nhee-s", "Háskóli Íslands"),
        ("LandsBankans/nkeeg", "LandsBankans"),  # a form that would lose a capital inside the word is not taken
    ],
)
def test_words_of_organizations(known_names: KnownNames, tagged: str, expected: str) -> None:
    parts = [NamePart(w, w, t, w) for w, t in (one.split("/") for one in tagged.split())]
    assert nominative(parts, EntityLabel.ORGANIZATION, [" "] * (len(parts) - 1), BIN, known_names) == expected


@pytest.mark.parametrize(
    ("tagged", "before", "expected"),
    [
        ("Gísla/nven-s Kalpek/e", ("nven", "ævisaga"), "Gísli Kalpek"),  # a noun governs it
        ("Gísla/nven-s Kalpek/e", ("nven", "söngkona"), "Gísla Kalpek"),  # a title
        ("Gísla/nven-s Kalpek/e", ("nken", "ráðherra"), "Gísla Kalpek"),
        ("Gísla/nven-s Kalpek/e", ("nveng", "ævisaga"), "Gísla Kalpek"),  # with an article nothing depends on it
        ("Gísla/nven-s Kalpek/e", ("", ""), "Gísla Kalpek"),
        ("Edgars/e Rinkevics/e", ("ao", "við"), "Edgars Rinkevics"),  # `við` governs no genitive
        ("Edgars/e Rinkevics/e", ("ae", "til"), "Edgar Rinkevics"),
        ("Musks/e", ("ao", "við"), "Musks"),
        ("Ursulu/e", ("ao", "við"), "Ursula"),
        ("Musks/nkee-s", ("ao", "við"), "Musk"),  # its tag says so
        ("Bashars/e al-Assads/e", ("nven", "ræða"), "Bashar al-Assad"),
        ("Bashars/e zorb-Assads/e", ("nven", "ræða"), "Bashar zorb-Assads"),
        ("Mos/e Salahs/e", ("nven", "þrenna"), "Mo Salah"),
    ],
)
def test_word_before_a_person(known_names: KnownNames, tagged: str, before: tuple[str, str], expected: str) -> None:
    parts = [NamePart(w, w, t, w) for w, t in (one.split("/") for one in tagged.split())]
    gaps = [" "] * (len(parts) - 1)
    found = nominative(
        parts,
        EntityLabel.PERSON,
        gaps,
        BIN,
        known_names,
        may_be_genitive=may_govern_genitive(before[0]),
        governed=governed_cases(*before),
    )
    assert found == expected


@pytest.mark.parametrize(
    ("tagged", "may_be_genitive", "expected"),
    [
        ("Robert/e Kelbers/e", False, "Robert Kelbers"),  # nothing governs a genitive
        ("Robert/e Kelbers/e", True, "Robert Kelber"),
        ("Robert/e Kelbers/nkee-s", False, "Robert Kelber"),  # its tag says that it is one
        ("Robert/e Castros/e", False, "Robert Castro"),  # listed without its ending
    ],
)
def test_an_unknown_name_keeps_its_s_where_nothing_governs_a_genitive(
    known_names: KnownNames, tagged: str, may_be_genitive: bool, expected: str
) -> None:
    parts = [NamePart(w, w, t, w) for w, t in (one.split("/") for one in tagged.split())]
    found = nominative(parts, EntityLabel.PERSON, [" "], BIN, known_names, may_be_genitive=may_be_genitive)
    assert found == expected


@pytest.mark.parametrize(
    ("tag", "expected"), [("nkeng", True), ("lkeevf", True), ("ae", True), ("c", True), ("sfg3en", False), ("ao", False)]
)
def test_what_may_govern_a_genitive(tag: str, expected: bool) -> None:
    assert may_govern_genitive(tag) is expected


def test_lemmas_of_a_person_follow_the_name(nlp: Enricher) -> None:
    doc = nlp.enrich("Forseti Íslands, Ólafur Ragnar Bergsson, hitti Robert Kelbers. Kelbers þakkaði fyrir sig.")
    persons = [entity for entity in doc.entities if entity.label == EntityLabel.PERSON]
    assert persons
    for entity in persons:
        lemmas = [token.lemma for token in doc.tokens if entity.start <= token.start < entity.end]
        assert " ".join(lemmas) == entity.name


def test_person_known_to_bin_loses_an_ending_that_may_be_its_own() -> None:
    assert base_form("Andreis", BIN, label=EntityLabel.PERSON) == "Andrei"
    assert base_form("Andreis", BIN, label=EntityLabel.ORGANIZATION) == "Andreis"
    assert base_form("Emmas", BIN, label=EntityLabel.PERSON) == "Emmas"  # of Emma it would be Emmu


@pytest.mark.parametrize(
    ("word", "name", "expected"), [("litla", "Gauja", "litli"), ("miklu", "Katrínar", "mikla"), ("og", "Jóns", None)]
)
def test_epithet_agrees_with_the_given_name(word: str, name: str, expected: str | None) -> None:
    assert epithet(word, name, BIN) == expected


def test_names_of_a_whole_article_have_one_nominative(nlp: Enricher) -> None:
    doc = nlp.enrich("Bolsonaro tapaði kosningunum. Stuðningsmenn Bolsonaros mótmæltu.")
    assert [entity.name for entity in doc.entities] == ["Bolsonaro", "Bolsonaro"]


def test_a_name_is_worked_out_once_whatever_its_article_says() -> None:
    """What changes nothing of the answer is no part of what is remembered."""
    known, parts = KnownNames(BIN, Gazetteer()), [NamePart("Gísla", "Gísla", "nkee-s", "Gísli")]
    for label, article in (
        (EntityLabel.PERSON, {"Gísla"}),
        (EntityLabel.PERSON, {"Gísla", "Anna"}),
        (EntityLabel.LOCATION, {"Anna"}),
    ):
        nominative(parts, label, [], BIN, known, frozenset(article), may_be_genitive=label is EntityLabel.PERSON)
    for before in (True, False):
        nominative(parts, EntityLabel.LOCATION, [], BIN, known, may_be_genitive=before)
    assert known.cache_info()["names"][:2] == (3, 2)
