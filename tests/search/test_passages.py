"""What a hit shows of its article."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.made_up_queries import marked_words
from icenews_nlp.search.ranges import Range, merged
from icenews_nlp.search.results.hits import Hit, Passage, Results
from icenews_nlp.search.results.matching import Match
from icenews_nlp.search.results.snippets import best_passage, whole

TEXT = (
    "Fiskiskipið Ásdís kom til hafnar í gærkvöldi. Áhöfnin landaði fimmtíu tonnum af þorski. "
    "Þorskurinn fer á markað í dag og verður fluttur út. Skipstjórinn segir að þorskur og ýsa hafi veiðst vel."
)
SENTENCES = [(found.start(), found.end()) for found in re.finditer(r"[^.]+\.", TEXT)]


def found(*words: str, text: str = TEXT) -> list[Match]:
    """Each pattern is a word of its own, which must be found."""
    return sorted(
        Match(at.start(), at.end(), i, i) for i, word in enumerate(words) for at in re.finditer(word, text, re.IGNORECASE)
    )


def test_a_title_is_shown_whole() -> None:
    passage = whole("Þorskur á þurru landi", found("þorskur", "landi", text="Þorskur á þurru landi"))
    assert (passage.text, passage.start, marked_words(passage)) == ("Þorskur á þurru landi", 0, ["Þorskur", "landi"])


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
    assert (passage.text.split()[0], passage.text.split()[-1], marked_words(passage)) == (begin, end, marks)


FLEET = "Skipin fóru út. Skip mætti skipi og skipið skipinu. Bræla var og þorskurinn fór úr netinu þegar skipið kom."
FLEET_SENTENCES = [(at.start(), at.end()) for at in re.finditer(r"[^. ][^.]+\.", FLEET)]


def test_all_words_of_a_query_come_before_one_word_many_times() -> None:
    matches = found("skip\\w*", "þorsk[a-z]+", "net[a-z]+", text=FLEET)
    passage = best_passage(FLEET, FLEET_SENTENCES, matches, 60)
    assert marked_words(passage) == ["þorskurinn", "netinu", "skipið"]


def test_the_forms_of_one_word_are_one_word() -> None:
    """Four forms of a ship beside two words that were asked for."""
    matches = found("skip\\w*", "bræla", text=FLEET)
    assert marked_words(best_passage(FLEET, FLEET_SENTENCES, matches, 60)) == ["Bræla", "skipið"]


def test_alternatives_of_one_word_count_less_than_another_word() -> None:
    text = "Forseti Rússlands talaði. Rússlandsforseti fundaði."
    alternatives = [Match(0, 7, 1, 0), Match(8, 17, 1, 1), Match(26, 42, 1, 2), Match(43, 50, 2, 3)]
    assert marked_words(best_passage(text, [(0, 25), (26, 51)], alternatives, 30)) == ["Rússlandsforseti", "fundaði"]
    either = [Match(0, 7, 0, 0), Match(26, 42, 0, 1), Match(43, 50, 0, 2)]
    assert marked_words(best_passage(text, [(0, 25), (26, 51)], either, 30)) == ["Rússlandsforseti", "fundaði"]


def test_a_match_in_a_long_sentence_has_more_after_it_than_before() -> None:
    """A quarter of the passage comes before the match, however long the sentence is."""
    text = "orð " * 100 + "þorskur " + "mál " * 100
    passage = best_passage(text, [], found("þorskur", text=text), 100)
    (mark,) = passage.marks
    assert 100 // 4 - len("orð ") <= mark.start <= 100 // 4


def test_ranges_that_overlap_or_are_equal_become_one() -> None:
    assert merged([(4, 6), (0, 2), (1, 3), (3, 4), (8, 8), (8, 8)]) == [Range(0, 3), Range(3, 4), Range(4, 6), Range(8, 8)]


def test_one_long_sentence_without_a_space_is_cut_where_it_must() -> None:
    text = "a" * 300 + "þorskur" + "b" * 300
    passage = best_passage(text, [], found("þorskur", text=text), 100)
    assert marked_words(passage) == ["þorskur"]
    assert len(passage.text) == 100


def steps(text: str) -> int:
    """Lines of Python that run for the passage of a text in which every "og" matches."""
    count = 0

    def trace(_frame: object, event: str, _value: object) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    matches, before = found("og", text=text), sys.gettrace()
    sys.settrace(trace)
    try:
        passage = best_passage(text, [], matches)
    finally:
        sys.settrace(before)
    assert set(marked_words(passage)) == {"og"}
    return count


def test_the_work_for_a_book_with_matches_everywhere_grows_as_its_length() -> None:
    sentence = "Skipið fór og kom og fór, "
    assert steps(sentence * 4_000) < 4.5 * steps(sentence * 1_000)


@given(
    st.lists(st.lists(st.sampled_from(["á", "hús", "Þingið", "x" * 30, "…"]), min_size=1, max_size=20), max_size=6), st.data()
)
def test_any_passage_is_a_piece_of_the_text_with_its_matches(sentences: list[list[str]], data: st.DataObject) -> None:
    text, bounds, tokens = " ", [], list[Match]()
    for words in sentences:
        begin = len(text)
        for word in words:
            tokens.append(Match(len(text), len(text) + len(word), len(word), len(word)))
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
        whole_matches = [r for r in ranges if r.start <= passage.start + mark.start and passage.start + mark.end <= r.end]
        assert whole_matches, "what is marked was matched"


def test_results_are_a_sequence_of_hits() -> None:
    passage = Passage(text="á")
    hits = tuple(Hit(key=str(i), score=1, tier=0, title=passage, snippet=passage) for i in range(3))
    results = Results(query="á", total=7, hits=hits)
    assert (list(results), len(results)) == (list(hits), 3)
    assert Results.model_validate_json(results.model_dump_json()) == results
