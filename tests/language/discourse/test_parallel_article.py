"""An article of a state visit, as news tells one: who is who, the spokesman's role, and days counted from publication."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from icenews_nlp import AnnotatedDocument, Article, Enricher

TEXT = """Modi kom með flugi til kínversku hafnarborgarinnar Tianjin seint í gærkvöldi og ræddi við blaðamenn á flugvellinum \
áður en honum var ekið á gististað. Indverskir fjölmiðlar höfðu sagt frá því í gær að Modi færi í opinbera heimsókn til Kína, \
en kínversk yfirvöld staðfestu það ekki fyrr en í morgun. Þetta er fyrsta ferð Modis til landsins frá árinu 2018.

Vikram Misri, talsmaður Modis, segir að fundur þeirra Xi og Modi verði haldinn á næstu dögum. Búist er við að Modi leiti eftir \
auknum viðskiptum og að Xi bjóði honum samstarf um járnbrautir."""


@pytest.fixture(scope="module")
def doc(nlp: Enricher) -> AnnotatedDocument:
    published = datetime(2025, 8, 31, 9, tzinfo=timezone.utc)
    return nlp.enrich(Article(title="Opinber heimsókn í Kína", text=TEXT, published=published))


def test_three_persons_with_all_their_mentions(doc: AnnotatedDocument) -> None:
    found = [(person.name, [doc.entities[i].text for i in person.mentions]) for person in doc.people]
    assert found == [
        ("Modi", ["Modi", "Modi", "Modis", "Modis", "Modi", "Modi"]),
        ("Xi", ["Xi", "Xi"]),
        ("Vikram Misri", ["Vikram Misri"]),
    ]


def test_the_spokesman_has_the_one_role(doc: AnnotatedDocument) -> None:
    assert {person.name: [role.name for role in person.roles] for person in doc.people if person.roles} == {
        "Vikram Misri": ["talsmaður Modis"]
    }


def test_days_are_counted_from_publication(doc: AnnotatedDocument) -> None:
    assert [(value.text, value.iso) for value in doc.dates] == [
        ("seint í gærkvöldi", "2025-08-30"),
        ("í gær", "2025-08-30"),
        ("í morgun", "2025-08-31"),
        ("2018", "2018"),
    ]
