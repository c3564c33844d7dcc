"""Scores of made-up systems on small gold files, each figure made by hand; what our profile and Greynir give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from icenews_nlp import Enricher
from icenews_nlp.errors import ProfileError
from icenews_nlp.evaluation.counts import Found, FoundToken
from icenews_nlp.evaluation.evaluate import GoldFile
from icenews_nlp.evaluation.results import FileScores, Share, SpanScore, SystemScores
from icenews_nlp.evaluation.systems import Greynir, Profile, make_system

ALL_LABELS = frozenset(["Person", "Location", "Organization", "Miscellaneous", "Date", "Time", "Money", "Percent"])

GOLD = """\
word\tsentence#\ttag\tpos\tlemma
Anna\t1\tB-Person\tnven-s\tAnna
Jónsdóttir\t1\tI-Person\tnven-s\tJónsdóttir
fór\t1\tO\tsfg3eþ\tfara
til\t1\tO\tae\ttil
Hofs\t1\tB-Location\tnhee-s\tHof
.\t1\tO\t.\t.

Þær\t2\tO\tfpvfn\thún
keyptu\t2\tO\tsfg3fþ\tkaupa
Norður-Ís\t2\tB-Organization\tnkeo-s\tNorður-Ís
og\t2\tO\tc\tog
Marel\t2\tB-Organization\tnheo-s\tMarel
á\t2\tO\tao\tá
5\t2\tB-Money\tta\t5
krónur\t2\tI-Money\tnvfo\tkróna
.\t2\tO\t.\t.
"""
TEXT = "Anna Jónsdóttir fór til Hofs. Þær keyptu Norður-Ís og Marel á 5 krónur."


class Made:
    """A system that gives what it is told."""

    name = "made"
    version = "1"

    def __init__(
        self, found: dict[str, Found], gives: str = "lemma tag upos feats", labels: frozenset[str] = ALL_LABELS
    ) -> None:
        """`found` is by text."""
        self._found = found
        self.gives = frozenset(gives.split())
        self.labels = labels

    def analyse(self, text: str) -> Found:
        return self._found[text]

    def close(self) -> None:
        pass


def tokens(text: str, words: str) -> list[FoundToken]:
    """Words as text/lemma/tag/upos/feats, in the order of the text."""
    found, at = [], 0
    for word in words.split():
        form, *fields = word.split("/")
        start = text.index(form, at)
        at = start + len(form)
        found.append(FoundToken(start, at, *fields))
    return found


def entities(text: str, **labels: str) -> list[tuple[int, int, str]]:
    """Entities by label, more than one of a label separated by commas."""
    names = [(name, label) for label, given in labels.items() for name in given.split(", ")]
    return [(text.index(name), text.index(name) + len(name), label) for name, label in names]


# One word cut into three, a pronoun of another gender, a lemma in small letters, a wrong tag; a name found by half, one with
# another type, one not at all; the second sentence cut in two.
FOUND = Found(
    tokens(
        TEXT,
        "Anna/Anna/nven-s Jónsdóttir/Jónsdóttir/nven-s fór/fara/sfg3eþ til/til/ae Hofs/hof/nhee-s ././. Þær/sá/fpvfn "
        "keyptu/kaupa/sfg3fþ Norður/norður/aa -/-/- Ís/ís/nken og/og/c Marel/Marel/nheo-s á/á/aþ 5/5/ta krónur/króna/nvfo "
        "././.",
    ),
    [(0, 29), (30, 53), (54, 72)],
    entities(TEXT, Person="Anna", Location="Hofs, Marel", Money="5 krónur"),
)


def score(folder: Path, gold: str, *systems: Made, name: str = "gold.tsv", strict: bool = False, **options: int) -> FileScores:
    path = folder / name
    path.write_text(gold, encoding="utf-8")
    return GoldFile(path, **options).score(systems, strict=strict)


def test_every_figure_by_hand(tmp_path: Path) -> None:
    report = score(tmp_path, GOLD, Made({TEXT: FOUND}))
    assert (report.texts, report.sentences, report.words, report.unscored) == (1, 2, 15, ("upos", "feats"))
    [made] = report.systems
    assert made.words_per_second > 0
    assert made.model_dump(exclude={"system", "version", "seconds", "words_per_second"}, exclude_none=True) == {
        "tokens": {"f1": 87.5, "precision": 82.35, "recall": 93.33, "right": 14, "gold": 15, "found": 17},
        "sentences": {"f1": 40.0, "precision": 33.33, "recall": 50.0, "right": 1, "gold": 2, "found": 3},
        "lemma": {"percent": 83.33, "right": 10, "of": 12},
        "lemma_pronouns_merged": {"percent": 91.67, "right": 11, "of": 12},
        "tag": {"percent": 86.67, "right": 13, "of": 15},
        "entities": {
            "Location": {"f1": 66.67, "precision": 50.0, "recall": 100.0, "right": 1, "gold": 1, "found": 2},
            "Money": {"f1": 100.0, "precision": 100.0, "recall": 100.0, "right": 1, "gold": 1, "found": 1},
            "Organization": {"f1": 0.0, "precision": 0.0, "recall": 0.0, "right": 0, "gold": 2, "found": 0},
            "Person": {"f1": 0.0, "precision": 0.0, "recall": 0.0, "right": 0, "gold": 1, "found": 1},
            "all": {"f1": 44.44, "precision": 50.0, "recall": 40.0, "right": 2, "gold": 5, "found": 4},
        },
    }


@pytest.mark.parametrize(
    ("gold", "found", "right", "merged"),
    [
        ("hún", "hún", True, True),
        ("hún", "sá", False, True),
        ("það", "hann", False, True),
        ("kona", "hún", False, False),  # a pronoun in the place of another word
        ("hún", "kona", False, False),  # another word in the place of a pronoun
        ("hún", None, False, False),
        ("kona", "maður", False, False),
        ("ég", "sá", False, False),
    ],
)
def test_only_pronouns_of_the_third_person_are_treated_as_equal(
    tmp_path: Path, gold: str, found: str | None, right: bool, merged: bool
) -> None:
    made = Made({"Orð": Found([FoundToken(0, 3, found)], [(0, 3)], [])}, gives="lemma")
    [scores] = score(tmp_path, treebank(f"Orð/{gold}"), made, name="a.conllu").systems
    assert scores.lemma == Share(percent=100.0 * right, right=int(right), of=1)
    assert scores.lemma_pronouns_merged == Share(percent=100.0 * merged, right=int(merged), of=1)


def test_strict_folds_no_capitals(tmp_path: Path) -> None:
    [made] = score(tmp_path, GOLD, Made({TEXT: FOUND}), strict=True).systems
    assert made.lemma == Share(percent=75.0, right=9, of=12)


def test_what_a_system_does_not_give_is_not_scored(tmp_path: Path) -> None:
    some = Made({TEXT: FOUND}, gives="lemma", labels=frozenset({"Location", "Date"}))
    nothing = Made({TEXT: Found([], [], [], parsed=0)}, gives="lemma", labels=frozenset())
    first, second = score(tmp_path, GOLD, some, nothing).systems
    assert first.tag is None
    assert first.parsed is None
    assert first.entities is not None
    assert list(first.entities) == ["Location"]  # and no `all`, which would be of a part
    assert first.lemma == Share(percent=83.33, right=10, of=12)
    assert second.entities is None
    assert second.lemma == Share(percent=0.0, right=0, of=12)
    assert second.parsed == Share(percent=0.0, right=0, of=2)  # as many as the gold has, where nobody counted
    assert second.tokens == SpanScore(f1=0.0, precision=0.0, recall=0.0, right=0, gold=15, found=0)


def test_sentences_alone_are_not_scored(tmp_path: Path) -> None:
    first, second = TEXT[:29], TEXT[30:]
    found = Found([], [(0, 4), (5, 20)], [])
    report = score(tmp_path, GOLD, Made({first: found, second: found}), sentences_per_text=1)
    assert (report.texts, report.systems[0].sentences) == (2, None)


def test_limit(tmp_path: Path) -> None:
    report = score(tmp_path, GOLD, Made({TEXT[:29]: Found([], [], [])}), limit=1)
    assert (report.sentences, report.words) == (1, 6)


# ---- what a file does not tell


def treebank(*words: str) -> str:
    """A CoNLL-U sentence of words as form/lemma/UPOS/XPOS/FEATS/MISC; what is missing is `_`."""
    lines = []
    for i, word in enumerate(words, 1):
        form, lemma, pos, xpos, feats, misc = (word.split("/") + ["_"] * 5)[:6]
        lines.append("\t".join([str(i), form, lemma, pos, xpos, feats, "_", "_", "_", misc]))
    return "\n".join(lines) + "\n\n"


def scored(system: SystemScores) -> set[str]:
    return set(system.model_dump(exclude_none=True)) - {"system", "version", "seconds", "words_per_second", "tokens"}


def test_only_lemmas(tmp_path: Path) -> None:
    found = Found(tokens("Anna söng.", "Anna/anna söng/söngur ./."), [(0, 10)], [(0, 4, "Person")])
    report = score(tmp_path, treebank("Anna/Anna", "söng/syngja", "./."), Made({"Anna söng.": found}), name="a.conllu")
    assert report.unscored == ("tag", "upos", "feats", "entities")
    assert scored(report.systems[0]) == {"lemma", "lemma_pronouns_merged"}
    assert report.systems[0].lemma == Share(percent=50.0, right=1, of=2)


def test_upos_and_features(tmp_path: Path) -> None:
    gold = treebank("Anna/_/PROPN/_/Case=Nom|Gender=Fem", "söng/_/VERB/_/Mood=Ind", "./_/PUNCT")
    found = tokens("Anna söng.", "Anna/_/_/PROPN/Case=Acc|Gender=Fem|Number=Sing söng/_/_/AUX/Mood=Ind ./_/_/PUNCT/")
    report = score(tmp_path, gold, Made({"Anna söng.": Found(found, [], [])}), name="a.conllu")
    assert report.unscored == ("lemma", "tag", "entities")
    [made] = report.systems
    assert scored(made) == {"upos", "feats", "features"}
    assert made.upos == made.feats == Share(percent=66.67, right=2, of=3)
    # right: Gender=Fem, Mood=Ind; of 3 in the gold and 4 found
    assert made.features == SpanScore(f1=57.14, precision=50.0, recall=66.67, right=2, gold=3, found=4)


def test_dates_are_scored_where_a_file_marks_any(tmp_path: Path) -> None:
    found = Found([], [], entities("Anna söng.", Person="Anna", Location="söng", Date="söng"))
    made = Made({"Anna söng.": found, "Maí.": Found([], [], [])})
    names = treebank("Anna/_/_/_/_/name=B-PER", "söng", ".")
    [system] = score(tmp_path, names, made, name="a.conllu", sentences_per_text=1).systems
    assert set(system.entities or ()) == {"Location", "Person", "all"}
    dates = treebank("Maí/_/_/_/_/NE=B-Date", ".")
    [system] = score(tmp_path, names + dates, made, name="a.conllu", sentences_per_text=1).systems
    assert set(system.entities or ()) == {"Date", "Location", "Person", "all"}


def test_no_entities_to_find_is_no_score(tmp_path: Path) -> None:
    gold = "Anna\tO\n.\tO\n\nHof\tB-Location\n"
    [made] = score(tmp_path, gold, Made({"Anna.": Found([], [], [(0, 4, "Person")])}), limit=1).systems
    assert made.entities is None
    report = score(tmp_path, "Anna\tO\n", Made({"Anna": Found([], [], [(0, 4, "Person")])}))
    assert report.unscored == ("lemma", "tag", "upos", "feats", "entities")
    assert report.systems[0].entities is None


# ---- the systems


def test_a_profile(nlp: Enricher) -> None:
    system = Profile(nlp)
    assert (system.name, system.version[:9]) == ("standard", "standard-")
    found = system.analyse("Anna fór. Hún söng.")
    assert found.sentences == [(0, 9), (10, 19)]
    assert found.tokens[3] == FoundToken(10, 13, "hún", "fpven", "PRON", "Case=Nom|Gender=Fem|Number=Sing|PronType=Prs")
    assert system.analyse("Katrín Jakobsdóttir fór.").entities == [(0, 19, "Person")]


@pytest.fixture(scope="module")
def greynir() -> Iterator[Greynir]:
    system = Greynir()
    yield system
    system.close()


def test_greynir(greynir: Greynir) -> None:
    text = "Katrín Jakobsdóttir keypti til dæmis hús 5. maí 2020.\n\nXqz og um í en.  Fimm prósent þeirra fóru."
    found = greynir.analyse(text)
    words = [(text[t.start : t.end], t.lemma) for t in found.tokens]
    assert words[:6] == [
        ("Katrín", "Katrín"), ("Jakobsdóttir", "Jakobsdóttir"), ("keypti", "kaupa"), ("til", "til"), ("dæmis", "dæmis"),
        ("hús", "hús"),
    ]  # fmt: skip
    assert [text[start:end] for start, end in found.sentences][1:] == ["Xqz og um í en.", "Fimm prósent þeirra fóru."]
    assert ("og", None) in words  # a sentence without a parse has words all the same
    assert [word for word, _ in words[-5:]] == ["Fimm", "prósent", "þeirra", "fóru", "."]
    assert [(text[start:end], label) for start, end, label in found.entities][:2] == [
        ("Katrín Jakobsdóttir", "Person"), ("5. maí 2020", "Date"),
    ]  # fmt: skip
    assert found.parsed == 2


def test_a_text_that_greynir_cannot_do_is_lost_alone(greynir: Greynir, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("icenews_nlp.evaluation.systems.SECONDS_PER_TEXT", 0.0)
        assert greynir.analyse("Hún fór.") == Found([], [], [], parsed=0)
    assert len(greynir.analyse("Hún fór. " * 300).sentences) == 300  # longer than a pipe holds


def test_names_of_systems() -> None:
    with pytest.raises(
        ProfileError, match="no profile or baseline 'gervi'; choose one of 'standard', 'fast', 'deep', 'greynir'"
    ):
        make_system("gervi")
