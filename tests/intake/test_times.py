"""Times of pages, metadata and feeds."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from icenews_nlp.intake.times import find_time, read_time

MORNING = datetime(2026, 3, 12, 6, 49, tzinfo=timezone.utc)
DAY = MORNING.replace(hour=0, minute=0)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("12. mars 2026 06:49", MORNING),
        ("12. mars 2026, kl. 6:49", MORNING),
        ("12. mars 2026 klukkan 06.49", MORNING),
        ("Fimmtudagur 12. MARS 2026 - 06:49", MORNING),
        ("12. mar. 2026 06:49", MORNING),
        ("12.3.2026 6:49", MORNING),
        ("12.03.2026 | 06:49", MORNING),
        ("12. mars 2026", DAY),
        ("2026-03-12T06:49:00Z", MORNING),
        ("2026-03-12 06:49", MORNING),
        ("2026-03-12T06:49:00.000+00:00", MORNING),
        ("2026-03-12T08:49:00+0200", MORNING),
        ("2026-03-12T01:49-05", MORNING),
        ("2026-03-12 06:49:00,5 GMT", MORNING),
        ("2026-03-12", DAY),
        ("Thu, 12 Mar 2026 06:49:00 GMT", MORNING),
        ("Thu, 12 Mar 2026 08:49:00 +0200", MORNING),
        ("Thu, 12 Mar 2026 06:49:00", MORNING),
    ],
)
def test_the_same_moment_in_every_form(text: str, moment: datetime) -> None:
    found = read_time(text)
    assert found == moment
    assert found.tzinfo is not None


def test_the_zone_that_was_given_is_kept() -> None:
    found = read_time("2026-03-12T08:49:00+02:00")
    assert found is not None
    assert found.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    "text",
    [
        *("", "í gær", "31. febrúar 2026 10:00", "2026-13-01", "12. mars", "2026", "0001-01-01T00:00:00+10:00", "9" * 50),
        *("Thu, 99 Mar 2026 06:49:00 GMT", "12. mars 2026" + " " * 200),
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read_time(text.replace(" " * 200, "x" * 200)) is None


def test_an_impossible_offset_counts_as_none() -> None:
    assert read_time("2026-03-12T06:49:00+99:00") == MORNING


def test_a_time_in_a_text_has_its_range_and_says_whether_it_has_a_clock() -> None:
    text = "Ari Jónsson skrifar 12. mars 2026 06:49 Gos hófst 13. mars 2026."
    found = find_time(text)
    assert found is not None
    assert (text[found.start : found.end], found.moment, found.has_clock) == ("12. mars 2026 06:49", MORNING, True)
    later = find_time(text, found.end)
    assert later is not None
    assert (text[later.start : later.end], later.has_clock) == ("13. mars 2026", False)
    assert find_time(text, 0, found.start) is None


def test_a_number_that_is_longer_is_no_part_of_a_time() -> None:
    assert find_time("112. mars 2026") is None
    assert find_time("12. mars 20261") is None
    found = find_time("12. mars 2026 10:305")
    assert found is not None
    assert not found.has_clock
