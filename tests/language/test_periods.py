"""Centuries, decades, parts of a year, feasts, and days whose ordinal or month is written in another way."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from icenews_nlp.language.values.resolve import resolve
from icenews_nlp.language.values.tokenized import tokenize_with_values

TUESDAY = datetime(2026, 3, 10, 15, tzinfo=timezone.utc)
TAGS = {"var": "sfg3eþ", "verður": "sfg3en"}


def isos(text: str, published: datetime | None = TUESDAY) -> list[tuple[str, str | None]]:
    """Text and ISO date of each date and time."""
    words, sentences, values = tokenize_with_values(text)
    norms = [word.norm for word in words]
    found = resolve(values, sentences, [TAGS.get(norm, "x") for norm in norms], norms, published)
    return [
        (text[words[v.first].start : words[v.last].end], one.iso) for v, one in zip(values, found, strict=True) if one.precision
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Það var á 18. og 19. öld", [("18.", "1701/1800"), ("19. öld", "1801/1900")]),
        ("Það var á 16.-17. öld", [("16.-17. öld", "1501/1700")]),
        ("Það var á nítjándu öld", [("nítjándu öld", "1801/1900")]),
        ("Það var á tuttugustu og fyrstu öld", [("tuttugustu og fyrstu öld", "2001/2100")]),
        ("Það var á 10. áratugnum", [("10. áratugnum", "1991/2000")]),
        ("Það var á níunda áratug síðustu aldar", [("níunda áratug síðustu aldar", "1981/1990")]),
        ("Það var á þriðja áratug 20. aldar", [("þriðja áratug 20. aldar", "1921/1930")]),
        ("Það var á þriðja áratugnum", []),  # of which century?
        ("Það var á 18. og 19. holu", []),
    ],
)
def test_centuries_and_decades(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert isos(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Það var á fjórða ársfjórðungi 2025", [("fjórða ársfjórðungi 2025", "2025-10/2025-12")]),
        ("Það var á 1. fjórðungi ársins", [("1. fjórðungi ársins", "2026-01/2026-03")]),
        ("Það var á þriðja ársfjórðungi", [("þriðja ársfjórðungi", "2025-07/2025-09")]),
        ("Það verður á þriðja ársfjórðungi", [("þriðja ársfjórðungi", "2026-07/2026-09")]),
        ("Það var á fyrsta fjórðungi leiksins", []),
        ("Það var á fyrri helmingi ársins 2024", [("fyrri helmingi ársins 2024", "2024-01/2024-06")]),
        ("Það verður á seinni helmingi ársins", [("seinni helmingi ársins", "2026-07/2026-12")]),
        ("Það var á fyrri helmingi leiksins", []),
        ("Það var á fyrstu níu mánuðum ársins", [("fyrstu níu mánuðum ársins", "2025-01/2025-09")]),
        ("Það var síðustu þrjá mánuði ársins 2025", [("síðustu þrjá mánuði ársins 2025", "2025-10/2025-12")]),
        ("Það var fyrstu níu mánuði meðgöngunnar", []),
        ("Það var í ársbyrjun", [("ársbyrjun", "2026-01")]),
        ("Það verður fyrir árslok", [("árslok", "2026-12")]),
        ("Það verður fyrir árslok 2028", [("2028", "2028")]),
        ("Það verður í lok mánaðarins", [("í lok mánaðarins", "2026-03")]),
        ("Það verður í lok mánaðar", [("í lok mánaðar", "2026-03")]),
        ("Það verður um miðja vikuna", [("um miðja vikuna", "2026-W11")]),
        ("Það verður í lok ársins 2027", [("2027", "2027")]),
        ("Það var í liðinni viku", [("í liðinni viku", "2026-W10")]),
        ("Það var í vikunni sem leið", [("í vikunni sem leið", "2026-W10")]),
        ("Það var í mánuðinum sem leið", [("í mánuðinum sem leið", "2026-02")]),
        ("Það var í vikunni sem hún kom", [("í vikunni", "2026-W11")]),
    ],
)
def test_parts_of_a_year(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert isos(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Það var á aðfangadag 2024", [("aðfangadag 2024", "2024-12-24")]),
        ("Það var á páskadag 2025", [("páskadag 2025", "2025-04-20")]),
        ("Það var á annan í páskum árið 2025", [("annan í páskum árið 2025", "2025-04-21")]),
        ("Það var um jólin 2024", [("um jólin 2024", "2024-12-24/2024-12-26")]),
        ("Það var um jólin í fyrra", [("um jólin", "2025-12-24/2025-12-26"), ("í fyrra", "2025")]),
        ("Það verður um áramótin eftir tíu ár í starfi", [("um áramótin", "2026-12-31/2027-01-01"), ("eftir tíu ár", "2036")]),
        ("Það verður um síðustu jól", [("um síðustu jól", "2025-12-24/2025-12-26")]),
        ("Það var um næstu áramót", [("um næstu áramót", "2026-12-31/2027-01-01")]),
        ("Það var um síðustu verslunarmannahelgi", [("um síðustu verslunarmannahelgi", "2025-08-02/2025-08-04")]),
        ("Það var um verslunarmannahelgina", [("um verslunarmannahelgina", "2025-08-02/2025-08-04")]),
        ("Það verður um verslunarmannahelgina 2027", [("um verslunarmannahelgina 2027", "2027-07-31/2027-08-02")]),
        ("Það verður á frídegi verslunarmanna", [("frídegi verslunarmanna", "2026-08-03")]),
        ("Það var veturinn 2024–2025", [("veturinn 2024–2025", "2024-24")]),
        ("Það var leiktíðina 2024-25", [("2024-25", "2024/2025")]),
        ("Það var árin 1998/99", [("1998/99", "1998/1999")]),
        ("Það var 2001-08", []),  # a month, or seven years
    ],
)
def test_feasts_and_seasons_of_a_year(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert isos(text) == expected


def test_a_feast_whose_year_is_told_needs_no_time_of_publication() -> None:
    assert isos("Það var á páskadag 2025 og um jólin", None) == [("páskadag 2025", "2025-04-20"), ("um jólin", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Það var í janúar–mars 2025", [("janúar–mars 2025", "2025-01/2025-03")]),
        ("Það var í nóvember-janúar 2025", [("nóvember-janúar 2025", "2024-11/2025-01")]),
        ("Þá kom Jóna-María", []),
        ("Jón, f. 3.2. 1925, d. 14.7. 2010", [("3.2. 1925", "1925-02-03"), ("14.7. 2010", "2010-07-14")]),
        ("Jón, f. 3. 2. 1925", [("3. 2. 1925", "1925-02-03")]),
        ("Kafli 3.2. fjallar um það", []),
        ("Það var fyrsta desember 1918", [("fyrsta desember 1918", "1918-12-01")]),
        ("Það var níunda mars", [("níunda mars", "2026-03-09")]),
        ("Það var tuttugasta og fjórða febrúar", [("tuttugasta og fjórða febrúar", "2026-02-24")]),
        ("Það var þriðji mars í röð", [("mars", "2026-03")]),
        ("Það var í fyrsta sinn í mars", [("mars", "2026-03")]),
    ],
)
def test_days_and_months_in_other_ways(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert isos(text) == expected
