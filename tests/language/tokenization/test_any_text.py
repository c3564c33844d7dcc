"""What holds for the tokens of any text at all."""

from __future__ import annotations

import math
from typing import Any

import pytest
import tokenizer
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from helpers.made_up_news import made_up_news
from helpers.tokenized import sentences, words
from icenews_nlp.documents.values import Content
from icenews_nlp.language.tokenization.tokenizer import tokenize
from icenews_nlp.language.values.tokenized import Tokenized, tokenize_with_values

CONTENT: TypeAdapter[Any] = TypeAdapter(Content)


def check_invariants(text: str, found: Tokenized) -> None:
    end = 0
    for word in found.words:
        assert end <= word.start < word.end <= len(text)
        assert not text[end : word.start].strip()
        assert text[word.start : word.end] == word.text
        assert not any(map(str.isspace, word.text))
        assert word.norm
        end = word.end
    assert not text[end:].strip()
    assert [i for a, b in found.sentences for i in range(a, b)] == list(range(len(found.words)))
    assert all(a < b for a, b in found.sentences)
    covered = -1
    for value in found.values:
        assert covered < value.first <= value.last < len(found.words)
        covered = value.last
        assert CONTENT.validate_python(value.content).model_dump(exclude_unset=True) == value.content
        assert math.isfinite(value.content.get("number", 0.0))  # type: ignore[arg-type]  # a number where it is there


@pytest.mark.parametrize(
    "text",
    [
        "Skipið fór.\r\n\r\nHún beið.",
        "Skipið fór.  \n\n  Gunna beið.",
        "Skipið fór.\n",
        "Skipið fór.  ",
        "Fyrsta atriðið\n\nNýtt atriði",
        "Mætt kl.14:30 í gær",
        "Ríkis\u00adstjórnin og Katri\u0301n og Jón\u200b komu",
        "\u200b Jón \u200b kom \u200b",
        "Jón &amp; Gunna &#40;hjón&#41;",
        "Fáninn 🇮🇸 blakti",
        "[[Málsgrein]] [[ ]] [[[x]]]",
        "\ud800 stakur \udfff",
        "Tölur 1\u00a0250 og\u202f3 og \u2028 línur \x0b \x1c \x85",
    ],
)
def test_words_are_slices_that_cover_the_text(text: str) -> None:
    check_invariants(text, tokenize_with_values(text))


_FRAGMENTS = st.sampled_from(
    """Jón P. C. Karl III. þ. á m. kl. 14:30 12. sept. 1 250 kr. krónur milljón m€ £ $5 % &amp; &nbsp; &aacute; „ “ ‚ ‘ " ' ( )
    [[ ]] - – — / : , . ... ! ? … EPA AFPJón Vísir/Vilhelm (AP COVID-19 @j #f a@b.is vef.is http://x.is/ 🇮🇸 👩\u200d👧 \u0301
    \u00ad \u200b \u200d \u2060 \ufeff ½ ° km/klst. 5 menningar- og árið 2004 f.Kr. ² ߀ ٣""".split()
) | st.sampled_from([" ", "\n", "\r\n", "\n\n", "\u00a0", "\u2028", "\x1c", "\x85", "\t", "  "])


@given(st.text() | st.lists(_FRAGMENTS, max_size=30).map("".join) | st.lists(_FRAGMENTS, max_size=30).map(" ".join))
@settings(max_examples=400)
@example("")
@example(" \n\u00a0 ")
@example("? " * 300)
@example("(" * 1200 + " og " + "a" * 1200)
def test_any_text(text: str) -> None:
    check_invariants(text, tokenize_with_values(text))


@given(st.text(st.characters(codec=None, categories=None), max_size=40))
@settings(max_examples=200)
def test_any_characters_at_all(text: str) -> None:
    check_invariants(text, tokenize_with_values(text))


def test_only_the_words_that_the_tokenizer_fails_on_go_without_it() -> None:
    text = f"Þann 3. maí kl. 14:30 voru þar t.d. Ari og Anna. Hún á {'9' * 400} % en hann 5 km. Þau fóru 4. maí."
    found = tokenize_with_values(text)
    check_invariants(text, found)
    assert sentences(text).count(" ‖ ") == 2
    assert " | t.d. | " in words(text)
    assert [value.content["kind"] for value in found.values] == ["date", "time", "measurement", "date"]


def test_a_tokenizer_that_loses_count_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    real = tokenizer.tokenize
    monkeypatch.setattr(tokenizer, "tokenize", lambda text, **options: real(text.replace("b", "bb"), **options))
    assert words("Anna og b, c (abc)!") == "Anna | og | b | , | c | ( | abc | ) | !"


def test_nothing_in_nothing() -> None:
    assert tokenize("") == tokenize(" \n\t") == ([], [], [])


def test_a_long_paragraph_is_cut_at_a_sentence() -> None:
    text = made_up_news(60_000)
    found = tokenize_with_values(text)
    check_invariants(text, found)
    assert all(found.words[a].text[0].isupper() for a, _ in found.sentences)
