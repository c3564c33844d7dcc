"""The names the package sells, and what importing it costs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import icenews_nlp
from icenews_nlp import errors

HEAVY = (
    "apsw",
    "islenska",
    "numpy",
    "onnxruntime",
    "pyarrow",
    "pydantic",
    "reynir",
    "sentencepiece",
    "spacy",
    "tokenizer",
    "torch",
)


def python(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout.strip()


def test_all_is_sorted_and_complete() -> None:
    assert icenews_nlp.__all__ == sorted(set(icenews_nlp.__all__))
    assert dir(icenews_nlp) == icenews_nlp.__all__
    resolvable = {"__version__", *icenews_nlp._MODULES} | {name for names in icenews_nlp._HOMES.values() for name in names}
    assert resolvable == set(icenews_nlp.__all__)


@pytest.mark.parametrize("name", icenews_nlp.__all__)
def test_every_name_resolves(name: str) -> None:
    found = getattr(icenews_nlp, name)
    if name != "__version__":
        assert found.__name__ == (f"icenews_nlp.{name}" if name in icenews_nlp._MODULES else name)
        assert found.__doc__


def test_names_stay_what_they_are_once_all_is_imported() -> None:
    """A module named like a function would take its place in the package."""
    modules = {path.stem for path in Path(icenews_nlp.__file__).parent.iterdir()}
    assert modules.intersection(icenews_nlp.__all__) == set(icenews_nlp._MODULES)
    code = (
        "import icenews_nlp as i; from icenews_nlp import enrich, load; load(); print(i.enrich('Já.').text, i.enrich is enrich)"
    )
    assert python(code) == "Já. True"


def test_every_error_is_sold_and_in_the_tree() -> None:
    tree = {name for name, found in vars(errors).items() if isinstance(found, type) and found.__module__ == errors.__name__}
    assert tree <= set(icenews_nlp.__all__)
    assert all(issubclass(getattr(errors, name), errors.IcenewsError) and name in (errors.__doc__ or "") for name in tree)


def test_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(AttributeError, match=r"'icenews_nlp' has no attribute 'ennrich'; it has .*enrich"):
        icenews_nlp.ennrich  # type: ignore[attr-defined]  # noqa: B018  # looking it up is the test
    assert not hasattr(icenews_nlp, "__path_to_nowhere__")


def test_import_loads_nothing_heavy() -> None:
    loaded = f"print(*(m for m in {HEAVY} if m in sys.modules))"
    assert python(f"import sys, icenews_nlp; {loaded}") == ""
    assert python(f"import sys, icenews_nlp; icenews_nlp.EntityLabel, icenews_nlp.InputError; {loaded}") == ""


def test_enriching_loads_neither_spacy_nor_the_parser_nor_torch() -> None:
    code = "import sys, icenews_nlp; icenews_nlp.load('fast').enrich('Hún kom.'); print(*({} & set(sys.modules)))"
    assert python(code.format("{'spacy', 'reynir', 'torch', 'pandas'}")) == ""


def test_import_reads_one_file_of_ours() -> None:
    code = "import sys, icenews_nlp; print(*(m for m in sys.modules if m.startswith('icenews_nlp')))"
    assert python(code) == "icenews_nlp"
