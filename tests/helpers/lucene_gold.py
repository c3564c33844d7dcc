"""What real Lucene (8.8.1) makes of clusters: `tests/search/lucene/check_lucene.py` compares these lists with Lucene
itself, and `tests/search/test_opensearch.py` compares the stand-in with these lists, where no Java is needed."""

from __future__ import annotations

TOKENS: list[tuple[str, list[tuple[str, int]]]] = [
    ("=guðrún|guðrún =keypti|kaupa|keyptur", [("=guðrún", 0), ("guðrún", 0), ("=keypti", 1), ("kaupa", 1), ("keyptur", 1)]),
    (
        "=fjármálareglur|fjármálaregla|+fjármál|+regla =á|á",
        [("=fjármálareglur", 0), ("fjármálaregla", 0), ("+fjármál", 0), ("+regla", 0), ("=á", 1), ("á", 1)],
    ),
    ("=á|á % =á|eiga", [("=á", 0), ("á", 0), ("%", 1), ("=á", 2), ("eiga", 2)]),
    ("== =50%0025|50%0025", [("==", 0), ("=50%0025", 1), ("50%0025", 1)]),
    ("=a%007cb|a%007cb =1%00a0000|1%00a0000", [("=a%007cb", 0), ("a%007cb", 0), ("=1%00a0000", 1), ("1%00a0000", 1)]),
    ("vladimír|Person:vladimír", [("vladimír", 0), ("Person:vladimír", 0)]),
    ("=😀|😀 =é|é", [("=😀", 0), ("😀", 0), ("=é", 1), ("é", 1)]),
    # Past the 255 that are the default, in one piece; past the limit, cut, which is why no cluster is that long.
    ("=" + "x" * 600 + "|" + "x" * 600 + " =á", [("=" + "x" * 600, 0), ("x" * 600, 0), ("=á", 1)]),
    ("y" * 4096 + " =á", [("y" * 4096, 0), ("=á", 1)]),
    ("y" * 4097 + " =á", [("y" * 4096, 0), ("y", 1), ("=á", 2)]),
    ("", []),
]
"""Each a text, its terms and their positions."""
