"""The deep parse and the process that it runs in."""

from __future__ import annotations

import pytest

from helpers.parser_texts import HOUSE, LONG, lemmas
from icenews_nlp.language.greynir.parser import Parser

# --- What the parse decides


def test_the_parse_decides_the_reading(parser: Parser) -> None:
    words = parser.parse(HOUSE)
    # 0123456789012345
    # Við ána stóð hús
    assert words is not None
    assert words == [(0, 3, "við"), (4, 7, "á"), (8, 12, "standa"), (13, 16, "hús")]


@pytest.mark.parametrize(
    ("sentence", "word", "lemma"),
    [
        ("Við fórum heim til ömmu.", "Við", "ég"),
        ("Við veginn stóð gamalt tré.", "Við", "við"),
        ("Bændurnir ráku ærnar á fjall.", "á", "á"),
        ("Hann sá bátinn sigla út fjörðinn.", "sá", "sjá"),
        ("Maðurinn sem sá bátinn er sjómaður.", "sem", "sem"),
        ("Hann meiddi sig í hendinni.", "sig", "sig"),
    ],
)
def test_the_same_form_is_read_by_its_place(parser: Parser, sentence: str, word: str, lemma: str) -> None:
    assert lemmas(parser, sentence)[word] == lemma


def test_hyphens_of_greynir_are_taken_out_and_those_of_the_text_stay(parser: Parser) -> None:
    found = lemmas(parser, "Fulltrúar Norður-Kóreu ræddu við starfsmenn loftslagsráðuneytisins.")
    assert found["loftslagsráðuneytisins"] == "loftslagsráðuneyti"
    assert found["Norður-Kóreu"] == "Norður-Kórea"


def test_of_a_halved_compound_the_whole_word_is_given(parser: Parser) -> None:
    found = lemmas(parser, "Mennta- og menningarmálaráðuneytið birti skýrslu í vor.")
    assert found["menningarmálaráðuneytið"] == "menningarmálaráðuneyti"
    assert not {"Mennta-", "og"} & set(found)


@pytest.mark.parametrize(
    ("sentence", "left_out"),
    [
        ("Sigríður Jónsdóttir opnaði sýninguna í gær.", {"Sigríður", "Jónsdóttir", "í", "gær"}),
        ("Björk söng fyrir gestina.", {"Björk"}),
        ("Þjálfarinn hrósaði Haukum eftir leikinn.", {"Haukum"}),
        ("Bókin kostaði 3.500 krónur 4. maí 2021.", {"3.500", "krónur", "4.", "maí", "2021"}),
        ("Hún safnar til dæmis frímerkjum.", {"til", "dæmis"}),
        ("Gestirnir komu með flugi, á leið í veiði.", {"á"}),
        ("Þetta er þekkt saga.", {"þekkt"}),
    ],
)
def test_names_values_and_set_phrases_are_left_to_others(parser: Parser, sentence: str, left_out: set[str]) -> None:
    found = lemmas(parser, sentence)
    assert found
    assert not left_out & set(found)


@pytest.mark.parametrize(
    "sentence",
    [
        "„Þetta er gott,“ sagði hún … og brosti.",
        "  Tvö bil  og\u00a0hart bil\neru í þessari línu. ",
        "Hann gaf 🎉 henni bókina 🇮🇸 og fór.",
        "Fre\u0301ttin birtist i\u0301 blaðinu.",
        "Ráð\u00adherrann kom til fundarins.",
        "Verðið hækkaði um 3,5% — eða 1.200 kr. — frá kl. 14.30 til 15.",
        "Tom &amp; Jerry eru í sjónvarpinu.",
        "Þetta \ud800 er gömul bók.",
        "Fyrri setningin er stutt. Sú seinni er líka stutt.",
        "Sjá nánar á https://example.is/frett?id=1 eða í blaðinu.",
    ],
)
def test_every_range_is_a_word_of_the_sentence(parser: Parser, sentence: str) -> None:
    at = 0
    for start, end, lemma in parser.parse(sentence) or []:
        text = sentence[start:end]
        assert at <= start < end <= len(sentence)
        assert text == text.strip()
        assert not any(letter.isspace() for letter in text)
        assert start == 0 or not sentence[start - 1].isalnum()
        assert end == len(sentence) or not sentence[end].isalnum()
        assert lemma
        assert " " not in lemma
        at = end


def test_words_after_odd_characters_keep_their_places(parser: Parser) -> None:
    sentence = "  „Þetta er gott,“\n sagði  hún 🎉 og brosti."
    assert lemmas(parser, sentence)["brosti"] == "brosa"


@pytest.mark.parametrize(
    "sentence", ["", " \n\t", "ef þegar sem og eða en að til frá", "The minister said that this was not true at all."]
)
def test_no_parse_is_none(parser: Parser, sentence: str) -> None:
    assert parser.parse(sentence) is None


def test_longer_than_the_cap_is_none(parser: Parser) -> None:
    assert parser.parse(LONG) is None
    assert parser.parse("," * 60) is None  # one word between white space, and sixty tokens
    assert parser.parse("ha" * 100_000) is None


@pytest.mark.parametrize("setting", [{"max_tokens": 0}, {"seconds_per_sentence": 0.0}, {"recycle_after": -1}])
def test_settings_must_be_positive(setting: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(setting))):
        Parser(**setting)


def test_version(parser: Parser) -> None:
    assert parser.version.split(".")[0] == "3"
