"""What nouns say of a name: the noun right before it (`hljómsveitin X`, `leikmenn X`) and the last part of a compound in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from icenews_nlp.labels import EntityLabel
from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.morphology.bin import GIVEN_NAME_DOMAINS, NOUN_CLASSES, Bin

PERSON, LOCATION = EntityLabel.PERSON, EntityLabel.LOCATION
ORGANIZATION, MISCELLANEOUS = EntityLabel.ORGANIZATION, EntityLabel.MISCELLANEOUS


def _ends(table: Mapping[EntityLabel, str]) -> dict[str, EntityLabel]:
    return {word: label for label, words in table.items() for word in words.split()}


KINDS: Final = _ends(
    {
        ORGANIZATION: """
            banki blað dagblað efnalaug félag fjölmiðill forlag flokkur fréttastofa fyrirtæki hljómsveit keðja klúbbur leikskóli
            lið matsölustaður samtök skemmtistaður skóli stofnun stöð sveit sýsluskrifstofa tímarit tríó útgáfa veitingahús
            veitingastaður verksmiðja verslun þvottahús
        """,
        LOCATION: """
            borg bær dalur dæmi ey eyja fjall fljót fylki fjörður gata hérað hverfi höfuðborg jökull lýðveldi nýlenda ríki
            sveitarfélag sýsla vatn þorp
        """,
        MISCELLANEOUS: """
            bátur bók fellibylur geimfar hátíð keppni kvikmynd lag mynd plata skip skáldsaga sýning togari tæki tölvuleikur
            verðlaun verkefni þáttaröð þáttur
        """,
        PERSON: """
            amma bróðir dóttir drottning framherji frú fulltrúi höfundur kappi kennari kona konungur leikari leikkona læknir
            maður mamma markvörður meistari móðir prestur prinsessa ráðherra skáld sonur stjóri stúlka systir söngkona söngvari
            varnarmaður þjálfari
        """,
    }
)
"""Last parts of nouns whose definite form stands before a name, and what has that name. The longest one counts."""

CUES: Final = {
    ORGANIZATION: (
        *("lið", "leikmaður", "liðsmaður", "þjálfari", "fyrirliði", "félag", "fyrirtæki", "flokkur", "sveit", "hljómsveit"),
        *("forstjóri", "hluthafi", "hlutabréf", "verslun", "banki"),
    ),
    LOCATION: ("bær", "borg", "þorp", "eyja", "fjall", "hérað", "fylki"),
}
"""Last parts of nouns without an article that often stand before a name with that label."""

HEADS: Final = _ends(
    {
        LOCATION: """
            beygja borg braut dalur eyja eyjar ey eyðimörk fjörður fljót flugvöllur fylki hérað hryggur hverfi leikvangur stræti
            svæði sýsla vatn völlur þjóðgarður
        """,
        ORGANIZATION: "banki dómstóll félag háskóli hreyfing höll listi safn samband samtök sjónvarpsstöð skóli stjórn stofnun",
        MISCELLANEOUS: """
            bikar bíll bók deild fjölskylda fólk gerð hátíð heilkenni ingur kerfi leikur maður mark meistari mál mót samkomulag
            samningur síða sjúkdómur stjarna verðlaun vöxtur
        """,
    }
)
"""Last parts of compounds with a name, and what the compound names: `Nou-völlur`, `Lego-háskóli`. The longest one counts."""

PUBLISHER_FORMS: Final = ("útgáfa", "útgáfu", "forlag", "forlagi", "forlags")
"""Ends of what a publisher is called after its name: `Benedikt bókaútgáfa`."""

FIRM_FORMS: Final = (
    *("félag", "félagi", "félags", "banki", "banka", "sjóður", "sjóð", "sjóði", "sjóðs", "verslun", "verslunar", "útgerð"),
    *("tryggingar", "tryggingum", "trygginga", *PUBLISHER_FORMS),
)
"""Ends of what a firm is, after its name."""

TITLES: Final = (
    *("biskup", "kardínáli", "páfi", "keisari", "keisaraynja", "konungur", "kóngur", "drottning", "prins", "prinsessa"),
    *("emír", "hertogi", "hertogaynja", "greifi", "jarl"),
)
"""Last parts of titles that stand after a person's name in its case: `Frans páfi`."""

REMEMBERED: Final = 20_000
"""Words whose answers are kept."""


class Cue(NamedTuple):
    """What the noun right before a name says of it."""

    label: EntityLabel
    is_certain: bool
    """Whether it has the article, so that the name is in apposition: `liðið Valur`, but `leikmenn Vals`."""
    is_genitive: bool = False
    """Whether it depends on a noun before it, which a person's name may belong to: `við formann félagsins Daniel Levy`."""


class HeadNouns:
    """Look-ups of inflected nouns. Any number of threads may share one."""

    def __init__(self, bin_: Bin) -> None:
        self._bin = bin_
        self.cue = lru_cache(maxsize=REMEMBERED)(self._find_cue)
        """Noun in small letters -> what it says of the name right after it; None for any other word."""
        self.of_compound = lru_cache(maxsize=REMEMBERED)(self._find_head)
        """`Japans-eyja` -> the label by its last part; None for any other word."""

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of each cache."""
        return cache_info(cues=self.cue, heads=self.of_compound)

    def of_words(self, words: Sequence[str]) -> EntityLabel | None:
        """What the parts of a name say that it is: the last part of a compound, or a publisher's noun at its end."""
        is_publisher = len(words) > 1 and words[-1].islower() and words[-1].endswith(PUBLISHER_FORMS)
        return ORGANIZATION if is_publisher else self.of_compound(words[-1])

    def is_person(self, word: str) -> bool:
        """Whether the word in small letters is a noun for persons: `Fulltrúi`, `Formaður`."""
        return any(_by_end(r.lemma, KINDS) is PERSON for r in self._bin.readings(word.lower()) if r.word_class in NOUN_CLASSES)

    def is_of_person(self, cue: Cue, before: str) -> bool:
        """Whether a cue noun is whose the person is that the word before it means: `formann félagsins Daniel Levy`."""
        if not cue.is_genitive or cue.label is not ORGANIZATION:
            return False
        readings = [r for r in self._bin.readings(before.lower()) if r.word_class in NOUN_CLASSES]
        return any(_by_end(r.lemma, KINDS) is PERSON and "ET" in r.mark for r in readings)

    def has_title(self, word: str, noun: str) -> bool:
        """Whether the word is a given name with a title after it, in one case: `Frans páfa`, but not `Noregs konungur`."""
        titles = [r for r in self._bin.readings(noun) if r.lemma.endswith(TITLES)] if noun.islower() else []
        cases = {r.mark for r in titles if r.mark.endswith("ET")}
        return bool(cases) and any(r.in_domain(GIVEN_NAME_DOMAINS) and r.mark in cases for r in self._bin.readings(word))

    def _find_cue(self, noun: str) -> Cue | None:
        readings = [r for r in self._bin.readings(noun) if r.word_class in NOUN_CLASSES] if noun.islower() else []
        definite = [(label, r.mark) for r in readings if r.mark.endswith("ETgr") and (label := _by_end(r.lemma, KINDS))]
        if definite:
            return Cue(definite[0][0], True, all(mark.startswith("EF") for _, mark in definite))
        lemmas = {r.lemma for r in readings}
        label = next((label for label, ends in CUES.items() if any(lemma.endswith(ends) for lemma in lemmas)), None)
        return None if label is None else Cue(label, False)

    def _find_head(self, word: str) -> EntityLabel | None:
        first, hyphen, last = word.rpartition("-")
        if not hyphen or not first or not last.islower():
            return None
        lemmas = [r.lemma for r in self._bin.readings(last) if r.word_class in NOUN_CLASSES]
        return next((label for lemma in lemmas if (label := _by_end(lemma, HEADS))), None)


def is_firm(word: str) -> bool:
    """Whether a noun in small letters says what the firm is whose name stands before it: `Þórkatla fasteignafélag`."""
    return word.islower() and word.endswith(FIRM_FORMS)


def kind_of(lemma: str) -> EntityLabel | None:
    """The label of what a noun is said of, None where it does not tell."""
    return _by_end(lemma, KINDS)


def _by_end(lemma: str, table: Mapping[str, EntityLabel]) -> EntityLabel | None:
    """What the longest of the table's words that the lemma ends in says."""
    return next((table[lemma[start:]] for start in range(len(lemma)) if lemma[start:] in table), None)
