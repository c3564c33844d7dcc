"""Pages of every encoding, depth and size; what they declare; and what they hide."""

from __future__ import annotations

import sys

import pytest

from icenews_nlp.errors import InputError
from icenews_nlp.intake.web_page.article import read_html
from icenews_nlp.intake.web_page.decoding import decode

FIRST = "Þorskafli smábáta jókst um þriðjung í apríl, samkvæmt nýjum tölum Fiskistofu."
SECOND = "Mest veiddist við Snæfellsnes og á Vestfjörðum þar sem tíðarfar var með besta móti."
HEAD = "<title>Aflinn jókst</title>"


def page(body: str, head: str = HEAD) -> str:
    return f"<!doctype html><html><head>{head}</head><body><article><h1>Aflinn jókst</h1>{body}</article></body></html>"


def body_of(body: str) -> list[str]:
    return list(read_html(page(body)).paragraphs)


PARAGRAPHS = f"<p>{FIRST}</p><p>{SECOND}</p>"


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "<meta charset=utf-8>"),
        ("utf-8", ""),
        ("utf-8", '<meta charset="iso-8859-1">'),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", "<meta charset=utf-16>"),
        ("utf-32", ""),
        ("windows-1252", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">'),
        ("latin-1", "<meta charset='ISO-8859-1'>"),
        ("windows-1252", ""),
        ("windows-1252", "<meta charset=utf-8>"),
        ("windows-1252", "<meta charset=zip>"),
        ("iso8859-10", "<meta charset=iso-8859-10>"),
    ],
)
def test_encodings(encoding: str, declared: str) -> None:
    assert read_html(decode(page(PARAGRAPHS, declared + HEAD).encode(encoding))).paragraphs == [FIRST, SECOND]


def test_utf_8_that_is_cut_off_stays_utf_8() -> None:
    assert decode(page(PARAGRAPHS * 5).encode()[:-1] + "ð".encode()[:1]).count(FIRST) == 5


@pytest.mark.parametrize("tag", ["div", "span", "section", "blockquote", "b", "font"])
@pytest.mark.parametrize("depth", [200, 300, 5_000])
def test_depth(tag: str, depth: int) -> None:
    assert body_of(f"<{tag}>" * depth + PARAGRAPHS + f"</{tag}>" * depth)[:2] == [FIRST, SECOND]


EMBEDDED = {
    "infobox": f"<div class='infobox'><h4>Aflinn</h4><p>{SECOND.upper()}</p></div>",
    "paywall": "<p>Lestu alla greinina með áskrift að vefnum.</p>",
    "locked": "<p>Þessi frétt er aðeins fyrir áskrifendur.</p>",
    "tweet": "<blockquote class='twitter-tweet'><p>Flottur afli!</p>&mdash; Ari (@ari)</blockquote>",
    "pointer": "<p>Lesa einnig: <a href='/x'>Strandveiðar hefjast í maí</a></p>",
    "linked list": "<h3>Tengdar fréttir</h3><ul><li><a href='/x'>Strandveiðar hefjast í maí</a></li></ul>",
    "script": "<script>var afli = '<p>ekki þetta</p>';</script><style>p{}</style><noscript>Kveiktu á skriftum</noscript>",
    "figure": "<figure><img src=a.jpg><figcaption>Bátur í höfn. Ljósmynd/Anna Ösp</figcaption></figure>",
    "form": "<form><p>Skráðu þig á póstlistann</p><input></form>",
    "hidden": "<div style='display: none'><p>Falinn texti sem enginn sér.</p></div><p hidden>Og annar.</p>",
    "comment": "<!-- <p>Gamall texti.</p> -->",
    "button": "<p>Deila</p>",
    "advert": "<div class='ad-slot'><p>Auglýsing</p></div>",
}


@pytest.mark.parametrize("name", EMBEDDED)
def test_what_stands_between_paragraphs(name: str) -> None:
    assert body_of(f"<p>{FIRST}</p>{EMBEDDED[name]}<p>{SECOND}</p>") == [FIRST, SECOND]


def test_captions_and_credits_are_fields() -> None:
    found = read_html(page(f"{EMBEDDED['figure']}{PARAGRAPHS}"))
    assert (found.captions, found.credits) == (["Bátur í höfn."], ["Anna Ösp"])


ORDINARY = [
    "Ummæli Katrínar Jónsdóttur um málið vöktu athygli.",
    "Athugasemdir bárust frá fimm sveitarfélögum.",
    "Fleiri fréttir af veiðunum berast í kvöld.",
    "Áskrifendum fréttabréfsins fjölgaði um helming.",
]


@pytest.mark.parametrize("sentence", ORDINARY)
def test_an_ordinary_sentence_stays(sentence: str) -> None:
    assert body_of(f"<p>{FIRST}</p><p>{sentence}</p><p>{SECOND}</p>") == [FIRST, sentence, SECOND]
    assert body_of(f"<p>{FIRST}</p><p>{SECOND}</p><p>{sentence}</p>") == [FIRST, SECOND, sentence]


@pytest.mark.parametrize("heading", ["Ummæli", "Athugasemdir", "Fleiri fréttir"])
def test_an_intertitle_stays_and_the_heading_of_a_list_goes(heading: str) -> None:
    assert body_of(f"<p>{FIRST}</p><h3>{heading}</h3><p>{SECOND}</p>") == [FIRST, heading, SECOND]
    listed = f"<p>{heading}</p><p>Strandveiðar hefjast í maí</p><p>Kvótinn aukinn</p>"
    assert body_of(f"<p>{FIRST}</p><p>{SECOND}</p>{listed}") == [FIRST, SECOND]


def test_tables_of_data_go_and_tables_of_layout_stay() -> None:
    data = "<table><caption>Afli</caption><tr><th>Þorskur</th><td>812</td></tr></table>"
    assert body_of(f"<p>{FIRST}</p>{data}<p>{SECOND}</p>") == [FIRST, SECOND]
    for cells in (f"<td>{PARAGRAPHS}</td>", f"<td>{FIRST}<br><br>{SECOND}</td>"):
        assert body_of(f"<table><tr>{cells}</tr></table>") == [FIRST, SECOND]
    assert body_of(f"<table><tr><td>{FIRST} {SECOND} {FIRST}</td></tr></table>") == [f"{FIRST} {SECOND} {FIRST}"]


def test_boxes_of_other_names_go_and_parts_of_the_body_stay() -> None:
    box = "<div class='x7'><p>Aflinn í tölum</p><p>Alls veiddust 812 tonn í mánuðinum.</p></div>"
    teaser = "<article class='x7'><h3>Annað</h3><p>Önnur frétt um annað.</p></article>"
    body = PARAGRAPHS * 4
    for inner in (box, teaser):
        assert body_of(f"<div class='x1'>{body}{inner}{body}</div>") == [FIRST, SECOND] * 8
    part = "<div><h3>Millifyrirsögn</h3><p>Alls veiddust 812 tonn.</p></div>"
    kept = ["Millifyrirsögn", "Alls veiddust 812 tonn."]
    assert body_of(f"<div class='x1'>{body}{part}{body}</div>") == [*[FIRST, SECOND] * 4, *kept, *[FIRST, SECOND] * 4]


def test_a_quotation_that_repeats_a_part_of_the_body_goes() -> None:
    quote = "Mest veiddist við Snæfellsnes"
    assert body_of(f"<p>{FIRST}</p><div class='x1'><p>„{quote} og á Vestfjörðum“</p></div><p>{SECOND}</p>") == [FIRST, SECOND]
    assert body_of(f"<p>{FIRST}</p><p>„Mest veiddist.“</p><p>{SECOND}</p>") == [FIRST, "„Mest veiddist.“", SECOND]


def test_a_headline_that_differs_from_the_stated_title_is_no_body() -> None:
    head = '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "headline": "Afli smábáta í apríl"}</script>'
    found = read_html(page(PARAGRAPHS, head).replace("<h1>", "<p>Innlent</p><h1>"))
    assert (found.title, found.paragraphs) == ("Afli smábáta í apríl", [FIRST, SECOND])


def test_a_lead_outside_the_body_stays_and_a_byline_there_goes() -> None:
    outside = f"<div class='x1'><h1>Aflinn jókst</h1><p>{FIRST}</p><p>Ari Jónsson</p></div>"
    found = read_html(f"<title>Aflinn jókst</title><body>{outside}<div class='x2'>{f'<p>{SECOND}</p>' * 6}</div></body>")
    assert found.paragraphs == [FIRST] + [SECOND] * 6


@pytest.mark.parametrize("library", ["lxml", "trafilatura"])
def test_what_is_missing_is_named(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(InputError, match=r"pip install 'icenews_nlp\[html\]'"):
        read_html(page(PARAGRAPHS))


def test_words_are_neither_glued_nor_cut() -> None:
    assert body_of(f"<p>{FIRST}</p><p>Nýi b<b>á</b>turinn,<br><a href=x>Ægir</a>, er ein&shy;stakur.</p>")[1] == (
        "Nýi báturinn, Ægir, er ein\xadstakur."
    )


def test_nul_and_lone_surrogates_become_the_replacement_character() -> None:
    assert body_of(f"<p>{FIRST}</p><p>Afli \0 og \ud83d er mikill í ár.</p>")[1] == "Afli \ufffd og \ufffd er mikill í ár."


@pytest.mark.parametrize("sign", ["\x01", "\x1b", "\ufffe", "&#1;", "&#x1F", "&#xD800;", "&#xFFFF;", "&#99999999;", "&#0"])
def test_characters_that_no_tree_holds_are_replaced(sign: str) -> None:
    assert body_of(f"<p>{FIRST}</p><div>Afli {sign} og<br><br>{sign}tíð er góð í ár.</div>")[1:] == [
        "Afli \ufffd og",
        "\ufffdtíð er góð í ár.",
    ]


def test_metadata_that_is_damaged_is_passed_over() -> None:
    scripts = ['{"@type": "NewsArticle", "headline": }', "[" * 100_000, '{"@type": "NewsArticle", "author": [null, 3, {}]}']
    head = "".join(f"<script type='application/ld+json'>{script}</script>" for script in scripts)
    found = read_html(page(PARAGRAPHS, head))
    assert (found.title, found.paragraphs) == ("Aflinn jókst", [FIRST, SECOND])


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
    assert "aaaa" not in " ".join(read_html(bomb + f"<p>{FIRST}</p><p>&b;</p><p>{SECOND}</p>").paragraphs)


@pytest.mark.parametrize("text", ["", "   ", "<html></html>", "<p></p>", "<script>x</script>"])
def test_a_page_without_a_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="the page has no"):
        read_html(text)


def test_a_page_that_is_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="give at most 5,000,000"):
        read_html("a" * 5_000_001)


ENDLESS = [
    "<!-- x -->",
    "<!-- ",
    "<?x ",
    "<![CDATA[",
    "<",
    "<p>Afli.</p>",
    "<div>Afli.</div>",
    "Afli<br>",
    "<ul><li>",
    "<a href=x>Afli</a> ",
]
ENDLESS += [
    "<h2>Afli</h2>",
    "<table><tr><td>",
    "<figure><figcaption>Afli. AP</figcaption></figure>",
    "<script type='application/ld+json'>[",
]


@pytest.mark.parametrize("piece", ENDLESS)
def test_cost_is_linear(piece: str) -> None:
    """Of a quadratic rule these would take hours, so the run's own limit of time would end it."""
    assert FIRST in " ".join(body_of(f"<p>{FIRST}</p>" + piece * 10_000))
