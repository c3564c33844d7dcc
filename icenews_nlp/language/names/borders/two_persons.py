"""Two persons side by side: `Þá hitti Rubio | Þorgerði Katrínu Gunnarsdóttur`, where the subject stands after its verb."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto
from typing import Final, NamedTuple

from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.names.borders.known_borders import WordRange
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.labels import Key, name_keys
from icenews_nlp.language.names.persons import forms_of, is_patronymic, shared_forms

MOST_WORDS: Final = 10
"""Of two persons that are looked for; longer runs of capitals are something else."""

FINITE: Final = re.compile(r"[GM]M-[FV]H-[NÞ]T-3P-ET")
"""BÍN's mark of a verb whose subject is one person."""


ADVERBS: Final = frozenset("aftur einnig jafnframt líka loks nú síðan strax svo þar þá".split())
"""What may stand between a verb and its subject."""


class _Name(NamedTuple):
    """A person's name in the article."""

    range: WordRange
    key: Key
    follows_verb: bool
    """Whether it may be a subject and its object: a finite verb stands right before it."""


class _Ending(Enum):
    """What the last word of a person's name is."""

    GIVEN_NAME = auto()
    FAMILY_NAME = auto()
    PATRONYMIC = auto()


class TwoPersons:
    """Takes the persons of an article apart that the sentence model made one of. Any number of threads may share one."""

    def __init__(self, known: KnownNames, bin_: Bin) -> None:
        self._known = known
        self._bin = bin_

    def apart(self, persons: Sequence[WordRange], norms: Sequence[str], starts: set[int]) -> dict[WordRange, list[WordRange]]:
        """The ranges that are two persons or more, with their parts.

        Args:
            persons: all persons of the article, in order.
            norms: its words.
            starts: the words that no word of their sentence stands before.
        """
        found = {}
        names = []
        keys = name_keys([norms[first : last + 1] for first, last in persons], self._known)
        for (first, last), key in zip(persons, keys, strict=True):
            words = norms[first : last + 1]
            follows_verb = first not in starts and self._is_verb_before(first, norms)
            borders = self._after_patronymics(words) or (self._by_themselves(words) if follows_verb else [])
            if borders:
                parts = found[first, last] = _cut((first, last), borders)
                names += [_Name(part, key[part[0] - first : part[1] + 1 - first], False) for part in parts]
            else:
                names.append(_Name((first, last), key, follows_verb))
        heard = _Heard(names, self._bin)
        for name in names:
            if name.follows_verb and 1 < len(name.key) <= MOST_WORDS:
                at = self._heard_apart(norms[name.range[0] : name.range[1] + 1], name.key, heard)
                if at:
                    found[name.range] = _cut(name.range, [at])
        return found

    def _by_themselves(self, words: Sequence[str]) -> list[int]:
        """Where the words after a verb, whoever else the article names, are a subject and its object; [] for one person."""
        at = len(words) <= MOST_WORDS and (self._before_object(words) or self._after_family_name(words))
        return [at] if at else []

    def _after_patronymics(self, words: Sequence[str]) -> list[int]:
        """Where a given name, and no family name, follows a patronymic: `Halla Tómasdóttir | Vigdísi Finnbogadóttur`."""
        found = []
        for i in range(2, len(words)):
            if is_patronymic(words[i - 1], self._bin) and self._begins(words[i]):
                is_object = "n" in self._cases(words[i - 1]) and "n" not in self._cases(words[i])
                if i + 1 < len(words) or is_object:
                    found.append(i)
        return found

    def _before_object(self, words: Sequence[str]) -> int:
        """Where a name that is no nominative follows one that may be: `Sigríður | Guðrúnu`; 0 where there is no such place.

        A short patronymic (`Hörður Torfa`) is a genitive, and of `Jón Inga Ólafsson` all words may be accusatives.
        """
        for i in range(1, len(words)):
            subject, object_ = words[:i], words[i:]
            forms = shared_forms(object_, self._bin)
            cases = {case for _, case in forms}
            if not self._is_given(object_[0]) or not cases or "n" in cases or (len(object_) == 1 and "e" in cases):
                continue
            own = shared_forms(subject, self._bin)
            is_whole = len(subject) > 1 and not self._is_given(subject[-1])  # `Inga Sæland | Bjarna Benediktsson`
            if ("n" in {case for _, case in own} and (is_whole or not own & forms)) or (not own and self._is_foreign(subject)):
                return i
        return 0

    def _after_family_name(self, words: Sequence[str]) -> int:
        """Where a full name follows one that ends in a family name: `Alma Möller | Willum Þór`; 0 where none does."""
        return next((i for i in range(1, len(words) - 1) if self._is_family(words[i - 1]) and self._begins(words[i])), 0)

    def _heard_apart(self, words: Sequence[str], key: Key, heard: _Heard) -> int:
        """Where both parts are names of other persons of the article, and the whole is none: `Trump | Selenskí`."""
        for i in range(1, len(words)):
            may_be = "n" in (self._cases(words[0]) or "n") and self._cases(words[i]) != {"n"}
            if may_be and heard.are_two(key[:i], key[i:], self._ending(words[i - 1])):
                return i
        return 0

    def _ending(self, last: str) -> _Ending:
        if is_patronymic(last, self._bin):
            return _Ending.PATRONYMIC
        return _Ending.GIVEN_NAME if self._is_given(last) else _Ending.FAMILY_NAME

    def _begins(self, word: str) -> bool:
        """Whether the word begins a person's name wherever it stands."""
        return self._is_given(word) and not self._known.is_family_name(word)

    def _is_family(self, word: str) -> bool:
        return self._known.is_family_name(word) and not self._is_given(word)

    def _is_given(self, word: str) -> bool:
        return not is_patronymic(word, self._bin) and (bool(forms_of(word, self._bin)) or self._known.is_given_name(word))

    def _cases(self, word: str) -> set[str]:
        return {case for _, case in forms_of(word, self._bin)}

    def _is_foreign(self, words: Sequence[str]) -> bool:
        """Whether the words, none of which BÍN has as a given name, are a whole name: `Rubio`, `Keir Starmer`."""
        return len(words) > 1 or self._is_family(words[0])

    def _is_verb_before(self, i: int, norms: Sequence[str]) -> bool:
        """Whether a finite verb stands before the word, with an adverb between them or not: `spurði þá`."""
        return self._is_verb(norms[i - 1]) or (i > 1 and norms[i - 1] in ADVERBS and self._is_verb(norms[i - 2]))

    def _is_verb(self, word: str) -> bool:
        readings = self._bin.readings(word.lower())
        is_preposition = any(r.word_class == "fs" for r in readings)
        return not is_preposition and any(r.word_class == "so" and FINITE.match(r.mark) for r in readings)


class _Heard:
    """The persons that an article names, by the words that begin and end their names."""

    def __init__(self, names: Sequence[_Name], bin_: Bin) -> None:
        """Take them all; what stands after a verb alone may be two persons, and tells of longer names only."""
        keys = {name.key for name in names if 1 < len(name.key) <= MOST_WORDS}
        self._firsts = Counter(key[:i] for key in keys for i in range(1, len(key)))
        self._lasts = Counter(key[i:] for key in keys for i in range(1, len(key)))
        self._inner = Counter(key[i:j] for key in keys for i in range(len(key)) for j in range(i + 2, len(key) + 1))
        self._foreign = {key[i:] for key in keys if not forms_of(key[0], bin_) for i in range(1, len(key))}
        self._whole = {name.key for name in names if not name.follows_verb}

    def are_two(self, before: Key, after: Key, ending: _Ending) -> bool:
        """Whether they are two persons, as others of the article bear both names: `Jón | Pétri`, `Trump | Selenskí`.

        `Anna Hansen` may be of one family with Pétur Hansen and have the given name of Anna Jónsdóttir; `Kristrún | Macron`
        has no Icelandic relatives.

        Args:
            before: the first one's name.
            after: the second one's.
            ending: what the last word of the first one's is.
        """
        whole = before + after
        if whole in self._whole or self._inner[whole] > 1:
            return False
        begins, is_first = self._firsts[before] > 1, bool(self._firsts[after])  # the name itself begins with its first part
        if ending is _Ending.FAMILY_NAME and self._lasts[before]:
            return is_first or self._lasts[after] > 1
        return (begins and is_first) or ((begins or ending is _Ending.PATRONYMIC) and after in self._foreign)


def _cut(whole: WordRange, borders: Sequence[int]) -> list[WordRange]:
    """The range in parts; each border is the number of words before it."""
    firsts = [whole[0], *(whole[0] + border for border in borders)]
    return [(first, after - 1) for first, after in zip(firsts, [*firsts[1:], whole[1] + 1], strict=True)]
