"""Words, sentences and values: the traps of Icelandic text as tables, and what holds for any text at all.

In the tables ` | ` parts words, ` ‖ ` parts sentences.
"""

from __future__ import annotations

import math
import random
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from icenews_nlp.documents import Content
from icenews_nlp.labels import TokenKind
from icenews_nlp.language.tokens import Tokenized, tokenize

CONTENT: TypeAdapter[Any] = TypeAdapter(Content)


def words(text: str) -> str:
    return " | ".join(word.text for word in tokenize(text).words)


def sentences(text: str) -> str:
    found = tokenize(text)
    return " ‖ ".join(text[found.words[a].start : found.words[b - 1].end] for a, b in found.sentences)


def values(text: str) -> list[tuple[str, dict[str, object]]]:
    found = tokenize(text)
    return [(text[found.words[v.first].start : found.words[v.last].end], v.content) for v in found.values]


# Offsets and fidelity


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
    check_invariants(text, tokenize(text))


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
        ("Fyrirsögn án punkts\nFréttin hefst hér.", "Fyrirsögn án punkts ‖ Fréttin hefst hér."),
        ("Án punkts\r\n \r\nannað", "Án punkts ‖ annað"),
    ],
)
def test_sentences_where_they_are_glued(text: str, expected: str) -> None:
    assert sentences(text) == expected


# Values


def date(year: int | None = None, month: int | None = None, day: int | None = None) -> dict[str, object]:
    return {"kind": "date", "year": year, "month": month, "day": day}


def amount(number: float, currency: str) -> dict[str, object]:
    return {"kind": "amount", "number": number, "currency": currency}


@pytest.mark.parametrize(
    ("text", "surface", "content"),
    [
        ("Þann 12. september 2023 kom hún", "12. september 2023", date(2023, 9, 12)),
        ("Hátíð er 17. júní hér", "17. júní", date(None, 6, 17)),
        ("Frá maí 2023 er allt", "maí 2023", date(2023, 5)),
        ("Fætt árið 1986 í sveit", "1986", date(1986)),
        ("Þau komu 19. sept.", "19. sept.", date(None, 9, 19)),
        ("Opið kl. 14:30 þar", "kl. 14:30", {"kind": "time", "hour": 14, "minute": 30, "second": 0}),
        (
            "Birt 12. september 2023 06:49",
            "12. september 2023 06:49",
            {**date(2023, 9, 12), "kind": "timestamp", "hour": 6, "minute": 49, "second": 0},
        ),
        ("alls 2.500 manns", "2.500", {"kind": "number", "number": 2500.0}),
        ("alls 5 milljónir manna", "5 milljónir", {"kind": "number", "number": 5e6}),
        ("um 20% af", "20%", {"kind": "percent", "number": 20.0}),
        ("um 3,5 prósent af", "3,5 prósent", {"kind": "percent", "number": 3.5}),
        ("þar eru 5 km enn", "5 km", {"kind": "measurement", "number": 5000.0, "unit": "m"}),
        ("ekið á 90 km/klst. enn", "90 km/klst.", {"kind": "measurement", "number": 25.0, "unit": "m/s"}),
        ("greitt 3,5 milljörðum króna fyrir", "3,5 milljörðum króna", amount(3.5e9, "ISK")),
        ("greitt 1 250 krónur fyrir", "1 250 krónur", amount(1250.0, "ISK")),
        ("greitt 2000 krónur fyrir", "2000 krónur", amount(2000.0, "ISK")),
        ("greitt 12 m.kr. fyrir", "12 m.kr.", amount(12e6, "ISK")),
        ("verð kr. 9.900 nú", "kr. 9.900", amount(9900.0, "ISK")),
        ("verð 500 danskar krónur nú", "500 danskar krónur", amount(500.0, "DKK")),
        ("velta 8,4 m€ í ár", "8,4 m€", amount(8.4e6, "EUR")),
        ("velta £3m í ár", "£3m", amount(3e6, "GBP")),
        ("velta $5 milljónir í ár", "$5 milljónir", amount(5e6, "USD")),
        ("velta 2 m.USD. í ár", "2 m.USD.", amount(2e6, "USD")),
        ("sjá http://frett.is/a hér", "http://frett.is/a", {"kind": "url", "content": "http://frett.is/a"}),
        ("sjá jon@frett.is hér", "jon@frett.is", {"kind": "email", "content": "jon@frett.is"}),
        ("sjá #frétt hér", "#frétt", {"kind": "hashtag", "content": "frétt"}),
        ("sjá @jon hér", "@jon", {"kind": "mention", "content": "jon"}),
        ("sími 555-1234 er", "555-1234", {"kind": "telephone", "content": "555-1234"}),
    ],
)
def test_value(text: str, surface: str, content: dict[str, object]) -> None:
    assert values(text) == [(surface, content)]


@pytest.mark.parametrize("text", ["Jón fór heim.", "COVID-19 kom", "G7-fundur og 10-12", "Karl III. Bretakonungur", "9" * 400])
def test_no_value(text: str) -> None:
    assert values(text) == []


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
        assert CONTENT.validate_python(value.content).model_dump() == value.content
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
    check_invariants(text, tokenize(text))


@given(st.text(st.characters(codec=None, categories=None), max_size=40))
@settings(max_examples=200, deadline=None)
def test_any_characters_at_all(text: str) -> None:
    check_invariants(text, tokenize(text))


def test_nothing_in_nothing() -> None:
    assert tokenize("") == tokenize(" \n\t") == ([], [], [])


# Time and size


def _news(characters: int) -> str:
    """Text with the look of news: sentences of made-up words, names, numbers and dates."""
    rng = random.Random(7)
    nouns = ["skipið", "húsið", "veðrið", "ráðherrann", "fundurinn", "brúin", "sveitin", "bókin", "vegurinn", "börnin"]
    verbs = ["fór", "kom", "sagði", "keypti", "hvarf", "opnaði", "lokaði", "breytti"]
    ends = ["í gær", "12. maí 2021", "fyrir 3,5 milljónir króna", "kl. 14:30", "með Jóni P. Jónssyni", "um 20%", "o.s.frv."]
    parts: list[str] = []
    size = 0
    while size < characters:
        middle = " ".join(rng.choice(nouns) for _ in range(rng.randrange(3, 9)))
        parts.append(f"{rng.choice(nouns).capitalize()} {rng.choice(verbs)} {middle} {rng.choice(ends)}.")
        size += len(parts[-1]) + 1
    return " ".join(parts)


def _seconds(text: str) -> float:
    """Seconds of this process alone, the best of two: other work on the machine must not fail a test."""
    return min(_once(text), _once(text))


def _once(text: str) -> float:
    began = time.process_time()
    tokenize(text)
    return time.process_time() - began


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (lambda n: "a" * n, 200_000),
        (_news, 200_000),
        (lambda n: "(" * n, 25_000),
        (lambda n: "1," * (n // 2), 25_000),
        (lambda n: "a&amp;" * (n // 6), 25_000),
        (lambda n: "? " * (n // 2), 25_000),
        (lambda n: " " * n, 200_000),
        (lambda n: "\n" * n, 200_000),
        (lambda n: "á\n" * (n // 2), 25_000),
        (lambda n: "🇮🇸" * (n // 2), 25_000),
    ],
    ids=["word", "news", "brackets", "digits", "escapes", "questions", "spaces", "lines", "one-letter-lines", "flags"],
)
def test_linear_time(make: Callable[[int], str], size: int) -> None:
    tokenize("hitum upp")
    small, large = make(size), make(4 * size)
    # four times the text would take sixteen times the time if it grew with the square
    assert _seconds(large) < 10 * max(_seconds(small), 0.01)


def test_ten_million_letters_are_one_word() -> None:
    text = "orð " + "a" * 10_000_000 + " orð."
    assert [word.end - word.start for word in tokenize(text).words] == [3, 10_000_000, 3, 1]


def test_a_long_paragraph_is_cut_at_a_sentence() -> None:
    text = _news(60_000)
    found = tokenize(text)
    check_invariants(text, found)
    assert all(found.words[a].text[0].isupper() for a, _ in found.sentences)
