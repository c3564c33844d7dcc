"""What the reading of a whole article is known to get wrong. Each test fails today; one that begins to pass moves out."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from icenews_nlp import Article, Enricher

TUESDAY = datetime(2026, 3, 10, 15, tzinfo=timezone.utc)


def isos(nlp: Enricher, text: str) -> list[str | None]:
    return [value.iso for value in nlp.enrich(Article(text=text, published=TUESDAY)).values if value.precision]


@pytest.mark.xfail(strict=True, reason="a member of a people is not looked up among the persons of that country")
def test_miss_speaker_by_people(nlp: Enricher) -> None:
    doc = nlp.enrich("José Mourinho hefur verið rekinn. „Þetta hefur verið erfitt,“ sagði Portúgalinn við fjölmiðla.")
    assert [quote.speaker for quote in doc.quotes] == [doc.clusters.index(doc.people[0])]


@pytest.mark.xfail(strict=True, reason="two mentions that og joins may be given to one person")
def test_miss_two_persons_of_one_given_name_side_by_side(nlp: Enricher) -> None:
    text = "Sigurður Ingi Jónsson og Sigurður Kári Bjarnason ræddu málin. Þeir Sigurður og Sigurður skildu sáttir."
    assert [person.count for person in nlp.enrich(text).people] == [2, 2]


@pytest.mark.xfail(strict=True, reason="one foreign name in two transcriptions is two persons")
def test_miss_two_transcriptions_of_one_name(nlp: Enricher) -> None:
    assert len(nlp.enrich("Biden hitti Zelensky í gær. Volodímír Selenskí þakkaði fyrir stuðninginn.").people) == 2


@pytest.mark.xfail(strict=True, reason="a day of this or another month without its name has no content")
def test_miss_day_of_this_month(nlp: Enricher) -> None:
    assert isos(nlp, "Samningurinn var undirritaður 6. þessa mánaðar.") == ["2026-03-06"]


@pytest.mark.xfail(strict=True, reason="the turn of a month is no unit that is counted")
def test_miss_turn_of_the_month(nlp: Enricher) -> None:
    assert isos(nlp, "Gjaldið hækkar um mánaðamótin.") == ["2026-03-31/2026-04-01"]


@pytest.mark.xfail(
    strict=True, reason="of the feasts that move with the year only Easter and the first day of summer are known"
)
def test_miss_whitsun(nlp: Enricher) -> None:
    assert isos(nlp, "Lokað verður á hvítasunnudag.") == ["2026-05-24"]


@pytest.mark.xfail(
    strict=True, reason="the sources of places have some hundred farms called Hof, and not the house in Akureyri"
)
def test_miss_a_house_among_many_places_of_its_name(nlp: Enricher) -> None:
    places = nlp.enrich("Aðalfundurinn var haldinn í Hofi á Akureyri.").places
    assert sorted(place.name for place in places if place.place) == ["Akureyri", "Hof"]
