"""What reading a query or cutting a word costs, counted in look-ups: bounded for any query, linear in its length."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icenews_nlp.errors import QueryError
from icenews_nlp.language.morphology import bin as morphology
from icenews_nlp.search.analysis.compound_parts import Splitter
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.query.reader import QueryReader
from icenews_nlp.search.query.syntax import LONGEST

LETTERS = "abdefghijklmnoprstuvxyáéíóúýþæöð"
PIECES = ["ræ", "ós", "sæ", "ár", "land", "manna", "bóka", "hús", "borgar", "stjóri", "fjármála", "ráð", "herra", "dals"]

LOOK_UPS_PER_CHARACTER = 6
WAYS_PER_CHARACTER = 4


def made(seed: int, length: int, alphabet: list[str]) -> str:
    """A made-up word."""
    chance = random.Random(seed)
    return "".join(chance.choices(alphabet, k=length))[:length]


def words(length: int, alphabet: list[str], joint: str = " ") -> str:
    return joint.join(made(seed, length, alphabet) for seed in range(LONGEST // (length + len(joint))))


class Work:
    """Counts look-ups of words in BÍN, and ways to cut words that were written down."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.look_ups = self.cuts = 0
        look_up, ways = morphology.Bin._look_up, morphology._ways_to_split

        def counted_look_up(bin: morphology.Bin, word: str, at_start: bool) -> tuple[morphology.Reading, ...]:
            self.look_ups += 1
            return look_up(bin, word, at_start)

        def counted_ways(word: str) -> int:
            self.cuts += 1
            return ways(word)

        monkeypatch.setattr(morphology.Bin, "_look_up", counted_look_up)
        monkeypatch.setattr(morphology, "_ways_to_split", counted_ways)

    def of(self, reader: QueryReader, query: str) -> tuple[int, int]:
        """Look-ups and cuts of a query that was not read before."""
        self.look_ups = self.cuts = 0
        reader.read(query, lambda _: [])
        return self.look_ups, self.cuts


def test_putting_accents_on_an_unknown_word_cuts_no_compounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """4,096 ways to put accents on it, each of which was cut as a compound: 12,290 times, three seconds."""
    work = Work(monkeypatch)
    look_ups, cuts = work.of(QueryReader(), "RæRæRæRæRæRæRæRæRæRæ0000NEAR")
    assert look_ups < 100
    assert cuts < 20


HEAVY = {
    "random words": words(98, list(LETTERS)),
    "compounds": words(98, PIECES),
    "capitalised compounds": words(98, PIECES).title(),
    "short compounds": words(19, PIECES),
    "short words": words(3, list("aeioudst")),
    "halves": words(6, PIECES, "- ") + " og barnamálaráðherra",
    "hyphens": words(3, list(LETTERS), "-"),
    "a long phrase": f'"{words(2, list(LETTERS))}"',
    "alternatives": words(5, list("aeioudst"), " OR "),
    "names": " ".join(f"person:{made(seed, 12, list(LETTERS)).title()}" for seed in range(100)),
    "one endless word": "A" + "b" * (LONGEST - 1),
    "loose accents": "a" + "\u0301" * (LONGEST - 1),
}


@pytest.mark.parametrize("kind", HEAVY)
def test_no_query_costs_more_than_its_length(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    query = HEAVY[kind][:LONGEST]
    if query.count('"') == 1:
        query = query[:-1] + '"'
    work = Work(monkeypatch)
    look_ups, cuts = work.of(QueryReader(), query)
    assert look_ups <= LOOK_UPS_PER_CHARACTER * len(query)
    assert cuts <= WAYS_PER_CHARACTER * len(query)


def test_a_query_costs_what_its_halves_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work(monkeypatch)
    some = HEAVY["short compounds"].split()[:80]
    first, second, whole = (work.of(QueryReader(), " ".join(part))[0] for part in (some[:40], some[40:], some))
    assert whole <= 1.1 * (first + second)


@pytest.mark.parametrize("lemma", ["b", "fjármála", "ræ", "á"])
def test_an_endless_word_costs_no_look_ups_by_its_length(lemma: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one of 40,000 letters took ten seconds, which grew with the square of its length."""
    work, splitter = Work(monkeypatch), Splitter(Lexicon())
    for length in (1_000, 40_000):
        word = (lemma * length)[:length]
        assert splitter.parts(word, word) == ()
        assert splitter.halves(word, word) == ()
    assert work.look_ups < 10


SIGNS = [*'"„“()-=*| áNþ', " OR ", "NOT ", "person:", "published:", "source:", "2026", "..", "Rússlands", "fjármála- og"]
READER = QueryReader()


@settings(max_examples=200)
@given(st.lists(st.sampled_from(SIGNS) | st.text(max_size=6), max_size=60).map("".join))
def test_any_query_is_read_or_refused_within_its_bound(text: str) -> None:
    before = READER.cache_info()["readings"].misses
    with suppress(QueryError):
        READER.read(text, lambda _: [])
    assert READER.cache_info()["readings"].misses - before <= LOOK_UPS_PER_CHARACTER * max(len(text), 20)
