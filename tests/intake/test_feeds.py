"""RSS and Atom."""

from __future__ import annotations

import sys
from contextlib import suppress

import pytest

from icenews_nlp import Article
from icenews_nlp.errors import InputError
from icenews_nlp.intake.feeds import read_feed

TEXT = "Þorskafli smábáta jókst um þriðjung í apríl."
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Sjómannavefurinn</title><link>https://sjor.example/</link>
<item><title>Aflinn &amp; veðrið</title><link>https://sjor.example/1</link><guid isPermaLink="false">sjor-1</guid>
<pubDate>Thu, 16 Apr 2026 07:30:00 +0200</pubDate><dc:creator>Anna Ösp Jónsdóttir</dc:creator>
<category>Sjávarútvegur</category><category>Vestfirðir</category><description>Stutt.</description>
<content:encoded><![CDATA[<figure><img src="a.jpg"/><figcaption>Bátur. AP</figcaption></figure><p>{TEXT}</p>
<p>Lesa einnig: <a href="/2">Annað</a></p><p>Tíðin var góð.</p>]]></content:encoded></item>
<item><title>Annað</title><link>https://sjor.example/2</link>
<description>Aðeins &lt;b&gt;ágrip&lt;/b&gt; hér.</description></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Veðurvefurinn</title>
<entry><id>tag:vedur.example,2026:1</id><title type="html">Hvasst &lt;i&gt;nyrðra&lt;/i&gt;</title>
<link href="https://vedur.example/1"/><published>2026-04-16T05:30:00Z</published><updated>2026-04-16T06:00:00Z</updated>
<author><name>Ari Jónsson</name></author><author><name>Eva Jónsdóttir</name></author><category term="veður"/>
<content type="html">&lt;p&gt;{TEXT}&lt;/p&gt;</content></entry></feed>"""


def test_an_entry_of_rss() -> None:
    first, second = read_feed(RSS)
    assert isinstance(first, Article)
    assert (first.id, first.url, first.source) == ("sjor-1", "https://sjor.example/1", "Sjómannavefurinn")
    assert (first.title, first.text) == ("Aflinn & veðrið", f"{TEXT}\n\nTíðin var góð.")
    assert first.published is not None
    assert first.published.isoformat() == "2026-04-16T07:30:00+02:00"
    assert first.tags == ("Sjávarútvegur", "Vestfirðir")
    assert first.metadata == {"authors": ["Anna Ösp Jónsdóttir"], "captions": ["Bátur."], "credits": ["AP"]}
    assert (second.id, second.text, second.published) == ("https://sjor.example/2", "Aðeins ágrip hér.", None)


@pytest.mark.parametrize(
    ("guid", "link", "id_"),
    [
        ("9", "https://sjor.example/1", "https://sjor.example/1"),
        ("9", "", "9"),
        ("", "https://sjor.example/1", "https://sjor.example/1"),
        ("sjor-9", "https://sjor.example/1", "sjor-9"),
    ],
)
def test_a_mere_number_is_no_name_of_an_entry(guid: str, link: str, id_: str) -> None:
    item = f"<guid isPermaLink='false'>{guid}</guid><link>{link}</link><description>Aflinn jókst.</description>"
    (article,) = read_feed(f"<rss version='2.0'><channel><item>{item}</item></channel></rss>")
    assert article.id == id_


def test_an_entry_of_atom() -> None:
    (entry,) = read_feed(ATOM)
    assert (entry.id, entry.url, entry.title) == ("tag:vedur.example,2026:1", "https://vedur.example/1", "Hvasst nyrðra")
    assert entry.published is not None
    assert entry.published.isoformat() == "2026-04-16T05:30:00+00:00"
    assert entry.metadata == {"authors": ["Ari Jónsson", "Eva Jónsdóttir"], "modified": "2026-04-16T06:00:00+00:00"}
    assert (entry.tags, entry.text) == (("veður",), TEXT)


def test_declarations_are_left_out_and_no_entity_is_expanded() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
    entries = list(read_feed(RSS.replace("<rss", f"{bomb}<rss").replace("Stutt.", "&b;").replace("Aðeins", "&b;&c;")))
    assert entries[0].text == f"{TEXT}\n\nTíðin var góð."
    assert "aaaa" not in entries[1].text
    assert "root:" not in entries[1].text


@pytest.mark.parametrize(
    ("feed", "at", "count"),
    [
        (RSS, "</channel>", 2),
        (RSS, "ágrip", 1),  # the second entry has half of its text
        (RSS, "Tíðin", 0),
        (ATOM, "</feed>", 1),
        (ATOM, "</entry>", 0),
        (f"{RSS}<!-- ", "<!-- ", 2),
    ],
)
def test_a_feed_that_is_cut_off_keeps_its_whole_entries(feed: str, at: str, count: int) -> None:
    cut = feed[: feed.index(at)]
    found = []
    with suppress(InputError) if cut == RSS else pytest.raises(InputError, match=f"cut off after {count} entries"):
        for article in read_feed(cut):
            found.append(article)  # what came before the error is kept
    assert len(found) == count


@pytest.mark.parametrize("end", ["\n", "<!-- made at 9 -->", "<!-- a --> <!-- b-c -->\n"])
def test_what_may_follow_a_feed(end: str) -> None:
    assert len(list(read_feed(RSS + end))) == 2
    assert list(read_feed(f"<rss version='2.0'/>{end}")) == []


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "feedparser", None)
    with pytest.raises(InputError, match=r"pip install 'icenews_nlp\[feeds,html\]'"):
        list(read_feed(RSS))


def test_an_empty_feed_has_no_articles() -> None:
    assert list(read_feed("<rss version='2.0'><channel><title>Tómt</title></channel></rss>")) == []


def test_what_is_no_feed_or_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="cannot be read"):
        list(read_feed("<rss"))
    with pytest.raises(InputError, match="give at most 10,000,000"):
        list(read_feed("<rss>" + "a" * 10_000_000))


@pytest.mark.parametrize(
    "piece", ["<item>", "<!-- ", "<!-- x -->", "&amp;", "<", "<![CDATA[", "<item><title>a</title></item>", "<!ENTITY "]
)
def test_cost_is_linear(piece: str) -> None:
    """Of a quadratic rule these would take hours, so the run's own limit of time would end it."""
    with suppress(InputError):
        list(read_feed(f"<rss version='2.0'><channel>{piece * 5_000}"))
