"""Which texts are markup. The analysis relies on it never to take tags for words."""

from __future__ import annotations

import subprocess
import sys

import pytest

from icenews_nlp.intake.kinds import is_feed, is_html, is_xml

PAGES = {
    "doctype": "<!DOCTYPE html>\n<title>Veður</title>Rigning",
    "older doctype": '<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN">Rigning',
    "html": "<html lang='is'>Rigning",
    "no more than a body": "<BODY>Rigning",
    "after a mark and spaces": "\ufeff \n <html>Rigning",
    "after a comment": "<!-- vél 3 > 2 -->\n<!-- önnur --><html>Rigning",
    "after a declaration of XML": '<?xml version="1.0"?><!DOCTYPE html><p>Rigning',
    "one paragraph": "<p>Rigning verður víða um land.</p>\n",
    "two paragraphs": "Rigning\n<p>verður víða</p>\n<p>um land.</p>\nog rok",
    "two elements on one line, after words": "Rigning<p>verður víða</p><p>um land.</p> og rok",
    "upper case": "Rigning<P>verður víða</P><P>um land.</P> og rok",
    "line breaks": "Rigning<br>verður<br/>víða<br />um land.",
    "attributes": 'Rigning <div class="a"><div class="b">verður víða um land.',
    "links": 'Rigning <a href="/a">verður</a> víða <a href="/b">um land</a>.',
}

TEXTS = {
    "nothing": "",
    "no tag": "Rigning verður víða um land.",
    "less than": "Sagt er að a < b og b > c, og þá er a < c.",
    "bold": "Ráðherra skrifaði <b>feitletrað</b> og <i>skáletrað</i> og <b>aftur</b>.",
    "the video of HTML5": "HTML5-staðallinn <video> tók við. Líka <article> og <section>.",
    "a pair that is mentioned": "Efnisgrein stendur milli <p> og </p>, svæði milli <div> og </div> í skjalinu.",
    "one element at the end of a line": "Svona er það skrifað:\n<p>Halló</p>\nog þá er það búið.",
    "two line breaks": "Merkið <br> er líka skrifað <br/> í öðrum skjölum.",
    "one tag with an attribute": 'Skrifað var <a href="https://dæmi.is"> í skjalið.',
    "unknown tags": "<ráðherra>Hann sagði</ráðherra> <þing>að</þing> <þing>rigndi</þing>.",
    "longer name": "<pólitík>eitt</pólitík>\n<pólitík>tvö</pólitík>\n<pólitík>þrjú</pólitík>",
    "page named later": "Skjalið hefst á <html> og síðan kemur <body> á eftir.",
    "comment without an end": "<!-- <html> rigning",
}

FEEDS = {
    "RSS": '<?xml version="1.0"?><rss version="2.0"><channel/></rss>',
    "RSS without a declaration": "<rss version='2.0'><channel/></rss>",
    "Atom": '<feed xmlns="http://www.w3.org/2005/Atom"></feed>',
    "RSS 1.0": "<?xml version='1.0'?><rdf:RDF xmlns='http://purl.org/rss/1.0/'></rdf:RDF>",
    "a declaration with a subset": '<?xml version="1.0"?>\n<!DOCTYPE rss [\n<!ENTITY a "]>">\n<!-- ]> \' -->\n]>\n<rss></rss>',
    "a comment before it": "<!-- <html> --><rss></rss>",
    "with HTML inside": "<rss><channel><description><p>a</p><p>b</p><br><br><br></description></channel></rss>",
}

ENDLESS = [
    "<!-- a -->",
    "<!--",
    "<!x>",
    "<!x [",
    "<!x []>",
    "<?x",
    "<",
    "<p",
    "<p ",
    "<p>",
    "</p>",
    "<p a='",
    " ",
    "[",
    "<!x ['",
]


@pytest.mark.parametrize("name", PAGES)
def test_markup_of_a_page(name: str) -> None:
    assert is_html(PAGES[name])
    assert not is_feed(PAGES[name])


@pytest.mark.parametrize("name", TEXTS)
def test_text_that_mentions_tags(name: str) -> None:
    assert not is_html(TEXTS[name])
    assert not is_feed(TEXTS[name])


@pytest.mark.parametrize("name", FEEDS)
def test_feeds(name: str) -> None:
    assert is_feed(FEEDS[name])
    assert not is_html(FEEDS[name])


def test_other_xml() -> None:
    sitemap = "\ufeff<?xml version='1.0'?><urlset><url/></urlset>"
    assert is_xml(sitemap)
    assert not is_feed(sitemap)
    assert not is_html(sitemap)
    assert not is_xml("Skjalið hefst á <?xml")


@pytest.mark.parametrize("piece", ENDLESS)
def test_cost_is_linear(piece: str) -> None:
    """A hundred thousand pieces: a quadratic rule would take many minutes, so the run's own limit of time would end it."""
    text = piece * 100_000
    assert is_html(text) in (True, False)
    assert not is_feed(text)


def test_it_needs_no_other_package() -> None:
    others = {"lxml", "trafilatura", "feedparser", "pydantic"}
    code = f"import sys; import icenews_nlp.intake.kinds; print(*({others} & {{*sys.modules}}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == ""
