"""Dates and times by the clause that they stand in: what was yet to come when it was said, and times of a day named before."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from icenews_nlp import Article, Enricher

TUESDAY = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)


def isos(nlp: Enricher, text: str) -> list[str | None]:
    return [value.iso for value in nlp.enrich(Article(text=text, published=TUESDAY)).values if value.precision]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hún sagðist ætla að skila skýrslunni í maí.", ["2027-05"]),
        ("Hún sagðist hafa skilað skýrslunni í maí.", ["2026-05"]),
        ("Nefndin lofaði að leggja málið fram í júní.", ["2027-06"]),
        ("Nefndin náði að leggja málið fram í júní.", ["2026-06"]),
        ("Nefndin lofaði framfarir í júní.", ["2026-06"]),  # nothing to be done
        ("Samið var um að verkinu yrði lokið 1. apríl.", ["2027-04-01"]),
        ("Sagt er að verkinu hafi verið lokið 1. apríl.", ["2026-04-01"]),
        ("Hann tilkynnti að hann hygðist hætta 2. maí.", ["2027-05-02"]),
        ("Þau vildu hefja sýningar á föstudag en fengu ekki leyfi.", ["2026-11-27"]),
        ("Þau hófu sýningar á föstudag en vildu ekki halda áfram.", ["2026-11-20"]),
    ],
)
def test_what_was_to_come_when_it_was_said(nlp: Enricher, text: str, expected: list[str]) -> None:
    assert isos(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Skipið fór úr höfn klukkan 9 í morgun og kom að bryggju á Akranesi klukkan 11.",
            ["2026-11-24T09:00", "2026-11-24", "2026-11-24T11:00"],
        ),
        (
            "Leikurinn hefst klukkan 8 í kvöld og honum verður lokið um klukkan 10.",
            ["2026-11-24T20:00", "2026-11-24", "2026-11-24T22:00"],
        ),
        (
            "Skipið fór klukkan 9 í gær, verður fyrir austan á morgun og kemur í höfn þar klukkan 11.",
            ["2026-11-23T09:00", "2026-11-23", "2026-11-25", "T11:00"],  # of another day
        ),
        ("Búðin er opin milli klukkan 10 og 18.", ["T10:00/T18:00"]),
        ("Búðin var opnuð klukkan 10 og átján manns komu inn.", ["T10:00"]),
        ("Hún kom heim fyrir hálfum mánuði og fer út aftur eftir hálft ár.", ["2026-W46", "2027-05"]),
    ],
)
def test_times_of_a_day_named_before(nlp: Enricher, text: str, expected: list[str]) -> None:
    assert isos(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Messað verður á skírdag og á föstudaginn langa klukkan 11.", ["2027-03-25", "2027-03-26", "2027-03-26T11:00"]),
        ("Messað var á páskadag og á annan í páskum.", ["2026-04-05", "2026-04-06"]),
        ("Skrúðgangan er á sumardaginn fyrsta.", ["2027-04-22"]),
        ("Safnið er opið á annan í jólum.", ["2026-12-26"]),
        ("Safnið er opið á föstudaginn.", ["2026-11-27"]),
        ("Eldurinn kom upp aðfaranótt þriðjudags.", ["2026-11-24"]),
        ("Eldurinn kom upp á þriðjudag.", ["2026-11-17"]),  # of the day of publication one says `í dag`
        ("Eldurinn kom upp aðfaranótt mánudags.", ["2026-11-23"]),
        ("Skipið siglir aðfaranótt þriðjudags.", ["2026-12-01"]),
    ],
)
def test_days_that_move_with_the_year_and_nights(nlp: Enricher, text: str, expected: list[str]) -> None:
    assert isos(nlp, text) == expected


def test_days_that_move_with_the_year_are_symbolic_without_a_time_of_publication(nlp: Enricher) -> None:
    (value,) = nlp.enrich("Messað verður á skírdag.").values
    assert (value.iso, value.precision) == (None, "day")


def test_one_and_a_half(nlp: Enricher) -> None:
    doc = nlp.enrich("Hálfur annar milljarður króna fór í verkið, hálf milljón dala í annað.")
    assert [(str(value.amount), value.currency) for value in doc.amounts] == [("1500000000", "ISK"), ("500000", "USD")]
