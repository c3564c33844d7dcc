"""MIM-GOLD tags as UPOS and UD features."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from icenews_nlp.language.morphology.universal import feats, upos

UPOS = {
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
    *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
}
INVENTORY = {
    "Case": {"Acc", "Dat", "Gen", "Nom"},
    "Definite": {"Def", "Ind"},
    "Degree": {"Cmp", "Pos", "Sup"},
    "Gender": {"Fem", "Masc", "Neut"},
    "Mood": {"Imp", "Ind", "Sub"},
    "NumType": {"Card", "Ord"},
    "Number": {"Plur", "Sing"},
    "Person": {"1", "2", "3"},
    "PronType": {"Dem", "Ind", "Int", "Prs", "Rel"},
    "PunctSide": {"Fin", "Ini"},
    "Tense": {"Past", "Pres"},
    "VerbForm": {"Fin", "Inf", "Part", "Sup"},
    "Voice": {"Act", "Mid"},
}
"""The part of UD's closed inventory that Icelandic uses."""

NOMINAL = ["".join(letters) for letters in product("kvh", "ef", "noþe")]
TAGSET = [
    *("n" + g + n + c + end for g, n, c, end in product("kvhx", "ef", "noþe", ("", "g", "-s", "gs"))),
    *("l" + core + d for core, d in product(NOMINAL, ("sf", "sm", "se", "vf", "vm", "ve", "of"))),
    *(start + core for start, core in product(("fa", "fb", "fe", "fo", "fp", "fs", "ft", "g", "tf", "sþg", "sþm"), NOMINAL)),
    *("fp" + p + n + c for p, n, c in product("12", "ef", "noþe")),
    *("s" + "".join(rest) for rest in product("fv", "gm", "123", "ef", "nþ")),
    *("sb" + v + "2" + n + "n" for v, n in product("gm", "ef")),
    *("s" + form + voice for form, voice in product("nsl", "gm")),
    *("a" + word + degree for word, degree in product("aoþe", ("", "m", "e"))),
    *("ta", "to", "tp", "au", "c", "cn", "ct", "e", "v", "as"),
]


def features_of(text: str) -> list[tuple[str, str]]:
    return [(key, value) for key, _, value in (pair.partition("=") for pair in text.split("|") if text)]


@pytest.mark.parametrize(
    ("tag", "pos", "features"),
    [
        ("nveþg", "NOUN", "Case=Dat|Definite=Def|Gender=Fem|Number=Sing"),
        ("nkfn", "NOUN", "Case=Nom|Definite=Ind|Gender=Masc|Number=Plur"),
        ("nvee-s", "PROPN", "Case=Gen|Gender=Fem|Number=Sing"),
        ("nheogs", "PROPN", "Case=Acc|Gender=Neut|Number=Sing"),
        ("nxen-s", "PROPN", "Case=Nom|Number=Sing"),
        ("nkeo-ö", "PROPN", "Case=Acc|Gender=Masc|Number=Sing"),
        ("n----s", "PROPN", ""),
        ("lkensf", "ADJ", "Case=Nom|Definite=Ind|Degree=Pos|Gender=Masc|Number=Sing"),
        ("lvfþve", "ADJ", "Case=Dat|Definite=Def|Degree=Sup|Gender=Fem|Number=Plur"),
        ("lhenof", "ADJ", "Case=Nom|Degree=Pos|Gender=Neut|Number=Sing"),
        ("fp1fo", "PRON", "Case=Acc|Number=Plur|Person=1|PronType=Prs"),
        ("fphen", "PRON", "Case=Nom|Gender=Neut|Number=Sing|PronType=Prs"),
        ("fahee", "PRON", "Case=Gen|Gender=Neut|Number=Sing|PronType=Dem"),
        ("fsken", "PRON", "Case=Nom|Gender=Masc|Number=Sing|PronType=Int"),
        ("gven", "DET", "Case=Nom|Definite=Def|Gender=Fem|Number=Sing"),
        ("tfkfþ", "NUM", "Case=Dat|Gender=Masc|Number=Plur|NumType=Card"),
        ("ta", "NUM", "NumType=Card"),
        ("sng", "VERB", "VerbForm=Inf|Voice=Act"),
        ("sng--þ", "VERB", "Tense=Past|VerbForm=Inf|Voice=Act"),
        ("sfg3en", "VERB", "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin|Voice=Act"),
        ("svm1fþ", "VERB", "Mood=Sub|Number=Plur|Person=1|Tense=Past|VerbForm=Fin|Voice=Mid"),
        ("sbg2en", "VERB", "Mood=Imp|Number=Sing|Person=2|Tense=Pres|VerbForm=Fin|Voice=Act"),
        ("sþgken", "VERB", "Case=Nom|Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part|Voice=Act"),
        ("slg", "VERB", "Tense=Pres|VerbForm=Part|Voice=Act"),
        ("ssm", "VERB", "VerbForm=Sup|Voice=Mid"),
        ("aa", "ADV", ""),
        ("aam", "ADV", "Degree=Cmp"),
        ("ae", "ADP", ""),  # the preposition, not a superlative
        ("aþe", "ADP", "Degree=Sup"),
        ("au", "INTJ", ""),
        ("cn", "PART", ""),
        ("ct", "SCONJ", ""),
        ("e", "PROPN", ""),
        ("v", "SYM", ""),
        ("x", "X", ""),
    ],
)
def test_tag(tag: str, pos: str, features: str) -> None:
    assert (upos(tag, "orð"), feats(tag)) == (pos, features)


@pytest.mark.parametrize(
    "tag",
    [
        *("", " ", "n", "nv", "nvez", "nveþgx", "nveþ-", "NVEÞG", "lkens", "lxensf", "fp3en", "fpxen", "f1pfn", "g", "gxen"),
        *("sfg4en", "sbg1en", "sbg2eþ", "sþg", "sngg", "tak", "cx", "ehf", "as.", "aax", "q", "1", "a.", "\0", " .", "\u0301"),
    ],
)
def test_malformed(tag: str) -> None:
    assert (upos(tag, "vera", "vera"), feats(tag)) == ("X", "")


@pytest.mark.parametrize("sign", [".", ",", "...", "--", "-", "–", "„", "“", "«", '"', "'", "(", "]", "/", "?", "·", "_", "´"])
def test_punctuation(sign: str) -> None:
    assert upos(sign, sign, sign) == "PUNCT"


@pytest.mark.parametrize("sign", ["%", "+", "=", "€", "$", "<", ">", "*", "&", "§", "°", "🙂", "❤️"])
def test_symbol(sign: str) -> None:
    assert (upos(sign, sign, sign), feats(sign, sign)) == ("SYM", "")


@pytest.mark.parametrize(
    ("tag", "norm", "features"),
    [
        ("«", "„", "PunctSide=Ini"),
        ("»", "“", "PunctSide=Fin"),
        ("„", "", "PunctSide=Ini"),
        ('"', '"', ""),
        ("nken", "„", "Case=Nom|Definite=Ind|Gender=Masc|Number=Sing"),
        ("ta", "12.", "NumType=Ord"),
        ("ta", "12", "NumType=Card"),
        ("ta", "1.200", "NumType=Card"),
        ("ta", ".", "NumType=Card"),
        ("to", "12.", "NumType=Card"),
    ],
)
def test_norm_completes_features(tag: str, norm: str, features: str) -> None:
    assert feats(tag, norm) == features


@pytest.mark.parametrize(
    ("tag", "lemma", "norm", "pos"),
    [
        ("sfg3en", "vera", "er", "AUX"),
        ("ssg", "vera", "verið", "AUX"),
        ("sng", "hafa", "hafa", "AUX"),
        ("ssg", "hafa", "haft", "VERB"),
        ("sfm3en", "hafa", "hefst", "VERB"),
        ("sfg3en", "verða", "verður", "VERB"),
        ("sfg3en", "vilja", "vill", "AUX"),
        ("nven", "vera", "vera", "NOUN"),
        ("c", "og", "og", "CCONJ"),
        ("c", "En", "En", "CCONJ"),
        ("c", "", "eða", "CCONJ"),
        ("c", "að", "að", "SCONJ"),
        ("ct", "og", "og", "SCONJ"),
    ],
)
def test_lemma_decides(tag: str, lemma: str, norm: str, pos: str) -> None:
    assert upos(tag, lemma, norm) == pos


@pytest.mark.parametrize(
    ("norm", "pos"),
    [
        *(
            ("t.d.", "ADV"),
            ("T.d", "ADV"),
            ("o.s.frv.", "ADV"),
            ("skv.", "ADP"),
            ("sl.", "ADJ"),
            ("þús.", "NUM"),
            ("e-ð", "PRON"),
        ),
        *(("kr.", "NOUN"), ("kl.", "NOUN"), ("hf.", "NOUN"), ("Dr.", "NOUN"), ("mgr.", "NOUN"), ("s.", "NOUN"), ("CD", "NOUN")),
        *(("J.", "PROPN"), ("ESB", "PROPN"), ("", "NOUN"), (".", "NOUN")),
    ],
)
def test_abbreviation(norm: str, pos: str) -> None:
    assert upos("as", norm, norm) == upos("ks", norm, "") == pos


def test_whole_tagset_is_known() -> None:
    assert [tag for tag in TAGSET if upos(tag, "") == "X"] == []
    assert len({(upos(tag, ""), feats(tag)) for tag in TAGSET}) > 400


@example("n", "", "")
@given(
    st.one_of(st.sampled_from(TAGSET), st.text(), st.text("nlfgtsaceþokvhx-mg123«.%", max_size=7)),
    st.text(max_size=5),
    st.text(max_size=5),
)
def test_any_string_gives_valid_annotation(tag: str, lemma: str, norm: str) -> None:
    pos, features = upos(tag, lemma, norm), features_of(feats(tag, norm))
    assert pos in UPOS
    keys = [key for key, _ in features]
    assert keys == sorted(set(keys), key=str.lower)
    assert all(value in INVENTORY[key] for key, value in features)
    assert not (features and pos in {"X", "SYM"})
    assert not (pos == "PROPN" and "Definite" in keys)
