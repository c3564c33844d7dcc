"""Who says a quotation: each way that news attributes one, and what attributes nothing."""

from __future__ import annotations

import pytest

from icenews_nlp import Article, Enricher


def speakers(nlp: Enricher, text: str) -> list[str | None]:
    doc = nlp.enrich(text)
    return [None if quote.speaker is None else doc.clusters[quote.speaker].name for quote in doc.quotes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Höfnin er full af ís,“ segir Þorgeir Máni Sverrisson hafnarvörður.", ["Þorgeir Máni Sverrisson"]),
        ("„Húsið er ónýtt,“ að mati Helga Þórs Jónssonar slökkviliðsstjóra.", ["Helgi Þór Jónsson"]),
        ("Katrín Edda Ívarsdóttir kom fyrst. „Brautin er þung,“ að sögn hennar.", ["Katrín Edda Ívarsdóttir"]),
        ("„Þetta er að mati okkar rangt,“ er skrifað á skiltið.", [None]),
        ("„Við stöndum saman,“ segir í yfirlýsingu frá Landssambandi lögreglumanna.", ["Landssamband lögreglumanna"]),
        ("„Málið er í ferli,“ segir í skriflegu svari Vegagerðarinnar við fyrirspurn Vísis.", ["Vegagerðin"]),
        ("Í tilkynningu frá Landsneti segir: „Viðgerð lýkur á morgun.“", ["Landsnet"]),
        ("Í tilkynningu frá lögreglu segir: „Mannsins er enn leitað.“", [None]),
        ("„Ísinn er traustur,“ segir í bókinni Ferðum Eiríks.", [None]),  # no notice
    ],
)
def test_what_comes_after_a_quotation(nlp: Enricher, text: str, expected: list[str | None]) -> None:
    assert speakers(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Spurður hvort hann hætti segir Víðir Smári Jónsson: „Nei, alls ekki.“", ["Víðir Smári Jónsson"]),
        ("Katrín Edda Ívarsdóttir var himinlifandi í leikslok: „Ég bjóst ekki við þessu.“", ["Katrín Edda Ívarsdóttir"]),
        ("Tveir menn hlupu út úr húsinu: „Það er kviknað í þessu.“", [None]),
        ("Elsa Lára Arnardóttir sagði að „þetta væri óviðunandi staða“.", ["Elsa Lára Arnardóttir"]),
        ("Haft er eftir Páli Winkel að „fangelsin séu yfirfull“.", ["Páll Winkel"]),
        ("Lára Dís Ómarsdóttir sagði „ég kem aftur“ og fór.", ["Lára Dís Ómarsdóttir"]),
        ("Lára Dís Ómarsdóttir sagði hann vera „frænda sinn“.", []),
        ("Lára Dís Ómarsdóttir kom þegar hann spurði að „einhverju“ og fór.", []),
    ],
)
def test_what_comes_before_a_quotation(nlp: Enricher, text: str, expected: list[str | None]) -> None:
    assert speakers(nlp, text) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Anna Sigga Helgadóttir, forstjóri Norðuráls, er ánægð.", "sagði forstjórinn", "Anna Sigga Helgadóttir"),
        ("Atli Bjarnason menntamálaráðherra var á fundinum.", "sagði ráðherrann", "Atli Bjarnason"),
        ("Atli Bjarnason menntamálaráðherra var á fundinum.", "sagði þjálfarinn", None),  # another's role
        ("Atli Bjarnason þjálfari og Jóna Dís Eiðsdóttir aðstoðarþjálfari komu.", "sagði þjálfarinn", None),  # which?
        ("Hilmar Örn Geirsson ræddi við Jón Karl Ólafsson í gær.", "sagði hann", "Hilmar Örn Geirsson"),  # the subject
        ("Hilmar Örn Geirsson ræddi við Jónu Karítas Ólafsdóttur í gær.", "sagði hún", "Jóna Karítas Ólafsdóttir"),
        ("Hilmar Örn Geirsson kom. Síðan fór Jón Karl Ólafsson heim.", "sagði hann", "Jón Karl Ólafsson"),
        ("Hilmar Örn Geirsson kom í gær.", "sagði hún", None),
    ],
)
def test_pronouns_and_roles(nlp: Enricher, before: str, after: str, expected: str | None) -> None:
    assert speakers(nlp, f"{before} „Þetta gekk mjög vel,“ {after}.") == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # whom a quotation names, nobody has spoken of
            "Dóra Lind Atladóttir svarar þessu. „Rakel Eva Jónsdóttir er ekki heiðarleg,“ segir hún.",
            ["Dóra Lind Atladóttir"],
        ),
        (  # who spoke last
            "Rakel Eva Jónsdóttir var gagnrýnd á fundinum. „Ég er ósátt,“ segir Dóra Lind Atladóttir. „Mjög,“ bætir hún við.",
            ["Dóra Lind Atladóttir", "Dóra Lind Atladóttir"],
        ),
        (
            "„Ég er ósátt,“ segir Dóra Lind Atladóttir. Rakel Eva Jónsdóttir hristir höfuðið. „Ég ekki,“ segir hún.",
            ["Dóra Lind Atladóttir", "Rakel Eva Jónsdóttir"],
        ),
        ("„Haukur Ingi Gröndal er bestur,“ segir systir hans.", [None]),
        (
            "Orri Steinn Eiðsson þingmaður kom. „Sælir,“ sagði Atli Már Björnsson. Þingmaðurinn brosti: „Sæll sjálfur.“",
            ["Atli Már Björnsson", "Orri Steinn Eiðsson"],
        ),
        (
            "„Ég er ósátt,“ segir Dóra Lind Atladóttir. Á skiltinu stendur nú: „Hér má enginn leggja bílum.“",
            ["Dóra Lind Atladóttir", None],  # a colon has its own speaker
        ),
    ],
)
def test_one_quotation_after_another(nlp: Enricher, text: str, expected: list[str | None]) -> None:
    assert speakers(nlp, text) == expected


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "„Þetta er rothögg fyrir byggðina“",
            "„Þetta er rothögg fyrir byggðina,“ segir Íris Dögg Jónsdóttir.",
            ["Íris Dögg Jónsdóttir"] * 2,
        ),
        (
            "„Við gefumst ekki upp“",
            "„Við gefumst ekki upp. Þetta er rétt að byrja,“ segir Páll Már Einarsson.",
            ["Páll Már Einarsson"] * 2,
        ),
        (
            "„Við gefumst upp“",
            "„Við gefumst upp seinna,“ segir Páll Már Einarsson.",
            [None, "Páll Már Einarsson"],
        ),  # three words
        ("„Við gefumst ekki upp“", "„Við höldum áfram,“ segir Páll Már Einarsson.", [None, "Páll Már Einarsson"]),
        (
            "„Við gefumst ekki upp“",
            "„Við gefumst ekki upp,“ segir Páll Már Einarsson. „Við gefumst ekki upp,“ segir Dóra Lind Atladóttir.",
            [None, "Páll Már Einarsson", "Dóra Lind Atladóttir"],  # which of the two?
        ),
    ],
)
def test_a_headline_has_the_speaker_of_its_words(nlp: Enricher, title: str, text: str, expected: list[str | None]) -> None:
    doc = nlp.enrich(Article(title=title, text=text))
    assert [None if quote.speaker is None else doc.clusters[quote.speaker].name for quote in doc.quotes] == expected


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Leikarinn Tom Hanks og eiginkona hans, Rita Wilson, komu.", "Rita Wilson"),
        ("Leikkonan Keira Knightley og Robert Pattinson komu.", "Keira Knightley"),  # of whom it is known
    ],
)
def test_she_is_a_woman_by_name_or_role(nlp: Enricher, before: str, expected: str) -> None:
    assert speakers(nlp, f"{before} „Landið er fallegt,“ sagði hún.") == [expected]
