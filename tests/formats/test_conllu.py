"""CoNLL-U: the validator of Universal Dependencies takes it, and our own reader finds the same words in it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from icenews_nlp import AnnotatedDocument, Article, Enricher
from icenews_nlp.evaluation.conllu import conllu_parts
from icenews_nlp.formats.conllu import to_conllu

ODD = Article(
    id="frétt 7",
    title="Sigurður fór",
    text="Sigurður Jónsson  fór til\tReykjavíkur | 😀 „já“.\n\nÞar\u00a0sagði hann: t.d. 3,5 milljónir kr.  ",
)


def validate(text: str, folder: Path) -> str:
    """What the validator prints of the file at level 1, the format; the next levels ask for heads."""
    path = folder / "out.conllu"
    path.write_text(text, encoding="utf-8", newline="\n")
    code = "from udtools.cli import main; import sys; sys.exit(main())"
    options = ["--lang", "is", "--level", "1", str(path)]
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code, *options], capture_output=True, text=True, timeout=300)
    return done.stdout + done.stderr


def misc(text: str) -> list[dict[str, str]]:
    """The last column of each word."""
    rows = [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
    return [dict(pair.split("=", 1) for pair in row[9].split("|")) for row in rows]


def test_the_validator_takes_it(fast: Enricher, story: AnnotatedDocument, tmp_path: Path) -> None:
    documents = [story, fast.enrich(ODD), fast.enrich("Hún kom."), fast.enrich("Hún fór.")]
    assert "*** PASSED ***" in validate("".join(map(to_conllu, documents)), tmp_path)


def test_the_validator_would_say_no(story: AnnotatedDocument, tmp_path: Path) -> None:
    assert "FAILED" in validate(to_conllu(story).replace("\t_\t", "\t", 1), tmp_path)


def test_a_document_without_words_is_nothing(fast: Enricher) -> None:
    assert to_conllu(fast.enrich(" \n ")) == ""


def test_title_and_body_begin_paragraphs_of_one_document(story: AnnotatedDocument) -> None:
    lines = to_conllu(story).splitlines()
    assert lines[:3] == ["# newdoc id = frett-1", "# newpar", "# sent_id = frett-1-1"]
    assert [line for line in lines if line.startswith("# new")] == ["# newdoc id = frett-1", "# newpar", "# newpar"]


def test_articles_without_an_id_have_different_sentence_ids(fast: Enricher) -> None:
    ids = [line for text in ("Hún kom.", "Hún fór.") for line in to_conllu(fast.enrich(text)).splitlines() if "sent_id" in line]
    assert len(set(ids)) == 2


def test_words_and_entities_read_back(story: AnnotatedDocument, tmp_path: Path) -> None:
    path = tmp_path / "story.conllu"
    path.write_text(to_conllu(story), encoding="utf-8")
    words = [word for part in conllu_parts(path) for sentence in part for word in sentence]
    assert [word.text for word in words] == [token.text for token in story.tokens]
    assert [word.tag for word in words] == [token.tag for token in story.tokens]
    firsts = {entity.first_token: f"B-{entity.label.value}" for entity in story.entities}
    assert {i: word.label for i, word in enumerate(words) if (word.label or "").startswith("B-")} == firsts


def test_names_stand_on_the_first_word_in_the_nominative(story: AnnotatedDocument) -> None:
    expected = [e.name for e in story.entities if e.label.value in ("Person", "Location")]
    assert [found["Nominative"] for found in misc(to_conllu(story)) if "Nominative" in found] == expected


@settings(max_examples=60)
@given(text=st.text(alphabet="aÁþ. |\\\t\n\r\u00a0😀-„", max_size=40))
def test_white_space_and_forms_give_the_text_again(fast: Enricher, text: str) -> None:
    document = fast.enrich(text)
    found = misc(to_conllu(document))
    built = "".join(token.text + _space(one) for token, one in zip(document.tokens, found, strict=True))
    assert [(int(one["start_char"]), int(one["end_char"])) for one in found] == [(t.start, t.end) for t in document.tokens]
    assert not document.tokens or text[document.tokens[0].start :] in (built, built.removesuffix(" "))


def _space(found: dict[str, str]) -> str:
    """The white space after a word."""
    if "SpaceAfter" in found:
        return ""
    plain = {"s": " ", "t": "\t", "n": "\n", "r": "\r", "p": "|", "\\": "\\"}
    return re.sub(r"\\(.)", lambda m: plain[m[1]], found.get("SpacesAfter", " "))


def test_a_bar_in_a_name_does_not_split_the_column(story: AnnotatedDocument) -> None:
    data = story.model_dump()
    data["entities"][0]["name"] = "Jón|Páll \\ Kf."
    lines = to_conllu(AnnotatedDocument.model_validate(data)).splitlines()
    assert any("Nominative=Jón\\pPáll \\\\ Kf." in line.split("\t")[-1].split("|") for line in lines if "\t" in line)


@pytest.mark.parametrize("gap", ["  ", "\n", "\t", " \n "])
def test_other_white_space_is_escaped(fast: Enricher, gap: str) -> None:
    text = to_conllu(fast.enrich(f"hann{gap}kom í dag"))
    assert all(line.count("\t") == 9 for line in text.splitlines() if line and line[0] != "#")
    assert "SpacesAfter=" + gap.replace(" ", "\\s").replace("\n", "\\n").replace("\t", "\\t") in text
