"""What holds for any text whatever, tried on thousands of texts that differ from run to run."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from helpers.models import check_identical
from icenews_nlp import AnnotatedDocument, Article, Enricher, Entity, Token, Value

WORDS = (
    "Katrín Jakobsdóttir fór ráðherrans innrásarstríðið Norður-Kóreu COVID-19 ESB-ríkin Reykjavíkur hún og í á þ.e.a.s. t.d. "
    "hf. nr. kl. 14:30 12. 3,5 1.000 5% 50.000 kr. milljónir króna september 2023 1.-3. C. Karl III. EPA Ljósmynd/Jón a.m.k. "
    "AFPForsetinn bóginn.Dimitri www.ruv.is jon@daemi.is #frett @ruv km/klst m/s. °C ½ 2/3 Kim Jong-un O'Brien [[x]] [...] "
    "&amp; &#237; &nbsp; &lt;b&gt;"
).split()
SIGNS = [*".,;:!?…-–—/\\'\"„“”‚‘’«»()[]{}<>&%‰$€£#@*+=_|~^`°§", "...", "--", "?!", "„“", "[...]", ""]
SPACES = [*" \n\t\u00a0\u2009\u202f\u3000\u2028\u2029\x0b\x0c\x1c\x85", "  ", "\n\n", "\r\n", ""]
ODD = [
    *"\u0301\u0308\u00ad\u200b\u200d\u2060\ufeff\ufe0f\u202e\x00\x7f\ufffd\uffff\ud83d\udc00",
    *["😀", "👩\u200d🚀", "👍🏽", "🇮🇸", "ﬁ", "ß", "İ", "ǆ", "한", "가", "北京", "Αθήνα", "القاهرة", "١٢", "²", "Ⅲ", "𝔘"],
]

pytestmark = pytest.mark.slow

texts = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.lists(st.sampled_from([*WORDS, *SIGNS, *SPACES, *ODD]), max_size=16).map("".join),
    st.lists(st.tuples(st.sampled_from(WORDS + ODD), st.sampled_from(SIGNS), st.sampled_from(SPACES)), max_size=8).map(
        lambda rows: "".join("".join(row) for row in rows)
    ),
    st.text(st.characters(exclude_categories=()), max_size=3).flatmap(lambda t: st.integers(1, 60).map(lambda n: t * n)),
)


def check(document: AnnotatedDocument) -> None:
    """More than the document's own validation says."""
    text = document.text
    spans: list[Token | Entity | Value] = [*document.tokens, *document.entities, *document.values]
    for span in spans:
        assert text[span.start : span.end] == span.text
    gaps, end = [], 0
    for token in document.tokens:
        assert not any(char.isspace() for char in token.text), token
        assert token.norm, token
        assert token.lemma, token
        assert token.pos, token
        assert not token.parts or "".join(part.text for part in token.parts) == token.norm, token
        gaps.append(text[end : token.start])
        end = token.end
    gaps.append(text[end:])
    assert not "".join(gaps).strip(), "every character that is no space is in a token"
    for section in document.sections:
        for sentence in document.sentences:
            assert (
                sentence.end <= section.start
                or sentence.start >= section.end
                or (section.start <= sentence.start and sentence.end <= section.end)
            ), "no sentence crosses from the title into the body"


@settings(max_examples=1_500, suppress_health_check=list(HealthCheck))
@given(title=st.one_of(st.just(""), texts), text=texts)
@example(title="", text="")
@example(title=" ", text="\u0301")
@example(title="\ud83d", text="\ude00")
@example(title="Ræ" * 50, text="ósæ" * 33)
def test_any_text(fast: Enricher, title: str, text: str) -> None:
    check_article(fast, Article(title=title, text=text))


@settings(max_examples=250, suppress_health_check=list(HealthCheck))
@given(title=st.one_of(st.just(""), texts), text=texts)
def test_any_text_with_the_encoder(nlp: Enricher, title: str, text: str) -> None:
    check_article(nlp, Article(title=title, text=text))


def check_article(nlp: Enricher, article: Article) -> None:
    document = nlp.enrich(article)
    check(document)
    line = document.to_json()
    back = AnnotatedDocument.model_validate_json(line)
    assert back == document
    assert back.to_json() == line
    check_identical(back.tokens, document.tokens)
    assert nlp.enrich(article) == document


def test_every_latin_character_before_between_and_after(fast: Enricher) -> None:
    for char in map(chr, range(0x250)):
        check(fast.enrich(f"{char}\n{char}Anna{char}fór{char}\na {char} 1{char}2"))
