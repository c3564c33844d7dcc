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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Verkfallið var boðað frá mánudeginum 3. maí.", ["2027-05-03"]),  # a Monday
        ("Leikurinn var á sunnudag, 22. nóvember.", ["2026-11-22"]),
        ("Samið var um að fundur yrði mánudaginn 3. maí nk.", ["2027-05-03"]),
        ("Ákveðið var að loka búðinni 1. maí næstkomandi.", ["2027-05-01"]),
        ("Ákveðið var að loka búðinni 1. maí.", ["2026-05-01"]),
        ("Þar verður slyssins minnst sem varð 3. mars sl.", ["2026-03-03"]),
        ("Slysið varð 20. desember sl. ár.", ["2025-12-20", "2025"]),
        ("Slysið varð 20. desember síðastliðinn.", ["2025-12-20"]),  # though it is nearer in the future
        ("Kári hætti sl. vor.", ["2026-21"]),
        ("Hún kom á mánudeginum.", ["2026-11-23"]),
        ("Tónleikunum var frestað til 5. maí.", ["2027-05-05"]),
        ("Tónleikunum var frestað 5. maí.", ["2026-05-05"]),
        ("Farið var til 5. maí eftir því.", ["2026-05-05"]),
        ("Veginum var lokað og opnun frestað frá 3. mars til 5. maí.", ["2026-03-03/2026-05-05"]),
        ("Hann var úrskurðaður í gæsluvarðhald til föstudags.", ["2026-11-27"]),
        ("Ráðherra hefur boðað til fundar á föstudag.", ["2026-11-27"]),
        ("Stríðinu lauk eftir sex ár.", [None]),
        ("Stríðinu lýkur eftir sex ár.", ["2032"]),
        ("Sagt var að hún kæmi eftir tvær vikur.", ["2026-W50"]),
        ("Skipið kemur eftir tíu daga ferð.", [None]),
        ("Skipið kom fyrir tíu dögum.", ["2026-11-14"]),
    ],
)
def test_words_beside_a_date(nlp: Enricher, text: str, expected: list[str | None]) -> None:
    assert isos(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hún kom 3. júní 2014 og fór 5. ágúst sama ár.", ["2014-06-03", "2014-08-05"]),
        ("Stofnunin var lögð niður 2014. Húsið var selt í júlí það sama ár.", ["2014", "2014-07"]),
        ("Árið 2008 var fundað í október. Í janúar árið eftir var samið.", ["2008", "2026-10", "2009-01"]),
        ("Húsið var selt í júlí sama ár.", [None]),  # no year has been told
        ("Húsið var selt í júlí 2015 en sama ár kom hún heim.", ["2015-07"]),
        ("Árið 1975, nánar tiltekið 24. október, var fundað.", ["1975", "1975-10-24"]),
        ("Árið 1975 var fundað en 24. október var ekkert gert.", ["1975", "2026-10-24"]),
        ("Samið var 2014–2015 og fundað í mars sama ár.", ["2014/2015", "2015-03"]),
    ],
)
def test_the_year_told_last(nlp: Enricher, text: str, expected: list[str | None]) -> None:
    assert isos(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Varað er við veðri frá klukkan 18 í kvöld til klukkan 9 í fyrramálið.", ["2026-11-24T18:00", "2026-11-25T09:00"]),
        ("Sýningar eru klukkan 20 á fimmtudag og klukkan 16 á laugardag.", ["2026-11-26T20:00", "2026-11-28T16:00"]),
        ("Leikurinn hefst klukkan átta á föstudagskvöld.", ["2026-11-27T20:00"]),
        ("Leikurinn hefst klukkan átta á föstudag.", ["2026-11-27T08:00"]),
        ("Fundi lauk klukkan fimm síðdegis á mánudag.", ["2026-11-23T17:00"]),
        ("Fundurinn hefst kl. 2 e.h. á morgun.", ["2026-11-25T14:00"]),
        ("Fundurinn hófst klukkan 8 um kvöldið.", ["T20:00"]),
        ("Fundurinn hófst klukkan 13 síðdegis.", ["T13:00"]),
    ],
)
def test_the_part_of_the_day(nlp: Enricher, text: str, expected: list[str]) -> None:
    assert [iso for iso in isos(nlp, text) if iso and "T" in iso] == expected
