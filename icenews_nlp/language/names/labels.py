"""Labels of names, decided by the whole article: what its mentions, BÍN and the gazetteer say against an unsure sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.names.base_forms import PATRONYMIC
from icenews_nlp.language.names.head_nouns import Cue, is_firm
from icenews_nlp.language.names.known_names import LEGAL_FORMS, KnownNames

UNSURE: Final = 0.7
"""Below this probability a label that contradicts BÍN and the gazetteer is given up."""

CUED: Final = 0.97
"""Below this probability the noun before a name decides, and nobody is a person whose name is known for something else only.

Of 16 names of the last kind with a probability from 0.7 to 0.97 15 were places (news-names dev, encyclopedia-names).
"""

VOTED: Final = 0.95
"""Below this probability the other mentions of the name in the article may outvote a label."""

HEARD: Final = 0.5
"""What other names of the article must say together for BÍN and the gazetteer to outvote a label up to `VOTED`."""

CERTAIN: Final = 0.97
"""How sure a sentence is that a noun in apposition, or the last part of a compound, says what a name is of."""

PERSON: Final = EntityLabel.PERSON
ORGANIZATION: Final = EntityLabel.ORGANIZATION
LOCATION: Final = EntityLabel.LOCATION

FIRM_WORDS: Final = 2
"""A firm and what it is, its legal form left out."""

Key = tuple[str, ...]
"""One for all inflected forms of a name."""

Probabilities = Mapping[EntityLabel, float]
"""Of each label of names."""


class Mention(NamedTuple):
    """A name in the text."""

    words: Sequence[str]
    """Their norms."""
    probabilities: Probabilities
    """What its sentence says, 0 to 1; they need not add up to 1."""

    cue: Cue | None = None
    """What the noun before it says that it is."""
    head: EntityLabel | None = None
    """What the last part of a compound in it says that it is."""
    inside: bool = False
    """Whether `í` stands before it, and so no person."""
    may_be_place: bool = False
    """Whether a preposition before it speaks for a place."""
    is_at_place: bool = False
    """Whether something is or happens at the place of that name, and not with its club."""

    @property
    def likeliest(self) -> EntityLabel:
        """The label with the highest probability."""
        return max(self.probabilities, key=self.probabilities.__getitem__)


def decide_labels(mentions: Sequence[Mention], known: KnownNames) -> list[EntityLabel]:
    """The label of each name of an article that the article as a whole speaks for.

    What the sentence model is sure of stands; so a place and a person of one name may stand side by side.
    """
    mentions = [_with_nouns(mention) for mention in mentions]
    keys = name_keys([mention.words for mention in mentions], known)
    votes = _votes(mentions, keys, known)
    cued = {(key, m.cue.label) for m, key in zip(mentions, keys, strict=True) if m.cue and m.cue.is_certain}
    decided = [_decided(m, known.labels(m.words), votes[key], key, cued) for m, key in zip(mentions, keys, strict=True)]
    short = _short_forms(mentions, keys, decided, known)
    return [_by_article(m, label, short.get(key), known) for m, key, label in zip(mentions, keys, decided, strict=True)]


def _decided(
    mention: Mention, allowed: frozenset[EntityLabel], votes: Counter[EntityLabel], key: Key, cued: set[tuple[Key, EntityLabel]]
) -> EntityLabel:
    """The label of one name.

    Args:
        mention: the name.
        allowed: its labels as far as it is known.
        votes: what its mentions say together.
        key: what all its forms share.
        cued: names with the labels that nouns in apposition give them in the article.
    """
    label = mention.likeliest
    score = mention.probabilities[label]
    labels = [other for other in mention.probabilities if not mention.inside or label is PERSON or other is not PERSON]
    if score < VOTED:  # what is known of a name is given up for nothing that is not
        label = max((other for other in labels if other in allowed or label not in allowed), key=lambda other: votes[other])
    heard = {other: votes[other] - p for other, p in mention.probabilities.items()}
    is_heard = any(heard[other] >= max(HEARD, heard[label]) for other in allowed)
    sure = CUED if label is PERSON else VOTED if is_heard else UNSURE
    if allowed and label not in allowed and score < sure:
        label = max(labels, key=lambda other: (other in allowed, votes[other]))
    cue = mention.cue.label if mention.cue else None
    if cue and (cue in allowed or (key, cue) in cued) and score < CUED and label is not EntityLabel.MISCELLANEOUS:
        label = cue
    if mention.inside and label is PERSON and PERSON not in allowed and score < UNSURE:
        label = max((other for other in labels if other is not PERSON), key=lambda other: (other in allowed, votes[other]))
    return label


def _short_forms(
    mentions: Sequence[Mention], keys: Sequence[Key], labels: Sequence[EntityLabel], known: KnownNames
) -> dict[Key, EntityLabel]:
    """What fuller names of the article are called for short, where all of a word agree: `Gunnvör`, `Þórkatla`, `London`.

    It is the word before a firm's legal form or before what a firm is (`Þórkatla fasteignafélag`), and a person's family name.
    """
    found: defaultdict[Key, set[EntityLabel]] = defaultdict(set)
    for mention, key, label in zip(mentions, keys, labels, strict=True):
        words = mention.words
        end = len(words) - (words[-1] in LEGAL_FORMS)
        if len(words) < 2 or not words[0][:1].isupper() or known.is_genitive(words[end - 1]):
            continue  # `Orkubú Vestfjarða ohf.` is not called by what its name depends on
        if label is PERSON and words[-1].isalpha() and not known.is_given_name(words[-1]) and not PATRONYMIC.match(words[-1]):
            found[key[-1:]].add(label)
        elif label is ORGANIZATION and end == len(words) - 1 and words[end - 1][:1].isupper():
            found[key[end - 1 : end]].add(label)
        elif label is ORGANIZATION and end == FIRM_WORDS and is_firm(words[1]) and not known.is_genitive(words[0]):
            found[key[:1]].add(label)
    return {word: of_word.pop() for word, of_word in found.items() if len(of_word) == 1}


def _by_article(mention: Mention, label: EntityLabel, short: EntityLabel | None, known: KnownNames) -> EntityLabel:
    """The label of a name as the fuller one or the preposition before it has it, unless its sentence is sure of another."""
    allowed = known.labels(mention.words)
    if len(mention.words) > 1 or max(mention.probabilities.values()) >= CUED:
        return label
    if label is ORGANIZATION and mention.is_at_place and LOCATION in allowed:
        return LOCATION
    is_place = mention.may_be_place and LOCATION in allowed
    return label if short is None or is_place else short


def _with_nouns(mention: Mention) -> Mention:
    """The mention with what a noun in apposition or the last part of a compound says in place of what its sentence says."""
    label = mention.head or (mention.cue.label if mention.cue and mention.cue.is_certain else None)
    if label is None or mention.probabilities[mention.likeliest] >= CUED:
        return mention
    rest = {other: p * (1 - CERTAIN) for other, p in mention.probabilities.items()}
    return mention._replace(probabilities=rest | {label: CERTAIN})


def name_keys(names: Sequence[Sequence[str]], known: KnownNames) -> list[Key]:
    """One key for all inflected forms of a name: of each word the base form that most names of the article share."""
    shared = Counter(base for name in names for word in name for base in known.bases(word))
    return [tuple(max(known.bases(word), key=lambda base: shared[base]) for word in name) for name in names]


def _votes(mentions: Sequence[Mention], keys: Sequence[Key], known: KnownNames) -> dict[Key, Counter[EntityLabel]]:
    """Of each name, the sums of its mentions' probabilities.

    A person's full name speaks for its parts too, `Marel hf.` for Marel, and `Flugfélagið Play` for a listed Play.
    """
    totals: defaultdict[Key, Counter[EntityLabel]] = defaultdict(Counter)
    for mention, key in zip(mentions, keys, strict=True):
        _add(totals[key], mention.probabilities)
        if len(key) > 1 and mention.likeliest is EntityLabel.PERSON:
            for word in dict.fromkeys(key):
                totals[word,][EntityLabel.PERSON] += mention.probabilities[EntityLabel.PERSON]  # type: ignore[assignment]  # Counter may hold floats
        if len(key) > 1 and key[-1] in LEGAL_FORMS:
            _add(totals[key[:-1]], mention.probabilities)
        if len(key) > 1 and mention.likeliest is ORGANIZATION:
            for word in dict.fromkeys(key):
                if known.is_organization(word):
                    totals[word,][ORGANIZATION] += mention.probabilities[ORGANIZATION]  # type: ignore[assignment]  # Counter may hold floats
    return totals


def _add(total: Counter[EntityLabel], probabilities: Probabilities) -> None:
    for label, probability in probabilities.items():
        total[label] += probability  # type: ignore[assignment]  # typeshed counts in whole numbers only
