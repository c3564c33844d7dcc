"""From label scores to spans: only valid sequences, the most likely one, and values where the network found nothing."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from icenews_nlp.enrichment.profiles import make_analyser
from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.names.spans import LabelSpan, fitted, label_spans, split_times, with_values
from icenews_nlp.language.tagging.scores import Floats
from icenews_nlp.language.values.tokenized import tokenize_with_values
from icenews_nlp.language.values.value import ParsedValue

LABELS = ["O", "B-Person", "B-Location", "I-Person", "I-Location"]


def sure_of(*names: str) -> Floats:
    """Scores that leave 0.9 to the named label of each word."""
    chosen = np.array([[0.9 if label == name else 0.025 for label in LABELS] for name in names], dtype=np.float32)
    return np.log(chosen)


def valid(names: tuple[str, ...]) -> bool:
    """I- continues its kind; B- does not follow its own kind, since names of one kind seldom touch."""
    pairs = zip(("O", *names), names, strict=False)
    return all((before[2:] == name[2:]) == (name[0] == "I") for before, name in pairs if name != "O")


def brute_force(scores: Floats) -> tuple[float, list[tuple[int, int, str]]]:
    """The likelihood and the spans of the best of all valid sequences."""
    sequences = [names for names in product(LABELS, repeat=len(scores)) if valid(names)]
    totals = [sum(float(scores[i, LABELS.index(name)]) for i, name in enumerate(names)) for names in sequences]
    best = sequences[int(np.argmax(totals))]
    spans, first = [], 0
    for i, name in enumerate(best):
        first = i if name[0] == "B" else first
        if name != "O" and (i + 1 == len(best) or best[i + 1][0] != "I"):
            spans.append((first, i, name[2:]))
    return max(totals), spans


@pytest.mark.parametrize(
    ("names", "spans"),
    [
        ("O O O", []),
        ("B-Person I-Person O", [(0, 1, "Person")]),
        ("O B-Location", [(1, 1, "Location")]),
        ("B-Person I-Person B-Location I-Location", [(0, 1, "Person"), (2, 3, "Location")]),
        ("B-Person O B-Person", [(0, 0, "Person"), (2, 2, "Person")]),
        ("B-Person B-Location B-Person", [(0, 0, "Person"), (1, 1, "Location"), (2, 2, "Person")]),
    ],
)
def test_a_valid_sequence_is_taken_as_it_stands(names: str, spans: list[tuple[int, int, str]]) -> None:
    found = label_spans(sure_of(*names.split()), LABELS)
    assert [span[:3] for span in found] == spans
    assert all(span.score == pytest.approx(0.9, abs=1e-5) for span in found)


@pytest.mark.parametrize("names", ["I-Person", "O I-Person I-Person", "I-Location O", "B-Person O I-Location"])
def test_a_stray_i_is_never_given(names: str) -> None:
    scores = sure_of(*names.split())
    found = label_spans(scores, LABELS)
    assert [span[:3] for span in found] == brute_force(scores)[1]


def test_a_stray_i_begins_an_entity_where_that_is_likeliest() -> None:
    scores = sure_of("O", "I-Person", "I-Person", "O")
    scores[1, LABELS.index("B-Person")] = np.log(0.05)
    assert [span[:3] for span in label_spans(scores, LABELS)] == [(1, 2, "Person")]


def test_the_repair_is_the_best_of_all_valid_sequences() -> None:
    draw = np.random.default_rng(7)
    repaired = 0
    for _ in range(300):
        raw = draw.normal(scale=2, size=(draw.integers(1, 6), len(LABELS)))
        scores = (raw - np.log(np.exp(raw).sum(axis=1, keepdims=True))).astype(np.float32)
        repaired += not valid(tuple(LABELS[i] for i in scores.argmax(axis=1)))
        found = label_spans(scores, LABELS)
        assert [span[:3] for span in found] == brute_force(scores)[1]
        assert all(0 < span.score <= 1 for span in found)
    assert repaired > 100


def test_a_sentence_of_no_words_has_no_entities() -> None:
    assert label_spans(np.zeros((0, len(LABELS)), dtype=np.float32), LABELS) == []


# ---- values

DATE = {"kind": "date", "year": 2024, "month": 5, "day": 3}
YEAR = {"kind": "date", "year": 2024, "month": None, "day": None}
TIME = {"kind": "time", "hour": 14, "minute": 30, "second": 0}
AMOUNT = {"kind": "amount", "number": 500.0, "currency": "ISK"}
PERCENT = {"kind": "percent", "number": 4.5}


@pytest.mark.parametrize(
    ("content", "label"),
    [
        (AMOUNT, "Money"),
        (PERCENT, "Percent"),
        (DATE, "Date"),
        ({**DATE, "year": None, "day": None}, "Date"),
        (TIME, "Time"),
        (YEAR, None),
        ({**DATE, **TIME, "kind": "timestamp"}, "Date"),
        ({"kind": "number", "number": 5.0}, None),
        ({"kind": "measurement", "number": 5.0, "unit": "m"}, None),
        ({"kind": "telephone", "content": "555-1234"}, None),
    ],
)
def test_which_values_are_entities(content: dict[str, object], label: str | None) -> None:
    assert with_values([], [ParsedValue(2, 4, content)]) == ([LabelSpan(2, 4, label, 1.0)] if label else [])


@pytest.mark.parametrize(("first", "last"), [(3, 3), (1, 3), (5, 9), (0, 9), (3, 5), (4, 4)])
def test_a_value_that_overlaps_an_entity_is_left_out(first: int, last: int) -> None:
    network = [LabelSpan(3, 5, "Miscellaneous", 0.4)]
    assert with_values(network, [ParsedValue(first, last, AMOUNT)]) == network


def test_values_take_their_place_among_the_entities() -> None:
    network = [LabelSpan(0, 1, "Person", 0.9), LabelSpan(6, 7, "Date", 0.8)]
    found = with_values(network, [ParsedValue(2, 3, AMOUNT), ParsedValue(6, 7, DATE), ParsedValue(8, 8, PERCENT)])
    assert [(s.first, s.last, s.label) for s in found] == [(0, 1, "Person"), (2, 3, "Money"), (6, 7, "Date"), (8, 8, "Percent")]


@pytest.mark.parametrize(
    ("norms", "expected"),
    [
        ("12. september 2023 06:49", [(0, 2, "Date"), (3, 3, "Time")]),
        ("24. desember kl. 13.30", [(0, 1, "Date"), (2, 3, "Time")]),
        ("5. maí klukkan átta", [(0, 1, "Date"), (2, 3, "Time")]),
        ("12. september 2023", [(0, 2, "Date")]),
        ("2019-2021", [(0, 0, "Date")]),
    ],
)
def test_a_clock_time_in_a_date_is_a_time_of_its_own(norms: str, expected: list[tuple[int, int, str]]) -> None:
    words = norms.split()
    found = split_times([LabelSpan(0, len(words) - 1, "Date", 0.9)], words)
    assert [(span.first, span.last, span.label) for span in found] == expected


TEXT = "Miðinn kostar 4.500 kr. og afslátturinn er 20%.\n\nLokað er 24. desember, opnað kl. 13:30. Árið 2024 var metár."


def test_the_analyser_reads_values_where_the_network_finds_nothing() -> None:
    analyser, tokens = make_analyser("fast"), tokenize_with_values(TEXT)
    nothing = [np.zeros((end - start, len(analyser.tagger.labels)), dtype=np.float32) for start, end in tokens.sentences]
    for scores in nothing:
        scores[:, 1:] = -9  # column 0 is O
    found = analyser.entities(TEXT, tokens, [], analyser.spans(tokens, nothing))
    assert [(e.name, e.label, e.score) for e in found] == [
        ("4.500 kr.", EntityLabel.MONEY, 1.0),
        ("20%", EntityLabel.PERCENT, 1.0),
        ("24. desember", EntityLabel.DATE, 1.0),
        ("kl. 13:30", EntityLabel.TIME, 1.0),
    ]


def test_a_value_read_across_sentences_is_no_entity() -> None:
    found = make_analyser("standard").analyse("Verð er gefið upp í kr.\n\n9.900 manns mættu.")
    (_, end), _ = found.sentences
    assert not [e for e in found.entities if e.first < end <= e.last or (e.first >= end and e.label is EntityLabel.MONEY)]


@pytest.mark.parametrize(
    ("text", "last", "kept"),
    [
        ("65.000 smit greindust", 0, False),
        ("5.000 kr. kostaði", 0, True),
        ("2.200,- kostaði", 0, True),
        ("5þ kostaði", 0, True),
        ("12 milljónir fóru", 1, True),
        ("500 af 700 krónum fóru", 0, True),
        ("500 af þeim sem fóru heim með krónur", 0, False),
    ],
)
def test_an_amount_has_money_in_or_beside_it(text: str, last: int, kept: bool) -> None:
    words, _, values = tokenize_with_values(text)
    spans = [LabelSpan(0, last, "Money", 0.9)]
    assert bool(fitted(spans, values, words)) is kept
