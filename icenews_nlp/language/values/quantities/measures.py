"""Units of measurement, written out or abbreviated, in the base units that `tokenizer` converts to."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from icenews_nlp.language.values.quantities.numerals import NUMBER, TO, Number


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


_WRITTEN: Final = (
    (re.compile(r"tonn(?:i|s|a|um)?"), Unit("kg", Decimal(1_000))),
    (re.compile(r"(?:kíló(?:i|s|a|um)?|kílógr[aö]mm(?:i|s|a|um)?)"), Unit("kg", Decimal(1))),
    (re.compile(r"gr[aö]mm(?:i|s|a|um)?"), Unit("kg", Decimal("0.001"))),
    (re.compile(r"fermetr(?:i|a|ar|um)"), Unit("m²", Decimal(1))),
    (re.compile(r"ferkílómetr(?:i|a|ar|um)"), Unit("m²", Decimal(1_000_000))),
    (re.compile(r"hektar(?:i|a|ar)|hekturum"), Unit("m²", Decimal(10_000))),
    (re.compile(r"rúmmetr(?:i|a|ar|um)"), Unit("m³", Decimal(1))),
    (re.compile(r"lítr(?:i|a|ar|um)"), Unit("m³", Decimal("0.001"))),
    (re.compile(r"kílómetr(?:i|a|ar|um)"), Unit("m", Decimal(1_000))),
    (re.compile(r"metr(?:i|a|ar|um)"), Unit("m", Decimal(1))),
    (re.compile(r"sentimetr(?:i|a|ar|um)"), Unit("m", Decimal("0.01"))),
    (re.compile(r"millimetr(?:i|a|ar|um)"), Unit("m", Decimal("0.001"))),
    (re.compile(r"sekúnd(?:a|u|ur|um|na)"), Unit("s", Decimal(1))),
    (re.compile(r"mínút(?:a|u|ur|um|na)"), Unit("s", Decimal(60))),
    (re.compile(r"klukkustund(?:ir|ar|a|um)?|klukkutím(?:i|a|ar|um)"), Unit("s", Decimal(3_600))),
    (re.compile(r"megav[aö]tt(?:i|s|a|um)?"), Unit("W", Decimal(1_000_000))),
)
_SIZES: Final = {
    "m": {"km": "1000", "m": "1", "cm": "0.01", "sm": "0.01", "mm": "0.001"},
    "kg": {"kg": "1", "g": "0.001", "gr": "0.001"},
    "m²": {"km²": "1000000", "ha": "10000", "m²": "1", "fm": "1"},
    "m³": {"m³": "1", "l": "0.001", "ltr": "0.001", "dl": "0.0001"},
    "s": {"klst": "3600", "mín": "60", "s": "1"},
    "W": {"GW": "1000000000", "MW": "1000000", "kW": "1000", "W": "1"},
    "m/s": {"m/s": "1"},
}
_ABBREVIATED: Final = {
    **{name: Unit(base, Decimal(size)) for base, sizes in _SIZES.items() for name, size in sizes.items()},
    "km/klst": Unit("m/s", Decimal(1000) / 3600),
    "°C": Unit("K", Decimal(1), Decimal("273.15")),
}
"""Those that `tokenizer` reads after one number by itself."""

_NAMES: Final = "|".join(sorted(_ABBREVIATED, key=len, reverse=True))
IS_MEASURED_RANGE: Final = re.compile(rf"(?P<low>{NUMBER}){TO}(?P<high>{NUMBER})(?P<unit>{_NAMES})\.?")
"""A range that is written together with its unit: `10-12km`."""


def read_unit(text: str, *, abbreviated: bool) -> Unit | None:
    """The unit that a word names.

    Args:
        text: the word.
        abbreviated: whether it may be an abbreviation: before one number these are the tokenizer's.
    """
    if abbreviated and (unit := _ABBREVIATED.get(text.removesuffix("."))):
        return unit
    return next((unit for pattern, unit in _WRITTEN if pattern.fullmatch(text)), None)


def unit_of(abbreviation: str) -> Unit:
    """The unit of an abbreviation that `IS_MEASURED_RANGE` has found."""
    return _ABBREVIATED[abbreviation]
