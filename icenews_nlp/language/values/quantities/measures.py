"""Units of measurement, written out or abbreviated, in the base units that `tokenizer` converts to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from icenews_nlp.language.tokenization.words import Word
from icenews_nlp.language.values.quantities.numerals import NUMBER, TO, Number, norm_at


class Unit(NamedTuple):
    """A unit of measurement."""

    base: str
    """The unit that its measures are given in."""
    size: Decimal
    """What it has of the base unit."""
    zero: Decimal = Decimal(0)
    """The base unit's number for its zero."""

    def of(self, number: Number) -> Number:
        """A number or range of this unit in the base unit."""
        high = None if number.high is None else number.high * self.size + self.zero
        return Number(number.end, number.low * self.size + self.zero, high)


_KNOT: Final = Decimal(1852) / 3600
_WRITTEN: Final = tuple(
    (re.compile(forms), Unit(base, Decimal(size)))
    for base, units in {
        "kg": {
            r"tonn(?:i|s|a|um)?": "1000",
            r"(?:kíló(?:i|s|a|um)?|kílógr[aö]mm(?:i|s|a|um)?)": "1",
            r"gr[aö]mm(?:i|s|a|um)?": "0.001",
            r"milligr[aö]mm(?:i|s|a|um)?": "0.000001",
        },
        "m²": {
            r"fermetr(?:i|a|ar|um)": "1",
            r"ferkílómetr(?:i|a|ar|um)": "1000000",
            r"hektar(?:i|a|ar)|hekturum": "10000",
            "m2": "1",
            "km2": "1000000",
        },
        "m³": {
            r"rúmmetr(?:i|a|ar|um)|m3": "1",
            r"rúmkílómetr(?:i|a|ar|um)": "1000000000",
            r"lítr(?:i|a|ar|um)": "0.001",
            r"desilítr(?:i|a|ar|um)": "0.0001",
            r"millilítr(?:i|a|ar|um)": "0.000001",
        },
        "m": {
            r"kílómetr(?:i|a|ar|um)": "1000",
            r"metr(?:i|a|ar|um)": "1",
            r"sentimetr(?:i|a|ar|um)": "0.01",
            r"millimetr(?:i|a|ar|um)": "0.001",
            r"sjómíl(?:a|u|ur|um|na)": "1852",
            r"fet(?:i|s|a|um)?": "0.3048",
            r"tomm(?:a|u|ur|um|na)": "0.0254",
        },
        "m/s": {r"hnút(?:ur|i|s|ar|a|um)?": str(_KNOT)},
        "m³/s": {r"m[³3]/s(?:ek)?\.?": "1"},
        "s": {
            r"sekúnd(?:a|u|ur|um|na)|sek\.?": "1",
            r"mínút(?:a|u|ur|um|na)": "60",
            r"klukkustund(?:ir|ar|a|um)?|klukkutím(?:i|a|ar|um)": "3600",
        },
        "W": {
            r"kílóv[aö]tt(?:i|s|a|um)?": "1000",
            r"megav[aö]tt(?:i|s|a|um)?": "1000000",
            r"gígav[aö]tt(?:i|s|a|um)?": "1000000000",
        },
        "J": {
            r"kílóv[aö]ttstund(?:ir|ar|a|um)?": "3600000",
            r"megav[aö]ttstund(?:ir|ar|a|um)?": "3600000000",
            r"gígav[aö]ttstund(?:ir|ar|a|um)?|GWst\.?|GWh": "3600000000000",
            r"terav[aö]ttstund(?:ir|ar|a|um)?|TWst\.?|TWh": "3600000000000000",
        },
    }.items()
    for forms, size in units.items()
)
"""Units written out, and abbreviations that `tokenizer` does not read."""
_SIZES: Final = {
    "m": {"km": "1000", "m": "1", "cm": "0.01", "sm": "0.01", "mm": "0.001"},
    "kg": {"kg": "1", "g": "0.001", "gr": "0.001"},
    "m²": {"km²": "1000000", "ha": "10000", "m²": "1", "fm": "1"},
    "m³": {"m³": "1", "l": "0.001", "ltr": "0.001", "dl": "0.0001"},
    "s": {"klst": "3600", "mín": "60", "s": "1"},
    "J": {"kWst": "3600000", "MWst": "3600000000", "kWh": "3600000", "MWh": "3600000000"},
    "W": {"GW": "1000000000", "MW": "1000000", "kW": "1000", "W": "1"},
    "m/s": {"m/s": "1"},
}
_ABBREVIATED: Final = {
    **{name: Unit(base, Decimal(size)) for base, sizes in _SIZES.items() for name, size in sizes.items()},
    "km/klst": Unit("m/s", Decimal(1000) / 3600),
    "°C": Unit("K", Decimal(1), Decimal("273.15")),
}
"""Those that `tokenizer` reads after one number by itself."""
_PER: Final = frozenset({"á", "/"})
_TIMES: Final = (
    (re.compile("sekúndu|sek|s"), Decimal(1)),
    (re.compile("mínútu|mín"), Decimal(60)),
    (re.compile("klukkustund|klukkutíma|klst|h"), Decimal(3600)),
)
_SPEED: Final = re.compile(r"\w*hraða")
_KILOMETRE: Final = Decimal(1000)
"""Its speeds are of an hour, which `90 kílómetra hraða` does not say."""
_FLOWING: Final = frozenset({"m", "m³", "kg"})
"""Base units of what is told per time: `28 metrar á sekúndu`."""
_NAMES: Final = "|".join(sorted(_ABBREVIATED, key=len, reverse=True))
IS_MEASURED_RANGE: Final = re.compile(rf"(?P<low>{NUMBER}){TO}(?P<high>{NUMBER})(?P<unit>{_NAMES})\.?")
"""A range that is written together with its unit: `10-12km`."""


def read_unit(words: Sequence[Word], i: int, *, abbreviated: bool) -> tuple[Unit, int] | None:
    """The unit that begins at word i (`tonn`, `rúmmetrar á sekúndu`), and the first word after it.

    Args:
        words: the words of a sentence.
        i: index of the word.
        abbreviated: whether it may be an abbreviation by itself: before one number these are the tokenizer's.
    """
    text = norm_at(words, i)
    written = next((unit for pattern, unit in _WRITTEN if pattern.fullmatch(text)), None)
    unit = written or _ABBREVIATED.get(text.removesuffix("."))
    if unit is None:
        return None
    if rate := _read_rate(words, i + 1, unit):
        return rate
    return (unit, i + 1) if written or abbreviated else None


def _read_rate(words: Sequence[Word], i: int, unit: Unit) -> tuple[Unit, int] | None:
    """The unit per time, where word i goes on with one: `á sekúndu`, `/ s`, `hraða á klukkustund`, `hraða` by itself."""
    is_speed = unit.base == "m" and _SPEED.fullmatch(norm_at(words, i)) is not None
    at = i + 1 if is_speed else i
    if unit.base in _FLOWING and norm_at(words, at) in _PER:
        time = norm_at(words, at + 1).removesuffix(".")
        seconds = next((seconds for pattern, seconds in _TIMES if pattern.fullmatch(time)), None)
        if seconds is not None:
            return Unit(f"{unit.base}/s", unit.size / seconds), at + 2
    return (Unit("m/s", unit.size / 3600), at) if is_speed and unit.size == _KILOMETRE else None


def unit_of(abbreviation: str) -> Unit:
    """The unit of an abbreviation that `IS_MEASURED_RANGE` has found."""
    return _ABBREVIATED[abbreviation]
