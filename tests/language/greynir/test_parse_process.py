"""The parser's child process: its time, its memory, its end, and the grammar it builds."""

from __future__ import annotations

import gc
import logging
import os
import pickle
import shutil
import signal
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

import pytest

from helpers.parser_texts import HOUSE, LONG, lemmas
from icenews_nlp.errors import ParserError
from icenews_nlp.language.greynir.parser import Parser

ROOT = Path(__file__).parents[3]
# --- The process, played by a fake: it answers with its own number, and obeys three words


FAKE = """
import json, os, sys, time
print('{"ready": true}', flush=True)
for line in sys.stdin:
    text = json.loads(line)["text"]
    if text == "bíddu": time.sleep(60)
    if text == "hrundu": sys.exit("datt um koll")
    if text == "þvældu": print("ekki json", flush=True)
    print(json.dumps({"words": [[0, 1, str(os.getpid())]]}), flush=True)
"""


class FakeParser(Parser):
    _arguments: ClassVar[tuple[str, ...]] = ("-c", FAKE)


class BrokenParser(Parser):
    _arguments: ClassVar[tuple[str, ...]] = ("-c", "import sys; sys.exit('vantar safnið')")


def child_of(parser: Parser) -> int:
    words = parser.parse("hvað heitir þú")
    assert words is not None
    return int(words[0].lemma)


def state(pid: int) -> str:
    """The letters of `ps` for what a process does; none if there is no such process."""
    return subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout.strip()


def runs(pid: int) -> bool:
    """Whether a process runs (a zombie does not)."""
    return state(pid)[:1] not in ("", "Z")


def ends(pid: int) -> bool:
    """Whether a process ends, which may take long on a busy machine."""
    until = time.monotonic() + 120
    while runs(pid):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def wait_till_it_computes(pid: int) -> None:
    """A process that waits for a question does not."""
    while not state(pid).startswith("R"):
        assert runs(pid)
        time.sleep(0.05)


def test_a_sentence_over_its_time_is_none_and_the_next_one_works() -> None:
    with FakeParser(seconds_per_sentence=0.3) as parser:
        first = child_of(parser)
        assert parser.parse("bíddu") is None
        assert not runs(first)
        assert child_of(parser) != first


def test_the_child_is_recycled() -> None:
    with FakeParser(recycle_after=2) as parser:
        children = [child_of(parser) for _ in range(5)]
    assert children[0] == children[1] != children[2] == children[3] != children[4]
    assert not any(runs(child) for child in children)


def test_a_killed_child_is_replaced() -> None:
    with FakeParser() as parser:
        first = child_of(parser)
        os.kill(first, signal.SIGKILL)
        assert ends(first)
        assert child_of(parser) != first


def test_a_crash_costs_one_sentence_and_five_in_a_row_are_an_error() -> None:
    with FakeParser() as parser:
        for word in ("hrundu", "þvældu", "hrundu", "hrundu"):
            assert parser.parse(word) is None
        assert child_of(parser)  # breaks the row
        for _ in range(4):
            assert parser.parse("hrundu") is None
        with pytest.raises(ParserError, match=r"5 sentences in a row(?s:.)*datt um koll"):
            parser.parse("hrundu")


def test_a_child_that_cannot_start_is_an_error_with_its_last_words() -> None:
    with pytest.raises(ParserError, match=r"ended while it started(?s:.)*vantar safnið"):
        BrokenParser()


def test_the_child_ends_with_its_parser() -> None:
    parser = FakeParser()
    child = child_of(parser)
    parser.close()
    parser.close()
    assert not runs(child)
    child = child_of(parser)  # a closed parser starts again
    del parser
    gc.collect()
    assert not runs(child)


def test_a_pickled_parser_has_a_child_of_its_own() -> None:
    with FakeParser(recycle_after=7) as parser, pickle.loads(pickle.dumps(parser)) as copy:
        assert child_of(copy) != child_of(parser)
        assert copy._settings == parser._settings


def test_threads_take_turns(parser: Parser) -> None:
    sentences = [HOUSE, "Konan á þrjá hesta.", "Bændurnir ráku ærnar á fjall.", "Hann las bókina."] * 3
    expected = [parser.parse(sentence) for sentence in sentences]
    found: dict[int, object] = {}
    threads = [
        threading.Thread(target=lambda i=i: found.update({i: parser.parse(sentences[i])})) for i in range(len(sentences))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[i] for i in range(len(sentences))] == expected


# --- The process, the real one


def script(code: str, **environment: str) -> subprocess.Popen[str]:
    """Another Python, without a main guard."""
    code = f"from icenews_nlp.language.greynir.parser import Parser\nHOUSE, LONG = {HOUSE!r}, {LONG!r}\n{code}"
    return subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


def test_reynir_stays_in_the_child_and_start_up_is_silent() -> None:
    with script(
        "import sys; Parser().parse(HOUSE); print([name for name in sys.modules if name.split('.')[0] == 'reynir'])"
    ) as process:
        assert process.communicate() == ("[]\n", "")


def test_the_child_does_not_outlive_its_parent() -> None:
    start = "parser = Parser(max_tokens=500, seconds_per_sentence=60); print(parser._child._process.pid, flush=True)"
    with script(f"{start}; parser.parse(LONG)") as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        wait_till_it_computes(child)  # in the middle of a parse, the harder case
        process.kill()
        assert ends(child)


def test_a_parse_is_stopped_for_real() -> None:
    with Parser(max_tokens=500, seconds_per_sentence=0.5) as parser:
        assert parser._child is not None
        child = parser._child._process.pid
        assert parser.parse(LONG) is None
        assert not runs(child)
        assert parser._crashes == 0, "it was stopped, and did not fall"
        assert lemmas(parser, HOUSE)["ána"] == "á"


def test_forked_and_daemonic_workers_have_children_of_their_own() -> None:
    code = """
import multiprocessing
parser = Parser()
def work(_): return parser.parse(HOUSE), parser._child._process.pid
with multiprocessing.get_context("fork").Pool(1) as pool:
    (theirs, child), = pool.map(work, [0])
ours = parser.parse(HOUSE)
print(theirs == ours != None, child != parser._child._process.pid)
"""
    with script(code) as process:
        assert process.communicate()[0] == "True True\n"


@pytest.fixture
def fresh_reynir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A reynir without its binary grammar, before the installed one on the path of every child."""
    spec = find_spec("reynir")
    assert spec is not None
    assert spec.origin is not None
    shutil.copytree(
        Path(spec.origin).parent, tmp_path / "reynir", ignore=shutil.ignore_patterns("*.bin", "*.lock", "__pycache__")
    )
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return tmp_path / "reynir" / "Greynir.grammar.bin"


def test_the_grammar_is_built_at_the_start_and_the_user_told(fresh_reynir: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "icenews_nlp"), Parser() as parser:
        (record,) = caplog.records
        assert str(fresh_reynir) in record.getMessage()
        assert fresh_reynir.exists()
        assert lemmas(parser, HOUSE)["ána"] == "á"


def test_a_grammar_that_cannot_be_written_is_an_error(fresh_reynir: Path) -> None:
    fresh_reynir.with_name(fresh_reynir.name + ".lock").mkdir()  # stands in for a read-only folder: root may write to those
    with pytest.raises(ParserError, match=r"could not be written to .*Greynir\.grammar\.bin(?s:.)*run `python"):
        Parser()
