"""Dates against the day of publication: by the tense of the sentence, by direction words, and where neither says."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from icenews_nlp import Article, Enricher, InputError, resolve
from icenews_nlp.language.values.days import exists
from icenews_nlp.language.values.relative_dates import _COUNTED, _SINGULAR, _unit
from icenews_nlp.language.values.resolve import day_in_iceland
from icenews_nlp.language.values.resolve import resolve as resolve_values
from icenews_nlp.language.values.tokenized import tokenize_with_values

TUESDAY = datetime(2026, 11, 24, 12, tzinfo=timezone.utc)
PAST, PRESENT = "sfg3eþ", "sfg3en"
VERBS = {"fór": PAST, "var": PAST, "fer": PRESENT, "verður": PRESENT, "hefur": PRESENT, "en": "c", "og": "c", "sem": "ct"}


def isos(text: str, published: datetime | None = TUESDAY) -> list[str | None]:
    words, sentences, values = tokenize_with_values(text)
    norms = [word.norm for word in words]
    tags = [VERBS.get(norm, "x") for norm in norms]
    return [one.iso for one in resolve_values(values, sentences, tags, norms, published) if one.precision]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hún fór á föstudag", ["2026-11-20"]),
        ("Hún fer á föstudag", ["2026-11-27"]),
        ("Hún hefur verið þar á föstudag", ["2026-11-20"]),
        ("Fundur á föstudag", ["2026-11-27"]),
        ("Fundur á laugardag", ["2026-11-21"]),
        ("Hún fór á þriðjudag", ["2026-11-17"]),
        ("Hún fer á þriðjudag", ["2026-12-01"]),
        ("Hún fer síðasta föstudag", ["2026-11-20"]),
        ("Hún fór næsta föstudag", ["2026-11-27"]),
        ("Hún fór á mánudag en fer á föstudag", ["2026-11-23", "2026-11-27"]),
        ("Hún fer 13. og 14. mars og fór 15. mars", ["2027-03-13", "2027-03-14", "2026-03-15"]),
        ("Hún fór 24. nóvember", ["2026-11-24"]),
        ("Hún fer 24. nóvember", ["2026-11-24"]),
        ("Hún fór 25. nóvember", ["2026-11-25"]),  # a year ago all but a day is not meant
        ("Hún fór 25. maí", ["2026-05-25"]),
        ("Hún fer 29. febrúar", ["2028-02-29"]),
        ("Hún fór í mars", ["2026-03"]),
        ("Hún fer í mars", ["2027-03"]),
        ("Hún fór í mars í fyrra", ["2025-03", "2025"]),
        ("Hún fer 5. mars á næsta ári", ["2027-03-05", "2027"]),
        ("Hún fer um helgina", ["2026-11-28/2026-11-29"]),
        ("Hún fór um helgina", ["2026-11-21/2026-11-22"]),
        ("Hún fór um páskana", ["2026-04-02/2026-04-06"]),
        ("Hún fór um áramótin", ["2025-12-31/2026-01-01"]),
        ("Hún fer í sumar", ["2027-22"]),
        ("Hún fór í sumar", ["2026-22"]),
        ("Hún fór síðasta sumar", ["2026-22"]),
        ("Hún fór í fyrrasumar", ["2025-22"]),
        ("Hún fór í vetur", ["2025-24"]),
        ("Hún fór fyrir tveimur vikum og fer eftir þrjá mánuði", ["2026-W46", "2027-02"]),
        ("Hún fór 28. desember til 3. janúar 2026", ["2025-12-28/2026-01-03"]),
        ("Hún fer í kvöld klukkan 8", ["2026-11-24", "2026-11-24T20:00"]),
        ("Hún fer í dag klukkan 8", ["2026-11-24", "2026-11-24T08:00"]),
        ("Í dag fer hún sem sagt heim klukkan 8", ["2026-11-24", "T08:00"]),
        ("Hún fór 30. febrúar", []),
    ],
)
def test_tense_and_direction(text: str, expected: list[str | None]) -> None:
    assert isos(text) == expected


def test_without_a_time_of_publication_what_depends_on_it_is_symbolic() -> None:
    assert isos("Hún fór í gær, 5. mars, og 6. mars 2024 klukkan 14", None) == [None, None, "2024-03-06", "2024-03-06T14:00"]


def test_a_day_is_a_day_in_iceland() -> None:
    late_in_new_york = datetime(2026, 11, 23, 22, tzinfo=timezone(timedelta(hours=-5)))
    assert day_in_iceland(late_in_new_york).isoformat() == "2026-11-24"
    assert isos("Hún fór í gær", late_in_new_york) == ["2026-11-23"]


@pytest.mark.parametrize("published", [datetime.min, datetime.max, datetime(100, 1, 1), datetime(9899, 12, 31)])
def test_the_ends_of_the_calendar_do_no_harm(published: datetime) -> None:
    text = "Hún fór í gær, fer á morgun, um helgina, um jólin, á næsta ári, fyrir 99 árum, 26. nóvember og í vetur. Á föstudag."
    assert len(isos(text, published.replace(tzinfo=timezone.utc))) == 9


def test_leap_days_exist_only_in_leap_years() -> None:
    assert exists(2024, 2, 29)
    assert not exists(2026, 2, 29)


def test_resolve_tells_an_analysed_document_when_it_was_published(nlp: Enricher) -> None:
    doc = nlp.enrich("Hún kom í gær.")
    assert [value.iso for value in doc.values] == [None]
    told = resolve(doc, published=TUESDAY)
    assert [value.iso for value in told.values] == ["2026-11-23"]
    assert told == nlp.enrich(Article(text=doc.text, published=TUESDAY))
    assert [value.iso for value in doc.values] == [None]
    with pytest.raises(InputError, match="with a time zone"):
        resolve(doc, published=datetime(2026, 11, 24))


@pytest.mark.parametrize("word", [*_COUNTED.split("|"), *_SINGULAR.split("|")])
def test_every_unit_of_the_phrases_is_a_unit(word: str) -> None:
    assert _unit(word) in ("day", "week", "month", "year", "weekend", "spring", "summer", "autumn", "winter")


def test_a_day_ago() -> None:
    assert isos("Hún fór fyrir einum degi") == ["2026-11-23"]
