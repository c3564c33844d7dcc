"""Settings of training, and misuse of its command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from icenews_nlp.errors import InputError
from icenews_nlp.training.__main__ import main
from icenews_nlp.training.settings import ALLOWED, FURTHER, HEAD, STANDARD, Settings, changed


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
