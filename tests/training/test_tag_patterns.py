"""Greynir's terminals as patterns of MIM-GOLD tags."""

from __future__ import annotations

import re

import pytest

from icenews_nlp.language.tagging.network import Network
from icenews_nlp.models import FAST_FILE, MODELS
from icenews_nlp.training.corpora.greynir_tags import tag_pattern

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
