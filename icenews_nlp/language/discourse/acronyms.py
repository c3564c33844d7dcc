"""Organizations that news calls by an acronym or another short name, without saying that it is one with the full name."""

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
        "Framsókn": ("Framsóknarflokkurinn",),
        "Gæslan": ("Landhelgisgæslan", "Landhelgisgæsla Íslands"),
        "HA": ("Háskólinn á Akureyri",),
        "HÍ": ("Háskóli Íslands",),
        "HR": ("Háskólinn í Reykjavík",),
        "HSÍ": ("Handknattleikssamband Íslands", "Handknattleikssambandið"),
        "ÍSÍ": ("Íþrótta- og Ólympíusamband Íslands",),
        "KKÍ": ("Körfuknattleikssamband Íslands", "Körfuknattleikssambandið"),
        "KSÍ": ("Knattspyrnusamband Íslands", "Knattspyrnusambandið"),
        "KÍ": ("Kennarasamband Íslands", "Kennarasambandið"),
        "LHG": ("Landhelgisgæslan", "Landhelgisgæsla Íslands"),
        "MAST": ("Matvælastofnun",),
        "NATO": ("Atlantshafsbandalagið", "Nató"),
        "OR": ("Orkuveita Reykjavíkur", "Orkuveitan"),
        "RÚV": ("Ríkisútvarpið", "Ríkisútvarp"),
        "LSH": ("Landspítali", "Landspítalinn"),
        "SA": ("Samtök atvinnulífsins",),
        "SAF": ("Samtök ferðaþjónustunnar",),
        "SFF": ("Samtök fjármálafyrirtækja",),
        "SFS": ("Samtök fyrirtækja í sjávarútvegi",),
        "SGS": ("Starfsgreinasambandið", "Starfsgreinasamband Íslands"),
        "SI": ("Samtök iðnaðarins",),
        "SVÞ": ("Samtök verslunar og þjónustu",),
        "SÞ": ("Sameinuðu þjóðirnar",),
        "VG": ("Vinstri græn", "Vinstrihreyfingin – grænt framboð"),
        "WHO": ("Alþjóðaheilbrigðismálastofnunin",),
        "ÖSE": ("Öryggis- og samvinnustofnun Evrópu",),
    }
)
"""Short name -> full names."""

SAME: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {**NAMES, **{full: (acronym,) for acronym, names in NAMES.items() for full in names}}
)
"""Each name -> other names of the same organization."""
