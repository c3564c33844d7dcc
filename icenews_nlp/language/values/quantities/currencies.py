"""Currencies as news names them: signs, ISO 4217 codes, and nouns with the adjective or compound that says whose they are.

Nouns and adjectives are those of CLDR's Icelandic currency names (see NOTICE), with the forms that news inflects.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

CODES: Final = (
    *("ISK", "EUR", "USD", "GBP", "JPY", "DKK", "NOK", "SEK", "CHF", "CAD", "AUD", "PLN", "CZK", "INR", "CNY", "HKD", "NZD"),
    *("SGD", "MXN", "ZAR", "RUB", "IDR", "TRY", "UAH", "KRW", "BRL", "THB", "HUF", "ILS", "RON", "BGN", "SAR", "AED"),
)
"""Codes that count as money beside a number; others are too like words."""
SIGNS: Final = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₽": "RUB", "₴": "UAH", "₹": "INR"}
DOLLARS: Final = {
    "US": "USD",
    "USD": "USD",
    "CA": "CAD",
    "C": "CAD",
    "AU": "AUD",
    "A": "AUD",
    "NZ": "NZD",
    "HK": "HKD",
    "S": "SGD",
}
"""What may stand before a dollar sign."""
CODE_OF: Final = {code: code for code in CODES} | SIGNS | {"kr": "ISK", "kr.": "ISK"}


class _Noun(NamedTuple):
    """A noun, the code where nothing says whose it is, and the codes by an adjective's stem."""

    forms: str
    code: str
    by_country: dict[str, str]


_NOUNS: Final = (
    _Noun(
        "krón(?:a|u|ur|um|na|an|una|unni|urnar|unum|anna)|kr\\.?",
        "ISK",
        {
            "íslensk": "ISK",
            "ísl\\.": "ISK",
            "d[aö]nsk": "DKK",
            "norsk": "NOK",
            "sænsk": "SEK",
            "tékk?nesk": "CZK",
            "færeysk": "DKK",
        },
    ),
    _Noun(
        "dal(?:ur|s|i|ir|a)?|dölum|dollar(?:i|a|ar|s)?|dollurum",
        "USD",
        {
            **{"bandarísk": "USD", "kanad[ií]sk": "CAD", "ástr[aö]lsk": "AUD", "nýsjálensk": "NZD", "singapúrsk": "SGD"},
            **{"taív[aö]nsk": "TWD", "namibísk": "NAD", "jamaísk": "JMD", "líberísk": "LRD", "fídjísk": "FJD"},
            **{"bandaríkja": "USD", "kanada": "CAD", "ástralíu": "AUD", "singapúr": "SGD", "hong ?kong-?": "HKD"},
            **{"nýsjálands": "NZD", "bermúda": "BMD", "bahama": "BSD"},
        },
    ),
    _Noun("evr(?:a|u|ur|um|na)", "EUR", {}),
    _Noun(
        "pund(?:i|s|a|um)?",
        "GBP",
        {
            **{"bresk": "GBP", "ensk": "GBP", "sterlings": "GBP", "egypsk": "EGP", "líb[aö]nsk": "LBP", "sýrlensk": "SYP"},
            **{"súd[aö]nsk": "SDG", "gíbraltars": "GIP"},
        },
    ),
    _Noun("jen(?:i|s|a|um)?", "JPY", {"jap[aö]nsk": "JPY"}),
    _Noun("júan(?:s|a|i)?|júön(?:um)?", "CNY", {"kínversk": "CNY"}),
    _Noun("rúbl(?:a|u|ur|um|na)", "RUB", {"rússnesk": "RUB", "hvítrússnesk": "BYN"}),
    _Noun(
        "rúpí(?:a|u|ur|um)|rúpía",
        "INR",
        {"indversk": "INR", "indónesísk": "IDR", "pakist[aö]nsk": "PKR", "nep[aö]lsk": "NPR", "srílanksk": "LKR"},
    ),
    _Noun("fr[aö]nk(?:i|a|ar|um)", "CHF", {"svissnesk": "CHF", "rúandsk": "RWF", "vesturafrísk": "XOF", "miðafrísk": "XAF"}),
    _Noun("slot(?:y|í|i|ía|íum|um|a)?|zlot(?:y|í|i|um|a|íum|ía)", "PLN", {"pólsk": "PLN"}),
    _Noun("lír(?:a|u|ur|um|na)", "TRY", {"tyrknesk": "TRY"}),
    _Noun(
        "pes(?:i|a|ar|um)|pesó(?:a|ar|um|i|s)?",
        "MXN",
        {
            "mexíkósk": "MXN",
            "argentínsk": "ARS",
            "síles?k": "CLP",
            "kólumbísk": "COP",
            "kúb[vö]ersk": "CUP",
            "filippseysk": "PHP",
        },
    ),
    _Noun("fórint(?:a|u|ur|um|na)|forint(?:a|ur|um)?", "HUF", {"ungversk": "HUF"}),
    _Noun("hrinj(?:a|u|ur|um|na)|hrívni(?:a|u|ur|um)", "UAH", {"úkraínsk": "UAH"}),
    _Noun("sik(?:ill|il|li|lar|la|lum|ils)", "ILS", {"ísraelsk": "ILS"}),
    _Noun("vonn(?:i|s|a|um)?", "KRW", {"suður-?kóresk": "KRW", "norður-?kóresk": "KPW"}),
    _Noun("r[aö]nd(?:um|a|i|s)?|rand(?:i|s|a)?", "ZAR", {"suður-?afrísk": "ZAR"}),
)
_ENDING: Final = r"(?:ur|um|an|a|u|ar|ir|ri|rar|ra|s|t|i)?"
_PATTERNS: Final = tuple(
    (re.compile(noun.forms), noun.code, tuple((re.compile(stem), code) for stem, code in noun.by_country.items()))
    for noun in _NOUNS
)
_ANY_NOUN: Final = re.compile("|".join(f"(?:{noun.forms})" for noun in _NOUNS))
_ANY_COUNTRY: Final = re.compile("|".join(f"(?:{stem})" for noun in _NOUNS for stem in noun.by_country))
_AFTER_COUNTRY: Final = re.compile(_ENDING)


class CurrencyName(NamedTuple):
    """The code that words name, and how many they are."""

    code: str
    length: int


def read_currency_name(first: str, second: str) -> CurrencyName | None:
    """The currency that the word `first` names, or `first` and `second` together.

    Args:
        first: the norm of the word that may begin the name: `Bandaríkjadala`, `dönskum`, `evrur`.
        second: the norm of the word after it: `krónum`.

    Returns:
        The code by ISO 4217 and the number of words, or None.
    """
    first, second = first.lower(), second.lower()
    if _ANY_NOUN.fullmatch(first):
        code, countries = next((code, countries) for noun, code, countries in _PATTERNS if noun.fullmatch(first))
        of_country = _country_after(first, second, countries)
        return CurrencyName(of_country, 2) if of_country else CurrencyName(code, 1)
    both = f"{first} {second}"
    if not _ANY_COUNTRY.match(both):
        return None
    for noun, _, by_country in _PATTERNS:
        for stem, code in by_country:
            match = stem.match(both)
            if match and match.end() < len(first) and noun.fullmatch(first, match.end()):  # Bandaríkjadalur
                return CurrencyName(code, 1)
            if match and match.end() > len(first) and noun.fullmatch(both, match.end()):  # Hong Kong-dalur
                return CurrencyName(code, 2)
            if match and _AFTER_COUNTRY.fullmatch(first, match.end()) and noun.fullmatch(second):
                return CurrencyName(code, 2)
    return None


def _country_after(noun: str, adjective: str, countries: Sequence[tuple[re.Pattern[str], str]]) -> str | None:
    """The code by an adjective that follows the noun in its case: `krónur danskar`, but not `krónur danskra manna`."""
    if adjective.endswith("um") != noun.endswith("um") or (adjective.endswith("ra") and noun.endswith("ur")):
        return None
    stems = ((stem.match(adjective), code) for stem, code in countries)
    return next((code for match, code in stems if match and _AFTER_COUNTRY.fullmatch(adjective, match.end())), None)
