"""Trains the model of a profile: the loop, its checkpoints, its log and its progress bar."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from torch import nn
from torch.nn import functional

from icenews_nlp.errors import InputError
from icenews_nlp.evaluation.scores import f1_by_label, iob2_spans
from icenews_nlp.language.tagging.features import WordFeatures
from icenews_nlp.language.tagging.tagger import MOST_TAGS
from icenews_nlp.training.examples import Example, ExampleMaker, steps
from icenews_nlp.training.modules.model import Model
from icenews_nlp.training.settings import Settings
from icenews_nlp.training.teaching.teacher import Taught

STEPS_A_CHECKPOINT: Final = 200

STEPS_A_SCORE: Final = 500
"""Steps between two lines of the log with scores."""

STEPS_A_LINE: Final = 50
"""Steps between two lines of the log."""


class Task(NamedTuple):
    """What is learned from, and what the log's scores are measured on (nothing if it is empty)."""

    maker: ExampleMaker
    train: list[Example]
    tune: dict[str, list[Example]]
    """By the names that their scores have in the log."""


Loss = Callable[[Model, list[Example], float], torch.Tensor]
"""What a model is to make small on some examples, after a share of the run."""


def learn(model: Model, task: Task, settings: Settings, folder: Path, loss: Loss | None = None) -> Model:
    """Learn, or go on from the checkpoint in `folder`; returns the average of the weights.

    `folder/log.jsonl` gets one line of losses every STEPS_A_LINE steps, and one of scores every STEPS_A_SCORE.

    Args:
        model: What learns, as far as its parameters ask for a gradient.
        task: What it learns from.
        settings: How.
        folder: Of the checkpoint and the log.
        loss: By default, what gold, annotators and a teacher say of tags and labels.
    """
    run = _Run(model, task, settings, folder, loss or partial(_loss, task, settings))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        bar = progress.add_task("learning", total=run.total, completed=run.step)
        while run.step < run.total:
            for batch in run.rest_of_epoch():
                value = run.learn_from(batch)
                progress.update(bar, advance=1, description=f"loss {value:.3f}")
    return run.averaged()


class _Run:
    """The state of one training, which a checkpoint holds whole."""

    def __init__(self, model: Model, task: Task, settings: Settings, folder: Path, loss: Loss) -> None:
        random.seed(settings.seed)
        self.model, self.task, self.settings, self.folder, self.loss = model, task, settings, folder, loss
        self.step = 0
        self.per_epoch = len(self._epoch(0))
        self.total = settings.epochs * self.per_epoch
        ema = torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average)  # type: ignore[no-untyped-call]  # torch's stub
        self.average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=ema)
        encoder = model.encoder.pretrained() if model.encoder else []
        slow = {id(p) for p in encoder}
        learned = [p for p in model.parameters() if p.requires_grad]
        groups = [{"params": [p for p in learned if id(p) not in slow], "lr": settings.rate}]
        if encoder:
            groups.append({"params": encoder, "lr": settings.encoder_rate})
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.rates = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: min((step + 1) / settings.warm_up, 1.0) * max(0.02, 1 - step / self.total)
        )
        self.losses: list[float] = []
        self.began = time.perf_counter()
        folder.mkdir(parents=True, exist_ok=True)
        self.checkpoint = folder / "checkpoint.pt"
        if self.checkpoint.exists():
            self._go_on()

    def _epoch(self, number: int) -> list[list[Example]]:
        """The same steps for the same number, so that a checkpoint need not hold them."""
        return steps(self.task.train, self.settings.size_a_step, random.Random(f"{self.settings.seed} {number}"))

    def rest_of_epoch(self) -> list[list[Example]]:
        """The steps that remain of the epoch under way; every epoch is held to the first one's number."""
        epoch = self._epoch(self.step // self.per_epoch)
        epoch = (epoch + epoch)[: self.per_epoch]
        return epoch[self.step % self.per_epoch :]

    def learn_from(self, batch: list[Example]) -> float:
        self.model.train()
        loss = self.loss(self.model, batch, self.step / self.total)
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch's stub
        for group in self.optimiser.param_groups:
            nn.utils.clip_grad_norm_(group["params"], 5.0 if group is self.optimiser.param_groups[0] else 1.0)
        self.optimiser.step()
        self.rates.step()
        self.average.update_parameters(self.model)
        self.step += 1
        value = float(loss.item())
        self.losses.append(value)
        if len(self.losses) == STEPS_A_LINE:
            self._log(loss=round(sum(self.losses) / len(self.losses), 4))
            self.losses.clear()
        if self.step % STEPS_A_CHECKPOINT == 0 or self.step == self.total:
            self._save()
        if self.step % STEPS_A_SCORE == 0 or self.step == self.total:
            self._score()
        return value

    def _score(self) -> None:
        """Log the scores of every part that is measured on and not empty."""
        parts = ((name, part) for name, part in self.task.tune.items() if part)
        self._log(**{name: scores(self.averaged(), self.task.maker, part) for name, part in parts})

    def averaged(self) -> Model:
        model = self.average.module
        assert isinstance(model, Model)
        model.eval()
        return model

    def _log(self, **what: Any) -> None:
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"step": self.step, "seconds": round(time.perf_counter() - self.began), **what}) + "\n")

    def _save(self) -> None:
        state = {
            "settings": self.settings._asdict(),
            "sizes": self._sizes(),
            "step": self.step,
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "rates": self.rates.state_dict(),
            "random": torch.get_rng_state(),
        }
        partly = self.checkpoint.with_suffix(".partial")
        torch.save(state, partly)
        partly.replace(self.checkpoint)  # a kill while writing leaves the checkpoint before

    def _sizes(self) -> list[int]:
        """What tells one set of sentences from another (with --tune and without): going on with the other would mix them."""
        maker = self.task.maker
        return [len(self.task.train), self.per_epoch, len(maker.features), len(maker.tags), len(maker.labels)]

    def _go_on(self) -> None:
        state = torch.load(self.checkpoint)
        if state["settings"] != self.settings._asdict():
            raise InputError(f"{self.checkpoint} was made with other settings; remove it or name another folder (--work)")
        if state.get("sizes") != self._sizes():
            raise InputError(f"{self.checkpoint} was made from other sentences; remove it or name another folder (--work)")
        self.step = state["step"]
        self.model.load_state_dict(state["model"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.rates.load_state_dict(state["rates"])
        torch.set_rng_state(state["random"])


def _loss(task: Task, settings: Settings, model: Model, batch: list[Example], _: float) -> torch.Tensor:
    """Cross-entropy with what is known and taught of the words."""
    tag_scores, label_scores = model(task.maker.features, batch)
    return loss_of_known(tag_scores, label_scores, batch, task.maker, settings)


def loss_of_known(
    tag_scores: torch.Tensor, label_scores: torch.Tensor, batch: list[Example], maker: ExampleMaker, settings: Settings
) -> torch.Tensor:
    """Cross-entropy of tags and labels where they are known or taught; where only a pattern of tags is, that of their sum."""
    tags, patterns, labels = (torch.from_numpy(np.concatenate([e[i] for e in batch])) for i in (1, 2, 3))
    smoothing = settings.smoothing
    loss = functional.cross_entropy(tag_scores, tags, ignore_index=-1, reduction="sum", label_smoothing=smoothing)
    label_loss = functional.cross_entropy(label_scores, labels, ignore_index=-1, reduction="sum", label_smoothing=smoothing)
    loss = loss + settings.label_weight * label_loss
    partly = (tags < 0) & (patterns > 0)
    if partly.any():
        allowed = torch.from_numpy(np.stack([maker.allowed[i] for i in patterns[partly].tolist()]))
        logs = functional.log_softmax(tag_scores[partly], 1).masked_fill(~allowed, -1e9)
        loss = loss - torch.logsumexp(logs, 1).sum()
    loss = settings.known_weight * loss
    taught = torch.from_numpy(np.concatenate([np.full(len(e.types), e.taught is not None) for e in batch]))
    if taught.any():
        loss = loss + _loss_of_taught(tag_scores[taught], label_scores[taught], [e.taught for e in batch if e.taught], settings)
    return loss / len(tags)


def _loss_of_taught(
    tag_scores: torch.Tensor, label_scores: torch.Tensor, taught: list[Taught], settings: Settings
) -> torch.Tensor:
    """Cross-entropy of tags and labels with what the teacher says, in the shares of the settings."""
    tags, chances, labels = (torch.from_numpy(np.concatenate([one[i] for one in taught])) for i in range(3))
    logs = functional.log_softmax(tag_scores, 1).gather(1, tags.clamp(min=0))
    label_loss = (functional.log_softmax(label_scores, 1) * labels).sum()
    return -settings.taught_tags * (logs * chances).sum() - settings.taught_labels * settings.label_weight * label_loss


def predict(model: Model, features: Sequence[WordFeatures], batch: list[Example]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Scores of tags and labels as arrays."""
    with torch.no_grad():
        tags, labels = model(features, batch)
    return tags.numpy(), labels.numpy()


def remembered(model: Model, features: Sequence[WordFeatures], examples: list[Example]) -> list[Example]:
    """The examples with what the model says of them before it learns, to be held to it (Li and Hoiem 2016)."""
    model.eval()
    found: list[Example] = []
    for example in examples:
        tags, labels = (torch.from_numpy(scores).softmax(1) for scores in predict(model, features, [example]))
        chances, best = tags.topk(min(MOST_TAGS, tags.shape[1]))
        taught = Taught(best.numpy(), (chances / chances.sum(1, keepdim=True)).numpy(), labels.numpy())
        found.append(example._replace(taught=taught))
    return found


def scores(model: Model, maker: ExampleMaker, examples: list[Example]) -> dict[str, float]:
    """Percentages of right tags and of entities, each word's best label taken as it is."""
    right = words = 0
    gold, found = [], []
    for batch in steps(examples, 4000, random.Random(0)):
        tags, labels = (s.argmax(1) for s in predict(model, maker.features, batch))
        known = np.concatenate([e.tags for e in batch])
        right += int((tags == known)[known >= 0].sum())
        words += int((known >= 0).sum())
        ends = np.cumsum([len(e.types) for e in batch])[:-1]
        for example, guess in zip(batch, np.split(labels, ends), strict=True):
            if (example.labels >= 0).all():
                gold.append({*iob2_spans([maker.labels[i] for i in example.labels])})
                found.append({*iob2_spans([maker.labels[i] for i in guess])})
    return {"tag": round(100 * right / max(1, words), 2), "entity F1": f1_by_label(gold, found).get("all", 0.0)}
