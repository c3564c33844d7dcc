"""What a hit shows of its article."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icenews_nlp.search.results.hits import Passage
from icenews_nlp.search.results.snippets import best_passage, whole

TEXT = (
    "Fiskiskipið Ásdís kom til hafnar í gærkvöldi. Áhöfnin landaði fimmtíu tonnum af þorski. "
    "Þorskurinn fer á markað í dag og verður fluttur út. Skipstjórinn segir að þorskur og ýsa hafi veiðst vel."
)
SENTENCES = [(found.start(), found.end()) for found in re.finditer(r"[^.]+\.", TEXT)]


def found(*words: str, text: str = TEXT) -> list[tuple[int, int]]:
    return [(at.start(), at.end()) for at in re.finditer("|".join(words), text, re.IGNORECASE)]


def marked(passage: Passage) -> list[str]:
    return [passage.text[mark.start : mark.end] for mark in passage.marks]


def test_a_title_is_shown_whole() -> None:
    passage = whole("Þorskur á þurru landi", found("þorskur", "landi", text="Þorskur á þurru landi"))
    assert (passage.text, passage.start, marked(passage)) == ("Þorskur á þurru landi", 0, ["Þorskur", "landi"])


@pytest.mark.parametrize(
    ("words", "length", "begin", "end", "marks"),
    [
        (["þorsk[a-z]+", "ýsa"], 60, "Skipstjórinn", "vel.", ["þorskur", "ýsa"]),  # two different words before two sentences
        (["þorsk[a-z]+"], 60, "Áhöfnin", "þorski.", ["þorski"]),  # the first of those that show as much
        (["tonnum", "þorsk[a-z]+"], 100, "Áhöfnin", "út.", ["tonnum", "þorski", "Þorskurinn"]),  # and what fits beside it
        ([], 50, "Fiskiskipið", "gærkvöldi.", []),
        (["vel"], 15, "veiðst", "vel.", ["vel"]),  # a piece of a sentence, between words
    ],
)
def test_the_passage_shows_most_of_the_query(words: list[str], length: int, begin: str, end: str, marks: list[str]) -> None:
    passage = best_passage(TEXT, SENTENCES, found(*words) if words else [], length)
    assert (passage.text.split()[0], passage.text.split()[-1], marked(passage)) == (begin, end, marks)


def test_one_long_sentence_without_a_space_is_cut_where_it_must() -> None:
    text = "a" * 300 + "þorskur" + "b" * 300
    passage = best_passage(text, [], found("þorskur", text=text), 100)
    assert marked(passage) == ["þorskur"]
    assert len(passage.text) == 100


def test_a_book_with_matches_everywhere_takes_no_long_time() -> None:
    text = "Skipið fór og kom og fór, " * 20_000
    began = time.perf_counter()
    passage = best_passage(text, [], found("og", text=text))
    assert time.perf_counter() - began < 10, "linear in the text: a second on a slow machine"
    assert set(marked(passage)) == {"og"}


@given(
    st.lists(st.lists(st.sampled_from(["á", "hús", "Þingið", "x" * 30, "…"]), min_size=1, max_size=20), max_size=6), st.data()
)
def test_any_passage_is_a_piece_of_the_text_with_its_matches(sentences: list[list[str]], data: st.DataObject) -> None:
    text, bounds, tokens = " ", [], []
    for words in sentences:
        begin = len(text)
        for word in words:
            tokens.append((len(text), len(text) + len(word)))
            text += word + data.draw(st.sampled_from([" ", "", "\n  "]))
        bounds.append((begin, len(text)))
    ranges = [token for token in tokens if data.draw(st.booleans())]
    length = data.draw(st.integers(1, 80))
    passage = best_passage(text, bounds, ranges, length)
    assert text[passage.start : passage.start + len(passage.text)] == passage.text == passage.text.strip()
    assert len(passage.text) <= length
    assert bool(passage.marks) == bool(ranges)
    assert passage.text or not text.strip()
    last = 0
    for mark in passage.marks:
        assert last <= mark.start < mark.end <= len(passage.text)
        last = mark.end
        whole_matches = [r for r in ranges if r[0] <= passage.start + mark.start and passage.start + mark.end <= r[1]]
        assert whole_matches, "what is marked was matched"
