"""Texts and queries as nobody means to write them: cut, doubled, mixed with characters that trip programs up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Final

TEXTS: Final = (
    "Katrín Jakobsdóttir fór til Reykjavíkur 12. september 2023.\nÞar ræddi hún við Odd Ólafsson um stjórnarskrána.",
    "Gengi krónunnar féll um 3,5% í gær.\n\nTapið nemur 60-70 milljörðum króna, eða um 450 m.kr. á dag frá 1. janúar.",
    "„Við vorum heppin,“ sagði Sigríður Jónsdóttir, forstjóri Fiskikers hf., við AFP kl. 14:30 á föstudag.",
    "Norður-Kóreumenn skutu tveimur eldflaugum í fyrrakvöld, að sögn EPA. COVID-19 og ESB-ríkin o.s.frv., t.d. í 100 km/klst.",
    "Sjá nánar á www.daemi.is eða skrifið á jon@daemi.is #frétt @ruv í síma 555-1234; 17. júní-hátíðin hefst um hádegisbil.",
)
"""News sentences with what the analysis knows: names, dates, amounts, abbreviations, quotations, addresses."""

ODD: Final = (
    *(
        "\u0301",
        "\u0308\u0323",
        "\u00ad",
        "\u200b",
        "\u200d",
        "\u2060",
        "\ufeff",
        "\u202e",
        "\x00",
        "\x1b[31m",
        "\x7f",
        "\ufffd",
    ),
    *(
        "\uffff",
        "\ud83d",
        "\udc00",
        "\r\n",
        "\r",
        "\t",
        "\u2028",
        "\x85",
        "\x0b",
        "\u00a0",
        "\u3000",
        "😀",
        "👩\u200d🚀",
        "🇮🇸",
        "👍🏽",
    ),
    *(
        "<b>",
        "</p>",
        "<br/>",
        "<!--",
        "&amp;",
        "&nbsp;",
        "&#0;",
        "&#x110000;",
        "&lt",
        "\\n",
        "\\u0000",
        "%00",
        "[[",
        "]]",
        "{}",
    ),
    *(
        "İ",
        "ß",
        "ﬁ",
        "ǆ",
        "한",
        "北京",
        "القاهرة",
        "١٢",
        "²",
        "½",
        "Ⅲ",
        "𝔘",
        "−",
        "‰",
        "€",
        "$",
        "'",
        '"',
        "„",
        "“",
        "–",
        "...",
        "#",
        "@",
    ),
)
"""Marks, invisible and control characters, half emoji, line ends, HTML, escapes, other scripts, digits that are no digits."""

_Mutation = Callable[[Random, str], str]
"""Makes another text of one."""


def _anywhere(random: Random, text: str, odd: str) -> str:
    at = random.randint(0, len(text))
    return text[:at] + odd + text[at:]


def _truncated(random: Random, text: str) -> str:
    start, end = sorted((random.randint(0, len(text)), random.randint(0, len(text))))
    return text[start:end]


def _interleaved(random: Random, text: str) -> str:
    return random.choice(ODD).join(text)


def _odd(random: Random, text: str) -> str:
    return _anywhere(random, text, random.choice(ODD) * random.choice((1, 1, 2, 40)))


def _digits(random: Random, text: str) -> str:
    run = random.choice(("9", "1.", "0", "1,", "1-", "9 ", "½")) * random.choice((4, 29, 310, 450, 4_400))
    return _anywhere(
        random, text, run + random.choice(("", " %", " km", " kr.", " milljarðar króna", ". maí", "°C", ":30", "-", " ár"))
    )


def _swapped(random: Random, text: str) -> str:
    words = text.split(" ")
    random.shuffle(words)
    return random.choice((" ", "", "\n", "-", " \u00ad", ". ")).join(words)


def _one_character(random: Random, text: str) -> str:
    return _anywhere(random, text, random.choice([*ODD, *"aÁ.?9-(„1 "])[0] * random.choice((100, 2_000, 100_000)))


def _capitals(random: Random, text: str) -> str:
    return "".join(char.swapcase() if random.random() < 0.5 else char for char in text)


_MUTATIONS: Final[Sequence[_Mutation]] = (
    *(_truncated, _interleaved, _odd, _odd, _odd, _digits, _swapped, _one_character, _capitals),
    lambda random, text: text.upper() if random.random() < 0.5 else text.title(),
    lambda _, text: text + text,
    lambda _, text: text[::-1],
    lambda _, text: text.replace("\n", "\r\n"),
    lambda random, text: _truncated(random, text) + _truncated(random, random.choice(TEXTS)),
)


def mutated(random: Random) -> str:
    """A text after one to four mutations; of 200,000 characters at most."""
    text = random.choice(TEXTS)
    for _ in range(random.randint(1, 4)):
        text = random.choice(_MUTATIONS)(random, text)
    return text[:200_000]


_PIECES: Final = (
    *(
        "(",
        ")",
        "((",
        '"',
        "„",
        "“",
        "«",
        "-",
        "--",
        "=",
        "*",
        "**",
        "|",
        " OR ",
        " AND ",
        " NOT ",
        " NEAR ",
        "NEAR/3",
        ":",
        "^",
        "~",
        "+",
    ),
    *(
        "person:",
        "place:",
        "organization:",
        "misc:",
        "source:",
        "published:",
        "since:",
        "until:",
        "nothing:",
        "title:",
        "text MATCH",
    ),
    *(
        "2023",
        "2023-09",
        "2023-13-45",
        "2023-09..",
        "..2023",
        "0000",
        "9999-12-31",
        "-1",
        "99999999999999999999",
        "1;DROP TABLE",
        "' OR 1=1",
    ),
    *(
        "hest*",
        "*",
        "=hestinn",
        "a*",
        "Ræ",
        "Norður-",
        "hesta kerru",
        "og",
        "í",
        "ekki",
        "\\",
        "/",
        "?",
        "%",
        "_",
        ",",
        ".",
        " ",
        " ",
        " ",
    ),
)
"""Operators, brackets, fields and values of queries, whole and broken, and what means something to databases."""


def odd_query(random: Random) -> str:
    """A query of operators, words and odd characters in any order; now and then far too long."""
    if random.random() < 0.05:
        return mutated(random)
    words = random.choice(TEXTS).split()
    kinds = (_PIECES, _PIECES, words, words, ODD)
    query = "".join(random.choice(random.choice(kinds)) + random.choice(("", " ")) for _ in range(random.randint(1, 12)))
    return query * random.choice((1,) * 20 + (2, 10, 200))
