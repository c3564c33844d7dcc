"""Lemmas in context: a table of traps through the whole analysis, where lemmas come from, and the rules one by one.

In a trap the word in question stands between underscores.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from icenews_nlp import Enricher
from icenews_nlp.errors import ModelError
from icenews_nlp.labels import EntityLabel, LemmaSource, TokenKind
from icenews_nlp.language.lemmas import LearnedLemmas, Lemmatiser, OtherLemma
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.scores import TagScore

TRAPS = [
    # foreign names that BÍN lacks
    ("Utanríkisráðherra svaraði ummælum Vladimírs _Pútíns_ í gær.", "Pútín"),
    ("Stuðningsmenn Donalds _Trumps_ fögnuðu úrslitunum.", "Trump"),
    ("Ríkisstjórn Joes _Bidens_ jók útgjöld til varnarmála.", "Biden"),
    ("Fylgi Angelu _Merkels_ minnkaði á kjörtímabilinu.", "Merkel"),
    ("Ávarp Kamölu _Harris_ stóð í tæpa klukkustund.", "Harris"),
    ("Ávarp _Kamölu_ Harris stóð í tæpa klukkustund.", "Kamala"),
    ("Forsetinn ræddi við _Ursulu_ von der Leyen um tollana.", "Ursula"),
    ("Markvörðurinn varði vítaspyrnu Lionels _Messi_ á lokamínútunni.", "Messi"),
    ("Hjálpargögn komust ekki til _Gaza_ í nótt.", "Gaza"),
    ("Íbúar _Jóhannesarborgar_ glíma við vatnsskort.", "Jóhannesarborg"),
    ("Hlutabréf _Netflix_ hækkuðu um tíu prósent.", "Netflix"),
    ("Ljósmyndari _EPA_ var á staðnum.", "EPA"),
    ("Leikmenn _Tottenham_ gengu niðurlútir af velli.", "Tottenham"),
    # Icelandic names
    ("Tillögu _Bjarna_ Benediktssonar var hafnað á fundinum.", "Bjarni"),
    ("Þingmaðurinn svaraði Bjarna _Benediktssyni_ fullum hálsi.", "Benediktsson"),
    ("Rætt var við _Katrínu_ Jakobsdóttur á Rás 1.", "Katrín"),
    ("Söngkonan _Björk_ hélt tónleika í Hörpu.", "Björk"),
    ("_Vala_ Kristín Eiríksdóttir leikur aðalhlutverkið.", "Vala"),
    ("Listamaðurinn _Dagur_ Sigurðarson orti ljóðið.", "Dagur"),
    ("_Karl_ III. Bretakonungur kom til Edinborgar.", "Karl"),
    ("Hljómsveitin _Sigur_ Rós lék á hátíðinni.", "Sigur"),
    ("Gengi bréfa í _Brimi_ hf. hækkaði lítillega.", "Brim"),
    ("Hagnaður _Kviku_ banka jókst milli ára.", "Kvika"),
    ("Stjórn Kviku _banka_ kom saman í gær.", "banki"),
    ("Jökulsá á _Dal_ er í vexti.", "Dalur"),
    ("Jökulsá _á_ Dal er í vexti.", "á"),
    ("Spáin er fengin frá _Veðurstofu_ Íslands.", "Veðurstofa"),
    ("Málinu var vísað til _Hæstaréttar_ í vor.", "Hæstiréttur"),
    ("Formaður _Samfylkingarinnar_ gagnrýndi frumvarpið.", "Samfylking"),
    ("Útvarpsstjóri _Ríkisútvarpsins_ vildi ekki tjá sig.", "Ríkisútvarp"),
    ("Fulltrúar _Norður-Kóreu_ yfirgáfu salinn.", "Norður-Kórea"),
    ("Bílar sátu fastir á _Suðurlandsvegi_ í nótt.", "Suðurlandsvegur"),
    ("_Íslendingar_ unnu leikinn naumlega.", "Íslendingur"),
    # pronouns
    ("Lögreglan sagði _þeim_ frá slysinu.", "hann"),
    ("Margir _þeirra_ sneru heim.", "hann"),
    ("Þau buðu _okkur_ í mat.", "ég"),
    ("_Við_ töluðum saman í síma.", "ég"),
    ("Eftir leikinn fórum _við_ beint upp á hótel.", "ég"),
    ("_Þetta_ er mikið áfall fyrir bæjarfélagið.", "þessi"),
    ("Ráðherrann sagði að _ekkert_ væri ákveðið.", "enginn"),
    ("Hún keypti _sér_ nýjan bíl.", "sig"),
    ("_Hvorki_ ríkið né borgin vill greiða.", "hvorki"),
    # prepositions, adverbs, verbs
    ("Grasið óx _við_ húsið.", "við"),
    ("Samningur var gerður _við_ Brim hf. um kaupin.", "við"),
    ("_Á_ fundinum var rætt um skólamál.", "á"),
    ("_Í_ vetur snjóaði mikið á Akureyri.", "í"),
    ("Íbúðirnar rísa _á_ lóð við háskólann.", "á"),
    ("Kennarar _eiga_ inni laun frá sveitarfélaginu.", "eiga"),
    ("Hann _átti_ þrjá hesta.", "eiga"),
    ("Eftir leikinn fóru þau _heim_ til sín.", "heim"),
    ("Fréttin fór um allan _heim_ á svipstundu.", "heimur"),
    ("Skipið kemur til hafnar á _morgun_.", "morgunn"),
    ("Þeim leið _betur_ eftir aðgerðina.", "vel"),
    ("Flestir fóru _fleiri_ en eina ferð.", "margur"),
    ("Skipið _sökk_ út af Reykjanesi.", "sökkva"),
    ("Vatnið í tjörninni _fraus_ um nóttina.", "frjósa"),
    ("Þrír _sögðust_ ekki hafa séð bílinn.", "segja"),
    # nouns
    ("_Mennirnir_ voru handteknir á staðnum.", "maður"),
    ("_Fætur_ hans voru kaldir og bláir.", "fótur"),
    ("Konan missti _meðvitund_ í árekstrinum.", "meðvitund"),
    ("_Vindur_ verður hægur á landinu í dag.", "vindur"),
    ("_Sími_ 555-1234 er opinn allan sólarhringinn.", "sími"),
    ("Verðið nam 3,5 _milljörðum_ króna.", "milljarður"),
    ("Borgarfulltrúar ræddu _borgarlínuáformin_ fram á nótt.", "borgarlínuáform"),
    # what stays as it is written
    ("Kaupverðið nam 3,5 milljörðum _kr._ á ári.", "kr."),
    ("Fundurinn hefst _kl._ 14.30 í dag.", "kl."),
    ("Fundurinn hefst kl. _14.30_ í dag.", "14.30"),
    ("Skráning á _skraning@daemi.is_ er hafin.", "skraning@daemi.is"),
    ("_KATRÍN_ JAKOBSDÓTTIR SEGIR AF SÉR", "Katrín"),
    ("SEÐLABANKINN _HÆKKAR_ VEXTI", "hækka"),
]


def lemma_in(trap: str, nlp: Enricher) -> tuple[str, LemmaSource]:
    """The lemma of the marked word, and its source."""
    before, word, after = trap.split("_")
    token = next(t for t in nlp.enrich(before + word + after).tokens if t.start == len(before))
    assert token.text == word
    return token.lemma, token.lemma_source


@pytest.mark.parametrize(("trap", "lemma"), TRAPS, ids=[trap.split("_")[1] for trap, _ in TRAPS])
def test_trap(trap: str, lemma: str, fast: Enricher) -> None:
    assert lemma_in(trap, fast)[0] == lemma


def test_the_table_is_long() -> None:
    assert len(TRAPS) >= 60


@pytest.mark.parametrize(
    ("trap", "source"),
    [
        ("Skipið _sökk_ út af Reykjanesi.", LemmaSource.DICTIONARY),
        ("Borgarfulltrúar ræddu _borgarlínuáformin_ fram á nótt.", LemmaSource.COMPOUND),
        ("Stuðningsmenn Donalds _Trumps_ fögnuðu úrslitunum.", LemmaSource.RULE),
        ("Ávarp Kamölu _Harris_ stóð í tæpa klukkustund.", LemmaSource.SURFACE),
        ("Fundurinn hefst kl. _14.30_ í dag.", LemmaSource.SURFACE),
        ("Hún söng_,_ hann lék.", LemmaSource.SURFACE),
    ],
)
def test_source(trap: str, source: LemmaSource, fast: Enricher) -> None:
    assert lemma_in(trap, fast)[1] is source


# ---- the rules, with the tag given

BIN = Bin()
PLAIN = Lemmatiser(BIN, LearnedLemmas({}, {"vinna n": 5, "vinna s": 9, "það f": 3}))
PER, LOC, ORG, MISC = EntityLabel.PERSON, EntityLabel.LOCATION, EntityLabel.ORGANIZATION, EntityLabel.MISCELLANEOUS


@pytest.mark.parametrize(
    ("word", "tag", "label", "lemma", "source"),
    [
        ("á", "sfg3en", None, "eiga", "dictionary"),
        ("á", "aþ", None, "á", "dictionary"),
        ("á", "nveo", None, "á", "dictionary"),
        ("heim", "aa", None, "heim", "dictionary"),
        ("heim", "nkeo", None, "heimur", "dictionary"),
        ("Selenskís", "e", PER, "Selenskí", "rule"),
        ("Selenskís", "nkee-s", PER, "Selenskí", "rule"),
        ("Harris", "e", PER, "Harris", "surface"),
        ("Messi", "e", PER, "Messi", "surface"),  # mess
        ("Messi", "nken-s", PER, "Messi", "surface"),
        ("Musks", "e", PER, "Musk", "rule"),
        ("Bela", "e", PER, "Bela", "surface"),
        ("Gaza", "e", LOC, "Gaza", "surface"),  # gas in old spelling
        ("Jazz", "e", MISC, "Jazz", "surface"),
        ("Íslenzk", "lvensf", MISC, "Íslenskur", "dictionary"),  # no name, though in one
        ("Brimi", "nheþ-s", ORG, "Brim", "dictionary"),  # not the giant Brimir
        ("Brimi", "nkeþ-s", PER, "Brimir", "dictionary"),
        ("Haukum", "nkfþ-s", ORG, "Haukur", "dictionary"),
        ("Guði", "nkeþ-s", PER, "Guð", "dictionary"),
        ("Veðurstofan", "nvengs", ORG, "Veðurstofa", "dictionary"),  # BÍN has names with their article too
        ("Samfylkinguna", "nveogs", ORG, "Samfylking", "dictionary"),
        ("Kringlunni", "nveþgs", LOC, "Kringla", "dictionary"),
        ("Evrópuráðsins", "nheegs", ORG, "Evrópuráðið", "dictionary"),  # evrópuráð is no entry
        ("Grindavík", "nven-s", LOC, "Grindavík", "dictionary"),
        ("Björk", "nven-s", PER, "Björk", "dictionary"),
        ("KATRÍNAR", "nvee-s", PER, "Katrín", "dictionary"),
        ("Kósóvó-Albanar", "nkfn-s", MISC, "Kósóvó-Albani", "compound"),
        ("NASA", "e", ORG, "NASA", "surface"),  # not the man's name Nasi
        ("NASA", "e", None, "NASA", "surface"),
        ("VÍS", "nheþ-s", None, "VÍS", "surface"),  # not the adjective vís
        ("VÍS", "lkensf", None, "vís", "dictionary"),  # of a headline; neither tag nor entity makes it a name
        ("SKAGA", "nkeþ-s", LOC, "SKAGA", "surface"),
        ("SKAGANUM", "nkeþgs", LOC, "Skagi", "dictionary"),  # longer than acronyms are
        ("Nasa", "nkeo-s", PER, "Nasi", "dictionary"),
        ("Netflix", "e", None, "Netflix", "surface"),
        ("17", "ta", None, "17", "surface"),
        ("hf.", "as", ORG, "hf.", "surface"),
        ("xqzw", "nken", None, "xqzw", "surface"),
    ],
)
def test_by_tag(word: str, tag: str, label: EntityLabel | None, lemma: str, source: str) -> None:
    assert PLAIN.by_tag(word, False, tag, label) == (lemma, LemmaSource(source))


def test_the_gold_choice_goes_before_bins_readings() -> None:
    taught = Lemmatiser(BIN, LearnedLemmas({"þeim fpkfþ": "hann"}, {}))
    assert taught.by_tag("Þeim", True, "fpkfþ") == ("hann", LemmaSource.DICTIONARY)
    assert PLAIN.by_tag("Þeim", True, "fpkfþ")[0] != "hann"


@pytest.mark.parametrize(
    ("word", "tag", "found"),
    [
        ("húsunum", "nkfþg", ("hús", "nhfþg")),  # BÍN calls the masculine húsi old
        ("Húsunum", "nkfþg", ("hús", "nhfþg")),
        ("húsunum", "nkfþgs", ("Húsi", "nkfþgs")),
        ("borðunum", "nkfþg", ("borði", "nkfþg")),  # both are in use
        ("göngunum", "nvfþg", ("ganga", "nvfþg")),
        ("bílunum", "nvfþg", ("bíll", "nkfþg")),
        ("húsi", "nken", ("húsi", "nken")),  # hús has that form in another case alone
    ],
)
def test_a_word_out_of_use_gives_way_to_one_of_the_same_form(word: str, tag: str, found: tuple[str, str]) -> None:
    named = EntityLabel.PERSON if tag.endswith("s") else None
    choice = PLAIN.choose(word.capitalize() if named else word, TokenKind.WORD, False, [TagScore(tag, 1.0)], named)
    assert (choice.lemma, choice.tag) == found


def test_tags_of_one_lemma_add_up_and_others_are_alternatives() -> None:
    tags = [TagScore("aþ", 0.40), TagScore("sfg3en", 0.31), TagScore("sfg1en", 0.19), TagScore("nven", 0.05)]
    choice = PLAIN.choose("á", TokenKind.WORD, False, tags)
    assert (choice.lemma, choice.source) == ("eiga", LemmaSource.DICTIONARY)
    assert choice.alternatives == (OtherLemma("á", "aþ", 0.45),)


@pytest.mark.parametrize(("share", "alternatives"), [(0.1, ["á"]), (0.0999, [])])
def test_a_tenth_of_the_scores_makes_an_alternative(share: float, alternatives: list[str]) -> None:
    choice = PLAIN.choose("á", TokenKind.WORD, False, [TagScore("sfg3en", 1 - share), TagScore("aþ", share)])
    assert choice.lemma == "eiga"
    assert [other.lemma for other in choice.alternatives] == alternatives


def test_alternatives_are_close_sorted_and_other_lemmas(fast: Enricher) -> None:
    for trap, _ in TRAPS:
        for token in fast.enrich(trap.replace("_", "")).tokens:
            scores = [other.score for other in token.alternatives]
            assert scores == sorted(scores, reverse=True)
            assert all(0.1 <= score <= 1 for score in scores)
            assert token.lemma not in [other.lemma for other in token.alternatives]


@pytest.mark.parametrize("kind", [k for k in TokenKind if k not in (TokenKind.WORD, TokenKind.ABBREVIATION)])
def test_what_is_no_word_is_its_own_lemma(kind: TokenKind) -> None:
    assert PLAIN.choose("hestar", kind, False, [TagScore("nkfn", 1.0)])[:3] == ("hestar", LemmaSource.SURFACE, ())


def test_forgetting_answers_changes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("icenews_nlp.language.lemmas.REMEMBERED", 2)
    small = Lemmatiser(BIN, LearnedLemmas({}, {}))
    for word, tag, lemma in [("hesti", "nkeþ", "hestur"), ("fór", "sfg3eþ", "fara"), ("góðum", "lkeþsf", "góður")] * 2:
        assert small.by_tag(word, False, tag)[0] == lemma
        assert small.cache_info()["lemmas"].currsize <= 2


@pytest.mark.parametrize(
    "content",
    [None, b"", b"{}", gzip.compress(b"{}"), gzip.compress(b"[]"), gzip.compress(b"{}")[:-9]],
    ids=["missing", "empty", "not gzip", "no fields", "a list", "cut off"],
)
def test_a_table_that_cannot_be_read(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "lemmas.json.gz"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError) as error:
        LearnedLemmas.load(path)
    assert str(path) in str(error.value)
    assert "reinstall icenews_nlp" in str(error.value)


def test_a_table_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "lemmas.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"choices": {"þeim fpkfþ": "hann"}, "frequency": {"hann f": 3}}).encode()))
    assert LearnedLemmas.load(path) == LearnedLemmas({"þeim fpkfþ": "hann"}, {"hann f": 3})
