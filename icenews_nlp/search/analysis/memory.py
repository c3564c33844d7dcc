"""A memory of answers that does not grow without end."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeVar

Asked = TypeVar("Asked", bound=Hashable)
Answer = TypeVar("Answer")


def remember(answers: dict[Asked, Answer], asked: Asked, answer: Answer, most: int) -> Answer:
    """Keep the answer, which is given back; where there are `most` already, all of those are forgotten first."""
    if len(answers) >= most:
        answers.clear()
    answers[asked] = answer
    return answer
