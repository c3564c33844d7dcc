"""Documents as terms, written by hand in a small notation or made up by hypothesis, and query trees over the same few words.

A word is written `text/lemma|lemma/slice:lemma/slice:lemma`; what is left out is the word itself in lower case:
`Loftslagsráðstefnunni/loftslagsráðstefna/Loftslags:loftslag/ráðstefnunni:ráðstefna`, `keypti/kaupa|keyptur`, `í`.
"""

from __future__ import annotations

from datetime import datetime, timezone

from hypothesis import strategies as st

from icenews_nlp.labels import EntityLabel
from icenews_nlp.search.analysis.document import DocumentTerms, FieldTerms, NameTerm, PartTerm, Term
from icenews_nlp.search.query.tree import (
    And,
    AnyTerm,
    DateFilter,
    EntityMatch,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    SourceFilter,
)
from icenews_nlp.search.ranges import Range

PERSON, PLACE = EntityLabel.PERSON, EntityLabel.LOCATION


def field(notation: str) -> FieldTerms:
    """The words with single spaces between them, as one sentence."""
    terms: list[Term] = []
    texts: list[str] = []
    at = 0
    for position, written in enumerate(notation.split()):
        text, lemmas, *slices = written.split("/") if "/" in written else (written, written.lower())
        terms.append(
            Term(position, at, at + len(text), tuple(lemmas.split("|")), text.lower(), _parts(slices, at)),
        )
        texts.append(text)
        at += len(text) + 1
    text = " ".join(texts)
    return FieldTerms(text, tuple(terms), (Range(0, len(text)),) if text else ())


def _parts(slices: list[str], at: int) -> tuple[PartTerm, ...]:
    parts: list[PartTerm] = []
    for part in slices:
        text, lemma = part.split(":")
        parts.append(PartTerm(lemma, at, at + len(text)))
        at += len(text)
    return tuple(parts)


def name(label: EntityLabel, written: str, count: int = 1) -> NameTerm:
    return NameTerm(label, written, tuple(written.lower().split()), count)


def document(
    title: str = "",
    body: str = "",
    *names: NameTerm,
    key: str = "frett-1",
    source: str | None = None,
    published: datetime | None = None,
) -> DocumentTerms:
    return DocumentTerms(key, field(title), field(body), names, f"https://frettir.example/{key}", source, published)


def day(number: int, hour: int = 0) -> datetime:
    return datetime(2024, 5, number, hour, tzinfo=timezone.utc)


# ---- made up: so few words that most queries find something

LEMMAS = ("á", "ár", "hús", "hafa", "þing", "+á")
WORDS = st.builds(
    lambda lemmas, parts: "/".join(
        ["".join(parts) or lemmas[0] + "s", "|".join(lemmas), *(f"{part}:{part}" for part in parts)],
    ),
    st.lists(st.sampled_from(LEMMAS), min_size=1, max_size=2, unique=True),
    st.lists(st.sampled_from(LEMMAS), max_size=2),
)
FIELDS = st.lists(WORDS, max_size=7).map(" ".join)
NAMES = st.lists(
    st.builds(
        name,
        st.sampled_from([PERSON, PLACE]),
        st.lists(st.sampled_from(LEMMAS[:3]), min_size=1, max_size=5).map(" ".join),
        st.integers(1, 7),
    ),
    max_size=3,
)
SOURCES = ("RÚV", "rúv", "Vikulega fréttablaðið", "A\0", "a\ud800", "a\ufffd")
DOCUMENTS = st.builds(
    lambda title, body, names, source, published: document(title, body, *names, source=source, published=published),
    FIELDS,
    FIELDS,
    NAMES,
    st.sampled_from([None, *SOURCES]),
    st.none() | st.integers(1, 9).map(day),
)

TERMS = st.sampled_from([*LEMMAS, *(f"={lemma}s" for lemma in LEMMAS), "ekki til"])
WORD = st.builds(AnyTerm, st.lists(TERMS, min_size=1, max_size=2).map(tuple), st.booleans())
ITEM = WORD | st.sampled_from(["á", "h", "þin", "húss"]).map(Prefix)
ITEMS = st.lists(ITEM, min_size=1, max_size=3).map(tuple)
LEAVES: st.SearchStrategy[Node] = st.one_of(
    ITEM,
    st.builds(Phrase, ITEMS),
    st.builds(Near, ITEMS, st.integers(0, 4)),
    st.builds(EntityMatch, st.sampled_from([PERSON, PLACE]), st.lists(WORD, min_size=1, max_size=4).map(tuple)),
    st.builds(DateFilter, st.none() | st.integers(1, 9).map(day), st.none() | st.integers(1, 9).map(day)),
    st.builds(SourceFilter, st.sampled_from([*SOURCES, " vikulega\nFRÉTTABLAÐIÐ", "a\0", "A\ud800", "a", ""])),
)


def _around(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.builds(Or, several) | st.builds(
        lambda children, apart: And((*children, *(Not(child) for child in apart))), several, st.lists(inner, max_size=1)
    )


TREES: st.SearchStrategy[Node] = st.recursive(LEAVES, _around, max_leaves=5)
