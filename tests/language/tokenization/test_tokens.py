"""Words, sentences and values: the traps of Icelandic text as tables, and what holds for any text at all.

In the tables ` | ` parts words, ` ‖ ` parts sentences.
"""

from __future__ import annotations

import math
from typing import Any

import pytest
import tokenizer
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from helpers.made_up_news import made_up_news
from icenews_nlp.documents.values import Content
from icenews_nlp.labels import TokenKind
from icenews_nlp.language.tokenization.boundaries import JOINING_RULES
from icenews_nlp.language.tokenization.tokenizer import tokenize
from icenews_nlp.language.values.tokenized import Tokenized, tokenize_with_values

CONTENT: TypeAdapter[Any] = TypeAdapter(Content)


def words(text: str) -> str:
    return " | ".join(word.text for word in tokenize(text).words)


def sentences(text: str) -> str:
    found = tokenize(text)
    return " ‖ ".join(text[found.words[a].start : found.words[b - 1].end] for a, b in found.sentences)


@pytest.mark.parametrize(
    "text",
    [
        "Skipið fór.\r\n\r\nHún beið.",
        "Skipið fór.  \n\n  Gunna beið.",
        "Skipið fór.\n",
        "Skipið fór.  ",
        "Fyrsta atriðið\n\nNýtt atriði",
        "Mætt kl.14:30 í gær",
        "Ríkis\u00adstjórnin og Katri\u0301n og Jón\u200b komu",
        "\u200b Jón \u200b kom \u200b",
        "Jón &amp; Gunna &#40;hjón&#41;",
        "Fáninn 🇮🇸 blakti",
        "[[Málsgrein]] [[ ]] [[[x]]]",
        "\ud800 stakur \udfff",
        "Tölur 1\u00a0250 og\u202f3 og \u2028 línur \x0b \x1c \x85",
    ],
)
def test_words_are_slices_that_cover_the_text(text: str) -> None:
    check_invariants(text, tokenize_with_values(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mætt kl.14:30 í gær", "Mætt | kl.14:30 | í | gær"),
        ("Birt 12. september 2023 06:49 hér", "Birt | 12. | september | 2023 | 06:49 | hér"),
        ("Menningar- og viðskiptaráðuneytið", "Menningar- | og | viðskiptaráðuneytið"),
        ("dómsmála-, félags- og barnamálaráðherra", "dómsmála- | , | félags- | og | barnamálaráðherra"),
        ("þingmenn og -konur", "þingmenn | og | -konur"),
        ("Norður-Kóreumenn og ESB-ríki með Jean-Luc", "Norður-Kóreumenn | og | ESB-ríki | með | Jean-Luc"),
        ("COVID-19 og G7-fundur", "COVID-19 | og | G7-fundur"),
        ("5-liða lið með 100-kallar", "5-liða | lið | með | 100-kallar"),
        ("hækkar um 20% eða 2-2,5%", "hækkar | um | 20% | eða | 2-2,5%"),
        ("8,4 m€ og £3m", "8,4 | m€ | og | £3m"),
        ("2 m.USD. í sjóð", "2 | m.USD. | í | sjóð"),
        ("1 250 krónur", "1 | 250 | krónur"),
        ("milli 10-12 og 2.-5. maí", "milli | 10-12 | og | 2.-5. | maí"),
        ("árin 2004–2010 og kl. 9.00-9.10", "árin | 2004 | – | 2010 | og | kl. | 9.00-9.10"),
        ("lög nr. 57/2001, staðan 3:0", "lög | nr. | 57/2001 | , | staðan | 3:0"),
        ("kostar 1.500,- eða 600kr", "kostar | 1.500,- | eða | 600kr"),
        ("4x4 jeppi, BMW318i, 2GB", "4x4 | jeppi | , | BMW318i | , | 2GB"),
        ("Jón &amp; Gunna", "Jón | &amp; | Gunna"),
        ("M&aacute;l hjá H&M", "M&aacute;l | hjá | H&M"),
        ("10&nbsp;km", "10 | &nbsp; | km"),
        ("🇮🇸🇩🇰 👩‍👩‍👧 👍🏽 ★★", "🇮🇸 | 🇩🇰 | 👩‍👩‍👧 | 👍🏽 | ★ | ★"),
        ("McDonald's og O’Brien", "McDonald's | og | O’Brien"),
        ("#fréttir @jon a.b@c.is vefur.is", "#fréttir | @jon | a.b@c.is | vefur.is"),
        ("t.d. kl. hf.", "t.d. | kl. | hf."),
        ("Nei!! Hvað?! Jæja...", "Nei | ! | ! | Hvað | ? | ! | Jæja | ..."),
        ("AFPForsetinn kom", "AFP | Forsetinn | kom"),
        ("Karl III. Bretakonungur", "Karl | III. | Bretakonungur"),
        ("Ha\u030akon og s\u030cx", "Ha\u030akon | og | s\u030cx"),
        ("orð--orð og orð - orð", "orð | -- | orð | og | orð | - | orð"),
        ("Komið 19. sept.", "Komið | 19. | sept."),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("example", sorted({rule.example for rule in JOINING_RULES}))
def test_each_joining_rule_joins_its_example(example: str) -> None:
    assert words(f"Sjá {example} hér") == f"Sjá | {example} | hér"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kom--fór", "kom | -- | fór"),
        ("kom,- fór", "kom | , | - | fór"),
        ("árin 5,-7", "árin | 5 | , | - | 7"),
        ("kom.-fór", "kom | . | - | fór"),
        ("og/eða", "og | / | eða"),
        ("leikur Fram–Vals", "leikur | Fram | – | Vals"),
        ("leikur Fram – Vals", "leikur | Fram | – | Vals"),
        ("40 km/s", "40 | km | / | s"),
        ("svar:já", "svar | : | já"),
        ("staðan 3:x", "staðan | 3 | : | x"),
        ("árin 2004–2010", "árin | 2004 | – | 2010"),
        ("mm€ og kk$", "mm | € | og | kk | $"),
        ("5& og &a", "5 | & | og | & | a"),
        ("x% hér", "x | % | hér"),
    ],
)
def test_what_only_one_condition_of_a_rule_keeps_apart(text: str, expected: str) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "norm"),
    [
        ("Ríkis\u00adstjórnin", "Ríkisstjórnin"),
        ("Katri\u0301n", "Katrín"),
        ("Jón\u200b", "Jón"),
        ("&amp;", "&"),
        ("M&aacute;l", "Mál"),
        ("\u200b", "\u200b"),
        ("&nbsp;", "&nbsp;"),
    ],
)
def test_norm(text: str, norm: str) -> None:
    (word,) = tokenize(text).words
    assert (word.text, word.norm) == (text, norm)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Jón", TokenKind.WORD),
        ("COVID-19", TokenKind.WORD),
        ("5-liða", TokenKind.WORD),
        ("t.d.", TokenKind.ABBREVIATION),
        ("3,5", TokenKind.NUMBER),
        ("20%", TokenKind.NUMBER),
        ("57/2001", TokenKind.NUMBER),
        ("„", TokenKind.PUNCTUATION),
        ("€", TokenKind.SYMBOL),
        ("🇮🇸", TokenKind.SYMBOL),
        ("http://frett.is/a?b=1", TokenKind.URL),
        ("jon@frett.is", TokenKind.EMAIL),
        ("#frétt", TokenKind.HASHTAG),
        ("@jon_j", TokenKind.MENTION),
    ],
)
def test_kind(text: str, kind: TokenKind) -> None:
    assert [(word.text, word.kind) for word in tokenize(text).words] == [(text, kind)]


# Sentences


@pytest.mark.parametrize(
    "expected",
    [
        "Jón P. ‖ Hann sótti bókina.",
        "Sagan er eftir C. S. Lewis og N. Ú. Ý. Jónsson.",
        "Jón P. Jónsson kom.",
        "Dómur féll í máli nr. E-112/2024 í gær. ‖ Hann er langur.",
        "Ekið er með leið nr. B3 í bæinn.",
        "Hrói keypti tvo miða nr. 5 og 6. ‖ Ari keypti einn.",
        "Bókin er eftir Sigf. Daðason og Þorst. Gíslason.",
        "Hún hitti Þór. ‖ Ragnar fór heim.",
        "Hún hitti Ara. ‖ Gíslason fór heim.",
        "Rætt var við aðst. forstjóra félagsins.",
        "Þetta er lögm. Gunnu og hr. Ari.",
        "Liðið vann sinn 7. Evróputitil. ‖ Allir fögnuðu.",
        "Í 2. Mósebók er sagt frá þessu.",
        "Þetta var 30. HM-mark hennar og 200. Grand Prix-mótið.",
        "Ari kom 3. ‖ Gunna kom 4.",
        "Staðan var 39 - 26. ‖ KR-konur fögnuðu.",
        "Alls mættu 25. ‖ Fundurinn var langur.",
        "Hún bjó þar til 2019. ‖ Þá flutti hún.",
        "1. Skerið laukinn. ‖ 2. Steikið hann.",
        "Hér er röðin: 1. Skerið laukinn. ‖ 2. Steikið hann.",
        "Fæddir: 12. ‖ Látnir: 5.",
        "Nemar þreyttu próf. ‖ Þeir stóðu sig vel.",
        "Þar talaði próf. Ari Arason.",
        "Sjá skyrsla_2024.pdf og mynd.jpg hér.",
        "Sagt var frá því í P. Hann Jónssyni.",
        "Þar sat Karl III. Bretakonungur og svaf.",
        "Elísabet II. og Karl XVI. Gústaf hittust.",
        "Hún vann Karl II. ‖ Hann grét.",
        "Margir komu, þ. á m. Jón og Gunna.",
        "Vildu þau kaupa Yahoo! fyrir lítið?",
        "„Hún kallaði: ‚Stopp!‘ og ég nam staðar,“ sagði Ari.",
        "„Er einhver heima?“ spurði Ari.",
        "Ari beið. ‖ „Er einhver heima?“ ‖ Enginn svaraði.",
        'Ari beið. ‖ "Komdu." ‖ "Nei."',
        "(Ari beið.) ‖ Svo fór hann.",
        "Keypt var brauð, mjólk o.s.frv. ‖ Síðan var eldað.",
        "Hann vann hjá Skeri hf. ‖ Forstjórinn sagði nei.",
        "Miðinn er á 2.500 kr. ‖ Uppselt er.",
        "Þetta var árið 2019. ‖ Hann gleymdi því.",
        "Opnað er kl. 14. ‖ Mætið snemma.",
        "Þau búa í Washington D.C. ‖ Þar er heitt.",
    ],
)
def test_sentences_in_a_row(expected: str) -> None:
    assert sentences(expected.replace(" ‖ ", " ")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lestin stansaði.EPA Ari Arason, talsmaður, beið.", "Lestin stansaði. ‖ EPA ‖ Ari Arason, talsmaður, beið."),
        ("Konan veifar. AP Biskupinn mætti.", "Konan veifar. ‖ AP ‖ Biskupinn mætti."),
        ("Lestin stansaði.EPA", "Lestin stansaði. ‖ EPA"),
        ("AFPBiskupinn mætti.", "AFP ‖ Biskupinn mætti."),
        ("Lestin stansaði.Getty Images Ari beið.", "Lestin stansaði. ‖ Getty Images ‖ Ari beið."),
        ("Brúin féll. Vísir/Vilhelm Vegagerðin lokaði.", "Brúin féll. ‖ Vísir/Vilhelm ‖ Vegagerðin lokaði."),
        ("Brúin féll. RÚV/Ari Arason", "Brúin féll. ‖ RÚV/Ari Arason"),
        ("Brúin féll. mbl.is/Ari Berg Vegagerðin lokaði.", "Brúin féll. ‖ mbl.is/Ari Berg ‖ Vegagerðin lokaði."),
        ("Ljósmynd/Ari Gunna Aradóttir kom.", "Ljósmynd/Ari ‖ Gunna Aradóttir kom."),
        ("Eldur. (AP Photo/M. Dwyer) Slökkviliðið kom.", "Eldur. ‖ (AP Photo/M. Dwyer) ‖ Slökkviliðið kom."),
        ("Horfa má hér:Gunna söng.", "Horfa má hér: ‖ Gunna söng."),
        ("Reuters segir frá. Getty Images er fyrirtæki.", "Reuters segir frá. ‖ Getty Images er fyrirtæki."),
        ("Ari kvaddi.„Ég kem aftur.“", "Ari kvaddi. ‖ „Ég kem aftur.“"),
        ("Þetta er á vef.Fundurinn hófst.", "Þetta er á vef. ‖ Fundurinn hófst."),
        ("Ein lína sem er\nbrotin í miðju.\nÖnnur kemur.", "Ein lína sem er\nbrotin í miðju. ‖ Önnur kemur."),
        ("Röðin:\n1. Fram\n2. Valur", "Röðin: ‖ 1. Fram ‖ 2. Valur"),
        ("Fyrirsögn án punkts\nFréttin hefst hér.", "Fyrirsögn án punkts ‖ Fréttin hefst hér."),
        ("Án punkts\r\n \r\nannað", "Án punkts ‖ annað"),
    ],
)
def test_sentences_where_they_are_glued(text: str, expected: str) -> None:
    assert sentences(text) == expected


# Any text


def check_invariants(text: str, found: Tokenized) -> None:
    end = 0
    for word in found.words:
        assert end <= word.start < word.end <= len(text)
        assert not text[end : word.start].strip()
        assert text[word.start : word.end] == word.text
        assert not any(map(str.isspace, word.text))
        assert word.norm
        end = word.end
    assert not text[end:].strip()
    assert [i for a, b in found.sentences for i in range(a, b)] == list(range(len(found.words)))
    assert all(a < b for a, b in found.sentences)
    covered = -1
    for value in found.values:
        assert covered < value.first <= value.last < len(found.words)
        covered = value.last
        assert CONTENT.validate_python(value.content).model_dump(exclude_unset=True) == value.content
        assert math.isfinite(value.content.get("number", 0.0))  # type: ignore[arg-type]


_FRAGMENTS = st.sampled_from(
    """Jón P. C. Karl III. þ. á m. kl. 14:30 12. sept. 1 250 kr. krónur milljón m€ £ $5 % &amp; &nbsp; &aacute; „ “ ‚ ‘ " ' ( )
    [[ ]] - – — / : , . ... ! ? … EPA AFPJón Vísir/Vilhelm (AP COVID-19 @j #f a@b.is vef.is http://x.is/ 🇮🇸 👩\u200d👧 \u0301
    \u00ad \u200b \u200d \u2060 \ufeff ½ ° km/klst. 5 menningar- og árið 2004 f.Kr. ² ߀ ٣""".split()  # noqa: SIM905
) | st.sampled_from([" ", "\n", "\r\n", "\n\n", "\u00a0", "\u2028", "\x1c", "\x85", "\t", "  "])


@given(st.text() | st.lists(_FRAGMENTS, max_size=30).map("".join) | st.lists(_FRAGMENTS, max_size=30).map(" ".join))
@settings(max_examples=400, deadline=None)
@example("")
@example(" \n\u00a0 ")
@example("? " * 300)
@example("(" * 1200 + " og " + "a" * 1200)
def test_any_text(text: str) -> None:
    check_invariants(text, tokenize_with_values(text))


@given(st.text(st.characters(codec=None, categories=None), max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_characters_at_all(text: str) -> None:
    check_invariants(text, tokenize_with_values(text))


def test_only_the_words_that_the_tokenizer_fails_on_go_without_it() -> None:
    text = f"Þann 3. maí kl. 14:30 voru þar t.d. Ari og Anna. Hún á {'9' * 400} % en hann 5 km. Þau fóru 4. maí."
    found = tokenize_with_values(text)
    check_invariants(text, found)
    assert sentences(text).count(" ‖ ") == 2
    assert " | t.d. | " in words(text)
    assert [value.content["kind"] for value in found.values] == ["date", "time", "measurement", "date"]


def test_a_tokenizer_that_loses_count_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = tokenizer.tokenize
    monkeypatch.setattr(tokenizer, "tokenize", lambda text, **options: real(text.replace("b", "bb"), **options))
    assert words("Anna og b, c (abc)!") == "Anna | og | b | , | c | ( | abc | ) | !"


def test_nothing_in_nothing() -> None:
    assert tokenize("") == tokenize(" \n\t") == ([], [], [])


def test_a_long_paragraph_is_cut_at_a_sentence() -> None:
    text = made_up_news(60_000)
    found = tokenize_with_values(text)
    check_invariants(text, found)
    assert all(found.words[a].text[0].isupper() for a, _ in found.sentences)
