"""The shipped tables are those that their card describes."""

from __future__ import annotations

import hashlib
import re

from icenews_nlp.models import MODELS

CARD = (MODELS / "README.md").read_text(encoding="utf-8")


def test_the_card_names_the_hash_of_every_table() -> None:
    named = {name: digest for digest, name in re.findall(r"^    ([0-9a-f]{64})  (\S+)$", CARD, flags=re.MULTILINE)}
    tables = [path for path in MODELS.iterdir() if path.suffix in {".onnx", ".model", ".npz", ".gz", ".json"}]
    assert len(tables) == 6
    assert named == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in tables}


def test_the_tables_are_small_enough_for_a_wheel() -> None:
    sizes = [path.stat().st_size for path in MODELS.iterdir() if path.is_file()]
    assert sum(sizes) < 60e6
    assert max(sizes) < 40e6
