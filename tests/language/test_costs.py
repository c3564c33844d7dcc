"""Work grows as the input does: counted in look-ups and in calls, which no busy machine changes."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest

from icenews_nlp import Enricher
from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology import bin as bin_module
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.base_forms import base_form, foreign_compound


def counted(monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> list[object]:
    """A list that grows by what the function is called with."""
    calls: list[object] = []
    function = getattr(owner, name)

    def record(*arguments: object) -> object:
        calls.append(arguments)
        return function(*arguments)

    monkeypatch.setattr(owner, name, record)
    return calls


def steps(work: Callable[[], object]) -> int:
    """Calls of functions, those in C among them."""
    count = 0

    def tick(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tick)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def test_only_the_end_of_a_word_may_be_the_head_of_a_foreign_compound(monkeypatch: pytest.MonkeyPatch) -> None:
    own = Bin()
    looked_up, read = counted(monkeypatch, own, "contains"), counted(monkeypatch, own, "readings")
    assert foreign_compound("A" + "b" * 60_000, own) is None
    assert len(looked_up) + len(read) < 50
    assert foreign_compound("Missouriháskólanum", own) is not None


def test_a_made_up_compound_is_cut_once_in_each_case(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its 95 ends are looked up in the list of words alone."""
    own = Bin()
    word = ("Borgarlandshússkólafundarráðsfélagsmannavatnssveitarhafnarstjórnar" * 2)[:99]
    cut = counted(monkeypatch, bin_module, "_ways_to_split")
    base_form(word, own, case="e", label=EntityLabel.ORGANIZATION)
    assert len(cut) <= 4


def many_words(n: int) -> str:
    """Made-up words, all different."""
    letters = "aeioukrstl"
    return " ".join("".join(letters[int(digit)] for digit in str(10**11 + i * 7_919_777)) for i in range(n))


TEXTS: dict[str, Callable[[int], str]] = {
    "one word": lambda n: "A" + "b" * n,
    "accents": lambda n: "\u0301\u0300" * n,
    "a letter with accents": lambda n: "a" + "\u0301\u0300" * n,
    "hyphens": lambda n: "-".join(["ab"] * n),
    "flags": lambda n: "\U0001f1ee\U0001f1f8" * n,
    "no spaces": lambda n: "hús,Jón.9a" * n,
    "digits and periods": lambda n: "1." * n,
    "escapes": lambda n: "&amp;" * n,
    "a long address": lambda n: "http://mbl.is/" + "b/" * n,
    "initials": lambda n: "A. " * n,
    "first halves": lambda n: "a- og " * n,
    "amounts": lambda n: "1.000 kr. " * n,
    "dates of one sentence": lambda n: "Fundir voru " + "12. mars, " * n + "og lauk þá.",
    "weekdays of one sentence": lambda n: "Boðað var til funda " + "á föstudag, " * n + "og þeim frestað.",
    "amounts of one sentence": lambda n: "Tilboðin voru " + "5 milljónir króna, " * n + "og var öllum hafnað.",
    "roles of one sentence": lambda n: "Jón Jónsson, " + "forstjóri og stofnandi og " * n + "bóndi, mætti.",
    "persons with roles": lambda n: "Anna Jónsdóttir, formaður og þjálfari, er bóndi hjá Högum, " * n + "og fór.",
    "quotations": lambda n: "„Þetta er alveg búið,“ segir Anna. " * n,
    "scores of one sentence": lambda n: "Valur vann leikina " + "28:25, " * n + "og hætti.",
    "goals of one sentence": lambda n: "Mörk Vals: " + "Jón 9/3, " * n + "og Ari 1.",
    "numbers of one list": lambda n: "Húsin kostuðu " + "45, " * n + "og 60 milljónir króna.",
    "centuries of one list": lambda n: "Húsin eru frá " + "18., " * n + "og 19. öld.",
    "times to the hour": lambda n: "Bílar fóru " + "klukkan fimm mínútur í tvö, " * n + "og síðan aldrei.",
    "numbers in names": lambda n: "Sýnt var á " + "Stöð 2, " * n + "og víðar.",
    "one long name": lambda n: "Jón " * n,
    "unknown words": many_words,
    "unknown names": lambda n: many_words(n).title(),
}


@pytest.mark.parametrize("name", TEXTS)
def test_twice_the_text_is_twice_the_work(fast: Enricher, name: str) -> None:
    length = len(TEXTS[name](2)) - len(TEXTS[name](1))
    size = max(300, min(600, 8_000 // length))
    fast.enrich(TEXTS[name](50))
    once, twice = (steps(lambda n=n: fast.enrich(TEXTS[name](n))) for n in (size, 2 * size))  # type: ignore[misc]  # mypy wants types of a lambda with a default
    assert twice <= 2.3 * once + 2_000
