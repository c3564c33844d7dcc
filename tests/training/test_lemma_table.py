"""The table of lemmas that is learned beside BÍN."""

from __future__ import annotations

from pathlib import Path

from icenews_nlp.evaluation.gold import GoldWord, Sentence
from icenews_nlp.labels import LemmaSource
from icenews_nlp.language.lemmas import LearnedLemmas, Lemmatiser
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.training import lemma_table


def toy(*words: str) -> Sentence:
    """Words as text/tag/lemma."""
    return [GoldWord(text, tag=tag, lemma=lemma) for text, tag, lemma in (word.split("/") for word in words)]


GOLD = [
    toy("Fyrst/aae/fyrr", "leið/sfg3eþ/líða", "þeim/fpkfþ/hann", "vel/aa/vel"),
    toy("Hún/fpven/hún", "kom/sfg3eþ/koma", "fyrst/aae/fyrr"),
    toy("Fyrst/aae/fyrr"),
    toy("Hestar/nkfn/hestur", "Menningar-/nhee-s/menningarsvið", "Menningar-/nhee-s/menningarsvið", "2024/ta/2024"),
    toy("kyssti/sfg3eþ/kossa", "konur/nvfn/kona", "konur/nvfn/kona", "konur/nvfn/drottning", "konur/nvfn/drottning"),
    [GoldWord("orð"), GoldWord("orð", tag="nhen"), GoldWord("orð", lemma="orð")],
]


def test_only_what_bin_would_not_give_is_learned() -> None:
    learned = lemma_table.learn(GOLD)
    # Not a single slip, nor one half against the other, nor the first half of a compound, nor what BÍN gives.
    assert learned.choices == {"fyrst aae": "fyrr"}
    assert learned.frequency == {"drottning n": 2, "fyrr a": 3, "kona n": 2}
    assert Lemmatiser(Bin(), learned).by_tag("Fyrst", True, "aae") == ("fyrr", LemmaSource.RULE)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one.gz", tmp_path / "two.gz"
    learned = lemma_table.learn(GOLD)
    lemma_table.save(learned, one)
    lemma_table.save(LearnedLemmas(dict(reversed(learned.choices.items())), dict(reversed(learned.frequency.items()))), two)
    assert one.read_bytes() == two.read_bytes()
    assert LearnedLemmas.load(one) == learned
