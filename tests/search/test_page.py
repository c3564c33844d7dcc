"""The search page: what a reader sees, that no text is ever read as HTML, who is let in, and how the server starts and ends."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.command_line import COMMAND, ENVIRONMENT, hear_interrupts, run
from icenews_nlp import Enricher
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.errors import QueryError
from icenews_nlp.search.analysis.normalise import source_key
from icenews_nlp.search.query.refine import condition, has, narrowed, widened
from icenews_nlp.search.query.syntax import LONGEST, AllOf, parse
from icenews_nlp.search.query.tree import SourceFilter
from icenews_nlp.search.ranges import Range
from icenews_nlp.search.results.hits import Facet, Hit, Mark, Passage, Results
from icenews_nlp.search.web.article_page import article_page
from icenews_nlp.search.web.html import marked
from icenews_nlp.search.web.pages import HITS, LAST_HIT, error_page, results_page

HORSES = {
    "id": "hestar", "title": "Hestarnir komnir af fjalli", "url": "https://example.is/hestar?a=1&b=2", "source": "Bændablað",
    "published": "2026-09-14T10:30:00+00:00",
    "text": "Bændur á Suðurlandi sóttu hestana á laugardag.\n\nSigríður Jónsdóttir segir að hestarnir séu vel á sig komnir.",
}  # fmt: skip
ROAD = {
    "id": "vegur", "title": "Nýr vegur um Hellisheiði", "source": "Vegblað", "published": "2026-10-02T08:00:00+00:00",
    "text": "Sigríður Jónsdóttir opnaði veginn í gær. Hestar mega ekki vera á honum.",
}  # fmt: skip
HOSTILE = {
    "id": 'a"&<b>', "title": "<script>alert(1)</script> & 'kindur'", "url": "javascript:alert(1)", "source": "<i>Vont</i>",
    "text": "Kindur </article></div><img src=x onerror=alert(1)> og <b>Guðrún</b> \"sagði\" &amp; fór til Akureyrar.",
}  # fmt: skip
UNTITLED = {"text": "Kindurnar voru reknar heim á bæ.", "url": "http://["}


class Page(NamedTuple):
    status: int
    headers: dict[str, str]
    text: str


class Site:
    """A server in a process of its own."""

    def __init__(self, port: int) -> None:
        self.port = port

    def get(self, path: str, method: str = "GET", host: str | None = None, **query: str) -> Page:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        address = f"{path}?{urlencode(query)}" if query else path
        connection.request(method, address, headers={"Host": host or f"127.0.0.1:{self.port}"})
        answer = connection.getresponse()
        page = Page(answer.status, dict(answer.getheaders()), answer.read().decode())
        connection.close()
        return page


@contextmanager
def serving(db: Path, *options: str) -> Iterator[tuple[Site, subprocess.Popen[bytes]]]:
    command = [*COMMAND, "serve", "--db", str(db), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=ENVIRONMENT, preexec_fn=hear_interrupts) as process:
        assert process.stderr is not None
        found = re.search(rb":(\d+)/ ", process.stderr.readline())
        assert found
        try:
            yield Site(int(found[1])), process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    more = [{"id": f"svín-{i}", "text": f"Svínið númer {i} slapp út."} for i in range(HITS + 3)]
    lines = "".join(json.dumps(article) + "\n" for article in [HORSES, ROAD, HOSTILE, UNTITLED, *more])
    done = run("index", "-", "--db", folder / "news.db", "--profile", "fast", stdin=lines.encode())
    assert done.returncode == 0, done.stderr.decode()
    return folder / "news.db"


@pytest.fixture(scope="module")
def site(db: Path) -> Iterator[Site]:
    with serving(db) as (site, _):
        yield site


class Seen(HTMLParser):
    """What a browser makes of a page: its text, its elements, its links by their text, what is marked."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.links: dict[str, str] = {}
        self.marks: list[str] = []
        self._open: list[tuple[str, str, int]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "link", "input"):
            self._open.append((tag, dict(attrs).get("href") or "", len(self.text)))

    def handle_endtag(self, tag: str) -> None:
        opened, address, start = self._open.pop()
        assert opened == tag, f"</{tag}> closes <{opened}>"
        if tag == "a":
            self.links[self.text[start:]] = address
        if tag == "mark":
            self.marks.append(self.text[start:])

    def handle_data(self, data: str) -> None:
        self.text += data


# what a reader sees


def test_from_the_box_to_the_article(site: Site) -> None:
    start = Seen(site.get("/").text)
    assert {"form", "label", "input", "button"} <= set(start.elements)
    found = Seen(site.get("/", q="hestur").text)
    assert "2 articles" in found.text
    assert ("value", "hestur") in found.attributes
    assert {"Hestarnir", "hestana"} <= set(found.marks)
    assert "Bændablað · 2026-09-14 10:30 UTC · Original at example.is" in found.text
    assert found.links["Original at example.is"] == HORSES["url"]
    article = Seen(site.get(found.links[HORSES["title"]]).text)
    assert HORSES["text"] in article.text
    assert article.marks == ["Hestarnir", "hestana", "hestarnir"]
    assert ("title", "Person: Sigríður Jónsdóttir") in article.attributes
    assert article.links["3 matches"] == "#match"
    assert ("id", "match") in article.attributes
    assert "2 articles" in Seen(site.get(article.links["Back to the results"]).text).text
    assert "Hellisheiði" in Seen(site.get(article.links["Sigríður Jónsdóttir"]).text).text


def test_a_facet_narrows_and_widens_again(site: Site) -> None:
    found = Seen(site.get("/", q="hestur").text)
    narrow = Seen(site.get(found.links["Hellisheiði"]).text)
    assert "1 article" in narrow.text
    assert HORSES["title"] not in narrow.text
    assert ("aria-current", "true") in narrow.attributes
    assert "2 articles" in Seen(site.get(narrow.links["Hellisheiði"]).text).text


def test_sources_and_days_narrow_too(site: Site) -> None:
    found = Seen(site.get("/", q="hestur").text)
    for source_or_day in ("Vegblað", "2026-10-02"):
        narrow = Seen(site.get(found.links[source_or_day]).text)
        assert "1 article" in narrow.text
        assert HORSES["title"] not in narrow.text
        assert "2 articles" in Seen(site.get(narrow.links[source_or_day]).text).text
    hostile = Seen(site.get("/", q="kind").text)
    assert HOSTILE["title"] in Seen(site.get(hostile.links[HOSTILE["source"]]).text).links


ANY_SOURCE = st.text(max_size=12) | st.text(' "„“”«»=*()|-:.\0\x1fáa', max_size=8)


@given(ANY_SOURCE)
@example("Fréttir „dagsins“")
@example("= * (x) | -y")
def test_the_query_of_a_source_finds_it(source: str) -> None:
    """However it is written; only what has all kinds of quotes cannot be asked for."""
    added = condition("source", source)
    has_all_quotes = set('"”') & set(source) and set("«»") <= set(source)
    assert (added is None) == bool(has_all_quotes or not source.split())
    if added is None:
        return
    for query in ("hestur", "hestur OR kýr"):
        asked = narrowed(query, added)
        tree = parse(asked)
        assert isinstance(tree, AllOf)
        assert isinstance(tree.children[-1], SourceFilter)
        assert source_key(tree.children[-1].source) == source_key(source)
        assert has(asked, added)
        assert not has(widened(asked, added), added)


def test_a_source_that_no_address_can_hold_is_no_link() -> None:
    assert condition("source", "a\ud800") is condition("source", '"«»') is condition("source", " ") is None


def test_pages_follow_each_other(site: Site) -> None:
    first = Seen(site.get("/", q="svín").text)
    assert f"{HITS + 3} articles, 1 to {HITS} shown" in first.text
    second = Seen(site.get(first.links["Next"]).text)
    assert second.elements.count("h2") - second.elements.count("aside") == 3
    assert Seen(site.get(second.links["Previous"]).text).text == first.text
    assert "No more articles" in site.get("/", q="svín", **{"from": "500"}).text


@pytest.mark.parametrize(("offset", "ahead"), [(0, True), (4990, True), (LAST_HIT - HITS, True), (LAST_HIT, False)])
def test_what_was_not_counted_to_its_end_has_further_pages(offset: int, ahead: bool) -> None:
    passage = Passage(text="á")
    hits = tuple(Hit(key=str(i), score=1, tier=0, title=passage, snippet=passage) for i in range(HITS))
    page = Seen(results_page(Results(query="á", total=max(5000, offset + HITS), more=True, hits=hits), offset))
    assert f"more than {max(5000, offset + HITS):,} articles, {offset + 1:,} to {offset + HITS:,} shown" in page.text
    assert ("Next" in page.links) == ahead


def test_suggestions_complete_the_last_words(site: Site) -> None:
    answer = site.get("/suggest", q="hestur Sigríður Jón")
    assert answer.headers["Content-Type"] == "application/json"
    (name, *_) = json.loads(answer.text)
    assert name == {
        "text": "Sigríður Jónsdóttir", "kind": "Person", "count": 2, "query": 'hestur person:"Sigríður Jónsdóttir"',
    }  # fmt: skip
    assert "2 articles" in site.get("/", q=name["query"]).text
    for typed in ("", " ", "hestur -", 'person:"Sig', "(", "=hest"):
        assert json.loads(site.get("/suggest", q=typed).text) == []


def test_what_cannot_be_found_or_read_is_said(site: Site) -> None:
    nothing = site.get("/", q="geimskip")
    assert (nothing.status, "No article matches" in nothing.text) == (200, True)
    broken = site.get("/", q='"ný regla')
    assert broken.status == 400
    assert {("role", "alert"), ("aria-invalid", "true"), ("value", '"ný regla')} <= set(Seen(broken.text).attributes)
    long = site.get("/", q="a" * (LONGEST + 1))
    assert (long.status, "2,001 characters" in long.text) == (400, True)
    assert site.get("/article", key="hvergi").status == 404
    assert site.get("/article", key="hestar", q='"').status == 200  # the article is there, whatever led to it


# text stays text


def test_hostile_article_stays_text(site: Site) -> None:
    found = Seen(site.get("/", q="kind").text)
    assert HOSTILE["title"] in found.links
    assert "Original" not in "".join(found.links)
    article = Seen(site.get(found.links[HOSTILE["title"]]).text)
    assert HOSTILE["text"] in article.text
    for page in (found, article):
        assert (page.elements.count("script"), page.elements.count("img"), page.elements.count("b")) == (1, 0, 0)
        assert not [value for _, value in page.attributes if value.startswith("javascript:")]


ANY = st.text(max_size=30) | st.sampled_from(
    ["<script>", '"><img onerror=x>', "&amp;", "'", "</mark>", "javascript:x", "http://["]
)


ELEMENTS = {
    "html", "head", "meta", "title", "link", "script", "body", "header", "form", "a", "label", "div", "input", "button", "main",
    "p", "ol", "ul", "li", "h2", "h3", "mark", "nav", "aside", "section", "span",
}  # fmt: skip


@given(text=ANY, other=ANY, query=ANY)
def test_no_text_becomes_an_element_or_an_attribute(text: str, other: str, query: str) -> None:
    passage = Passage(text=text, marks=(Mark(start=0, end=1),) if text else ())
    hit = Hit(key=other, score=1, tier=0, title=passage, snippet=passage, url=other, source=text)
    facets = tuple(Facet(kind=kind, value=text, count=1) for kind in ("Person", "source", other))
    pages = [error_page(text, query, other)]
    with suppress(QueryError):  # an index gives no results for what cannot be read
        pages.append(results_page(Results(query=query, total=12, hits=(hit,), facets=facets), 0))
    for html in pages:
        seen = Seen(html)  # elements are closed in order
        assert set(seen.elements) <= ELEMENTS
        assert seen.elements.count("script") == 1
        assert not [name for name, _ in seen.attributes if name.startswith("on")]
        assert not [value for name, value in seen.attributes if name == "href" and not re.match("/|#|https?:", value)]
        assert dict(seen.attributes)["value"] == query


@given(st.text(max_size=20), st.lists(st.tuples(st.integers(0, 20), st.integers(1, 5)), max_size=4), st.data())
def test_marks_cover_their_ranges_in_any_part(text: str, spans: list[tuple[int, int]], data: st.DataObject) -> None:
    matches, end = list[Range](), 0
    for gap, length in spans:
        if end + gap + length <= len(text):
            matches.append(Range(end + gap, end + gap + length))
            end += gap + length
    start = data.draw(st.integers(0, len(text)))
    stop = data.draw(st.integers(start, len(text)))
    html = marked(text, Range(start, stop), matches)
    inside = [text[max(a, start) : min(b, stop)] for a, b in matches if a < stop and b > start]
    pieces = re.findall("<mark>(.*?)</mark>", html, re.DOTALL)
    assert [Seen(piece).text for piece in pieces] == [piece for piece in inside if piece]
    assert Seen(re.sub("</?mark>", "", html)).text == text[start:stop]


def test_the_names_beside_an_article_have_roles_and_no_credits(nlp: Enricher) -> None:
    text = "Sigurlaug Hafliðadóttir, forstjóri Byggðastofnunar, kynnti skýrsluna. Sigurlaug fór svo.\n\nMynd: Hafþór Snæland"
    names = article_page(nlp.enrich(text), "x", []).partition("Names in this article")[2]
    assert re.search(r"Sigurlaug Hafliðadóttir</a><span[^>]*>\s?2</span> <small[^>]*>forstjóri Byggðastofnunar</small>", names)
    assert "Hafþór" not in names


def test_a_match_over_the_edge_of_a_name_is_marked_on_both_sides(story: AnnotatedDocument) -> None:
    name = story.entities[0]
    article = Seen(article_page(story, "x", [Range(name.start, name.end + 2)]))
    assert article.marks == [name.text, story.text[name.end : name.end + 2]]
    assert "1 match" in article.links


# who is let in


def test_only_get_and_only_under_its_own_name(site: Site) -> None:
    for method in ("POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE"):
        refused = site.get("/", method)
        assert (refused.status, refused.headers["Allow"]) == (405, "GET")
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "a@localhost", "[::1"):
        assert site.get("/", host=host).status == 403
    for host in ("localhost", "LOCALHOST:1", "127.0.0.1:9", "[::1]:8000"):  # any port, since ports are forwarded
        assert site.get("/", host=host).status == 200


def test_every_answer_forbids_what_the_page_does_not_need(site: Site) -> None:
    pages = [site.get("/"), site.get("/", q='"'), site.get("/hvergi"), site.get("/static/page.js"), site.get("/", "POST")]
    for page in pages:
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
        assert "unsafe" not in policy
        assert page.headers["X-Content-Type-Options"] == "nosniff"
    assert [page.status for page in pages] == [200, 400, 404, 200, 405]
    for path in ("/static/", "/static/../web.py", "/static/%2e%2e/web.py", "/static//etc/passwd", "//evil.example/", "/static"):
        assert site.get(path).status == 404


def test_many_ask_at_once(site: Site) -> None:
    def ask(i: int) -> bool:
        page = site.get("/article", key="hestar", q="hestur") if i % 2 else site.get("/", q="hestur")
        return page.status == 200 and "Hestarnir" in page.text

    with ThreadPoolExecutor(12) as pool:
        assert all(pool.map(ask, range(60)))


# the process


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_told_and_leaves_the_port_free(db: Path, sign: signal.Signals) -> None:
    with serving(db) as (site, process), socket.create_connection(("127.0.0.1", site.port)):  # which says nothing
        assert site.get("/").status == 200
        process.send_signal(sign)
        error = process.communicate(timeout=10)[1]
        assert (error, process.returncode) == (b"stopped\n", 0)
    with socket.socket() as free:
        free.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        free.bind(("127.0.0.1", site.port))


def test_what_stands_in_its_way_is_one_sentence(site: Site, db: Path, tmp_path: Path) -> None:
    taken = run("serve", "--db", db, "--port", str(site.port))
    assert taken.stderr.decode().startswith(f"icenews-nlp: port {site.port} of 127.0.0.1 is in use")
    assert taken.returncode == 2
    missing = run("serve", "--db", tmp_path / "none.db")
    assert (missing.returncode != 0, missing.stderr.count(b"\n")) == (True, 1)
    assert not (tmp_path / "none.db").exists()
    nowhere = run("serve", "--db", db, "--host", "192.0.2.1")
    assert (nowhere.returncode, nowhere.stderr.count(b"\n")) == (2, 1)
