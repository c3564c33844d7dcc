"""What a document says of the article as a whole: clusters, salience, credits, roles, quotations."""

from __future__ import annotations

import pytest

from icenews_nlp import Article, Enricher, InputError
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.language.discourse.credits import is_credit

TITLE = "Drífa Snædal ósátt"
TEXT = """Stjórn Alþýðusambands Íslands (ASÍ) fundaði í gær. „Þetta er óásættanlegt,“ segir Drífa Snædal, forseti ASÍ. „Við
munum ekki sitja hjá.“ Drífa bætir við að fundað verði á ný.

Kristrún Frostadóttir forsætisráðherra sagði í samtali við Vísi að málið yrði skoðað. „Ég skil áhyggjurnar vel,“ sagði hún.

Vísir/Vilhelm"""


@pytest.fixture(scope="module")
def doc(nlp: Enricher) -> AnnotatedDocument:
    return nlp.enrich(Article(title=TITLE, text=TEXT))


def test_each_person_once_the_weightiest_first(doc: AnnotatedDocument) -> None:
    assert [(person.name, person.gender, person.count) for person in doc.people] == [
        ("Drífa Snædal", "Fem", 3),
        ("Kristrún Frostadóttir", "Fem", 1),
    ]
    assert doc.organizations[0].name == "Alþýðusamband Íslands"


def test_entities_and_clusters_point_at_each_other(doc: AnnotatedDocument) -> None:
    for i, entity in enumerate(doc.entities):
        assert (entity.cluster is None) or i in doc.clusters[entity.cluster].mentions
    for number, cluster in enumerate(doc.clusters):
        assert {doc.entities[i].cluster for i in cluster.mentions} == {number}
        assert {doc.entities[i].label for i in cluster.mentions} == {cluster.label}
        assert doc.tokens[doc.entities[cluster.mentions[0]].first_token].sentence == cluster.first_sentence
    assert len({cluster.id for cluster in doc.clusters}) == len(doc.clusters)


def test_credits_weigh_nothing(doc: AnnotatedDocument) -> None:
    photographer = next(cluster for cluster in doc.clusters if cluster.name == "Vilhelm")
    assert (photographer.count, photographer.salience) == (0, 0)
    assert photographer not in doc.people
    assert doc.entities[photographer.mentions[0]].credit


def test_roles_are_in_the_nominative(doc: AnnotatedDocument) -> None:
    roles = {person.name: [(role.name, doc.text[role.start : role.end]) for role in person.roles] for person in doc.people}
    assert roles == {
        "Drífa Snædal": [("forseti ASÍ", "forseti ASÍ")],
        "Kristrún Frostadóttir": [("forsætisráðherra", "forsætisráðherra")],
    }


def test_quotations_have_their_speakers(doc: AnnotatedDocument) -> None:
    assert [(doc.text[q.start], doc.text[q.end - 1]) for q in doc.quotes] == [("„", "“")] * 3
    speakers = [doc.clusters[q.speaker].name for q in doc.quotes if q.speaker is not None]
    assert speakers == ["Drífa Snædal", "Drífa Snædal", "Kristrún Frostadóttir"]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Rætt var við Ásgeir Jónsson seðlabankastjóra.", ["seðlabankastjóri"]),
        ("Seðlabankastjórinn Ásgeir Jónsson mætti.", ["seðlabankastjóri"]),
        ("Forseti Íslands, Halla Tómasdóttir, mætti.", ["forseti Íslands"]),
        ("Katrín Jakobsdóttir, fyrrverandi forsætisráðherra, mætti.", ["fyrrverandi forsætisráðherra"]),
        ("Jón Jónsson, faðir Önnu, mætti.", []),  # kin
        ("Talsmaður Pútíns mætti.", []),  # the name depends on the noun
        ("Jón Jónsson keypti bílinn.", []),
    ],
)
def test_roles_of_one_sentence(nlp: Enricher, text: str, roles: list[str]) -> None:
    assert [role.name for person in nlp.enrich(text).people for role in person.roles] == roles


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Bókin „Nótt við sæ“ kom út í gær.", 0),  # a title
        ("Hann er „sérfræðingur“ í þessu.", 0),  # scare quotes
        ("Jón Jónsson segir að „þetta sé búið“ og fer.", 1),
        ("„Nei,“ sagði Jón Jónsson.", 1),  # short, but somebody says it
        ("„Þetta er aldrei lokað", 0),
    ],
)
def test_what_is_a_quotation(nlp: Enricher, text: str, count: int) -> None:
    assert len(nlp.enrich(text).quotes) == count


@pytest.mark.parametrize(
    ("words", "names", "expected"),
    [
        ("Vísir / Vilhelm", "1 0 1", True),
        ("EPA", "1", True),
        ("Ljósmynd / Árni Sæberg", "0 0 1 1", True),
        ("Kolbeinn Tumi Daðason skrifar", "1 1 1 0", True),
        ("Anna Jónsdóttir", "1 1", True),
        ("Anna Jónsdóttir .", "1 1 0", False),  # a sentence of a list
        ("Vísir greindi frá", "1 0 0", False),
        ("Anna Jónsdóttir mætti", "1 1 0", False),
        ("skrifar", "0", False),
        ("", "", False),
    ],
)
def test_credits_and_bylines(words: str, names: str, expected: bool) -> None:
    assert is_credit(words.split(), [one == "1" for one in names.split()]) is expected


def test_older_documents_are_read_without_clusters(doc: AnnotatedDocument) -> None:
    old = doc.model_dump(mode="json", exclude={"clusters", "quotes"}) | {"schema_version": "1.0"}
    old["entities"] = [{k: v for k, v in e.items() if k not in ("cluster", "credit", "value")} for e in old["entities"]]
    assert AnnotatedDocument.model_validate(old).clusters == ()


def test_clusters_that_do_not_fit_are_refused(doc: AnnotatedDocument) -> None:
    spoiled = doc.model_dump(mode="json")
    spoiled["clusters"][0]["mentions"] = []
    with pytest.raises(InputError, match="clusters"):
        AnnotatedDocument.model_validate(spoiled)


def test_one_row_for_one_thing_and_one_id_in_spacy(nlp: Enricher) -> None:
    doc = nlp.enrich("Kim Jong-un kom í gær. Lest Kims fór hægt. Pútín beið eftir Kim.")
    assert [doc.cluster_name(entity) for entity in doc.entities] == ["Kim Jong-un", "Kim Jong-un", "Pútín", "Kim Jong-un"]
    ids = [span.ent_id_ for span in doc.to_spacy().ents]
    assert ids == ["Person:Kim Jong-un", "Person:Kim Jong-un", "Person:Pútín", "Person:Kim Jong-un"]
