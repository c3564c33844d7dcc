"""What an article says of its places beside their names."""

from __future__ import annotations

import pytest

from icenews_nlp import AnnotatedDocument, Enricher


def countries(fast: Enricher, text: str) -> dict[str, str | None]:
    """Name of each place -> its country; places that are not resolved are left out."""
    return {cluster.name: cluster.place.country for cluster in fast.enrich(text).places if cluster.place}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Hann fæddist í London í Ontario.", "CA"),
        ("Hann fæddist í London (Ontario).", "CA"),
        ("Hann bjó í London, Ontario, á sínum tíma.", "GB"),  # reads as a list, which says nothing
        ("Fundir verða í London, Kanada og Noregi.", "GB"),
        ("Hann fór frá London til Ontario.", "GB"),
    ],
)
def test_a_place_lies_in_what_follows_it(fast: Enricher, text: str, country: str) -> None:
    assert countries(fast, text)["London"] == country


def test_every_mention_of_a_cluster_counts(fast: Enricher) -> None:
    text = "Hann fæddist í London. Foreldrar hans fluttu til London í Ontario skömmu áður."
    assert countries(fast, text)["London"] == "CA"


def test_adjectives_of_countries_count(fast: Enricher) -> None:
    assert countries(fast, "Breskir vísindamenn komu saman í Cambridge í gær.") == {"Cambridge": "GB"}
    assert countries(fast, "Vísindamenn komu saman í Cambridge í gær.") == {}


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Skriða féll á bandaríska bæinn Cordoba í gær.", None),  # the one in Spain is not meant
        ("Skriða féll á spænska bæinn Cordoba í gær.", "ES"),
        ("Þau fluttu til kanadísku borgarinnar London í vor.", "CA"),
        ("Þau fluttu til London með kanadísku borginni í vor.", "GB"),  # not before the name
        ("Kanadíski íbúi London flutti í vor.", "GB"),  # no noun for a place
        ("Íbúar kanadískrar borgar London fluttu í vor.", "GB"),  # without an article, so not of this one
        ("Þau fluttu til stóru borgarinnar London í vor.", "GB"),
    ],
)
def test_the_adjective_before_a_place_says_its_country(fast: Enricher, text: str, country: str | None) -> None:
    assert list(countries(fast, text).values()) == ([country] if country else [])


def test_only_places_have_a_place(fast: Enricher) -> None:
    doc = fast.enrich("Katrín Jakobsdóttir fór til Akureyrar.")
    assert [(cluster.label.value, cluster.place is not None) for cluster in doc.clusters] == [
        ("Person", False),
        ("Location", True),
    ]


def test_documents_from_before_places_are_read(fast: Enricher) -> None:
    fields = fast.enrich("Katrín fór til Akureyrar.").model_dump(mode="json")
    del fields["provenance"]["places"]
    for cluster in fields["clusters"]:
        del cluster["place"]
    doc = AnnotatedDocument.model_validate(fields)
    assert doc.provenance.places is None
    assert [cluster.place for cluster in doc.clusters] == [None, None]
