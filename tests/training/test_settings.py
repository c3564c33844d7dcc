"""Settings of training, and misuse of its command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from icenews_nlp.errors import InputError
from icenews_nlp.training.__main__ import main
from icenews_nlp.training.settings import ALLOWED, FURTHER, GO_ON, HEAD, PRUNE, STANDARD, Settings, changed


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
    edges = ["encoder_heads=1", "encoder_inner=1536"]
    assert changed(PRUNE, edges) == PRUNE._replace(encoder_heads=1, encoder_inner=1536)


@pytest.mark.parametrize("pair", ["encoder_heads=0", "encoder_heads=13", "encoder_inner=0", "encoder_inner=1537"])
def test_a_pruned_encoder_keeps_something_and_no_more_than_there_is(pair: str) -> None:
    with pytest.raises(InputError, match=f"--set {pair}: .* may be from 1 to"):
        changed(PRUNE, [pair])


@pytest.mark.parametrize(
    ("settings", "pair"),
    [
        (Settings(), "encoder_layers=2"),
        (GO_ON, "encoder_layers=4"),
        (PRUNE, "encoder_layers=4"),
        (STANDARD, "encoder_heads=4"),
        (HEAD, "encoder_inner=4"),
    ],
)
def test_a_size_that_a_command_does_not_choose_is_refused(settings: Settings, pair: str) -> None:
    with pytest.raises(InputError, match=f"--set {pair}: .* may be 0, since this command chooses no such thing"):
        changed(settings, [pair])


@pytest.mark.parametrize(
    "settings",
    [Settings(), FURTHER, STANDARD, GO_ON, HEAD, PRUNE],
    ids=["fast", "further", "standard", "go on", "head", "prune"],
)
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
        (["head", "--corpora", "."], "--start is needed: the folder of the encoder that head begins with"),
        (["prune", "--corpora", "."], "--start is needed: the folder of the encoder that prune begins with"),
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
