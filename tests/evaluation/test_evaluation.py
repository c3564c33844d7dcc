"""Gold data: readers on small files of our own, files that cannot be read, running text, spans. No sentence is of a corpus."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from helpers.written_files import written
from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.conllu import conllu, conllu_parts
from icenews_nlp.evaluation.files import read_gold
from icenews_nlp.evaluation.gold import GoldWord, Sentence, read_text
from icenews_nlp.evaluation.mim_gold import mim_gold
from icenews_nlp.evaluation.running_text import gold_texts
from icenews_nlp.evaluation.scores import f1_by_label, iob2_spans


def table(*sentences: str) -> str:
    """Sentences of words separated by spaces, their fields by slashes, as tab-separated lines."""
    return "\n\n".join("\n".join(word.replace("/", "\t") for word in sentence.split()) for sentence in sentences) + "\n"


def row(number: str, form: str, *fields: str, misc: str = "_") -> str:
    """A line of CoNLL-U; fields are lemma, UPOS, XPOS and FEATS, `_` where they are not given."""
    return "\t".join([number, form, *fields, *["_"] * (4 - len(fields)), "_", "_", "_", misc]) + "\n"


# ---- MIM-GOLD


WIDE = table("Jón/1/B-Person/nken-s/Jón fór/1/O/sfg3eþ/fara", "Hún/2/O/fpven/hún")
READ = [
    [GoldWord("Jón", "nken-s", label="B-Person", lemma="Jón"), GoldWord("fór", "sfg3eþ", label="O", lemma="fara")],
    [GoldWord("Hún", "fpven", label="O", lemma="hún")],
]


@pytest.mark.parametrize("header", ["", "word\tsentence#\ttag\tpos\tlemma\n", "orð\tsetning\tmerki\tmark\tlemma\n"])
@pytest.mark.parametrize("name", ["gold.tsv", "gold.tsv.gz"])
def test_mim_gold_ner(tmp_path: Path, name: str, header: str) -> None:
    assert mim_gold(written(tmp_path, name, header + WIDE)) == READ
    assert mim_gold(written(tmp_path, name, header + WIDE.replace("\n\n", "\n\t\t\t\t\n"))) == READ
    assert mim_gold(written(tmp_path, name, "\ufeff" + header + WIDE.replace("\n", "\r\n"))) == READ


def test_two_columns_are_labels_or_tags(tmp_path: Path) -> None:
    labels = mim_gold(written(tmp_path, "a.tsv", "word\ttag\n" + table("Jón/B-PER Ás/I-per fór/O", "Orð/O")))
    assert labels == [
        [GoldWord("Jón", label="B-Person"), GoldWord("Ás", label="I-Person"), GoldWord("fór", label="O")],
        [GoldWord("Orð", label="O")],
    ]
    tags = mim_gold(written(tmp_path, "b.tsv", "Orð\tnhfn\n_\t_\n\n\n\nLengi\taa\n"))
    assert tags == [[GoldWord("Orð", "nhfn"), GoldWord("_", "_")], [GoldWord("Lengi", "aa")]]
    assert mim_gold(written(tmp_path, "c.tsv", table("Hún/O fór/O")))[0][0].label == "O"


def test_fields_that_say_nothing(tmp_path: Path) -> None:
    assert mim_gold(written(tmp_path, "a.tsv", "Hún\t\tO\t_\t\n")) == [[GoldWord("Hún", label="O")]]


# ---- CoNLL-U

TREEBANK = (
    "# newdoc id = a\n# sent_id = 1\n# text = „Anna  söng,“ heyrðu.\n"
    + row("1", "„", "„", "PUNCT", "pg", misc="SpaceAfter=No")
    + row("2", "Anna", "Anna", "PROPN", "nven-s", "Number=Sing|Case=Nom|Gender=Fem", misc="Gloss=x|name=B-PER")
    + row("3", "söng", "syngja", "VERB", "sfg3eþ", "Mood=Ind")
    + row("3.1", "ekki", "ekki", "ADV", "aa")
    + row("4", ",", ",", "PUNCT", ",")
    + row("5", "“", "_", "PUNCT", "pg")
    + row("6-7", "heyrðu", misc="SpaceAfter=No")
    + row("6", "heyr", "heyra", "VERB", "sbg2en", misc="NE=B-Misc")
    + row("7", "ðu", "þú", "PRON", "fp2en")
    + row("8", ".", ".", "PUNCT", ".")
    + "\n# newpar\n"
    + row("1", "Jæja", "jæja", "INTJ", "au", misc="SpaceAfter=No")
    + row("2", ".", ".", "PUNCT", ".")
)


def test_conllu(tmp_path: Path) -> None:
    [first], [second] = conllu_parts(written(tmp_path, "a.conllu", TREEBANK))
    assert [(w.text, w.space) for w in first] == [
        ("„", ""), ("Anna", "  "), ("söng", ""), (",", ""), ("“", " "), ("heyrðu", ""), (".", ""),
    ]  # fmt: skip
    assert [w.lemma for w in first] == [None, "Anna", "syngja", None, None, None, None]
    assert [w.label for w in first] == ["O", "B-Person", "O", "O", "O", "B-Miscellaneous", "O"]
    assert first[1] == GoldWord("Anna", "nven-s", None, "B-Person", "Anna", "PROPN", "Case=Nom|Gender=Fem|Number=Sing", "  ")
    assert (first[5].tag, first[5].upos, first[5].feats) == (None, None, None)
    assert [(w.text, w.space, w.feats) for w in second] == [("Jæja", "", ""), (".", " ", "")]
    assert conllu(tmp_path / "a.conllu") == [first, second]


def test_what_a_treebank_does_not_tell(tmp_path: Path) -> None:
    rows = row("1", "Anna", "_", "PROPN", "NPR-N") + row("2", "söng", "_", "_", "VBD") + row("3", ".", "_", "PUNCT", ".")
    [words] = conllu(written(tmp_path, "a.conllu", rows))
    assert words == [GoldWord("Anna", upos="PROPN"), GoldWord("söng"), GoldWord(".", upos="PUNCT")]


# ---- files that cannot be read

BROKEN = [
    ("a.tsv", "Jón\t1\tB-Person\tnken-s\tJón\nfór\tsfg3eþ\n", r"a.tsv:2: 2 tab-separated fields, where .* have 5"),
    ("a.tsv", "Jón\tnken-s\tJón\n", r"a.tsv:1: 3 tab-separated fields; a file of MIM-GOLD-NER has 5"),
    ("a.tsv", "\nJón\tB-Person\nÁs\tI_Person\n", r"a.tsv:3: 'I_Person' is no entity label; allowed are O, and B- or I- with"),
    ("a.tsv", "Jón\tB-Band\n", r"a.tsv:1: 'B-Band' is no entity label; .* Person, Location"),
    ("a.tsv", "", r"a.tsv: no words in it"),
    ("a.tsv", "word\tsentence#\ttag\tpos\tlemma\n", r"a.tsv: no words in it"),
    ("a.conllu", "# text = Jæja.\n\n", r"a.conllu: no words in it"),
    ("a.conllu", row("1", "Jæja") + "2\tekki\tekki\n", r"a.conllu:2: 3 tab-separated fields; a line of CoNLL-U has 10"),
    ("a.conllu", row("1", "Jæja") + row("3", "ekki"), r"a.conllu:2: word 3 follows word 1"),
    ("a.conllu", row("1", "Jæja") + row("1", "Ekki"), r"a.conllu:2: word 1 follows word 1; is a blank line or a line missing"),
    ("a.conllu", row("x", "Jæja"), r"a.conllu:1: a word has a number"),
    ("a.conllu", row("1-2", "heyrðu") + row("1", "heyr"), r"a.conllu:2: the sentence ends at word 1, inside"),
    ("a.conllu", row("1", "Jæja", misc="NE=Yes"), r"a.conllu:1: 'Yes' is no entity label"),
    (
        "a.conllu",
        "# sent_id = 1\n# text = Jæja þá\n" + row("1", "Jæja"),
        r"a.conllu:2: `# text` .* 'þá', where .* no more",
    ),
    ("a.conllu", "# text = Jú þá\n" + row("1", "Jæja"), r"a.conllu:1: `# text` .* 'Jú þá', where the next word is 'Jæja'"),
]


@pytest.mark.parametrize(("name", "text", "told"), BROKEN)
def test_a_broken_file_is_named_with_its_line(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read_gold(written(tmp_path, name, text))


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes("Jón\tO\nfór\tO\n".encode() + b"\xe1\tO\n")
    with pytest.raises(InputError, match=r"a.tsv:3: not UTF-8 \(byte 0xe1\)"):
        read_gold(path)
    whole = gzip.compress("Jón\tO\n".encode() * 99)
    for data in (whole[:-20], b"Anna\tO\n"):
        (tmp_path / "b.tsv.gz").write_bytes(data)
        with pytest.raises(InputError, match=r"b.tsv.gz: (this is no gzip, or damaged|the gzip data are cut off)"):
            read_gold(tmp_path / "b.tsv.gz")


def test_a_file_is_known_by_its_name_or_its_lines(tmp_path: Path) -> None:
    for name in ("a.conllu", "a.conllu.gz", "a.txt", "a"):
        assert [len(part) for part in read_gold(written(tmp_path, name, TREEBANK))] == [1, 1]
    assert read_gold(written(tmp_path, "b.txt", WIDE)) == [READ]
    assert read_gold(written(tmp_path, "c.tsv", "#\tO\n")) == [[[GoldWord("#", label="O")]]]
    assert read_text(tmp_path / "c.tsv") == "#\tO\n"


# ---- running text

SPACED = [
    "Jæja , sagði hún : já ... nei !|Jæja, sagði hún: já... nei!",
    "„ Nei , “ sagði ‚ hann ‘ .|„Nei,“ sagði ‚hann‘.",
    "« Nei , » sagði hann , « nei . »|«Nei,» sagði hann, «nei.»",
    "Nei , » sagði hann .|Nei,» sagði hann.",
    "The “ Wall ” er ‘ hér ’|The “Wall” er ‘hér’",
    'Hann sagði : " Nei , " og " já " .|Hann sagði: "Nei," og "já".',
    'Nei , " sagði hann .|Nei," sagði hann.',
    "Árið ' 98 söng ' Björk ' .|Árið '98 söng 'Björk'.",
    "Hlutur ( 50 % ) og [ 5 ‰ ] - og 3 / 4|Hlutur (50%) og [5‰] - og 3 / 4",
]


@pytest.mark.parametrize("pair", SPACED)
def test_words_without_spacing_are_joined_by_the_rules_of_spelling(pair: str) -> None:
    words, text = pair.split("|")
    [found] = gold_texts([[sentence(words)]])
    assert found.text == text
    assert [text[start:end] for start, end, _ in found.words] == words.split()


def sentence(words: str) -> Sentence:
    return [GoldWord(word, label="O") for word in words.split()]


def test_sentences_make_texts() -> None:
    one, two, headline, four = map(sentence, ["Jæja .", "„ Já ! “", "Fyrirsögn", "Nú ?"])
    texts = list(gold_texts([[one, two, headline, four], [one], []], sentences_per_text=4))
    assert [text.text for text in texts] == ["Jæja. „Já!“ Fyrirsögn\n\nNú?", "Jæja."]
    assert texts[0].sentences == [(0, 5), (6, 11), (12, 21), (23, 26)]
    assert [text.text for text in gold_texts([[one, two, four]], sentences_per_text=2)] == ["Jæja. „Já!“", "Nú?"]


def test_entities_are_ranges_of_the_text() -> None:
    words = [GoldWord("("), GoldWord("Jón"), GoldWord("Ás"), GoldWord(")")]
    labelled = [w._replace(label=label) for w, label in zip(words, ["O", "B-Person", "I-Person", "O"], strict=True)]
    first, second = gold_texts([[labelled], [words]])
    assert first.text == "(Jón Ás)"
    assert first.entities == {(1, 7, "Person")}
    assert second.entities is None


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ("O O", []),
        ("B-Person I-Person O B-Date", [(0, 1, "Person"), (3, 3, "Date")]),
        ("B-Person B-Person", [(0, 0, "Person"), (1, 1, "Person")]),
        ("B-Person I-Date", [(0, 0, "Person"), (1, 1, "Date")]),
        ("I-Person I-Person", [(0, 1, "Person")]),
        ("", []),
    ],
)
def test_iob2_spans(labels: str, spans: list[tuple[int, int, str]]) -> None:
    assert list(iob2_spans(labels.split())) == spans


def test_f1_counts_exact_spans_only() -> None:
    gold = [{(0, 1, "Person"), (3, 3, "Date")}, {(0, 0, "Person")}, set()]
    found = [{(0, 1, "Person"), (3, 4, "Date")}, set(), {(2, 2, "Money")}]
    # all: 1 right of 3 wanted and 3 given; Person: 1 of 2 wanted and 1 given
    assert f1_by_label(gold, found) == {"Date": 0.0, "Money": 0.0, "Person": 66.67, "all": 33.33}
    assert f1_by_label(gold, gold) == {"Date": 100.0, "Person": 100.0, "all": 100.0}
    assert f1_by_label([set()], [set()]) == {}
