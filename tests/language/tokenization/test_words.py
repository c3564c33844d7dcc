"""Words, their norms and kinds: the traps of Icelandic text as tables. In them ` | ` separates words."""

from __future__ import annotations

import pytest

from helpers.tokenized import words
from icenews_nlp.labels import TokenKind
from icenews_nlp.language.tokenization.boundaries import JOINING_RULES
from icenews_nlp.language.tokenization.tokenizer import tokenize


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
