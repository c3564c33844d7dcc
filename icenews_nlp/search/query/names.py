"""What a field asks for: an entity of that label, under the names that documents may give it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from icenews_nlp.errors import QueryError
from icenews_nlp.labels import EntityLabel
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.analysis.token import pieces_of_name
from icenews_nlp.search.query.expansion import Level, WordReader
from icenews_nlp.search.query.syntax import Name
from icenews_nlp.search.query.tree import And, AnyTerm, EntityMatch, Near, Node, any_of
from icenews_nlp.search.query.words import Item, complete_halves

FULL_NAME: Final = 2
"""Positions within which the two words of a person's name must stand, as in Guðni Th. Jóhannesson."""


def read_name(name: Name, items: list[Item], words: WordReader, lexicon: Lexicon, phrase: Callable[[list[Item]], Node]) -> Node:
    """The tree of a name: its words side by side in an entity, or in the entities that documents have for it.

    Args:
        name: What was typed.
        items: Its words.
        words: Reads them.
        lexicon: Completes first halves.
        phrase: Makes a phrase of words.

    Raises:
        QueryError: It is no name.
    """
    halves = complete_halves(items, lexicon, in_name=True)
    texts = [piece for item in halves if item and item.plain for piece in pieces_of_name(item.text)]
    if not texts or not all(item.plain for item in items):
        raise QueryError(
            f"{name.field}:{name.text} is no name; write its words in any form, in quotes if it has several, without = or *"
        )
    terms = [AnyTerm(words.of_name(text, name.label), parts=False) for text in texts]
    ways: list[Node] = [EntityMatch(name.label, tuple(terms))]
    if name.label is EntityLabel.LOCATION:
        places = _places(texts, terms, words)
        ways += [And((*places, phrase(items)))] if places else []
    elif name.label is EntityLabel.PERSON and len(terms) == 2 and words.level is not Level.NARROW:
        ways.append(And((*(EntityMatch(name.label, (term,)) for term in terms), Near(tuple(terms), FULL_NAME))))
    return any_of(ways)


def _places(texts: Sequence[str], terms: Sequence[AnyTerm], words: WordReader) -> tuple[EntityMatch, ...]:
    """The two places of `Vík í Mýrdal`, which a document may have as one name or as two; () where no preposition joins any."""
    at = next((i for i in range(1, len(texts) - 1) if words.is_preposition(texts[i])), None)
    if at is None:
        return ()
    return tuple(EntityMatch(EntityLabel.LOCATION, tuple(some)) for some in (terms[:at], terms[at + 1 :]))
