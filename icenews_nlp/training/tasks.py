"""What a run learns from: examples of sentences as they are, or with what teachers say of them and of many more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from icenews_nlp.language.tagging.scores import Tagger
from icenews_nlp.training.corpora.load import Corpora
from icenews_nlp.training.examples import Example, ExampleMaker
from icenews_nlp.training.learn import Task
from icenews_nlp.training.settings import Settings
from icenews_nlp.training.teaching.substitute import Substitution, Word
from icenews_nlp.training.teaching.teacher import Teacher, average

TRAIN_PART: Final = "train"
ANNOTATED_PART: Final = "annotated"

SURE: Final = 0.9
"""How probable a tag is that a teacher gives to a word which is to stand in for others."""

More = Callable[[list[Example], str], list[Example]]
"""Adds to the examples of a part, which it is given the name of."""


def as_they_are(examples: list[Example], _: str) -> list[Example]:
    """Adds nothing."""
    return examples


def task_of(maker: ExampleMaker, data: Corpora, settings: Settings, more: More = as_they_are) -> Task:
    """What is learned from and scored, with what `more` adds."""
    train = more(maker.make(data.train), TRAIN_PART) * settings.gold_times
    return Task(maker, train + more(maker.make(data.annotated), ANNOTATED_PART), _scored(maker, data, more))


def taught_task(maker: ExampleMaker, data: Corpora, settings: Settings, teachers: Sequence[Tagger], work: Path) -> Task:
    """The same with what teachers say of all sentences, of copies with other words in them, and of raw ones."""
    ask = partial(taught, maker, teachers, work)
    train, annotated = ask(maker.make(data.train), TRAIN_PART), ask(maker.make(data.annotated), ANNOTATED_PART)
    gold = ((word.text, word.tag) for sentence in data.train for word in sentence if word.tag)
    copies = Substitution([*gold, *_tagged(maker, annotated)]).copies(data.train)
    further = ask(maker.make([*copies, *data.raw]), "further")
    return Task(maker, train * settings.gold_times + annotated + further, _scored(maker, data, as_they_are))


def taught(maker: ExampleMaker, teachers: Sequence[Tagger], work: Path, examples: list[Example], part: str) -> list[Example]:
    """The examples with what teachers say of them on average.

    Args:
        maker: Made them.
        teachers: Asked one after the other.
        work: Folder of their answers.
        examples: Of a part.
        part: Its name.
    """
    words = [maker.words(example) for example in examples]
    folders = [work / "taught" / str(i) / part for i in range(len(teachers))]
    answers = [Teacher(t, maker.tags, maker.labels, folder).teach(words) for t, folder in zip(teachers, folders, strict=True)]
    return [example._replace(taught=answer) for example, answer in zip(examples, average(answers), strict=True)]


def _tagged(maker: ExampleMaker, examples: Sequence[Example]) -> Iterator[Word]:
    """Words of taught examples with the tags that teachers are sure of."""
    for example in examples:
        assert example.taught is not None
        tags, chances, _ = example.taught
        of_first = (chances * (tags == tags[:, :1])).sum(axis=1)
        for word, tag, chance in zip(maker.words(example), tags[:, 0], of_first, strict=True):
            if chance >= SURE:
                yield word, maker.tags[tag]


def _scored(maker: ExampleMaker, data: Corpora, more: More) -> dict[str, list[Example]]:
    return {"tune": more(maker.make(data.tune), "tune"), "news dev": more(maker.make(data.news_dev), "news-dev")}
