"""Names of an article by made-up scores: which spans stay, are cut or go, by their scores and by the rest of the article."""

from __future__ import annotations

import numpy as np
import pytest

from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.article import ArticleNames, SentenceLabels
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.spans import LabelSpan
from icenews_nlp.language.tagging.gazetteer import Gazetteer

PER, LOC, ORG, MISC, DATE = "Person", "Location", "Organization", "Miscellaneous", "Date"
COLUMNS = ["O", *(f"{begin}-{label.value}" for label in NAME_LABELS for begin in "BI")]


@pytest.fixture(scope="module")
def names() -> ArticleNames:
    bin_ = Bin()
    return ArticleNames(KnownNames(bin_, Gazetteer()), bin_)


def mended(names: ArticleNames, text: str, *spans: tuple[str, str, float]) -> list[tuple[str, str]]:
    """Texts and labels of the names that are left of the spans, in sentences parted by ` | `; scores are the spans' own."""
    sentences = [sentence.split() for sentence in text.split(" | ")]
    words = [word for sentence in sentences for word in sentence]
    ends = np.cumsum([len(sentence) for sentence in sentences]).tolist()
    ranges = list(zip([0, *ends], ends, strict=False))
    scores = np.full((len(words), len(COLUMNS)), 1e-6, dtype=np.float32)
    found, start = [], 0
    for name, label, score in spans:
        length = len(name.split())
        first = next(i for i in range(start, len(words)) if words[i : i + length] == name.split())
        start = first + length
        found.append(LabelSpan(first, start - 1, label, score))
        if EntityLabel(label) in NAME_LABELS:
            scores[first, COLUMNS.index(f"B-{label}")] = score
            scores[first + 1 : start, COLUMNS.index(f"I-{label}")] = score
    labels = SentenceLabels(ranges, [np.log(scores[a:b]) for a, b in ranges], COLUMNS)
    return [(" ".join(words[s.first : s.last + 1]), s.label) for s in names.mend(found, words, labels)]


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("Sigur Hauka var stór", ("Sigur Hauka", ORG, 0.9), [("Hauka", ORG)]),
        ("Sigur Hauka var stór", ("Sigur Hauka", ORG, 0.98), [("Sigur Hauka", ORG)]),  # the model is sure
        ("Hér var Sigur Hauka", ("Sigur Hauka", ORG, 0.9), [("Sigur Hauka", ORG)]),  # its capital says a lot
        ("Við sáum lið Þróttar frá Fylki", ("Þróttar frá Fylki", ORG, 0.8), [("Þróttar", ORG), ("Fylki", ORG)]),
        ("Við sáum lið Þróttar frá Fylki", ("Þróttar frá Fylki", ORG, 0.95), [("Þróttar frá Fylki", ORG)]),
    ],
)
def test_what_the_model_is_sure_of_is_not_cut(
    names: ArticleNames, text: str, span: tuple[str, str, float], expected: list[tuple[str, str]]
) -> None:
    assert [(name, label) for name, label in mended(names, text, span) if label != DATE] == expected


POLICE, TOWN = ("Lögreglan á Selfossi", ORG, 0.6), ("Selfossi", LOC)


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("Lögreglan á Selfossi kom", [POLICE], [TOWN]),
        ("Lögreglan á Selfossi kom", [("Lögreglan á", ORG, 0.6), ("Selfossi", LOC, 0.9)], [TOWN]),
        ("Lögreglan á Selfossi kom", [("Lögreglan á Selfossi", ORG, 0.95)], [("Lögreglan á Selfossi", ORG)]),  # sure
        ("Hér kom Lögreglan á Selfossi", [POLICE], [("Lögreglan", ORG), ("Selfossi", ORG)]),  # a capital inside the sentence
        ("Lögreglan á höfuðborgarsvæðinu kom", [("Lögreglan á höfuðborgarsvæðinu", ORG, 0.6)], []),
        (
            "Heilsugæslan á Selfossi opnar",
            [("Heilsugæslan á", ORG, 0.6), ("Selfossi", LOC, 0.9)],
            [("Heilsugæslan á Selfossi", ORG)],
        ),
        ("Gjáin í Firði er djúp", [("Gjáin", LOC, 0.6)], [("Gjáin", LOC)]),
        (
            "Hér er Vökvinn | Vökvinn á Selfossi lokar",  # the article has it as a name
            [("Vökvinn", ORG, 0.9), ("Vökvinn", ORG, 0.8)],
            [("Vökvinn", ORG), ("Vökvinn", ORG)],
        ),
        ("Vökvinn á Selfossi lokar", [("Vökvinn", ORG, 0.8)], []),
    ],
)
def test_common_noun_before_its_place(
    names: ArticleNames, text: str, spans: list[tuple[str, str, float]], expected: list[tuple[str, str]]
) -> None:
    assert mended(names, text, *spans) == expected


@pytest.mark.parametrize(
    ("text", "span", "label"),
    [
        ("við formann félagsins Mira Zorbin í gær", ("Mira Zorbin", PER, 0.9), PER),
        ("við formann félagsins Zorbin í gær", ("Zorbin", PER, 0.9), ORG),  # one word
        ("við formann félagsins Mira Zorbin í gær", ("Mira Zorbin", LOC, 0.9), ORG),
        ("við formann myndarinnar Mira Zorbin í gær", ("Mira Zorbin", PER, 0.9), MISC),  # no organization
        ("við formann og félagið Mira Zorbin í gær", ("Mira Zorbin", PER, 0.9), ORG),  # no genitive
        ("við eigendur félagsins Mira Zorbin í gær", ("Mira Zorbin", PER, 0.9), ORG),  # several persons
        ("við áhöfn félagsins Mira Zorbin í gær", ("Mira Zorbin", PER, 0.9), ORG),  # no person
        ("formann | félagsins Mira Zorbin í gær", ("Mira Zorbin", PER, 0.9), ORG),  # another sentence
    ],
)
def test_person_after_an_organization_in_the_genitive(
    names: ArticleNames, text: str, span: tuple[str, str, float], label: str
) -> None:
    assert mended(names, text, span) == [(span[0], label)]


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("Efnahagur landsins vex", [("Efnahagur", ORG, 0.6)], []),
        ("Efnahagur landsins vex", [("Efnahagur", ORG, 0.8)], [("Efnahagur", ORG)]),  # sure
        ("Hér vex Efnahagur landsins", [("Efnahagur", ORG, 0.6)], [("Efnahagur", ORG)]),  # a capital inside the sentence
        ("Zorbin vex", [("Zorbin", ORG, 0.6)], [("Zorbin", ORG)]),  # no noun
        ("Efling vex", [("Efling", ORG, 0.6)], [("Efling", ORG)]),  # listed
        ("Efnahagur Kína vex", [("Efnahagur Kína", ORG, 0.98)], [("Efnahagur Kína", ORG)]),  # two words
        ("Volta-grasið vex", [("Volta-grasið", ORG, 0.6)], [("Volta-grasið", ORG)]),  # a hyphen
        (
            "Efnahagur vex | Rætt var við eiganda Efnahags",
            [("Efnahagur", ORG, 0.6), ("Efnahags", ORG, 0.9)],
            [("Efnahagur", ORG), ("Efnahags", ORG)],
        ),
        ("Efnahagur vex | Efnahagur dvín", [("Efnahagur", ORG, 0.6), ("Efnahagur", ORG, 0.6)], []),
    ],
)
def test_common_noun_at_a_start_is_no_name(
    names: ArticleNames, text: str, spans: list[tuple[str, str, float]], expected: list[tuple[str, str]]
) -> None:
    assert mended(names, text, *spans) == expected


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("Við sáum leikkonuna Zorbin", ("Zorbin", LOC, 0.9), [("Zorbin", PER)]),
        ("Við sáum húfuna Zorbin", ("Zorbin", LOC, 0.9), [("Zorbin", LOC)]),
        ("Fundað var í miðstöðinni Hyrjarhöfða 2", ("Hyrjarhöfða 2", LOC, 0.9), [("Hyrjarhöfða 2", LOC)]),  # an address
        ("Rætt var um Zorbin-verðlaunin", ("Zorbin-verðlaunin", ORG, 0.9), [("Zorbin-verðlaunin", MISC)]),
        ("Hann dvaldi í Zorbin", ("Zorbin", PER, 0.6), [("Zorbin", LOC)]),
        ("Hann dvaldi hjá Zorbin", ("Zorbin", PER, 0.6), [("Zorbin", PER)]),
    ],
)
def test_words_beside_a_name(
    names: ArticleNames, text: str, span: tuple[str, str, float], expected: list[tuple[str, str]]
) -> None:
    assert mended(names, text, span) == expected


@pytest.mark.parametrize(
    ("text", "p", "found"),
    [
        ("Heimildin greindi frá málinu", 0.005, "Heimildin"),
        ("Heimildin gildir til áramóta", 0.005, ""),  # a thing does that too
        ("Heimildin greindi frá málinu", 0.003, ""),  # the model is sure that it is no name
        ("Leyfið greindi frá málinu", 0.005, ""),  # not listed
        ("Flokkur fólksins fékk tíu", 0.05, "Flokkur fólksins"),
        ("Flokkur fólksins fékk tíu", 0.03, ""),
        ("Flokkur fólksins boðar fund", 0.005, "Flokkur fólksins"),
        ("Flokkur kvenna fékk tíu", 0.05, ""),  # not listed
    ],
)
def test_listed_organizations_at_a_start(names: ArticleNames, text: str, p: float, found: str) -> None:
    words = text.split()
    scores = np.full((len(words), len(COLUMNS)), 1e-6, dtype=np.float32)
    scores[0, COLUMNS.index(f"B-{ORG}")] = p
    labels = SentenceLabels([(0, len(words))], [np.log(scores)], COLUMNS)
    assert [" ".join(words[s.first : s.last + 1]) for s in names.mend([], words, labels)] == [found] * bool(found)


@pytest.mark.parametrize(
    ("full", "label", "word", "p", "found"),
    [
        ("Kviku banka", ORG, "Kvika", 0.03, True),
        ("Kviku banka", ORG, "Kvika", 0.01, False),  # the model is sure that it is no name
        ("Zorbin banka", ORG, "Kvika", 0.03, False),  # another name: a listed one needs more
        ("Zorbin banka", ORG, "Kvika", 0.05, True),
        ("Fiskur banka", ORG, "Fiskur", 0.05, False),  # not listed
        ("Drífu Katrínu", PER, "Drífa", 0.03, True),
        ("Drífu", PER, "Drífa", 0.03, False),  # no full name
        ("Drífu Katrínu", LOC, "Drífa", 0.03, False),
        ("Drífu Katrínu", PER, "drífa", 0.03, False),
    ],
)
def test_names_that_look_like_words_at_a_start(
    names: ArticleNames, full: str, label: str, word: str, p: float, found: bool
) -> None:
    words = f"Hér er {full} {word} fer".split()
    scores = np.full((len(words), len(COLUMNS)), 1e-6, dtype=np.float32)
    start = len(words) - 2
    scores[2, COLUMNS.index(f"B-{label}")] = 0.98
    scores[3:start, COLUMNS.index(f"I-{label}")] = 0.98
    scores[start, COLUMNS.index(f"B-{label}")] = p
    labels = SentenceLabels([(0, start), (start, len(words))], [np.log(scores[:start]), np.log(scores[start:])], COLUMNS)
    given = LabelSpan(2, start - 1, label, 0.98)
    assert [span[:3] for span in names.mend([given], words, labels)[1:]] == [(start, start, label)] * found


def test_listed_name_wins_over_a_value_inside_it(names: ArticleNames) -> None:
    spans = [("Rauða", LOC, 0.9), ("torgið", DATE, 0.9)]
    assert mended(names, "Við sáum Rauða torgið", *spans) == [("Rauða torgið", LOC)]
    assert mended(names, "Við sáum Rauða Tindinn", ("Rauða", LOC, 0.9), ("Tindinn", DATE, 0.9))[1] == ("Tindinn", DATE)


def test_label_of_the_best_sequence_stands(names: ArticleNames) -> None:
    """The words by themselves may be likelier something else, where the best label does not go on from the one before."""
    scores = np.full((1, len(COLUMNS)), 1e-6, dtype=np.float32)
    scores[0, COLUMNS.index("B-Location")] = 0.4
    scores[0, COLUMNS.index("B-Organization")] = scores[0, COLUMNS.index("I-Organization")] = 0.3
    labels = SentenceLabels([(0, 1)], [np.log(scores)], COLUMNS)
    assert names.mend([LabelSpan(0, 0, LOC, 0.4)], ["zorbin"], labels) == [LabelSpan(0, 0, LOC, 0.4)]


def test_a_name_is_as_likely_as_its_words_together() -> None:
    scores = np.full((3, len(COLUMNS)), 1e-6, dtype=np.float32)
    scores[1, COLUMNS.index("B-Person")], scores[1, COLUMNS.index("I-Person")] = 0.5, 0.4
    scores[2, COLUMNS.index("I-Person")] = 0.4
    labels = SentenceLabels([(0, 1), (1, 3)], [np.log(scores[:1]), np.log(scores[1:])], COLUMNS)
    assert labels.probabilities((1, 1))[EntityLabel.PERSON] == pytest.approx(0.9)
    assert labels.probabilities((1, 2))[EntityLabel.PERSON] == pytest.approx(0.6, rel=1e-4)  # the geometric mean
