"""Times as JSON writes them: the forms that are read, those that are refused, and zones."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from icenews_nlp.errors import InputError
from icenews_nlp.intake.json.times import moment_of, zone_named

SUMMER = timezone(timedelta(hours=2))
AT = datetime(2023, 9, 12, 6, 49, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "given",
    [
        *(1694501340, 1694501340.0, "1694501340", 1694501340000, "1694501340000", "+1694501340.00"),
        *("2023-09-12T06:49:00Z", "2023-09-12T08:49:00+02:00", "2023-09-12 06:49Z", "2023-09-12T06:49:00.000000Z"),
        *("2023-09-12 08:49:00 +0200", "2023-09-12 06:49:00 UTC", "2023-09-12 06:49 GMT", " 2023-09-12T06:49:00+00:00\n"),
        *("2023-09-12T08:49+02", "2023-09-12T06:19:00\u221200:30", "2023-09-12T06:49 utc"),
        *("20230912T064900Z", "20230912T0849+0200"),
        *("Tue, 12 Sep 2023 06:49:00 GMT", "Tue, 12 Sep 2023 08:49:00 +0200", "12 Sep 2023 06:49:00 +0000"),
        datetime(2023, 9, 12, 8, 49, tzinfo=SUMMER),
    ],
)
def test_a_time_with_a_zone_is_the_same_whatever_the_zone_of_others(given: Any) -> None:
    assert moment_of(given, None) == moment_of(given, zone_named("Europe/Copenhagen")) == AT


@pytest.mark.parametrize(
    ("given", "clock"),
    [
        ("2023-09-12T06:49:00", "06:49:00"),
        ("2023-09-12 06:49:00", "06:49:00"),
        ("2023-09-12 06:49", "06:49:00"),
        ("2023-09-12T06:49:07.25", "06:49:07.250000"),
        ("2023-09-12", "00:00:00"),
        ("20230912", "00:00:00"),
        ("20230912064900", "06:49:00"),
        ("12.9.2023 06:49", "06:49:00"),
        ("12.09.2023 6.49", "06:49:00"),
        ("12. 9. 2023, kl. 06:49", "06:49:00"),
        ("12. 9. 2023 kl 6:49:30", "06:49:30"),
        ("12.9.2023", "00:00:00"),
        ("Tue, 12 Sep 2023 06:49:00 -0000", "06:49:00"),
        (datetime(2023, 9, 12, 6, 49), "06:49:00"),
    ],
)
def test_a_time_without_a_zone_is_of_the_zone_that_is_given(given: Any, clock: str) -> None:
    moment = moment_of(given, zone_named("Europe/Copenhagen"))
    assert moment is not None
    assert moment.isoformat() == f"2023-09-12T{clock}+02:00"
    assert moment_of(given, zone_named("Atlantic/Reykjavik")) == moment.replace(tzinfo=timezone.utc)
    with pytest.raises(ValueError, match=rf"has no time zone; write 2023-09-12T{clock}\+00:00 if it is UTC"):
        moment_of(given, None)


def test_the_zone_is_that_of_the_day() -> None:
    winter, summer = (moment_of(f"2023-{month}-12 06:49", zone_named("Europe/Copenhagen")) for month in ("01", "09"))
    assert winter is not None
    assert summer is not None
    assert (winter.utcoffset(), summer.utcoffset()) == (timedelta(hours=1), timedelta(hours=2))


@pytest.mark.parametrize("given", [None, "", " \n"])
def test_nothing_is_no_time(given: Any) -> None:
    assert moment_of(given, None) is None


@pytest.mark.parametrize(
    "given",
    [
        *(True, [], {}, ["2023-09-12"], 1e300, -1e300, 10**400, float("inf"), float("nan")),
        *(
            "í gær",
            "2023-13-12",
            "2023-02-30",
            "2023-9-12",
            "2023-09-12T25:00:00",
            "31.2.2023",
            "12.13.2023",
            "12.9.2023 25:00",
        ),
        *("12/09/2023", "12.9.23", "12345678", "1234567", "1" * 50, "9" * 1_000_000, "2023-09-12" + " " * 100 + "06:49"),
        *("Tue, 32 Sep 2023 06:49:00 GMT", "Tue, 12 Síð 2023 06:49:00 GMT", "٢٠٢٣-٠٩-١٢", "2023-09-12-05"),
        *("2023-09-12T06:49+24:00", "2023-09-12T06:49+10:60", "2023-09-12T06", "2023-09-12T06:49:60Z"),
    ],
)
def test_what_is_no_time_is_refused_with_what_to_write(given: Any) -> None:
    with pytest.raises(ValueError, match=r"is no time that can be read; write it as 2023-09-12T06:49:00\+00:00") as caught:
        moment_of(given, timezone.utc)
    assert len(str(caught.value)) < 300


def test_seconds_and_milliseconds_meet_in_the_year_2603() -> None:
    assert moment_of(2 * 10**10, None) == datetime(2603, 10, 11, 11, 33, 20, tzinfo=timezone.utc)
    assert moment_of(2 * 10**10 + 1, None) == datetime(1970, 8, 20, 11, 33, 20, 1000, tzinfo=timezone.utc)
    assert moment_of(-1, None) == datetime(1969, 12, 31, 23, 59, 59, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Atlantic/Reykjavík", "did you mean 'Atlantic/Reykjavik'"),
        ("atlantic/reykjavik", "did you mean 'Atlantic/Reykjavik'"),
        ("", "give one such as Atlantic/Reykjavik or UTC"),
        ("../../etc/passwd", "there is no time zone '../../etc/passwd'"),
        ("Atlantic", "there is no time zone 'Atlantic'"),
        ("+00:00", "give one such as"),
        (5, "there is no time zone 5"),
    ],
)
def test_a_zone_that_does_not_exist_is_refused_with_the_near_one(name: Any, told: str) -> None:
    with pytest.raises(InputError, match=told):
        zone_named(name)


def test_where_no_zones_are_installed_utc_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("icenews_nlp.intake.json.times.available_timezones", set)
    with pytest.raises(InputError, match=r"no table of time zones: pip install tzdata; or give UTC"):
        zone_named("Atlantic/Reykjavic")
    assert zone_named("UTC") is timezone.utc
