"""The search benchmarks measure what they say: their queries, and the documents that they make."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from made_documents import Maker, questions
from retrieval_queries import Gold, GoldWord, make_queries, running_text, ud_sentences


def test_words_are_spaced_as_a_writer_spaces_them() -> None:
    words = 'Hún spurði : „ Kemur þú ( ekki ) " á morgun " ? “'
    assert running_text(words.split()) == 'Hún spurði: „Kemur þú (ekki) "á morgun"?“'


def test_a_query_wants_the_sentences_of_its_lemma_in_its_word_class_alone() -> None:
    def sentence(*words: tuple[str, str, str]) -> Gold:
        return Gold(" ".join(form for form, _, _ in words), [GoldWord(*word) for word in words])

    sentences = [
        sentence(("Vinna", "vinna", "noun"), ("hófst", "hefja", "verb")),
        sentence(("Vinnan", "vinna", "noun"), ("gengur", "ganga", "verb")),
        sentence(("Menn", "maður", "noun"), ("vinna", "vinna", "verb")),
        sentence(("Ólafur", "Ólafur", "noun"), ("vann", "vinna", "verb")),
        sentence(("ÓLAFI", "Ólafur", "noun"), ("fagnað", "fagna", "verb")),
    ]
    base, inflected = make_queries(sentences, seed=1)
    assert {(ask.text, ask.word_class, ask.relevant) for ask in base} == {
        ("vinna", "noun", frozenset({0, 1})),
        ("vinna", "verb", frozenset({2, 3})),
        ("Ólafur", "noun", frozenset({3, 4})),
    }
    assert {(ask.text, ask.word_class) for ask in inflected} == {("vinnan", "noun"), ("vann", "verb"), ("Ólafi", "noun")}


def test_a_conllu_file_gives_running_text_and_words_without_ranges_of_words(tmp_path: Path) -> None:
    rows = ["1-2\tTil\t_\t_", "1\tTil\ttil\tADP", "2\tÍslands\tÍsland\tPROPN", "3\t.\t.\tPUNCT"]
    path = tmp_path / "made.conllu"
    path.write_text("# text = Til Íslands.\n" + "\n".join(rows) + "\n\n", encoding="utf-8")
    assert ud_sentences(path) == [
        Gold("Til Íslands.", [GoldWord("Til", "til", ""), GoldWord("Íslands", "Ísland", "noun"), GoldWord(".", ".", "")])
    ]


def test_made_documents_are_well_formed_and_hold_what_is_asked_of_them() -> None:
    maker = Maker()
    documents = maker.documents(0, 300)
    for document in documents:
        for field in (document.title, document.body):
            assert [term.position for term in field.terms] == list(range(len(field.terms)))
            assert all(field.text[term.start : term.end].lower() == term.form for term in field.terms)
            assert all(term.start <= part.start < part.end <= term.end for term in field.terms for part in term.parts)
    pairs = {pair for d in documents for pair in zip(d.body.terms, d.body.terms[1:], strict=False)}
    written = {(first.form, second.form) for first, second in pairs}
    asked = [question.text.strip('"').split() for question in questions(maker, 20)["phrase"]]
    assert sum((first, second) in written for first, second in asked) > 10
