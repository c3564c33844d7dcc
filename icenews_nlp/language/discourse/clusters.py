"""Clusters of mentions: which names of an article name one and the same thing."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.discourse.acronyms import SAME
from icenews_nlp.language.names.known_names import LEGAL_FORMS

QUOTE_MARKS: Final = '„“”"«»()'

ARTICLES: Final = ("inn", "nn", "in", "n", "ið", "ð")
MAY_BE_DEFINITE: Final = frozenset({EntityLabel.ORGANIZATION, EntityLabel.LOCATION})
SHORTEST: Final = 3
"""Letters of a name that may take an article."""

ACRONYM_LETTERS: Final = range(2, 6)
MOST_ACRONYMS: Final = 100
"""Different acronyms that are compared with the full names of an article."""
NO_INITIALS: Final = frozenset({"og", "um", "á", "í", "við", "fyrir", "af", "hins", "hinn", "hið"})
"""Words that acronyms leave out."""


class NameMention(NamedTuple):
    """A name in an article."""

    label: EntityLabel
    name: str
    """In the nominative."""
    alias_of: int | None = None
    """A mention before, if the text says that this is another name of the same: `Alþýðusamband Íslands (ASÍ)`."""


def cluster(mentions: Sequence[NameMention]) -> list[list[int]]:
    """The mentions of each thing, as indexes; things in the order of their first mentions.

    Mentions of one label and one name are one thing. So are a firm with and without its legal form, an organization and its
    acronym, a name with and without an article, an organization and the first or last word of its name where the article has
    one such, and a person's full name and parts of it. A part that several full names have goes to the one mentioned last, or
    to the first one that follows.
    """
    groups = _Groups(len(mentions))
    by_name: dict[tuple[EntityLabel, str], int] = {}
    for i, mention in enumerate(mentions):
        for name in () if mention.label is EntityLabel.PERSON else _same_names(mention):
            groups.join(by_name.setdefault((mention.label, name), i), i)
        is_place = mention.label is EntityLabel.LOCATION  # `London (Ontario)` says where it lies, not what else it is called
        if mention.alias_of is not None and mentions[mention.alias_of].label is mention.label and not is_place:
            groups.join(mention.alias_of, i)
    _join_acronyms(mentions, groups)
    _join_definite_forms(mentions, groups)
    _join_parts_of_organizations(mentions, groups)
    _join_parts_of_persons(mentions, groups)
    return groups.lists()


def fullest(names: Iterable[str]) -> str:
    """The name to show for a thing: the one of most words, then the longest but for acronyms, then the most frequent."""
    counts = Counter(names)
    return max(counts, key=lambda name: (len(name.split()), not name.isupper(), counts[name], len(name)))


class _Groups:
    """Disjoint sets of mentions."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def of(self, i: int) -> int:
        """The first mention of i's group."""
        while self._above[i] != i:
            self._above[i] = self._above[self._above[i]]
            i = self._above[i]
        return i

    def join(self, a: int, b: int) -> None:
        first, second = sorted((self.of(a), self.of(b)))
        self._above[second] = first

    def lists(self) -> list[list[int]]:
        found: defaultdict[int, list[int]] = defaultdict(list)
        for i in range(len(self._above)):
            found[self.of(i)].append(i)
        return list(found.values())


def _same_names(mention: NameMention) -> list[str]:
    """The name as it is compared, and what is a name of the same thing wherever it stands."""
    name = " ".join(mention.name.split()).casefold()
    if mention.label is not EntityLabel.ORGANIZATION:
        return [name]
    short = " ".join(_without_legal_form(mention.name)).casefold()
    return list(dict.fromkeys([short, *(other.casefold() for other in SAME.get(mention.name, ()))]))


def _without_legal_form(name: str) -> list[str]:
    """The words of a firm's name: `Fly Play hf.` is Fly Play."""
    words = name.split()
    return words[:-1] if len(words) > 1 and words[-1] in LEGAL_FORMS else words


def _join_acronyms(mentions: Sequence[NameMention], groups: _Groups) -> None:
    """`HMS` is the `Húsnæðis- og mannvirkjastofnun` of the article, if it has one such name and the acronym is no other's."""
    own = {m.name: i for i, m in enumerate(mentions) if m.label is EntityLabel.ORGANIZATION}
    acronyms = [n for n in own if n.isupper() and n.isalpha() and len(n) in ACRONYM_LETTERS and n not in SAME][:MOST_ACRONYMS]
    by_initial: defaultdict[str, list[str]] = defaultdict(list)
    for name in own if acronyms else ():
        if " " in name:
            by_initial[name[0]].append(name)
    for acronym in acronyms:
        fitting = {groups.of(own[name]) for name in by_initial[acronym[0]] if _is_acronym_of(acronym, name)}
        if len(fitting) == 1:
            groups.join(fitting.pop(), own[acronym])


def _is_acronym_of(acronym: str, name: str) -> bool:
    """Whether the letters begin the words of a name, in order; others among them are of the word before: `BHM`, `HMS`."""
    return _begin(acronym.casefold(), [word for word in name.casefold().split() if word not in NO_INITIALS])


def _begin(letters: str, words: Sequence[str]) -> bool:
    if not words or not letters.startswith(words[0][0]):
        return not words and not letters
    most = len(letters) - len(words) + 1
    return any(_is_part(letters[1:end], words[0][1:]) and _begin(letters[end:], words[1:]) for end in range(1, most + 1))


def _join_definite_forms(mentions: Sequence[NameMention], groups: _Groups) -> None:
    """Names of one word that are another with an article: `Landspítalinn` is Landspítali, `Esjan` is Esja."""
    by_name = {(m.label, m.name.casefold()): i for i, m in enumerate(mentions) if m.label in MAY_BE_DEFINITE}
    for (label, name), i in by_name.items():
        found = (by_name.get((label, base)) for base in _without_article(name))
        if (other := next((j for j in found if j is not None), None)) is not None:
            groups.join(other, i)


def _without_article(name: str) -> list[str]:
    """What may be the name without an article."""
    return [name[: -len(end)] for end in ARTICLES if name.endswith(end) and len(name) >= len(end) + SHORTEST]


def _join_parts_of_organizations(mentions: Sequence[NameMention], groups: _Groups) -> None:
    """`Seðlabankinn` is the `Seðlabanki Íslands` of the article, and `United` its `Manchester United`, if it has one such."""
    by_word: defaultdict[str, set[int]] = defaultdict(set)
    for i, mention in enumerate(mentions):
        words = _without_legal_form(mention.name) if mention.label is EntityLabel.ORGANIZATION else []
        if len(words) > 1:
            for word in (words[0], words[-1]):
                by_word[word.casefold()].add(groups.of(i))
    for i, mention in enumerate(mentions):
        if mention.label is EntityLabel.ORGANIZATION and " " not in mention.name:
            name = mention.name.casefold()
            found = next((own for word in (name, *_without_article(name)) if (own := by_word.get(word))), set())
            if len(found) == 1:
                groups.join(next(iter(found)), i)


def _join_parts_of_persons(mentions: Sequence[NameMention], groups: _Groups) -> None:
    """Unite the mentions of each full name, and give each shorter one to a longer name that has its words in the same order.

    Each mention of a shorter name by itself: `Jón` may be one man before another Jón is named and another after it.
    """
    at: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        if mention.label is EntityLabel.PERSON:
            at[_person_words(mention.name)].append(i)
    by_word: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for full in at:
        for word in dict.fromkeys(full):
            by_word[word].append(full)
    for name, own in at.items():
        longer = [full for full in by_word[name[0]] if len(full) > len(name) and _is_part(name, full)] if name else []
        places = sorted(i for full in longer for i in at[full])
        for i in own:
            groups.join(places[max(bisect_left(places, i) - 1, 0)] if places else own[0], i)


def _person_words(name: str) -> tuple[str, ...]:
    return tuple(word for piece in name.casefold().split() if (word := piece.strip(QUOTE_MARKS)))


def _is_part(words: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the words are among those of the full name, in its order."""
    rest = iter(full)
    return all(word in rest for word in words)
