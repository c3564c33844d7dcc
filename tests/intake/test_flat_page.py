"""Flattened pages: which text is one, and what becomes of its parts."""

from __future__ import annotations

import pytest

from icenews_nlp.intake.flat.page import read_flat

HEADLINES = (
    "Ferja strandaði við Hrísey í nótt Innlent Vilja fleiri strætóferðir á kvöldin Innlent Konungur fór á skíði í Geilo Erlent "
    "Nýr leikskóli opnaður á Húsavík Innlent Rafmagnslaust á Vestfjörðum í morgun Innlent Hestar sluppu úr girðingu "
    "Innlent Þriðjungur ferðamanna að vetri Viðskipti Gengi krónunnar styrktist í apríl Viðskipti Kórinn söng í Hofi Menning"
)
BODY = (
    "Brúin yfir Fellsá verður lokuð fram á haust. Vegagerðin segir að burðarvirkið hafi reynst verr farið en talið var. "
    "Umferð er beint um Grófarveg á meðan."
)
LINE = (
    "Brúin yfir Fellsá lokuð fram á haust Sigrún Ösp Karlsdóttir skrifar 14. apríl 2026 08:15 Viðgerð er hafin á brúnni. RÚV "
    f"{BODY} Gröfur standa við brúarendann.AFP Verkinu á að ljúka í september. Samgöngur Vegagerðin Noregur Mest lesið "
    f"{HEADLINES}"
)


def test_a_page_in_one_line() -> None:
    page = read_flat(LINE)
    assert page is not None
    assert page.title == "Brúin yfir Fellsá lokuð fram á haust"
    assert page.authors == ["Sigrún Ösp Karlsdóttir"]
    assert str(page.published) == "2026-04-14 08:15:00+00:00"
    assert page.paragraphs == [f"{BODY} Gröfur standa við brúarendann. Verkinu á að ljúka í september."]
    assert list(page.tags) == ["Samgöngur", "Vegagerðin", "Noregur"]
    assert page.captions == ["Viðgerð er hafin á brúnni.", "Gröfur standa við brúarendann."]
    assert page.credits == ["RÚV", "AFP"]


def test_the_article_of_a_page() -> None:
    page = read_flat(LINE)
    assert page is not None
    article = page.article("brú")
    assert (article.id, article.title, article.tags[0]) == ("brú", "Brúin yfir Fellsá lokuð fram á haust", "Samgöngur")
    assert article.metadata["authors"] == ["Sigrún Ösp Karlsdóttir"]
    assert article.metadata["credits"] == ["RÚV", "AFP"]
    assert "modified" not in article.metadata


ORDINARY = [
    "Ummæli Katrínar Jónsdóttur um málið vöktu athygli.",
    "Ummæli Katrínar Jónsdóttur, Ara Gunnarssonar, Bergs Ólafssonar og Önnu Sæberg á Alþingi í gær vöktu athygli.",
    "Athugasemdir Skipulagsstofnunar bárust í gær.",
    "Fleiri fréttir Ríkisútvarpsins af málinu birtust í gær.",
    "Tengdar fréttir voru sagðar í kvöld.",
    "Mest lesið var í Reykjavík og á Akureyri um helgina.",
]


@pytest.mark.parametrize("sentence", ORDINARY)
@pytest.mark.parametrize("tail", ["", f" Mest lesið {HEADLINES}"])
def test_an_ordinary_sentence_cuts_no_body_in_one_line(sentence: str, tail: str) -> None:
    page = read_flat(f"Brúin lokuð Anna Jónsdóttir skrifar 14. apríl 2026 08:15 {BODY} {sentence} {BODY}{tail}")
    assert page is not None
    assert page.paragraphs == [f"{BODY} {sentence} {BODY}"]
    last = read_flat(f"Brúin lokuð Anna Jónsdóttir skrifar 14. apríl 2026 08:15 {BODY} {sentence}{tail}")
    assert last is not None
    assert last.paragraphs == [f"{BODY} {sentence}"]


@pytest.mark.parametrize("sentence", [*ORDINARY, "Ummæli", "Athugasemdir", "Fleiri fréttir"])
def test_an_ordinary_paragraph_cuts_no_body_in_lines(sentence: str) -> None:
    page = read_flat(
        f"Brúin lokuð\nAnna Jónsdóttir skrifar\n14. apríl 2026 08:15\n{BODY}\n{sentence}\n{BODY}\nMest lesið\nFerja strandaði\n"
    )
    assert page is not None
    assert page.paragraphs == [BODY, sentence, BODY]


LINES = f"""Innlent

Brúin yfir Fellsá lokuð fram á haust

Viðgerðin tekur lengri tíma en talið var.

Sigrún Ösp Karlsdóttir
14. apríl 2026 kl. 08:15
Uppfært 14. apríl 2026 kl. 10:40

Deila
Viðgerð er hafin á brúnni. Ljósmynd/Anna Ösp

{BODY}
Lesa einnig: Fellsá flæddi yfir bakka sína
Hvað svo?
{BODY}
Gröfur standa við brúarendann.AFP

Samgöngur
Vegagerðin

Mest lesið
1
Ferja strandaði við Hrísey í nótt
Hvað verður um kórinn?
2
Konungur fór á skíði
Allur réttur áskilinn.
"""


@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_a_page_in_lines(end: str) -> None:
    page = read_flat(LINES.replace("\n", end))
    assert page is not None
    assert page.section == "Innlent"
    assert page.title == "Brúin yfir Fellsá lokuð fram á haust"
    assert page.authors == ("Sigrún Ösp Karlsdóttir",)
    assert str(page.published) == "2026-04-14 08:15:00+00:00"
    assert page.paragraphs == ["Viðgerðin tekur lengri tíma en talið var.", BODY, "Hvað svo?", BODY]
    assert list(page.tags) == ["Samgöngur", "Vegagerðin"]
    assert page.captions == ["Viðgerð er hafin á brúnni.", "Gröfur standa við brúarendann."]
    assert page.credits == ["Anna Ösp", "AFP"]


CLEAN = {
    "a text": BODY,
    "paragraphs": f"Brúin lokuð\n\n{BODY}\n\n{BODY}",
    "a time in a sentence": f"Fundurinn hefst 14. apríl 2026 08:15 í Hörpu. {BODY}",
    "a time that ends a paragraph": f"Brúin lokuð 14. apríl 2026 08:15. {BODY}",
    "a time alone": f"Brúin lokuð\n14. apríl 2026 08:15\n{BODY}\n{BODY}",
    "a byline alone": f"Brúin lokuð\nAnna Jónsdóttir skrifar\n{BODY}\n{BODY}",
    "a list at the end": f"{BODY}\n{BODY}\n1. Anna Jónsdóttir\n2. Ari Jónsson\n3. Gunna Ösp",
    "nothing": "",
    "blank lines": "\n\n \n",
}


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_text_is_no_flattened_page(name: str) -> None:
    assert read_flat(CLEAN[name]) is None


def test_two_facts_of_three_make_a_page() -> None:
    byline, time, listed = "Anna Jónsdóttir skrifar\n", "14. apríl 2026 08:15\n", "\nMest lesið\nFerja strandaði\n"
    for facts, tail in ((byline + time, ""), (byline, listed), (time, listed)):
        page = read_flat(f"Brúin lokuð\n{facts}{BODY}\n{BODY}{tail}")
        assert page is not None
        assert page.paragraphs == [BODY, BODY]


def test_a_byline_may_follow_the_time_and_name_two() -> None:
    page = read_flat(
        f"Brúin lokuð 14. apríl 2026 08:15 Uppfært 14. apríl 2026 09:00 Anna Jónsdóttir og Ari Sæberg skrifa {BODY}"
    )
    assert page is not None
    assert list(page.authors) == ["Anna Jónsdóttir", "Ari Sæberg"]
    assert page.paragraphs == [BODY]


@pytest.mark.parametrize(
    ("head", "title", "authors"),
    [
        ("Ræddi við Pútín Atli Ben Karlsson", "Ræddi við Pútín", ["Atli Ben Karlsson"]),
        ("Hittu Ara Önnu Karlsdóttur Jón Karlsson", "Hittu Ara Önnu Karlsdóttur", ["Jón Karlsson"]),
        ("Fundaði með Jóni Anna Karlsdóttir", "Fundaði með Jóni", ["Anna Karlsdóttir"]),
        ("Gosinu er lokið Anna Karlsdóttir og Jón Karlsson", "Gosinu er lokið", ["Anna Karlsdóttir", "Jón Karlsson"]),
        ("Gosinu er lokið Jón H. Karlsson", "Gosinu er lokið", ["Jón H. Karlsson"]),
        ("Gosinu er lokið Anna Sæberg", "Gosinu er lokið", ["Anna Sæberg"]),
    ],
)
def test_where_the_headline_ends_and_the_byline_begins(head: str, title: str, authors: list[str]) -> None:
    page = read_flat(f"{head} skrifar 14. apríl 2026 08:15 {BODY}")
    assert page is not None
    assert (page.title, list(page.authors)) == (title, authors)


def test_a_credit_leaves_the_next_sentence_whole() -> None:
    page = read_flat(f"Brúin lokuð Anna Jónsdóttir skrifar 14. apríl 2026 08:15 {BODY} Fossinn er þar.EPA/Anna Ráðherra kom.")
    assert page is not None
    assert page.credits == ["EPA/Anna"]
    assert page.paragraphs == [f"{BODY} Fossinn er þar. Ráðherra kom."]


@pytest.mark.parametrize(
    "piece", ["A", "Mest lesið A ", "a.EPA ", "Ummæli\n", "12. mars 2026 06:49\n", "a b\n", "Jón Jónsson\n", "(", "\n"]
)
@pytest.mark.parametrize("head", ["", "Brúin lokuð Anna Jónsdóttir skrifar 14. apríl 2026 08:15 "])
def test_cost_is_linear(head: str, piece: str) -> None:
    """Of a quadratic rule these would take hours, so the run's own limit of time would end it."""
    read_flat(head + piece * 30_000)
