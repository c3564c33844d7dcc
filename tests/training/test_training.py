"""The training code that needs no torch: readers on small files of our own, tag patterns, the lemma table, our corpus."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.gold import GoldWord, Sentence
from icenews_nlp.labels import EntityLabel, LemmaSource
from icenews_nlp.language.lemmas import LearnedLemmas, Lemmatiser
from icenews_nlp.language.morphology.bin import Bin
from icenews_nlp.language.tagging.network import Network
from icenews_nlp.language.tokenization.tokenizer import tokenize
from icenews_nlp.models import FAST_FILE, MODELS
from icenews_nlp.training import lemma_table
from icenews_nlp.training.__main__ import main
from icenews_nlp.training.corpora.greynir_tags import tag_pattern
from icenews_nlp.training.corpora.load import own_corpus
from icenews_nlp.training.corpora.readers import conllu_ids, greynir, inline_names, spans, split_valid, word_labels
from icenews_nlp.training.settings import ALLOWED, FURTHER, HEAD, STANDARD, Settings, changed

CORPUS = Path(__file__).parents[2] / "corpus"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


# ---- readers


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


def test_settings_of_the_command_line() -> None:
    assert changed(Settings(), ["epochs=3", "rate=1e-3"]) == Settings(epochs=3, rate=1e-3)
    for pair, message in (("epoch=1", "no setting 'epoch'"), ("epochs", "whole number"), ("rate=x", "give a number")):
        with pytest.raises(InputError, match=message):
            changed(Settings(), [pair])


@pytest.mark.parametrize(
    "pairs",
    [
        "epochs=0 epochs=-1 width=0 layers=0 size_a_step=0 warm_up=0 hidden=-5 seed=-1 seed=4294967296",
        "rate=0 rate=-1e-3 rate=nan rate=inf encoder_rate=-1 label_weight=-0.1 label_weight=nan",
        "dropout=1 dropout=-0.1 dropout=nan blank_word=1.5 smoothing=1 average=1 hidden_pieces=1",
        "encoder_layers=13 encoder_layers=0",
    ],
)
def test_settings_that_nothing_can_be_learned_with_are_told(pairs: str) -> None:
    for pair in pairs.split():
        name = pair.partition("=")[0]
        default = STANDARD._asdict()[name]
        with pytest.raises(InputError, match=f"--set {pair}: {name} may be .*, as in {name}={default}"):
            changed(STANDARD, [pair])


def test_settings_at_the_edge_of_what_is_allowed() -> None:
    edges = ["epochs=1", "dropout=0", "encoder_layers=12", "label_weight=0", "seed=4294967295"]
    wanted = STANDARD._replace(epochs=1, dropout=0.0, encoder_layers=12, label_weight=0.0, seed=4294967295)
    assert changed(STANDARD, edges) == wanted
    with pytest.raises(InputError, match="profile fast has no encoder"):
        changed(Settings(), ["encoder_layers=2"])


@pytest.mark.parametrize("settings", [Settings(), FURTHER, STANDARD, HEAD], ids=["fast", "further", "standard", "head"])
def test_every_setting_has_its_range_and_the_defaults_are_in_it(settings: Settings) -> None:
    assert set(ALLOWED) == set(Settings._fields)
    assert changed(settings, [f"{name}={value}" for name, value in settings._asdict().items()]) == settings


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["evaluate", "--threads", "0"], "--threads 0: give 1 or more"),
        (["evaluate", "--limit", "-3"], "--limit -3: give 1 or more"),
        (["fast"], "--corpora is needed"),
        (["vectors"], "--vectors is needed"),
        (["head", "--corpora", "."], "--start is needed"),
        (["standard", "--corpora", "."], "standard starts from --pretrained or from --start"),
        (["standard", "--corpora", ".", "--start", ".", "--pretrained", "."], "give one of them"),
    ],
)
def test_misuse_is_one_line_and_no_traceback(
    arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["training", *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert says in capsys.readouterr().err


def test_bad_settings_are_told_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["training", "fast", "--corpora", str(tmp_path), "--set", "epochs=0"])
    with pytest.raises(SystemExit):
        main()
    assert "--set epochs=0: epochs may be 1 or more, as in epochs=14" in capsys.readouterr().err


# ---- Greynir's terminals as patterns of MIM-GOLD tags

TERMINALS = [
    ("no_et_þgf_kvk_gr", "nveþg nveþgs", "nveþ nveþ-s nveog nkeþg"),
    ("no_ft_nf_hk", "nhfn nhfn-s", "nhfng nhen"),
    ("person_nf_et_kvk", "nven-s e", "nven nveo-s sfg3en"),
    ("sérnafn", "nken-s nhfþgs e", "nken aa"),
    ("lo_et_nf_kk_sb", "lkensf lkenvf sþgken", "lvensf lkensm nken"),
    ("lo_mst_et_þf_hk", "lheovm", "lheovf lheove"),
    ("lo_esb_ft_nf_kk", "lkfnse", "lkfnsf"),
    ("fn_et_þgf_hk", "faheþ fpheþ foheþ gheþ lheþsf", "fahen fakeþ nheþ"),
    ("pfn_p1_ft_þf", "fp1fo", "fp1fn fp1eo"),
    ("abfn_þgf", "fpkeþ", "fpkeo"),
    ("fs_þgf", "aþ aa", "ao ae nkeþ"),
    ("fs", "ao aþ ae", "au c"),
    ("ao", "aa", "aam aþ"),
    ("ao_mst", "aam", "aa aae"),
    ("eo", "aa", "aþ"),
    ("st", "c ct", "cn"),
    ("nhm", "cn", "c"),
    ("to_ft_þf_hk", "tfhfo fohfo", "nhfo"),
    ("tala", "ta", "nken"),
    ("so_1_þf_gm_fh_et_p3_þt", "sfg3eþ", "sfg3en sfg1eþ svg3eþ"),
    ("so_0_mm_vh_ft_p3_nt", "svm3fn", "svg3fn"),
    ("so_bh_gm_et_p2", "sbg2en", "sfg2en"),
    ("so_nh_gm", "sng", "snm sfg3fn"),
    ("so_1_þgf_gm_sagnb", "ssg", "ssm"),
    ("so_lhnt", "slg lvensf", "sng"),
    ("so_1_þgf_lhþt_et_nf_hk", "sþghen lhensf ssg", "sþgheþ sþgken"),
    ("so_2_þf_þgf_lhþt_et_þgf_kk", "sþgkeþ", "sþgkeo"),
]


@pytest.mark.parametrize(("terminal", "right", "wrong"), TERMINALS, ids=[t[0] for t in TERMINALS])
def test_tag_pattern(terminal: str, right: str, wrong: str) -> None:
    pattern = re.compile(tag_pattern(terminal) or "")
    assert [tag for tag in right.split() if not pattern.fullmatch(tag)] == []
    assert [tag for tag in wrong.split() if pattern.fullmatch(tag)] == []


def test_every_pattern_allows_a_tag_that_the_network_knows() -> None:
    tags = Network(MODELS / FAST_FILE).tags
    for terminal, _, _ in TERMINALS:
        assert any(re.fullmatch(tag_pattern(terminal) or "", tag) for tag in tags), terminal


@pytest.mark.parametrize("terminal", ["grm", "x", "foreign", "ártal", "so_0", ""])
def test_a_terminal_that_says_too_little(terminal: str) -> None:
    assert tag_pattern(terminal) is None


# ---- the table of lemmas


def toy(*words: str) -> Sentence:
    """Words as text/tag/lemma."""
    return [GoldWord(text, tag=tag, lemma=lemma) for text, tag, lemma in (word.split("/") for word in words)]


GOLD = [
    toy("Fyrst/aae/fyrr", "leið/sfg3eþ/líða", "þeim/fpkfþ/hann", "vel/aa/vel"),
    toy("Hún/fpven/hún", "kom/sfg3eþ/koma", "fyrst/aae/fyrr"),
    toy("Fyrst/aae/fyrr"),
    toy("Hestar/nkfn/hestur", "Menningar-/nhee-s/menningarsvið", "Menningar-/nhee-s/menningarsvið", "2024/ta/2024"),
    toy("kyssti/sfg3eþ/kossa", "konur/nvfn/kona", "konur/nvfn/kona", "konur/nvfn/drottning", "konur/nvfn/drottning"),
    [GoldWord("orð"), GoldWord("orð", tag="nhen"), GoldWord("orð", lemma="orð")],
]


def test_only_what_bin_would_not_give_is_learned() -> None:
    learned = lemma_table.learn(GOLD)
    # Not a single slip, nor one half against the other, nor the first half of a compound, nor what BÍN gives.
    assert learned.choices == {"fyrst aae": "fyrr"}
    assert learned.frequency == {"drottning n": 2, "fyrr a": 3, "kona n": 2}
    assert Lemmatiser(Bin(), learned).by_tag("Fyrst", True, "aae") == ("fyrr", LemmaSource.RULE)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    one, two = tmp_path / "one.gz", tmp_path / "two.gz"
    learned = lemma_table.learn(GOLD)
    lemma_table.save(learned, one)
    lemma_table.save(LearnedLemmas(dict(reversed(learned.choices.items())), dict(reversed(learned.frequency.items()))), two)
    assert one.read_bytes() == two.read_bytes()
    assert LearnedLemmas.load(one) == learned


# ---- our own corpus


def lines(part: str) -> list[str]:
    return [line for path in sorted((CORPUS / part).glob("*.txt")) for line in path.read_text(encoding="utf-8").splitlines()]


def test_our_corpus_is_large_enough_and_no_sentence_is_there_twice() -> None:
    train, test = lines("train"), lines("test")
    assert len(train) >= 1280
    assert len(test) >= 320
    plain = [" ".join(re.findall(r"\w+", re.sub(r"\[[A-Z][a-z]+ ", "", line).lower())) for line in train + test]
    assert len(set(plain)) == len(plain)


@pytest.mark.parametrize("path", sorted(CORPUS.glob("*/*.txt")), ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_our_corpus_is_well_formed(path: Path) -> None:
    known = {label.value for label in EntityLabel}
    for line, (text, found) in zip(path.read_text(encoding="utf-8").splitlines(), inline_names(path), strict=True):
        assert line == line.strip() != ""
        assert not set("[]") & set(text), line  # unbalanced, nested or misspelt
        assert {label for _, _, label in found} <= known, line
        words = tokenize(text).words
        edges = {word.start for word in words}, {word.end for word in words}
        assert all(start in edges[0] and end in edges[1] for start, end, _ in found), line  # names are whole words
