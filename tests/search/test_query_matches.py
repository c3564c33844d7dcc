"""Queries: a long table of documents and what finds them, what each tier reads, the signs, and what is refused."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icenews_nlp import Article, Enricher
from icenews_nlp.errors import QueryError
from icenews_nlp.labels import EntityLabel
from icenews_nlp.search.analysis.document import DocumentAnalyzer, DocumentTerms, folded
from icenews_nlp.search.analysis.lexicon import Lexicon
from icenews_nlp.search.query.expansion import Level, WordReader
from icenews_nlp.search.query.reader import QueryReader
from icenews_nlp.search.query.tree import (
    And,
    AnyTerm,
    DateFilter,
    EntityMatch,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    SourceFilter,
)
from icenews_nlp.search.results.matching import matches

LEXICON = Lexicon()
TERMS = DocumentAnalyzer(LEXICON)
QUERIES = QueryReader(LEXICON)

FINDS = """
Kennararnir fengu bækurnar í gær. | bók | bækur | bókum | kennari bók
Ráðherrann heilsaði fótboltamönnunum í Laugardal. | fótboltamaður | fótbolti | maður | ráðherra heilsa
Feðurnir sóttu börnin á leikskólann. | faðir | barn | barna | börnum | leikskóli
Skipið sökk við bryggjuna en áhöfnin bjargaðist. | sökkva | skip | áhafnar
Eldri borgarar í betri íbúðum kusu snemma. | gamall | góður | borgari kjósa | íbúð
Þau hittust á kaffihúsi við Tjörnina. | hittast | hitta | kaffihús
Viðræðurnar nálgast endalok. | nálgast | viðræða | endalok
Mótið hefst á morgun en sumarið er búið. | mót | sumar | sumar mót
Árin liðu hratt í sveitinni. | ár | ári | líða ár
Lax gengur upp í ána. | á | lax | laxar
Alþingi samþykkti lögin í vor. | lög | lögum | vor | alþingi lög
Bekkurinn er úr við og stáli. | viður | stál | við
Rætt var við Sigurð Inga Jóhannsson. | sigurður ingi | Sigurði Inga Jóhannssyni | "Sigurður Ingi"
Einar Þorsteinsson tók við af Degi. | einar þorsteinsson | Einari Þorsteinssyni | dagur
Guðni Th. Jóhannesson flutti ávarp. | guðni th jóhannesson | "Guðna Th. Jóhannessonar"
Björk söng í Hörpu á föstudag. | björk | harpa | Bjarkar
Ummæli Trumps um Gaza vöktu athygli. | Trump | Trumps | trump gaza | Gaza
Ursula von der Leyen fór til Kænugarðs. | Ursulu | kænugarður | "Ursulu von der Leyen"
Norður-Kórea skaut flaug á loft. | norður kórea | norðurkórea | Norður-Kóreu | "norður kórea" | kórea
Norðurkóresk stjórnvöld svöruðu ekki. | norður-kóreskur | norðurkóreskur
Leiðtoginn Kim Jong-un tók á móti þeim. | kim jong un | jongun | jong-un | "kim jong un" | Kim Jong Un
Leiðtoginn Kim Jong Un tók á móti þeim. | kim jong-un | jong un | "Kim Jong-un"
Umhverfis- og loftslagsráðherra hætti. | umhverfisráðherra | loftslagsráðherra | ráðherra | "umhverfis- og loftslagsráðherra"
Þingmenn og -konur mótmæltu. | þingkona | kona | þingmaður
Þau aka um Norður- og Austurland. | norðurland | austurland
Bandaríkjaforseti kom í heimsókn. | Bandaríkin | forseti | bandaríkjaforseti | forseti Bandaríkjanna
Forseti Bandaríkjanna kom í heimsókn. | Bandaríkjaforseti | forsetar
Seðlabankastjóri hækkaði vexti. | seðlabanki | bankastjóri | vextir
Alþingiskosningar verða í nóvember. | kosningar | kosning | alþingi
Smit af COVID-19 eru fá. | covid | COVID-19 | covid19 | covid 19
Verðbólgan er 3,5 prósent hjá 1.500 manns. | 3,5 | 1500 | 1.500 | "3,5 prósent"
Leiðtogar G7-ríkjanna funda 12. september. | g7 | G7-ríki | "12. september" | 12 september
Brim hf. hagnaðist um 20% á R&B. | brim hf | "Brim hf." | 20% | R&B
Hljómsveitin AC/DC lék í gær. | AC/DC | ac/dc
Forsætisráðherra kom með lækninum. | forsaetisradherra | forsaetisradherrann | laeknir | læknarnir
Hestar, kýr og kindur ganga lausar. | hestar, kýr! | "hestur, kýr" | kýr - kind | "kind ganga laus"
Hinir handteknu neita sök. | handtaka | handtekinn
Bíllinn var keyptur notaður. | kaupa | keyptur | nota | keyptir bílar
Vegagerðin lokaði heiðinni norðan til. | þar sem vegagerðin | vegagerð og heiði | norðan
Verri horfur hafa ekki sést. | vondur | slæmur | illur
Inn- og útflutningur dróst saman. | innflutningur | útflutningur
Orku-, umhverfis- og loftslagsráðherra mætti. | orkuráðherra | umhverfisráðherra | loftslagsráðherra
Trú Modis á verkefnið er óbilandi. | modi | Modis
Skipsins var leitað til sjávar og sveita. | sjór | sjár
Landhelgisgæslan sótti sjómanninn. | gæsla | landhelgi | landhelgisgæslunnar
Jarðskjálftahrinan heldur áfram. | hrina | jarðskjálfti
Hvalveiðum var mótmælt við höfnina. | hvalur | veiði
Farþegaþota lenti í Keflavík. | farþegi | þota
Syngjandi börn gengu um bæinn. | syngja | syngjandi
Tjónið nam €50 milljónum. | 50 milljónir | €50
Hún selur handverk á markaðnum. | markaður | markadur | markaðinum
Eigendur bílanna voru beðnir afsökunar. | eigandi | eigandinn
Herinn sótti fram og hof var reist. | her | hof | Her
Allir líta á landið sem sitt. | lita
Verð bitcoins hækkaði um fjórðung. | bitcoin | bitcoins | Bitcoin
Podcastið sló í gegn á Spotify. | podcast | podcastið | podcasts
Þau hlýddu á gott podcast. | podcast | podcastið | podcastsins
Tiktokkarinn birti myndband af atvikinu. | tiktokkari | tiktokkarar | tiktokkarans
STEFNA PÚTÍNS ÓBREYTT | Pútín | pútín | Pútíns | stefna
ráðherrann bjarni benediktsson fundaði með katrínu jakobsdóttur | Katrín Jakobsdóttir | bjarni | Jakobsdóttir
hún hitti sigurði í reykjavík | Sigurður | sigurður | Reykjavík
þau ræddu um pútíns mál | Pútín | pútín
Evrópusambandið samþykkti refsiaðgerðir. | Evrópa | samband | evrópusamband
Úkraínustríðið hefur staðið í þrjú ár. | stríð | Úkraína | úkraínustríð
Úkraínuforseti ræddi við Ísraelsher. | forseti | Úkraína | her | Ísrael | forseti Úkraínu
Forseti Úkraínu ræddi við her Ísraels. | Úkraínuforseti | Ísraelsher
Bandaríkjaher og Evrópuþingið svöruðu. | her | Bandaríkin | þing | Evrópa
Danadrottning hitti Svíakonung. | drottning | Danir | konungur | Svíar | drottning Dana
Mennta- og barnamálaráðherra svaraði ekki. | menntamálaráðherra | barnamálaráðherra | ráðherra
Menntamálaráðherra hitti barnamálaráðherra. | mennta- og barnamálaráðherra
Félags- og húsnæðismálaráðherra mætti á fundinn. | félagsmálaráðherra | félags- og húsnæðismálaráðherra
COVID-19-faraldurinn setti mark sitt á landið. | COVID-19 | covid19 | faraldur
Þorskstofninn stendur vel. | stofn | þorskur | þorskstofn
Stofn þorsks stendur vel. | þorskstofn
Þorskkvótinn var skertur um fimmtung. | kvóti | þorskur
Lögreglan varar við netsvindli. | net | svindl
Rafmyntin hrundi í verði. | mynt | rafmynt
Rafhlaupahjólum var hent í höfnina. | hlaupahjól | hjól
Í bænum lék ný hljómsveit. | hljómur | sveit
#MeToo-byltingin hafði mikil áhrif. | metoo | #MeToo | bylting
"""

FINDS_NOT = """
Bókin liggur hjá borðinu í stofunni. | eiga | vél | bók stóll | "borð bók"
Bíllinn var á planinu við húsið. | ár | viður | eiga
Hvorum okkar líkar betur? | vor
Sumir mættu ekki á fundinn. | sumar | mót
Hljómsveitin lék þrjú lög. | =lag | "lag hljómsveit"
Þau fluttu til Grænlands og Íslands. | grænn | land | ís
Lögreglan sótti ráðstefnu. | regla | stefna | lög
Forsetinn ræddi efnahag. Ári síðar var þing haldið í Bandaríkjunum. | Bandaríkjaforseti
Forseti Íslands tók til máls. | Frakklandsforseti
Leikurinn fór 3-0. | 30
Hún réð sig á skip og ræður miklu. | ráð
Hann leitaði lengi og svaraði ekki. | leit | svar
Hún selur handverk á markaðnum. | marka
Eigendur bílanna voru beðnir afsökunar. | eiga
Hér er allt með kyrrum kjörum. | her
Rök ráðherrans þykja veik. | rok
Lág laun eru helsta vandamálið. | lag
Vör mannsins sprakk í átökunum. | vor
Fyrirtækið NBAS er nýtt. | nba
Grænlendingar og Íslendingar búa á Vestmannaeyjum og Austurlandi. | land | vestmaður | eyja
Hún gekk til liðs við Breiðablik. | blik | breiður
Spáð er rigningu á Norður- og Austurlandi. | land | norður
Skipið sökk í nótt út af Garðskaga. | skipa
Sýnin voru send til greiningar í Svíþjóð. | sýna
Kaupin voru samþykkt á hluthafafundi. | kaupa
Ruslið endaði í hafinu. | hafa
Maðurinn er enn í haldi lögreglu. | halda
Gaus þá fjallið með miklum látum. | láta
Rannsóknin leiddi í ljós alvarlega galla. | sókn | rann
Rafmyntin og varðskipið hurfu. | raf | varð
Myntin hrundi í verði. | rafmynt
Landhelgisgæslan sótti sjómanninn. | helgi
Kirkjubæjarklaustur er lítið þorp. | kirkja | klaustur
Hestarnir hlupu heim. | =hestur | hestur -hlaupa | "hlaupa hestur" | hestur -"hestur hlaupa" | hestur -(kýr OR hlaupa)
"""


def rows(table: str) -> list[tuple[str, str]]:
    lines = [line.split(" | ") for line in table.strip().splitlines()]
    return [(document, query) for document, *queries in lines for query in queries]


def vocabulary(document: DocumentTerms) -> Callable[[str], Sequence[str]]:
    """What an engine that holds this one document knows."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    for term in document.body.terms:
        known[folded(term.form)].add("=" + term.form)
        for lemma in term.lemmas:
            known[folded(lemma)].add(lemma)
    return lambda plain: sorted(known[plain])


def tier(nlp: Enricher, text: str, query: str) -> int | None:
    """The first tier that finds the text."""
    document = TERMS.read(nlp.enrich(text))
    tiers = QUERIES.read(query, vocabulary(document)).tiers
    return next((i for i, node in enumerate(tiers) if matches(node, document)), None)


@pytest.mark.parametrize(("text", "query"), rows(FINDS))
def test_finds(nlp: Enricher, text: str, query: str) -> None:
    assert tier(nlp, text, query) is not None


@pytest.mark.parametrize(("text", "query"), rows(FINDS_NOT))
def test_finds_not(nlp: Enricher, text: str, query: str) -> None:
    assert tier(nlp, text, query) is None


def test_the_tables_are_long() -> None:
    assert len(rows(FINDS)) > 110
    assert len(rows(FINDS_NOT)) > 25


def test_every_word_of_a_text_finds_it(nlp: Enricher) -> None:
    text = "Katrín Jakobsdóttir og Selenskí fóru til Kænugarðs 12. maí, sögðu þau okkur. Þær keyptu sér ný hús þar; hann ekki."
    document = TERMS.read(nlp.enrich(text))
    for term in document.body.terms:
        if any(map(str.isalnum, term.form)):
            tiers = QUERIES.read(document.body.text[term.start : term.end]).tiers
            assert matches(tiers[-1], document), term


# ---- tiers


def terms(node: object) -> tuple[str, ...]:
    assert isinstance(node, AnyTerm)
    return node.terms


@pytest.mark.parametrize(
    ("word", "narrow"),
    [
        ("hestur", "hestur"),
        ("ár", "ár"),
        ("vor", "vor"),
        ("sumar", "sumar"),
        ("lög", "lög"),
        ("á", "á"),
        ("við", "við"),
        ("eiga", "eiga"),
        ("barna", "barna barn"),  # a rare verb
        ("var", "var vera"),
        ("taka", "taka"),
        ("félagi", "félagi"),  # commoner than félag needs to be
        ("staða", "staða"),  # seldom the genitive of staðir
        ("keyptum", "keyptum keyptur kaupa"),
        ("stærstu", "stærstu stór"),
        ("hittust", "hittust hitta"),
        ("okkur", "okkur ég"),
        ("reykjavík", "reykjavík"),
        ("katrínar", "katrínar katrín"),
        ("Pútíns", "pútíns pútín"),
        ("pútíns", "pútíns pútín"),
        ("Gaza", "gaza"),
        ("Ursulu", "ursulu ursula"),
        ("norður-kóresku", "norður-kóresku norðurkóresku norður-kóreskur norðurkóreskur"),
        ("G7", "g7"),
        ("Jóna", "jóna"),  # no ions
        ("jóna", "jóna jónar jón"),
        ("Pála", "pála"),
        ("Stefnir", "stefnir"),
        ("Steina", "steina steini"),  # a woman, or men in the singular; no stones
        ("Kára", "kára kári"),
        ("Barna", "barna barn"),  # no name
    ],
)
def test_the_narrow_reading(word: str, narrow: str) -> None:
    assert set(WordReader(LEXICON, Level.NARROW).terms(word)) == set(narrow.split())


@pytest.mark.parametrize(
    ("word", "more", "never"),
    [
        ("ár", "", "á"),
        ("sumar", "", "sumur"),
        ("skipa", "", "skip"),
        ("halda", "", "hald"),
        ("kaupa", "", "kaup"),
        ("hlaupa", "", "hlaup"),
        ("hafa", "", "haf"),
        ("leyfi", "leyfa", ""),
        ("fjarlægð", "fjarlægja", ""),
        ("heita", "heitur heiti", ""),
        ("mynda", "mynd", ""),
        ("Pála", "páll", ""),
        ("hans", "hann", ""),
        ("viði", "viður", "við"),
        ("Celtics", "celtic", ""),
        ("félagi", "félag", ""),
        ("handtaka", "handtekinn", ""),
        ("syngur", "syngja syngjandi", ""),
    ],
)
def test_the_wide_reading_adds_and_never_reaches_another_word(word: str, more: str, never: str) -> None:
    narrow, wide = (WordReader(LEXICON, level).terms(word) for level in (Level.NARROW, Level.WIDE))
    assert wide[: len(narrow)] == narrow
    assert set(more.split()) <= set(wide)
    assert not set(never.split()) & set(wide)


def test_tiers_go_from_the_word_itself_to_its_parts_to_its_accents() -> None:
    narrow, wide, last = QUERIES.read("bandarikjaforseti", lambda _: ["bandaríkjaforseti", "=bandaríkjaforseta"]).tiers
    assert terms(narrow)[0] == "bandarikjaforseti"
    assert "bandaríkjaforseti" not in terms(narrow)
    assert isinstance(narrow, AnyTerm)
    assert isinstance(wide, AnyTerm)
    assert (narrow.parts, wide.parts) == (False, True)
    assert {"bandaríkjaforseti", "=bandaríkjaforseta"} <= set(terms(last))


def test_a_compound_is_never_one_of_its_parts() -> None:
    narrow, wide = QUERIES.read("Rússlandsforseti").tiers
    assert terms(narrow) == ("rússlandsforseti",)
    assert isinstance(wide, Or)
    near = next(child for child in wide.children if isinstance(child, Near))
    assert near.items == (AnyTerm(("rússland",)), AnyTerm(("forseti",)))


def test_equal_tiers_are_told_once() -> None:
    assert len(QUERIES.read("=hestinn", lambda _: []).tiers) == 1
    assert len(QUERIES.read("published:2026", lambda _: []).tiers) == 1


CLOSED = [
    "á",
    "við",
    "úr",
    "um",
    "í",
    "og",
    "að",
    "en",
    "ef",
    "sem",
    "til",
    "hann",
    "það",
    "þeim",
    "minn",
    "þessi",
    "meðal",
    "gegn",
]
CONTENT = [
    "sumar",
    "vor",
    "mót",
    "ár",
    "lög",
    "minni",
    "sök",
    "hönd",
    "einar",
    "Einar",
    "Hans",
    "norðan",
    "eiga",
    "vera",
    "Óli",
    "3",
]


@pytest.mark.parametrize("word", CLOSED)
def test_closed_class_words_are_dropped_beside_others(word: str) -> None:
    assert QUERIES.read(f"{word} hestur").tiers[0] == QUERIES.read("hestur").tiers[0]
    assert word in terms(QUERIES.read(word).tiers[0])


@pytest.mark.parametrize("word", CONTENT)
def test_content_words_never_are(word: str) -> None:
    assert QUERIES.read(f"{word} hestur").tiers[0] == And((QUERIES.read(word).tiers[0], AnyTerm(("hestur",), parts=False)))


# ---- signs


def first(query: str) -> object:
    return QUERIES.read(query).tiers[0]


HORSE, COW = AnyTerm(("hestur",), parts=False), AnyTerm(("kýr",), parts=False)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("hestur kýr", And((HORSE, COW))),
        ("hestur AND kýr", And((HORSE, COW))),
        ("hestur OR kýr", Or((HORSE, COW))),
        ("hestur | kýr", Or((HORSE, COW))),
        ("hestur -kýr", And((HORSE, Not(COW)))),
        ("-kýr hestur", And((HORSE, Not(COW)))),
        ("hestur NOT kýr", And((HORSE, Not(COW)))),
        ("hestur - kýr", And((HORSE, COW))),
        ("hestur --kýr", And((HORSE, COW))),  # a dash before a dash is no minus
        ("(hestur OR kýr) =beit", And((Or((HORSE, COW)), AnyTerm(("=beit",), parts=False)))),
        ("hestur, kýr.", And((HORSE, COW))),
        ("=Hestinn", AnyTerm(("=hestinn",), parts=False)),
        ("hest*", Prefix("hest")),
        ('"hestur"', HORSE),
        ("„hestur =kýr bei*“", Phrase((HORSE, AnyTerm(("=kýr",), parts=False), Prefix("bei")))),
        ('="hestur kýr"', Phrase((AnyTerm(("=hestur",), parts=False), AnyTerm(("=kýr",), parts=False)))),
        ("hestur ((kýr))", And((HORSE, COW))),
        ("ORG", AnyTerm(("org",), parts=False)),
    ],
)
def test_signs(query: str, tree: object) -> None:
    assert first(query) == tree


def test_every_kind_of_quotes_makes_a_phrase() -> None:
    quotes = ['""', "„“", "„”", '„"', "“”", "””", "«»", "»«"]
    assert len({first(f"{pair[0]}hestur =kýr{pair[1]}") for pair in quotes}) == 1


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("person:Pútíns", EntityLabel.PERSON),
        ("place:reykjavíkur", EntityLabel.LOCATION),
        ('organization:"Seðlabanka Íslands"', EntityLabel.ORGANIZATION),
        ("misc:Rússlandsforseta", EntityLabel.MISCELLANEOUS),
    ],
)
def test_names(query: str, label: EntityLabel) -> None:
    node = first(query)
    assert isinstance(node, EntityMatch)
    assert node.label is label
    lemmas = {"pútín", "reykjavík", "seðlabanki", "ísland", "rússlandsforseti"}
    assert all(lemmas & set(word.terms) for word in node.words)


def test_a_document_is_found_by_every_name_in_it(nlp: Enricher) -> None:
    text = (
        "Kim Jong-un og Katrín Jakobsdóttir hittu fulltrúa Seðlabanka Íslands, Evrópusambandsins og Norður-Kóreu í Róm."
        " Mennta- og barnamálaráðuneytið tók við af Umhverfis- og loftslagsmálaráðuneytinu."
    )
    document = TERMS.read(nlp.enrich(text))
    assert any(name.name.startswith("Mennta- og") for name in document.names)
    fields = {"Person": "person", "Location": "place", "Organization": "organization", "Miscellaneous": "misc"}
    assert len(document.names) >= 5
    for name in document.names:
        for label, field in fields.items():
            assert matches(first(f'{field}:"{name.name}"'), document) is (label == name.label.value)  # type: ignore[arg-type]


def day(*date: int) -> datetime:
    return datetime(*date, tzinfo=timezone.utc)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("query", "since", "until"),
    [
        ("published:2026", day(2026, 1, 1), day(2027, 1, 1)),
        ("published:2026-12", day(2026, 12, 1), day(2027, 1, 1)),
        ("published:2024-02-29", day(2024, 2, 29), day(2024, 3, 1)),
        ("published:2026-11-01..2026-11-24", day(2026, 11, 1), day(2026, 11, 25)),
        ("published:2026-11..", day(2026, 11, 1), None),
        ("published:..2026", None, day(2027, 1, 1)),
        ("since:2026-11-24", day(2026, 11, 24), None),
        ("until:2026-11-24", None, day(2026, 11, 25)),
    ],
)
def test_dates(query: str, since: datetime | None, until: datetime | None) -> None:
    assert first(query) == DateFilter(since, until)
    assert first(f"hestur {query}") == And((HORSE, DateFilter(since, until)))


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("source:RÚV", "RÚV"),
        ("Source:visir.is", "visir.is"),
        ('source:"Vikulega fréttablaðið"', "Vikulega fréttablaðið"),
        ("source:„=Blað* (nýtt) | 2“", "=Blað* (nýtt) | 2"),  # signs are text here
        ("source:«a „b“»", "a „b“"),
        ("source:a:b", "a:b"),
    ],
)
def test_sources(query: str, source: str) -> None:
    assert first(query) == SourceFilter(source)
    assert first(f"hestur {query}") == And((HORSE, SourceFilter(source)))
    assert first(f"hestur -{query}") == And((HORSE, Not(SourceFilter(source))))
    assert first(f"{query} since:2026") == And((SourceFilter(source), DateFilter(day(2026, 1, 1), None)))
    assert first(f"á hestur {query}") == And((HORSE, SourceFilter(source)))  # beside a word only


# ---- what is refused


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("", "nothing to search for"),
        ("  ", "nothing to search for"),
        ("?! …", "nothing to search for"),
        ("()", "nothing to search for"),
        ('""', "nothing to search for"),
        ("-kýr", "must not be found"),
        ("hestur OR -kýr", "must not be found"),
        ("-published:2026", "must not be found"),
        ("-source:RÚV", "must not be found"),
        ('hestur "kýr', "never closed"),
        ("„hestur", "never closed"),
        ("(hestur", "never closed"),
        ("hestur)", "never opened"),
        ("hestur OR", "nothing on one side"),
        ("| hestur", "nothing on one side"),
        ("hestur NOT", "nothing after it"),
        ("höfundur:Jón", "person:"),
        ("person:", "needs a value"),
        ("person: Jón", "needs a value"),
        ("person:(Jón OR Gunna)", "needs a value"),
        ("source:", "needs a value"),
        ('source:" "', "needs a value"),
        ("person:Jó*", "without = or *"),
        ('place:"!"', "is no name"),
        ("person:-", "is no name"),
        ("published:gær", "'gær' is not a valid date for published:; use 2026, 2026-11 or 2026-11-24"),
        ("published:2026-02-30", "there is no date 2026-02-30"),
        ("published:0000", "there is no date 0000"),
        ("published:9999", "there is no date 9999"),
        ("published:..", "needs a date"),
        ("published:2026..2025", "ends before it begins"),
        ("since:2026-11..2026-12", "is not a valid date for since:"),
        ("*", "stands alone"),
        ("=", "stands alone"),
        (" OR ".join(f"{letter}*" for letter in "abdefghijkl"), "more than 10 different words with *"),
        ("hest*ur", "'hest*ur' has a * before its end"),
        ("*hest", "as in hest*"),
        ('"ný regl*a"', "has a * before its end"),
        ("person:J*n", "has a * before its end"),
        ("(" * 30 + "hestur" + ")" * 30, "parentheses"),
        ("hestur " * 400, "characters"),
    ],
)
def test_refused(query: str, says: str) -> None:
    with pytest.raises(QueryError) as error:
        QUERIES.read(query)
    assert says in str(error.value)


@pytest.mark.parametrize("query", ["Jón: kýr", "http://frett.is/1", "14:30", "3:0", "Vísir/Vilhelm", "a-b-c", "C++", "½", "€"])
def test_what_only_looks_like_a_sign_is_searched_for(query: str) -> None:
    assert QUERIES.read(query).tiers


SIGNS = [*'"„“()-=*| á', " OR ", "NOT ", "person:", "published:", "source:", "2026", "..", "hestur"]


def in_not(node: object, inside_and: bool = False) -> bool:
    """Whether a Not stands anywhere but inside an And, beside something that is not one."""
    if isinstance(node, Not):
        return not inside_and
    children = getattr(node, "children", ())
    good = isinstance(node, And) and any(not isinstance(child, Not) for child in children)
    return any(in_not(child.child if isinstance(child, Not) and good else child) for child in children)


@settings(deadline=None)
@given(st.lists(st.sampled_from(SIGNS)).map("".join) | st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        query = QUERIES.read(text, lambda _: [])
    except QueryError:
        return
    assert isinstance(query, Query)
    assert query.tiers
    for node in query.tiers:
        assert not in_not(node)


def test_reading_again_gives_the_same() -> None:
    for _, text in rows(FINDS):
        assert QueryReader(LEXICON).read(text) == QUERIES.read(text)


def test_an_article_is_found_by_what_is_in_title_or_body(nlp: Enricher) -> None:
    document = TERMS.read(nlp.enrich(Article(title="Hestar í haga", text="Kýrin baulaði.")))
    assert matches(first("hestur kýr"), document)  # type: ignore[arg-type]
    assert not matches(first('"hagi kýr"'), document)  # type: ignore[arg-type]
