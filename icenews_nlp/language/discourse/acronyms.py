"""Organizations that news calls by an acronym or by their full name, without saying that the two are one."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

NAMES: Final = MappingProxyType(
    {
        "AGS": ("Alþjóðagjaldeyrissjóðurinn",),
        "ASÍ": ("Alþýðusamband Íslands", "Alþýðusambandið"),
        "BÍ": ("Blaðamannafélag Íslands", "Blaðamannafélagið"),
        "ESB": ("Evrópusambandið", "Evrópusamband"),
        "HÍ": ("Háskóli Íslands",),
        "HR": ("Háskólinn í Reykjavík",),
        "HSÍ": ("Handknattleikssamband Íslands", "Handknattleikssambandið"),
        "ÍSÍ": ("Íþrótta- og Ólympíusamband Íslands",),
        "KKÍ": ("Körfuknattleikssamband Íslands", "Körfuknattleikssambandið"),
        "KSÍ": ("Knattspyrnusamband Íslands", "Knattspyrnusambandið"),
        "LHG": ("Landhelgisgæslan", "Landhelgisgæsla Íslands"),
        "MAST": ("Matvælastofnun",),
        "NATO": ("Atlantshafsbandalagið", "Nató"),
        "OR": ("Orkuveita Reykjavíkur", "Orkuveitan"),
        "RÚV": ("Ríkisútvarpið", "Ríkisútvarp"),
        "SA": ("Samtök atvinnulífsins",),
        "SFF": ("Samtök fjármálafyrirtækja",),
        "SFS": ("Samtök fyrirtækja í sjávarútvegi",),
        "SGS": ("Starfsgreinasambandið", "Starfsgreinasamband Íslands"),
        "SÞ": ("Sameinuðu þjóðirnar",),
        "VG": ("Vinstri græn", "Vinstrihreyfingin – grænt framboð"),
        "WHO": ("Alþjóðaheilbrigðismálastofnunin",),
        "ÖSE": ("Öryggis- og samvinnustofnun Evrópu",),
    }
)
"""Acronym -> full names."""

SAME: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {**NAMES, **{full: (acronym,) for acronym, names in NAMES.items() for full in names}}
)
"""Each name -> other names of the same organization."""
