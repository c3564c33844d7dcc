"""Borders of names, where BÍN and the gazetteer know better than the sentence model: `Sigur | Hauka`, `Valur | – | KR`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.morphology.bin import GIVEN_NAME_DOMAINS, NOUN_CLASSES, Bin
from icenews_nlp.language.names.base_forms import is_listed
from icenews_nlp.language.names.known_names import KnownNames
from icenews_nlp.language.names.phrases import DASHES
from icenews_nlp.language.names.spans import LabelSpan

WordRange = tuple[int, int]
"""First and last word, both inclusive."""

INSTITUTIONS: Final = tuple(
    """
    bandalag banki bókasafn búð bær café deild dómstóll dómur dæmi eftirlit félag flokkur gallerí gæsla hostel hótel hreyfing
    hverfi höfn höll kaffi keppni kirkja klúbbur kór lýðveldi mót miðstöð nefnd prestakall ráð réttur ríki safn samband samtök
    sjóður skóli skrá skrifstofa sókn spítali stofa stofnun stúdíó sveit sýsla trygging umdæmi útgáfa útvarp veita veldi
    verðlaun verksmiðja vörn þing þjónusta
    """.split()
)
"""Last parts of nouns that begin the name of an institution, place or event before a genitive: `Seðlabanki Íslands`."""

PERSON: Final = EntityLabel.PERSON.value

QUOTES: Final = {"„": "“", '"': '"', "“": "”", "«": "»"}
"""Opening marks around a nickname and what closes them."""

LONGEST_NICKNAME: Final = 3
"""Words."""

LONGEST_AROUND: Final = 10
"""Words of a name with a nickname in it, but for the first."""

LONGEST_ENTRY: Final = 6
"""Words of an entry of the gazetteer."""

PERSON_WORDS: Final = 2
"""Words of a person's name in results of sports."""

GENITIVE: Final = re.compile(r"EF(?:ET|FT)")
"""In BÍN's mark of a noun or an adjective."""

PARTICIPLE: Final = "LH"
"""The beginning of BÍN's mark of a participle."""

RESULT: Final = re.compile(r"[1-9]\d{0,2}|\d{1,3}[-–:]\d{1,3}")
"""What a club or party got, beside its name."""


def apart_at_dashes(found: WordRange, norms: Sequence[str]) -> list[WordRange]:
    """The two names around a dash: `Valur – KR`. A dash with a small letter after it joins parts of one name."""
    first, last = found
    for i in range(first + 1, last):
        if norms[i] in DASHES and norms[i + 1][:1].isupper() and norms[i - 1][:1].isupper():
            return [(first, i - 1), *apart_at_dashes((i + 1, last), norms)]
    return [found]


def with_nicknames(spans: Sequence[LabelSpan], norms: Sequence[str]) -> list[LabelSpan]:
    """The spans, where a person's nickname in quotes is part of the name around it: `Gunnar „Gunni“ Nelson`."""
    found: list[LabelSpan] = []
    for span in spans:
        around = [i for i in range(max(len(found) - 2, 0), len(found)) if _is_around(found[i], span, norms)]
        if around:
            before = found[around[0]]
            found[around[0] :] = [before._replace(last=span.last, score=min(before.score, span.score))]
        else:
            found.append(span)
    return found


def _is_around(before: LabelSpan, after: LabelSpan, norms: Sequence[str]) -> bool:
    """Whether both are a person's, around or at a nickname in quotes, which the model may have cut: `Árni „Bent | “ | Páll`."""
    if not before.label == after.label == PERSON or after.last - before.first > LONGEST_AROUND:
        return False
    words = norms[before.first : after.last + 1]
    opening = next((i for i in range(1, len(words)) if words[i] in QUOTES), len(words))
    closing = next((i for i in range(opening + 1, len(words)) if words[i] == QUOTES[words[opening]]), len(words))
    nickname, rest = words[opening + 1 : closing], [*words[:opening], *words[closing + 1 :]]
    holds_gap = before.first + opening <= before.last + 1 and after.first <= before.first + closing + 1
    is_short = 0 < len(nickname) <= LONGEST_NICKNAME and nickname[0][:1].isupper()
    return closing + 1 < len(words) and holds_gap and is_short and all(word[:1].isupper() for word in rest)


class NameBorders:
    """Finds where a name begins and ends by what is known of its words."""

    def __init__(self, known: KnownNames, bin_: Bin) -> None:
        self._known = known
        self._bin = bin_

    def without_noun(self, name: WordRange, norms: Sequence[str]) -> WordRange:
        """A name at the start of a sentence without the common noun that its genitive depends on: `Mark | Arons Einars`."""
        words = norms[name[0] : name[1] + 1]
        if len(words) < 2 or words[0].isupper() or not words[1][:1].isupper() or self._known.entry(words)[0] == len(words):
            return name
        return (name[0] + 1, name[1]) if self._is_event(words) else name

    def without_result(self, name: WordRange, norms: Sequence[str]) -> WordRange:
        """A known organization without a result that follows it: `Þrótt | 4-0`, `Framsókn | 2`; not `Stöð 2`."""
        words = norms[name[0] : name[1] + 1]
        if len(words) < 2 or not RESULT.fullmatch(words[-1]) or self._known.entry(words)[0] == len(words):
            return name
        return (name[0], name[1] - 1) if EntityLabel.ORGANIZATION in self._known.labels(words[:-1]) else name

    def apart_at_team(self, name: LabelSpan, norms: Sequence[str]) -> list[WordRange]:
        """A person and the team that results give right after: `Heikki Kovalainen | Lotus-Renault`; [] for any other name."""
        if (
            name.label != PERSON
            or name.last < name.first + PERSON_WORDS
            or not self._known.is_pair_of_organizations(norms[name.last])
        ):
            return []
        return [(name.first, name.first + PERSON_WORDS - 1), (name.first + PERSON_WORDS, name.last)]

    def extended(self, name: LabelSpan, norms: Sequence[str], end: int) -> LabelSpan:
        """A name with all words of the gazetteer's entry that it begins: `Rauða` in `Rauða torgið`.

        Several small words are mostly none of the name's: `við Ísland í dag`.

        Args:
            name: words of a sentence.
            norms: the words of the text.
            end: the word after the last one of the sentence.
        """
        length, _ = self._known.entry(norms[name.first : min(end, name.first + LONGEST_ENTRY)])
        more = norms[name.last + 1 : name.first + length]
        belongs = len(more) == 1 or any(word[:1].isupper() for word in more)
        return name._replace(last=name.last + len(more)) if belongs else name

    def governs_genitive(self, i: int, norms: Sequence[str]) -> bool:
        """Whether the word is a common noun and the one after it, as a noun or adjective, a genitive: `Efling | iðnaðar`."""
        after = self._bin.readings(norms[i + 1]) if i + 1 < len(norms) and norms[i + 1].islower() else []
        nominal = [r for r in after if not r.mark.startswith(PARTICIPLE)]
        return bool(nominal) and all(GENITIVE.search(r.mark) for r in nominal) and self.is_noun(norms[i])

    def is_noun(self, word: str) -> bool:
        """Whether the word in small letters is a noun of BÍN's."""
        noun = word.lower()
        return any(r.word_class in NOUN_CLASSES and is_listed(r, noun, self._bin) for r in self._bin.readings(noun))

    def _is_event(self, words: Sequence[str]) -> bool:
        """Whether the first word is a common noun and the second depends on it."""
        noun = words[0].lower()
        readings = [r for r in self._bin.readings(noun) if r.word_class in NOUN_CLASSES and is_listed(r, noun, self._bin)]
        lemmas = {r.lemma for r in readings if r.mark.startswith("NF") and not r.mark.endswith("gr")}
        if not lemmas or any(lemma.endswith(INSTITUTIONS) for lemma in lemmas):
            return False
        if self._known.is_genitive(words[1]):
            return len(words) > 2 or not self._is_given_name(words[0])
        labels = self._known.labels(words[1:2])
        return bool(labels) and (EntityLabel.PERSON not in self._known.labels(words[:1]) or EntityLabel.PERSON not in labels)

    def _is_given_name(self, word: str) -> bool:
        return any(r.in_domain(GIVEN_NAME_DOMAINS) and r.mark.startswith("NF") for r in self._bin.readings(word))
