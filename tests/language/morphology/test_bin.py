"""BÍN's readings: what a look-up gives, and that a `Bin` stays small and travels to other processes."""

from __future__ import annotations

import pickle
import time
from importlib.metadata import version

import pytest
from islenska import Bin as IslenskaBin

from icenews_nlp.language.morphology import bin as bin_module
from icenews_nlp.language.morphology.bin import LONGEST_WORD, PERSON_DOMAINS, PLACE_DOMAINS, Bin, Reading

BIN = Bin()


def lemmas(word: str, at_sentence_start: bool = False) -> list[str]:
    """The lemmas of a word's readings, each once."""
    return list(dict.fromkeys(reading.lemma for reading in BIN.readings(word, at_sentence_start)))


@pytest.mark.parametrize(
    ("word", "reading"),
    [
        ("hesti", Reading("hestur", "kk", "ÞGFET", "alm", False)),
        ("húsinu", Reading("hús", "hk", "ÞGFETgr", "alm", False)),
        ("fórum", Reading("fara", "so", "GM-FH-ÞT-1P-FT", "alm", False)),
        ("fallegri", Reading("fallegur", "lo", "FSB-KVK-ÞGFET", "alm", False)),
        ("Grindavíkur", Reading("Grindavík", "kvk", "EFET", "þor", False)),
        ("Katrínar", Reading("Katrín", "kvk", "EFET", "ism", False)),
        ("okkur", Reading("ég", "pfn", "ÞFFT", "alm", False)),
    ],
)
def test_reading(word: str, reading: Reading) -> None:
    assert reading in BIN.readings(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("á", {"á", "eiga", "ær"}),
        ("við", {"við", "ég", "viður"}),
        ("vinna", {"vinna"}),
        ("sagði", {"segja"}),
    ],
)
def test_all_lemmas_of_an_ambiguous_word_are_there(word: str, expected: set[str]) -> None:
    assert expected <= set(lemmas(word))


@pytest.mark.parametrize(
    "word", ["Á", "Maður", "MAÐUR", "Katrín", "Hesti", "hesti", "Borgarlínuumræðunni", "Fellahverfinu", "Netflix", ""]
)
def test_at_the_start_of_a_sentence_the_readings_are_those_of_islenska_in_its_order(word: str) -> None:
    entries = IslenskaBin(add_compound_hyphens=False).lookup_ksnid(word, at_sentence_start=True)[1]
    expected = dict.fromkeys(Reading(e.ord, e.ofl, e.mark, e.hluti, e.bin_id == 0) for e in entries)
    assert Bin().readings(word, at_sentence_start=True) == tuple(expected)


def test_readings_at_the_start_are_not_looked_up_again() -> None:
    own = Bin()
    own.readings("hesti")
    own.readings("hesti", at_sentence_start=True)
    assert own.cache_info()["readings"].misses == 1


@pytest.mark.parametrize("word", ["Netflix", "xqzw", "2024", "...", "", "🙂", "Pútíns", "\ud800", "a" * (LONGEST_WORD + 1)])
def test_an_unknown_word_has_no_readings(word: str) -> None:
    assert BIN.readings(word) == ()


def test_a_compound_that_bin_lacks_is_read_by_its_last_part() -> None:
    found = BIN.readings("borgarlínuumræðunni")
    assert {(r.lemma, r.word_class, r.mark, r.is_compound) for r in found} == {("borgarlínuumræða", "kvk", "ÞGFETgr", True)}
    assert not any(r.is_compound for r in BIN.readings("ríkisstjórninni"))


def test_at_a_sentence_start_the_small_letter_comes_first() -> None:
    assert lemmas("Á") == ["Á"]  # the farm of that name
    assert lemmas("Á", at_sentence_start=True)[0] != "Á"
    assert {"á", "eiga"} <= set(lemmas("Á", at_sentence_start=True))


def test_readings_do_not_repeat() -> None:
    for word in ("hestar", "Vestmannaeyjum", "á", "Á"):
        for at_start in (False, True):
            found = BIN.readings(word, at_start)
            assert len(found) == len(set(found))


def test_a_name_may_have_several_domains() -> None:
    island = next(r for r in BIN.readings("Vestmannaeyjar") if "," in r.domain)
    assert island.in_domain(PLACE_DOMAINS)
    assert not island.in_domain(PERSON_DOMAINS)
    assert not BIN.readings("hesti")[0].in_domain(PLACE_DOMAINS)


@pytest.mark.parametrize(
    ("word", "lemma", "mark", "expected"),
    [
        ("lónsins", "lón", "EFETgr", "lónið"),
        ("Guðna", "Guðni", "ÞFET", "Guðni"),
        ("Þórs", "Þór", "EFET", "Þór"),
        ("Þórs", "Þórr", "EFET", "Þórr"),  # of another entry
        ("Japana", "Japani", "EFFT", "Japanir"),  # not the side form Japanar
        ("hlíðunum", "hlíð", "ÞGFFTgr", "hlíðarnar"),  # not hlíðirnar
        ("Vestmannaeyjum", "Vestmannaeyjar", "ÞGFFT", "Vestmannaeyjar"),
        ("Bláa", "blár", "FVB-HK-EFET", "Bláa"),
        ("stóru", "stór", "FVB-KVK-ÞGFET", "stóra"),
        ("Reykjavíkurborgar", "Reykjavíkurborg", "EFET", "Reykjavíkurborg"),
    ],
)
def test_nominative_keeps_number_article_and_strength(word: str, lemma: str, mark: str, expected: str) -> None:
    reading = next(r for r in BIN.readings(word, True) if (r.lemma, r.mark) == (lemma, mark))
    found = BIN.nominative(word, reading)
    assert found is not None
    assert found.lower() == expected.lower()


def test_what_has_no_case_has_no_nominative() -> None:
    assert BIN.nominative("sagði", next(r for r in BIN.readings("sagði") if r.word_class == "so" and "FH" in r.mark)) is None
    assert BIN.nominative("hestum", Reading("kýr", "kvk", "ÞGFFT", "alm", False)) is None
    assert BIN.nominative("x" * (LONGEST_WORD + 1), Reading("x", "hk", "ÞGFET", "alm", False)) is None


@pytest.mark.parametrize("word", ["ósæ" * 14, "Ræ" * 40, "fundar-" + "ræ" * 32, "ósæ" * 8 + "ósœz", "ræ" * 24 + "zræ"])
def test_a_word_that_splits_in_very_many_ways_is_not_split(word: str) -> None:
    """Each would take seconds and gigabytes; none is a word."""
    own = Bin()  # with nothing remembered
    began = time.process_time()
    assert own.readings(word, True) == ()
    assert own.nominative(word, Reading(word, "hk", "ÞGFET", "alm", False)) is None
    assert own.splits(word) == own.splits(word.lower()) == []
    assert time.process_time() - began < 1


def test_a_long_compound_is_split_still() -> None:
    word = "sveitarstjórnarkosningabaráttunni"
    assert [(r.lemma, r.mark) for r in BIN.readings(word)] == [("sveitarstjórnarkosningabarátta", "ÞGFETgr")]
    assert ["sveitar", "stjórnarkosninga", "baráttunni"] in BIN.splits(word)


def test_splits_cover_the_word_and_the_fewest_parts_come_first() -> None:
    found = BIN.splits("innrásarstríði")
    assert ["innrásar", "stríði"] in found
    assert all("".join(parts) == "innrásarstríði" for parts in found)
    assert [len(parts) for parts in found] == sorted(len(parts) for parts in found)
    assert BIN.splits("a" * (LONGEST_WORD + 1)) == []


def test_the_cache_is_bounded_and_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bin_module, "REMEMBERED", 5)
    small = Bin()
    for _ in range(2):
        for word in ("hestur", "hesti", "hests", "hestar", "hesta", "hestum", "hestinn", "hestinum"):
            assert small.readings(word) == BIN.readings(word)
            small.nominative(word, BIN.readings(word)[0])
    figures = small.cache_info()
    assert [figures[name].currsize for name in ("readings", "nominatives")] == [5, 5]


def test_a_bin_travels_without_its_data() -> None:
    BIN.readings("hesti")
    sent = pickle.dumps(BIN)
    assert len(sent) < 1000
    assert pickle.loads(sent).readings("hesti") == BIN.readings("hesti")


def test_the_data_names_its_version() -> None:
    assert Bin.data_version() == version("islenska-data")
