"""Queries and articles: a long table of documents and what finds them, and what does not."""

from __future__ import annotations

import pytest

from helpers.query_readers import LEXICON, QUERIES, TERMS, answers, first, rows, tier
from icenews_nlp import Article, Enricher
from icenews_nlp.search.query.reader import QueryReader
from icenews_nlp.search.results.matching import matches

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
Vatnajökulsþjóðgarður stækkar. | þjóðgarður | Vatnajökull | garður
Slysið varð á Suðurlandsvegi. | Suðurland | vegur
Umferð um Hvalfjarðargöng var mikil. | göng | Hvalfjörður
Eldgosið hófst í gær. | hvenær hófst eldgosið | hvar er eldgosið | hvernig hófst eldgos
Foreldrar barnanna mættu á fund. | foreldri | foreldrar | foreldris
Fósturforeldrar barnanna mættu á fund. | fósturforeldri | foreldri
Hvert foreldri fékk bréf frá skólanum. | foreldrar | foreldrum
Sjúkrabíll kom og slökkviliðið mætti. | bíll | lið
Jarðgöngin opnuðu í gær. | göng
Fundað var með fulltrúum Vinnumálastofnunar. | stofnun | vinnumál
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
Eldgosið hófst í gær. | hvar | hvenær
Smáralind og Bakkavör auglýstu lengi. | lind | vör
Rafmyntin og varðskipið hurfu. | raf | varð
Myntin hrundi í verði. | rafmynt
Landhelgisgæslan sótti sjómanninn. | helgi
Grindavíkurvegi var lokað en opið er til Reykjavíkur og Akureyrar. | vík | eyri | akur
Skipið liggur í Kaupmannahöfn og Hafnarfirði. | höfn | fjörður
Kirkjubæjarklaustur er lítið þorp. | kirkja | klaustur
Hestarnir hlupu heim. | =hestur | hestur -hlaupa | "hlaupa hestur" | hestur -"hestur hlaupa" | hestur -(kýr OR hlaupa)
"""


@pytest.mark.parametrize(("text", "query", "found"), answers(FINDS, FINDS_NOT))
def test_finds(nlp: Enricher, text: str, query: str, found: bool) -> None:
    assert (tier(nlp, text, query) is not None) is found


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
            assert matches(first(f'{field}:"{name.name}"'), document) is (label == name.label.value)


def test_reading_again_gives_the_same() -> None:
    for _, text in rows(FINDS):
        assert QueryReader(LEXICON).read(text) == QUERIES.read(text)


def test_an_article_is_found_by_what_is_in_title_or_body(nlp: Enricher) -> None:
    document = TERMS.read(nlp.enrich(Article(title="Hestar í haga", text="Kýrin baulaði.")))
    assert matches(first("hestur kýr"), document)
    assert not matches(first('"hagi kýr"'), document)
