"""Values and entities over one another: numbers in names, and lists of days in one entity."""

from __future__ import annotations

import pytest

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.names.spans import LabelSpan, fitted, with_values
from icenews_nlp.language.values.agreement import agreed
from icenews_nlp.language.values.tokenized import tokenize_with_values


@pytest.mark.parametrize(
    ("text", "first", "last", "label", "left"),
    [
        ("Þátturinn er á Stöð 2", 3, 4, EntityLabel.ORGANIZATION, []),
        ("Vélin er Cessna 172N", 2, 3, EntityLabel.MISCELLANEOUS, []),
        ("Húsið er við Austurveg 42", 3, 4, EntityLabel.LOCATION, []),
        ("Bókin er Sextíu kíló af sunnudögum", 2, 5, EntityLabel.MISCELLANEOUS, []),
        ("Í Borgartúni , 105 Reykjavík", 4, 4, EntityLabel.LOCATION, []),
        ("Þar voru 105 Reykvíkingar", 3, 3, EntityLabel.MISCELLANEOUS, ["number"]),  # no place
        ("Þar eru 1.050 Reykjavík", 3, 3, EntityLabel.LOCATION, ["number"]),  # no postal code
        ("Húsið er 42 metra frá Austurvegi", 5, 5, EntityLabel.LOCATION, ["measurement"]),
        ("Gatan er lokuð 12. mars", 0, 4, EntityLabel.MISCELLANEOUS, ["date"]),
    ],
)
def test_the_numbers_of_a_name_are_no_values(text: str, first: int, last: int, label: EntityLabel, left: list[str]) -> None:
    words, _, values = tokenize_with_values(text)
    assert [value.content["kind"] for value in agreed(words, values, [(first, last, label)])] == left


def test_each_range_of_days_in_a_list_is_a_date() -> None:
    words, _, values = tokenize_with_values("Fundir verða 12.-14. mars, 16.-18. apríl og 3.-5. maí.")
    spans = fitted([LabelSpan(2, 6, "Date", 0.9), LabelSpan(8, 9, "Date", 0.9)], values, words)
    assert [(span.first, span.last) for span in spans] == [(2, 3), (5, 6), (8, 9)]


@pytest.mark.parametrize(("text", "added"), [("Tekjur jukust á fyrsta ársfjórðungi", 0), ("Tekjur jukust í mars", 1)])
def test_months_of_no_year_are_no_entity(text: str, added: int) -> None:
    assert len(with_values([], tokenize_with_values(text).values)) == added


@pytest.mark.parametrize(
    ("text", "span", "kept"),
    [
        ("Losuð voru 1,8 milljónir tonna", (2, 3, "Money"), []),
        ("Þau greiddu 1,8 milljónir alls", (2, 3, "Money"), [(2, 3)]),
        ("Gjaldið er 5, 10 eða 15 þúsund krónur", (2, 8, "Money"), [(2, 2), (4, 4), (6, 8)]),
        ("Gjaldið er 5 milljónir og 300 þúsund krónur", (2, 7, "Money"), [(2, 7)]),  # one amount
        ("Frost er -12 til -18 gráður", (2, 2, "Time"), []),
        ("Fundur er -12 í dag", (2, 2, "Time"), [(2, 2)]),
    ],
)
def test_what_refutes_or_divides_the_networks_money_and_times(
    text: str, span: tuple[int, int, str], kept: list[tuple[int, int]]
) -> None:
    words, _, values = tokenize_with_values(text)
    assert [one[:2] for one in fitted([LabelSpan(*span, 0.9)], values, words)] == kept
