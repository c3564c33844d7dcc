"""Which verbs of a sentence are auxiliaries: the one part of speech that hangs on the words around.

Universal Dependencies calls a verb AUX where it adds tense, mood or voice to another verb, or links a subject with what is said
of it; where it is the clause's own verb it is VERB. For Icelandic (https://universaldependencies.org/is/) that makes AUX of

- `hafa` and `geta` with a supine: `hefur séð`, not `hefur áhuga` nor `getur þess`;
- `mega` and `vilja` with a bare infinitive: `vill fara`, not `vill frið` nor `vill að hún fari`;
- `verða` in the passive: `verður haldinn`, not `verður kaldur` nor `verður að fara`;
- `munu` and `skulu` always, as they have no other use;
- `vera` as copula, of places too (`er í húsinu`), in the passive and in `er að fara`, but not in `vera til`, to exist.

UD_Icelandic-PUD, checked by hand, has AUX for 697 of 715 `vera`, and UD_Icelandic-Modern dev for 359 of 360. UD_Icelandic-GC,
converted by rule, has VERB before most prepositional phrases, before `að fara` and at times before a participle: in that it is
not followed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from icenews_nlp.language.morphology.universal import upos

_SUPINE, _INFINITIVE, _PARTICIPLE = "ss", "sn", "sþ"
_TAKES: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(("hafa", "geta"), (_SUPINE,)),
    **dict.fromkeys(("munu", "skulu", "mega", "vilja"), (_INFINITIVE,)),
    "vera": (_PARTICIPLE,),
    "verða": (_PARTICIPLE, _SUPINE),  # `verður bjargað`, of a verb with a dative, is tagged as either
}
"""The auxiliaries, and how the tag begins of the verb that each goes with."""
_ALONE_TOO: Final = frozenset({"munu", "skulu", "vera"})
"""AUX without another verb as well."""
_REACH: Final = 8
"""The most auxiliaries that wait for a verb, and words to look through for `að` or `til`: no sentence has more."""


def upos_by_sentence(
    sentences: Iterable[tuple[int, int]], tags: Sequence[str], lemmas: Sequence[str], norms: Sequence[str]
) -> list[str]:
    """UPOS of the words of a text: that of `morphology.upos`, but AUX and VERB by the other verbs of the sentence.

    Args:
        sentences: half-open ranges of words.
        tags: the words' MIM-GOLD tags.
        lemmas: their lemmas.
        norms: the words in their normal spelling.

    Returns:
        One for each word.
    """
    found = [upos(*word) for word in zip(tags, lemmas, norms, strict=True)]
    for first, last in sentences:
        auxiliaries = _auxiliaries(tags[first:last], lemmas[first:last])
        for i in range(first, last):
            if found[i] in ("AUX", "VERB"):
                found[i] = "AUX" if i - first in auxiliaries else "VERB"
    return found


def _auxiliaries(tags: Sequence[str], lemmas: Sequence[str]) -> set[int]:
    """Places of the auxiliaries. A verb goes with the nearest one before it that takes its form and has no verb yet."""
    takes = [_taken_forms(tag, lemma) for tag, lemma in zip(tags, lemmas, strict=True)]
    found = {i for i, lemma in enumerate(lemmas) if takes[i] and lemma in _ALONE_TOO and not _means_exist(tags, lemmas, i)}
    waiting: deque[int] = deque(maxlen=_REACH)
    for i, tag in enumerate(tags):
        if _may_be_governed(tags, i):
            nearest = (*_just_behind(tags, i), *reversed(waiting))
            governor = next((at for at in nearest if tag.startswith(takes[at])), None)
            if governor is not None:
                found.add(governor)
                waiting = deque((at for at in waiting if at != governor), maxlen=_REACH)
        if takes[i]:
            waiting.append(i)
    return found


def _taken_forms(tag: str, lemma: str) -> tuple[str, ...]:
    """The forms of another verb that a word takes as an auxiliary; () where it cannot be one: the middle `hefst`, `orðinn`."""
    is_active = tag[:1] == "s" and tag[2:3] == "g"
    is_adjectival = tag.startswith(_PARTICIPLE) and lemma not in _ALONE_TOO
    return _TAKES.get(lemma, ()) if is_active and not is_adjectival else ()


def _may_be_governed(tags: Sequence[str], i: int) -> bool:
    """Whether a word is a supine, a participle or an infinitive without `að`, from which adverbs may part it."""
    if tags[i].startswith(_INFINITIVE):
        return next((tag for tag in reversed(tags[max(0, i - _REACH) : i]) if not tag.startswith("aa")), "") != "cn"
    return tags[i].startswith((_SUPINE, _PARTICIPLE))


def _just_behind(tags: Sequence[str], i: int) -> tuple[int, ...]:
    """The place of a finite verb that follows at once, as that of a fronted verb does: `sem gert hefur`, `Rætt verður um`."""
    return (i + 1,) if i + 1 < len(tags) and tags[i + 1].startswith(("sf", "sv")) else ()


def _means_exist(tags: Sequence[str], lemmas: Sequence[str], i: int) -> bool:
    """Whether a form of `vera` stands with the adverb `til`, with nothing between but its subject or another adverb."""
    for at in range(i + 1, min(i + 1 + _REACH, len(tags))):
        if lemmas[at] == "til" or not tags[at].startswith(("n", "f", "aa")):
            return lemmas[at] == "til" and tags[at] == "aa" and lemmas[i] == "vera"
    return False
