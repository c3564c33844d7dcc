"""Readers of corpora, on small files of our own."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.written_files import written
from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.gold import GoldWord
from icenews_nlp.training.corpora.greynir_tags import tag_pattern
from icenews_nlp.training.corpora.load import own_corpus
from icenews_nlp.training.corpora.readers import conllu_ids, greynir, inline_names, spans, split_valid, word_labels


@pytest.mark.parametrize(("count", "learn"), [(100, 85), (20, 17), (7, 5), (1, 0), (0, 0)])
def test_the_last_part_of_valid_is_held_out(count: int, learn: int) -> None:
    sentences = [[GoldWord(str(i))] for i in range(count)]
    first, last = split_valid(sentences)
    assert first + last == sentences
    assert len(first) == learn


TREES = r"""
( (META (ID-CORPUS a.1)
        (ID-LOCAL Saga_00001.psd,.1)
        (COMMENT ))
  (S0 (S-MAIN (IP (NP-SUBJ (person_nf_et_kk Jón Ás Grímsson (lemma Jón Ás Grímsson)))
       (VP (so_0_gm_fh_et_p3_þt sigldi (lemma sigla))) (ADVP (ao heim (lemma heim))))
      (grm \) (lemma \)))
      (grm .))))

( (META (ID-LOCAL saga_00001.psd,.2))
  (S0 (S-MAIN (NP (no_ef_et_gr_hk
  millilandaflugsins
  (lemma millilandaflug)
  (exp_seg milli-landa-flug)))
  (lo_et_þf_kk_sb fv. (lemma fyrrverandi) (exp_abbrev fyrrverandi)) (dagsafs 5. maí (lemma 5. maí sl)))))

( (META (ID-LOCAL saga_00001.psd,.3) (COMMENT ))
  (S-MAIN (NP (no_et_nf_kvk Kyrrð (lemma kyrrð)))))
"""


def test_greynir(tmp_path: Path) -> None:
    first, second, third = greynir(written(tmp_path, "trees.psd", TREES), leave_out=(), labels={})
    assert [(w.text, w.lemma) for w in first[:5]] == [
        ("Jón", "Jón"), ("Ás", "Ás"), ("Grímsson", "Grímsson"), ("sigldi", "sigla"), ("heim", "heim"),
    ]  # fmt: skip
    assert {w.tag_pattern for w in first[:3]} == {tag_pattern("person_nf_et_kk")}
    assert [(w.text, w.tag_pattern) for w in first[5:]] == [(")", None), (".", None)]
    assert [(w.text, w.lemma) for w in second[:2]] == [("millilandaflugsins", "millilandaflug"), ("fv.", "fyrrverandi")]
    assert [(w.text, w.tag_pattern, w.lemma) for w in second[2:]] == [("5.", None, None), ("maí", None, None)]
    assert [w.text for w in third] == ["Kyrrð"]
    assert not any(w.tag or w.label for w in first + second + third)


def test_greynir_leaves_out_what_is_measured_on(tmp_path: Path) -> None:
    treebank = "# sent_id = Saga_00001,.2\n# text = Flug.\n1\tFlug\n\n# sent_id = SAGA_00001,.3\n"
    ids = conllu_ids(written(tmp_path, "gc.conllu.gz", treebank))
    assert ids == {"saga_00001.psd,.2", "saga_00001.psd,.3"}
    assert [s[0].text for s in greynir(written(tmp_path, "trees.psd", TREES), ids, {})] == ["Jón"]


def test_greynir_takes_the_labels_of_a_sentence_by_its_id(tmp_path: Path) -> None:
    path = written(tmp_path, "trees.psd", TREES)
    labels = {"Saga_00001.psd,.1": ["B-Person", "I-Person", "I-Person", "O", "O", "O", "O"], "none.psd,.1": ["O"]}
    first, second, _ = greynir(path, leave_out=(), labels=labels)
    assert [(w.text, w.label) for w in first[:4]] == [
        ("Jón", "B-Person"), ("Ás", "I-Person"), ("Grímsson", "I-Person"), ("sigldi", "O"),
    ]  # fmt: skip
    assert {w.tag_pattern for w in first[:3]} == {tag_pattern("person_nf_et_kk")}
    assert {w.label for w in second} == {None}
    with pytest.raises(InputError, match=r"trees.psd, sentence saga_00001.psd,.3: 2 labels for 1 words"):
        greynir(path, leave_out=(), labels={"saga_00001.psd,.3": ["O", "O"]})


def test_spans(tmp_path: Path) -> None:
    text = '{"article": 1, "text": "𝐀nna fór til Hofs.", "spans": [[0, 4, "Person"], [13, 17, "LOC"]]}\n'
    ((sentence, found),) = spans(written(tmp_path, "news.jsonl.gz", text))
    assert [(sentence[start:end], label) for start, end, label in found] == [("𝐀nna", "Person"), ("Hofs", "Location")]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not a line of JSON"),
        ('{"text": "Jón"}', "no object with text and spans"),
        ("[]", "no object with text and spans"),
        ('{"text": "Jón", "spans": [[0, 3, "Hero"]]}', "no entity label"),
        ('{"text": "Jón", "spans": [[0, 4, "Person"]]}', "span 0-4 lies outside its text of 3 characters"),
        ('{"text": "Jón", "spans": [[1, 1, "Person"]]}', "span 1-1 lies outside"),
    ],
)
def test_spans_of_a_file_that_is_none_of_ours(tmp_path: Path, line: str, says: str) -> None:
    path = written(tmp_path, "news.jsonl", '{"text": "Já.", "spans": []}\n' + line + "\n")
    with pytest.raises(InputError, match=f"news.jsonl:2: .*{says}"):
        list(spans(path))


def test_word_labels(tmp_path: Path) -> None:
    lines_ = '{"sentence": 4, "words": ["Anna"], "labels": ["B-Person"]}\n{"sentence": 0, "words": [], "labels": []}\n'
    assert word_labels(written(tmp_path, "labels.jsonl.gz", lines_), "sentence") == {4: ["B-Person"], 0: []}


def test_inline_names(tmp_path: Path) -> None:
    lines = "[Person Jón Ás] fór til [Location Hofs].\nEkkert [nafn] hér, en [1] og 50%.\n"
    (one, spans), (two, none) = inline_names(written(tmp_path, "own.txt", lines))
    assert one == "Jón Ás fór til Hofs."
    assert [(one[a:b], label) for a, b, label in spans] == [("Jón Ás", "Person"), ("Hofs", "Location")]
    assert (two, none) == ("Ekkert [nafn] hér, en [1] og 50%.", [])


def test_own_corpus_must_not_be_empty(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="run from a clone"):
        own_corpus(tmp_path)


def test_own_corpus_labels_the_words_of_our_tokenizer(tmp_path: Path) -> None:
    written(tmp_path, "b.txt", "[Person Anna][Location Hofi] söng.\n")
    line = "„[Person Jón Ás] á [Money 5 millj. kr.],“ sagði [Organization ASÍ]. Hann fór á [Location Kýpur]-fund.\n"
    written(tmp_path, "a.txt", line)
    found = [[(w.text, w.label) for w in sentence] for sentence in own_corpus(tmp_path)]
    assert found[0] == [
        ("„", "O"), ("Jón", "B-Person"), ("Ás", "I-Person"), ("á", "O"), ("5", "B-Money"), ("millj.", "I-Money"),
        ("kr.", "I-Money"), (",", "O"), ("“", "O"), ("sagði", "O"), ("ASÍ", "B-Organization"), (".", "O"),
    ]  # fmt: skip
    assert found[1] == [("Hann", "O"), ("fór", "O"), ("á", "O"), ("Kýpur-fund", "O"), (".", "O")]
    assert len(found) == 3
