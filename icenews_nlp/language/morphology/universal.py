"""Universal part of speech and features of a word, from its MIM-GOLD tag.

A MIM-GOLD tag is a word class and one letter for each category of that class: `nveþg` is a noun, feminine (`v`), singular
(`e`), dative (`þ`), with the article (`g`). `_SHAPES` below says for each class what its letters mean.

Sources of the conventions:

- letters: the MIM-GOLD tagset 2.0 (Árni Magnússon Institute), with the tags of other printings that taggers emit;
- features: Universal Dependencies as UD_Icelandic-Modern writes them from these tags; but participles have a tense, names no
  `Definite`, and quotation marks a side, as in UD_Icelandic-PUD;
- parts of speech: what the hand-checked UD_Icelandic-PUD gives each MIM-GOLD tag (a table of counts made for this library), so
  pronouns are PRON even before a noun (UD_Icelandic-Modern: DET), foreign words PROPN, and each word of `í dag` what it is
  elsewhere, ADP and NOUN (UD_Icelandic-GC: ADV). The words around tell AUX from VERB better: see auxiliaries.

A feature says what the tag says and no more: `fpken` is both `hann` and `sig`, so it has no `Person`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

_Slot = Mapping[str, str]

_GENDER: Final[_Slot] = {"k": "Gender=Masc", "v": "Gender=Fem", "h": "Gender=Neut"}
_NUMBER: Final[_Slot] = {"e": "Number=Sing", "f": "Number=Plur"}
_CASE: Final[_Slot] = {"n": "Case=Nom", "o": "Case=Acc", "þ": "Case=Dat", "e": "Case=Gen"}
_DECLENSION: Final[_Slot] = {"s": "Definite=Ind", "v": "Definite=Def", "o": ""}
_DEGREE: Final[_Slot] = {"f": "Degree=Pos", "m": "Degree=Cmp", "e": "Degree=Sup"}
_ADVERB_DEGREE: Final[_Slot] = {"": "", "m": "Degree=Cmp", "e": "Degree=Sup"}
_VOICE: Final[_Slot] = {"g": "Voice=Act", "m": "Voice=Mid"}
_INFINITIVE: Final[_Slot] = {**_VOICE, "g--þ": "Tense=Past|Voice=Act"}  # "skyldu", "mundu"
_PERSON: Final[_Slot] = {"1": "Person=1", "2": "Person=2", "3": "Person=3"}
_TENSE: Final[_Slot] = {"n": "Tense=Pres", "þ": "Tense=Past"}
_UNMARKED: Final[_Slot] = {"x": "", "-": ""}
_NAME_ENDINGS: Final = ("s", "m", "ö")  # any name; older printings: of a person, of a place
_NOUN_ENDING: Final[_Slot] = {"": "Definite=Ind", "g": "Definite=Def"} | {a + b: "" for a in "-g" for b in _NAME_ENDINGS}

_NOMINAL: Final = (_GENDER, _NUMBER, _CASE)
_FINITE: Final = (_VOICE, _PERSON, _NUMBER, _TENSE)
_IMPERATIVE: Final = (_VOICE, {"2": "Person=2"}, _NUMBER, {"n": "Tense=Pres"})


class _Shape(NamedTuple):
    """What tags that begin alike mean: one slot a letter, the last slot for all that is left of the tag."""

    pos: str
    fixed: str = ""
    slots: tuple[_Slot, ...] = ({"": ""},)


_SHAPES: Final[Mapping[str, _Shape]] = {
    "n": _Shape("NOUN", "", ({**_GENDER, **_UNMARKED}, {**_NUMBER, **_UNMARKED}, {**_CASE, **_UNMARKED}, _NOUN_ENDING)),
    "l": _Shape("ADJ", "", (*_NOMINAL, _DECLENSION, _DEGREE)),
    "fa": _Shape("PRON", "PronType=Dem", _NOMINAL),
    "fb": _Shape("PRON", "PronType=Dem", _NOMINAL),  # sjálfur, sami, slíkur
    "fe": _Shape("PRON", "PronType=Prs", _NOMINAL),  # minn, þinn, sinn
    "fo": _Shape("PRON", "PronType=Ind", _NOMINAL),
    "fp": _Shape("PRON", "PronType=Prs", _NOMINAL),
    "fp1": _Shape("PRON", "Person=1|PronType=Prs", (_NUMBER, _CASE)),
    "fp2": _Shape("PRON", "Person=2|PronType=Prs", (_NUMBER, _CASE)),
    "fs": _Shape("PRON", "PronType=Int", _NOMINAL),
    "ft": _Shape("PRON", "PronType=Rel", _NOMINAL),
    "g": _Shape("DET", "Definite=Def", _NOMINAL),
    "tf": _Shape("NUM", "NumType=Card", _NOMINAL),
    "ta": _Shape("NUM", "NumType=Card"),  # digits
    "to": _Shape("NUM", "NumType=Card"),  # the first word of `fimm þúsund`
    "tp": _Shape("NUM", "NumType=Card"),  # 50%
    "sf": _Shape("VERB", "Mood=Ind|VerbForm=Fin", _FINITE),
    "sv": _Shape("VERB", "Mood=Sub|VerbForm=Fin", _FINITE),
    "sb": _Shape("VERB", "Mood=Imp|VerbForm=Fin", _IMPERATIVE),
    "sn": _Shape("VERB", "VerbForm=Inf", (_INFINITIVE,)),
    "ss": _Shape("VERB", "VerbForm=Sup", (_VOICE,)),
    "sl": _Shape("VERB", "Tense=Pres|VerbForm=Part", (_VOICE,)),
    "sþ": _Shape("VERB", "Tense=Past|VerbForm=Part", (_VOICE, *_NOMINAL)),
    "aa": _Shape("ADV", "", (_ADVERB_DEGREE,)),
    **{tag: _Shape("ADP", "", (_ADVERB_DEGREE,)) for tag in ("ao", "aþ", "ae", "af")},
    "au": _Shape("INTJ"),
    "c": _Shape("SCONJ"),
    "cn": _Shape("PART"),
    "ct": _Shape("SCONJ"),
    "e": _Shape("PROPN"),
    "v": _Shape("SYM"),  # web and e-mail addresses, as UD_Icelandic-GC
    "x": _Shape("X"),
    "as": _Shape("NOUN"),
    "ks": _Shape("NOUN"),
    "kt": _Shape("SYM"),
    "m": _Shape("SYM"),
    **{tag: _Shape("PUNCT") for tag in ("pa", "pg", "pk", "pl")},
}

# Of a word alone: verbs that are AUX more often than not. `vera` to `skulu` are so in PUD too; `vilja` is AUX 22 times of 33 in
# GC and Modern together, `verða` 21 of 85.
_AUXILIARIES: Final = frozenset(("vera", "hafa", "geta", "munu", "mega", "skulu", "vilja"))
_COORDINATORS: Final = frozenset(
    ("og", "ok", "&", "eða", "eður", "ellegar", "eð", "en", "né", "heldur", "enda", "bæði", "hvorki", "annaðhvort", "ýmist")
)

_ABBREVIATIONS: Final[Mapping[str, str]] = {
    form: pos
    for pos, forms in {
        "ADV": "a.m.k amk ca e.h e.kr e.t.v etc etv f.h f.kr h.u.b m.a m.a.s m.fl m.m m.ö.o o.fl ofl o.m.fl omfl o.s.frv osfrv"
        " o.þ.h oþh s.s s.st t.a.m t.d t.o.m u.þ.b uþb þ.a þ.a.l þ.á.m þ.e þ.e.a.s þeas þ.m.t þmt",
        "ADP": "m.t.t mtt m.v m/ samkv sbr skv v/ vs",
        "ADJ": "alm alþj bandar d dags ek erl f f.v fv fyrrv háttv hv hæstv ísl n.k nk núv s.l sk sl svok þáv",
        "NUM": "þ þús",
        "PRON": "e-ð e-m e-n e-r e-s e-u e-a e-ar e-i e-ir e-ra e-t",
        "PROPN": "alþ fbl hfj kóp mbl rvk rvík",
        "VERB": "ath",
        "NOUN": "cd dvd gb gps gsm kb kw mb mw gw tb tv sms usb pdf vsk ssk hf ehf ohf uppl kr nr",  # in capitals too
    }.items()
    for form in forms.split()
}

_SYMBOLS: Final = frozenset("%‰*§#@&†‡")
"""Signs that Unicode counts as punctuation and UD as symbols."""
_SIDES: Final[Mapping[str, str]] = {"„": "Ini", "‚": "Ini", "«": "Ini", "“": "Fin", "”": "Fin", "‘": "Fin", "»": "Fin"}
"""Icelandic quotation marks; MIM-GOLD writes „ “ as « »."""


def upos(tag: str, lemma: str, norm: str = "") -> str:
    """UPOS of a word from its MIM-GOLD tag; X where the tag is unknown or malformed.

    The lemma decides between CCONJ and SCONJ, and between AUX and VERB as far as one word can (see auxiliaries). An
    abbreviation is looked up by `norm`, the word in its normal spelling (by the lemma where there is none): its capitals tell
    an initial or acronym (PROPN) from the rest.
    """
    pos = _read(tag)[0]
    word = (lemma or norm).lower()
    if pos == "NOUN" and tag in ("as", "ks"):
        return _abbreviation(norm or lemma)
    if tag == "c" and word in _COORDINATORS:
        return "CCONJ"
    if pos == "VERB" and word in _AUXILIARIES and _may_support(tag, word):
        return "AUX"
    return pos


def feats(tag: str, norm: str = "") -> str:
    """UD features of a MIM-GOLD tag as CoNLL-U writes them, `Case=Gen|Gender=Fem|Number=Sing`; "" where there are none.

    `norm`, the word in its normal spelling, tells the side of a quotation mark and that `12.` is an ordinal.
    """
    pos, found = _read(tag)
    side = _SIDES.get(norm) or _SIDES.get(tag)
    if pos == "PUNCT" and side:
        return f"PunctSide={side}"
    if tag == "ta" and norm[:-1].isdecimal() and norm.endswith("."):
        return "NumType=Ord"
    return found


@lru_cache(maxsize=2048)  # the tagset has some 650 tags
def _read(tag: str) -> tuple[str, str]:
    """UPOS, as far as the tag alone tells it, and features."""
    for length in (3, 2, 1):
        if len(tag) >= length and (shape := _SHAPES.get(tag[:length])):
            found = _fill(shape, tag[length:])
            if found is None:
                return "X", ""
            is_name = tag[0] == "n" and tag.endswith(_NAME_ENDINGS)
            return "PROPN" if is_name else shape.pos, found
    return _sign(tag), ""


def _fill(shape: _Shape, letters: str) -> str | None:
    """The features that `letters` stand for, sorted as UD sorts them (without regard to case); None where they do not fit."""
    last = len(shape.slots) - 1
    if len(letters) < last:
        return None
    parts = (*letters[:last], letters[last:])
    if any(part not in slot for part, slot in zip(parts, shape.slots, strict=True)):
        return None
    values = [shape.fixed, *(slot[part] for part, slot in zip(parts, shape.slots, strict=True))]
    return "|".join(sorted("|".join(filter(None, values)).split("|"), key=str.lower))


def _may_support(tag: str, lemma: str) -> bool:
    """Whether this form of an auxiliary can have another verb: not the middle voice, nor `haft`."""
    return tag[2:3] == "g" and not (lemma == "hafa" and tag[1] in "sþ")


def _abbreviation(form: str) -> str:
    core = form.rstrip(".")
    if len(core) == 1 and core.isupper():
        return "PROPN"  # the initial of a name
    return _ABBREVIATIONS.get(core.lower(), "PROPN" if core.isupper() else "NOUN")


def _sign(tag: str) -> str:
    """SYM or PUNCT for a tag that is the character itself, X for anything else."""
    kinds = {"S" if sign in _SYMBOLS else unicodedata.category(sign) for sign in tag}
    if not kinds or any(kind[0] not in "PSM" and kind != "Cf" for kind in kinds):
        return "X"
    if kinds & {"S", "Sm", "Sc", "So"}:
        return "SYM"
    return "PUNCT" if any(kind[0] in "PS" for kind in kinds) else "X"
