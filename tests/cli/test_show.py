"""`icenews-nlp show`: colours on a terminal, brackets elsewhere, and the article's text as it is."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.console import Console

from helpers.command_line import jsonl, on_terminal, run
from icenews_nlp import Enricher
from icenews_nlp.documents.document import AnnotatedDocument
from icenews_nlp.formats.terminal import print_document


def named(text: str = "Rætt var við Katrínu.", name: str = "Katrín") -> AnnotatedDocument:
    """A document of one token for all the text but its entity, which is `Katrínu`."""
    start = text.index("Katrínu")
    spans = [(a, b) for a, b in ((0, start), (start, start + 7), (start + 7, len(text))) if a < b]
    here = spans.index((start, start + 7))
    return AnnotatedDocument.model_validate({
        "article": {"id": "n-1", "source": "Dagblað"}, "text": text, "sections": [],
        "tokens": [{"index": i, "start": a, "end": b, "text": text[a:b], "norm": text[a:b], "lemma": text[a:b], "tag": "x",
                    "lemma_source": "surface", "pos": "X", "kind": "word", "sentence": 0} for i, (a, b) in enumerate(spans)],
        "sentences": [{"index": 0, "start": 0, "end": len(text), "first_token": 0, "last_token": len(spans) - 1}],
        "entities": [{"start": start, "end": start + 7, "first_token": here, "last_token": here, "text": "Katrínu",
                      "label": "Person", "name": name, "score": 1.0}],
        "values": [], "provenance": {"package": "0", "profile": "-", "model": "-", "bin_data": "0", "tokenizer": "0"},
    })  # fmt: skip


def printed(document: AnnotatedDocument, *, colour: bool, tokens: bool = False) -> str:
    file = io.StringIO()
    console = Console(
        file=file, width=100, force_terminal=colour, color_system="standard" if colour else None, no_color=not colour
    )
    print_document(document, console, tokens=tokens)
    return file.getvalue()


def test_show_in_a_pipe_loses_nothing() -> None:
    long = "Skipstjórinn sagði frá ferðinni. " * 10
    shown = printed(named(f"{long}Katrínu."), colour=False)
    assert shown.splitlines()[:2] == ["n-1 · Dagblað", f"{long}[Katrínu|Person]."]
    assert re.search(r"Katrín +Person +1 +Katrínu", shown)


@pytest.mark.parametrize("colour", [True, False])
def test_markup_and_controls_of_the_article_stay_text(colour: bool) -> None:
    text = "[bold]Sjá[/bold] [/] :smile: \x1b[31mrautt\x07\x9b2J \u202eöfugt\r\nKatrínu [link=https://example.is]hér"
    shown = printed(named(text, "[red]Katrín\x1b[0m"), colour=colour, tokens=True)
    for kept in (
        "[bold]Sjá[/bold] [/] :smile:",
        "\ufffd[31mrautt\ufffd\ufffd2J",
        "[link=https://example.is]hér",
        "[red]Katrín\ufffd",
    ):
        assert kept in shown
    ours = re.sub(r"\x1b\[[0-9;]*m", "", shown) if colour else shown
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", ours)


def test_show_has_a_column_of_places_where_there_are_any(fast: Enricher) -> None:
    shown = printed(fast.enrich("Katrín fór til Kaupmannahafnar."), colour=False)
    assert "DK 55.68, 12.57" in shown
    assert "Place" not in printed(named(), colour=False)


CREDITED = """Sigurlaug Hafliðadóttir, forstjóri Byggðastofnunar, kynnti skýrsluna í gær. Sigurlaug svaraði engum spurningum.

Mynd: Hafþór Snæland"""


def test_show_has_one_row_per_person_with_roles_and_leaves_credits_out(fast: Enricher) -> None:
    document = fast.enrich(CREDITED)
    assert document.entities[-1].credit
    assert "Hafþór" in document.entities[-1].text
    shown = printed(document, colour=False).partition("Forms in the text")[2]
    assert re.search(r"Sigurlaug Hafliðadóttir +Person +2 .* forstjóri", shown)
    assert "Hafþór" not in shown


def test_show_has_no_table_for_a_credit_alone_and_no_column_of_roles_without_any(fast: Enricher) -> None:
    assert "Forms in the text" not in printed(fast.enrich("Veðrið var gott.\n\nMynd: Hafþór Snæland"), colour=False)
    assert "Role" not in printed(named(), colour=False)


def test_show_analyses_articles_and_shows_documents_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "blandað.jsonl"
    file.write_bytes(
        named(name="Eins og það var").to_json().encode()
        + b"\nbrotin\n"
        + jsonl("Loðnuskipin héldu til veiða í gærkvöld.", "Katrín Ólafsdóttir stýrir nýrri verksmiðju á Húsavík.")
    )
    done = run("show", file, "--limit", "2", "--tokens")
    shown = done.stdout.decode()
    assert "Eins og það var" in shown
    assert "Loðnuskipin" in shown
    assert "stýrir" not in shown
    assert re.search(r"héldu +halda", shown)
    assert b"\x1b" not in done.stdout
    assert (done.stderr.decode().split(": ")[0], done.returncode) == (f"{file}:2", 1)


COLOUR = re.compile(r"\x1b\[[0-9;]*(3[0-7]|9[0-7])m")


def test_show_colours_a_terminal_and_heeds_no_color(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(named().to_json() + "\n", encoding="utf-8")
    coloured = on_terminal("show", file, output=True)
    assert COLOUR.search(coloured)
    assert "|Person]" not in coloured
    plain = on_terminal("show", file, output=True, NO_COLOR="1")
    assert not COLOUR.search(plain)
    assert "[Katrínu|Person]" in plain
