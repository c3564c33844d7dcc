"""An annotated document as terms to index, for whichever engine: one stream of positions a field.

Every word has its position, whatever its word class; punctuation has none, so that a phrase is found however its words are set
apart. The document's own lemma comes first at each position; beside it stand its close alternatives, other spellings, and the
lemmas that dictionaries file the same word under.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final, NamedTuple

from icenews_nlp.documents.article import ArticleInfo, EnrichFailure, Section
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.documents.layers import Layer, require
from icenews_nlp.errors import InputError
from icenews_nlp.labels import NAME_LABELS, EntityLabel
from icenews_nlp.language.caches import CacheInfo
from icenews_nlp.search.analysis.headline_names import written_name, written_names
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.analysis.normalise import folded, is_sign, key
from icenews_nlp.search.analysis.token import TokenAnalyzer, name_words
from icenews_nlp.search.ranges import Range

__all__ = [
    "ANALYZER_VERSION",
    "DocumentAnalyzer",
    "DocumentTerms",
    "FieldTerms",
    "NameTerm",
    "PartTerm",
    "Term",
    "article_hash",
    "article_key",
    "document_terms",
    "folded",
]  # fmt: skip

ANALYZER_VERSION: Final = "4"
"""Bumped whenever the analysis changes, so that documents give other terms; an index of another version is refused."""

SEARCH_NEEDS: Final[tuple[Layer, ...]] = ("tokens", "sentences", "entities")
"""What a document must have to be indexed."""


class PartTerm(NamedTuple):
    """A part of a compound (or of a hyphened word), at the position of the whole."""

    lemma: str
    """In lower case."""
    start: int
    end: int
    """Half-open range of code points in the field's text: the slice of the word that the part is."""


class Term(NamedTuple):
    """All that can be found at one position of a field."""

    position: int
    start: int
    end: int
    """Half-open range of code points in the field's text."""
    lemmas: tuple[str, ...]
    """In lower case, the chosen one first, then close alternatives and variants of spelling; never empty."""
    form: str
    """The exact form: the token's norm in lower case."""
    parts: tuple[PartTerm, ...] = ()


@dataclass(frozen=True)
class NameTerm:
    """One wording under which the document names a person, place, organization or other thing."""

    label: EntityLabel
    name: str
    """Nominative: the name of the cluster, which its wordings share, so that facets count the document once."""
    words: tuple[str, ...]
    """The wording's words in lower case, as a query would give them."""
    count: int
    """Mentions in this wording, those in photo credits and bylines left out; 0 gives no facet but can be searched for."""


@dataclass(frozen=True)
class FieldTerms:
    """One field of a document: its text, its terms, where its sentences begin and end."""

    text: str
    terms: tuple[Term, ...]
    sentences: tuple[Range, ...]
    """In `text`."""


@dataclass(frozen=True)
class DocumentTerms:
    """A document as an engine indexes it."""

    key: str
    title: FieldTerms
    body: FieldTerms
    names: tuple[NameTerm, ...]
    url: str | None
    source: str | None
    published: datetime | None


def terms_of(given: AnnotatedDocument | DocumentTerms, reader: Callable[[], DocumentAnalyzer]) -> DocumentTerms:
    """What an engine is given, as terms.

    Args:
        given: The document.
        reader: called for an AnnotatedDocument only, since making a reader takes its time.

    Raises:
        InputError: it is neither of the two.
    """
    if isinstance(given, DocumentTerms):
        return given
    if isinstance(given, AnnotatedDocument):
        return reader().read(given)
    if isinstance(given, EnrichFailure):
        raise InputError(
            f"article {given.index} of enrich_many could not be analysed ({given.reason}); give the documents alone: "
            "(one for one in results if isinstance(one, AnnotatedDocument))"
        )
    raise InputError(f"objects of type {type(given).__name__} cannot be indexed; give what `enrich` gives, or DocumentTerms")


class DocumentAnalyzer:
    """Reads documents into terms. It caches what it has looked up, so keep one; any number of threads may share it."""

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        """Initialise the instance.

        Args:
            lexicon: shared with a QueryReader, which saves looking up words twice; None makes one.

        Raises:
            ModelError: the table of lemmas cannot be read.
        """
        self._lexicon = lexicon or Lexicon()
        self._tokens = TokenAnalyzer(self._lexicon)

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and sizes of the caches, by what they hold."""
        return {**self._lexicon.cache_info(), **self._tokens.cache_info()}

    def read(self, document: AnnotatedDocument) -> DocumentTerms:
        """The terms of a document; ranges count from the beginning of the title or the body.

        Raises:
            InputError: the document was stored without tokens, sentences or entities.
        """
        require(document, SEARCH_NEEDS, "search")
        info = document.article
        label_of = {i: e.label for e in document.entities for i in range(e.first_token, e.last_token + 1)}
        return DocumentTerms(
            key=article_key(info, document.text),
            title=self._field(document, document.section("title"), label_of),
            body=self._field(document, document.section("body"), label_of),
            names=_names(document, self._lexicon),
            url=info.url,
            source=info.source,
            published=info.published,
        )

    def _field(self, document: AnnotatedDocument, section: Section, label_of: Mapping[int, EntityLabel]) -> FieldTerms:
        start, end = section.start, section.end
        starts = [token.start for token in document.tokens]
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        tokens = document.tokens[first:last]
        terms: list[Term] = []
        for i, token in enumerate(tokens):
            if is_sign(token.kind, token.norm):
                continue
            at = token.start - start
            parts = self._tokens.parts(token, label_of.get(first + i))
            terms.append(
                Term(
                    position=len(terms),
                    start=at,
                    end=token.end - start,
                    lemmas=self._tokens.lemmas(tokens, i),
                    form=key(token.norm),
                    parts=tuple(PartTerm(part.lemma, at + part.start, at + part.end) for part in parts),
                )
            )
        inside = [sentence for sentence in document.sentences if start <= sentence.start < end]
        sentences = tuple(Range(sentence.start - start, min(sentence.end, end) - start) for sentence in inside)
        return FieldTerms(document.text[start:end], tuple(terms), sentences)


def document_terms(document: AnnotatedDocument) -> DocumentTerms:
    """The terms of one document, with a DocumentAnalyzer made for it alone; for more than one keep a DocumentAnalyzer.

    Takes, returns and raises what `DocumentAnalyzer` and its `read` do.
    """
    return DocumentAnalyzer().read(document)


def article_key(info: ArticleInfo, text: str) -> str:
    """What an article is known by in an index: its id, else its url, else a hash of its text.

    Args:
        info: what is known of the article.
        text: the document's text, its title included.
    """
    return info.id or info.url or f"sha256:{sha256(text.encode()).hexdigest()}"


def article_hash(info: ArticleInfo, text: str) -> bytes:
    """SHA-256 of all that is known of an article, by which an index sees that anything of it was corrected.

    Args:
        info: what is known of the article; of an `Article`, its own text is left out.
        text: the document's text, its title included.
    """
    known = info.model_dump(mode="json", include=set(ArticleInfo.model_fields))
    return sha256(json.dumps([known, text], sort_keys=True).encode()).digest()


def _names(document: AnnotatedDocument, lexicon: Lexicon) -> tuple[NameTerm, ...]:
    """The wordings of the named entities, the most often mentioned first; mentions with the same lemmas are one wording."""
    entities = [(entity, document.cluster_name(entity)) for entity in document.entities if entity.label in NAME_LABELS]
    written = written_names(name for _, name in entities)
    counts: Counter[tuple[EntityLabel, str, tuple[str, ...]]] = Counter()
    for entity, name in entities:
        words = name_words(document.tokens[entity.first_token : entity.last_token + 1])
        counts[entity.label, written_name(name, written, lexicon), words] += not entity.credit
    names = [NameTerm(label, name, words, count) for (label, name, words), count in counts.items() if words]
    return tuple(sorted(names, key=lambda name: -name.count))
