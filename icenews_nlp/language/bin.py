"""BÍN, the Database of Icelandic Morphology: the readings of a word. The only file that sees `islenska`."""

from __future__ import annotations

from collections import OrderedDict
from importlib.metadata import version
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from islenska import Bin as IslenskaBin
    from islenska.basics import Ksnid

CACHE_SIZE: Final = 50_000
"""Words remembered by one `Bin`; a word's readings take about 1 KB."""

LONGEST_WORD: Final = 100
"""Code points; nothing in BÍN is longer, and the search for compounds is not linear in the length."""

NOUN_CLASSES: Final = frozenset({"kk", "kvk", "hk"})
OPEN_CLASSES: Final = NOUN_CLASSES | {"lo", "so", "ao"}

NAME_DOMAINS: Final = frozenset({"ism", "föð", "móð", "gæl", "ætt", "erm", "lönd", "þor", "örn", "bær", "göt", "erl", "heö", "fyr"})
"""BÍN's `hluti` of names of persons, places and firms."""


class Reading(NamedTuple):
    """One way to read a word: an entry of BÍN and the form it has there."""

    lemma: str
    word_class: str
    """BÍN's `ofl`: kk, kvk, hk (nouns by gender), lo, so, ao, fs, st, fn, pfn, ..."""
    mark: str
    """BÍN's grammatical tag of the form, such as `ÞGFETgr`."""
    domain: str
    """BÍN's `hluti`: alm for ordinary words; ism, lönd, fyr, ... for names."""
    is_compound: bool
    """Whether `islenska` made the entry by splitting a compound that BÍN does not list."""


class Bin:
    """Look-ups in BÍN with a bounded cache of its own."""

    def __init__(self) -> None:
        self._bin: IslenskaBin | None = None
        self._cache: OrderedDict[tuple[str, bool], tuple[Reading, ...]] = OrderedDict()

    @staticmethod
    def data_version() -> str:
        """Version of the BÍN data, the package islenska-data."""
        return version("islenska-data")

    def readings(self, word: str, at_sentence_start: bool = False) -> tuple[Reading, ...]:
        """All readings of a word, in BÍN's order, compounds that BÍN lacks included; () for an unknown word.

        At the start of a sentence the readings of the lower-case form come first.
        """
        key = (word, at_sentence_start)
        found = self._cache.get(key)
        if found is None:
            found = self._look_up(word, at_sentence_start)
            self._cache[key] = found
            if len(self._cache) > CACHE_SIZE:
                self._cache.popitem(last=False)
        return found

    def nominative(self, word: str, word_class: str, lemma: str) -> str | None:
        """The nominative of an inflected noun or adjective, its number and article kept; None if BÍN gives none.

        `word_class` is a gender of a noun or "lo".
        """
        for form in self._open().lookup_variants(word, word_class, ("NF",), lemma=lemma):
            return form.bmynd
        return None

    def _look_up(self, word: str, at_sentence_start: bool) -> tuple[Reading, ...]:
        if len(word) > LONGEST_WORD or not any(c.isalpha() for c in word):
            return ()
        entries = self._open().lookup_ksnid(word, at_sentence_start=at_sentence_start)[1]
        return tuple(dict.fromkeys(_reading(e) for e in entries))

    def _open(self) -> IslenskaBin:
        if self._bin is None:
            from islenska import Bin as IslenskaBin

            self._bin = IslenskaBin(add_compound_hyphens=False)
        return self._bin

    def __getstate__(self) -> dict[str, object]:
        """A copy in another process opens BÍN for itself."""
        return {"_bin": None, "_cache": OrderedDict()}


def _reading(entry: Ksnid) -> Reading:
    return Reading(entry.ord, entry.ofl, entry.mark, entry.hluti, entry.bin_id == 0)
