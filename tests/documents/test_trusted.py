"""Tokens that an analysis makes without validation are those that validation would make, however they are used."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable

import pytest

from helpers.models import check_identical
from icenews_nlp import AnnotatedDocument, InputError, Token

TOKENS = Callable[[tuple[Token, ...]], tuple[Token, ...]]


@pytest.fixture
def validated(story: AnnotatedDocument) -> tuple[Token, ...]:
    assert any(token.alternatives for token in story.tokens)
    assert any(token.parts for token in story.tokens)
    return AnnotatedDocument.model_validate_json(story.to_json()).tokens


@pytest.mark.parametrize(
    "used",
    [
        tuple,
        copy.deepcopy,
        lambda tokens: pickle.loads(pickle.dumps(tokens)),
        lambda tokens: tuple(map(copy.copy, tokens)),
        lambda tokens: tuple(token.model_copy(deep=True) for token in tokens),
        lambda tokens: tuple(Token.model_validate(token) for token in tokens),
    ],
    ids=["made", "deepcopy", "pickle", "copy", "model_copy", "validate"],
)
def test_tokens_are_as_validated(story: AnnotatedDocument, validated: tuple[Token, ...], used: TOKENS) -> None:
    check_identical(used(story.tokens), used(validated))


def test_tokens_show_as_validated(story: AnnotatedDocument, validated: tuple[Token, ...]) -> None:
    for made, token in zip(story.tokens, validated, strict=True):
        assert made == token
        assert repr(made) == repr(token)
        assert made.model_dump() == token.model_dump()
        assert made.model_dump_json(exclude_unset=True) == token.model_dump_json(exclude_unset=True)
        assert hash(made) == hash(token)


def test_a_changed_copy_changes_no_other_token(story: AnnotatedDocument, validated: tuple[Token, ...]) -> None:
    assert story.tokens[0].model_copy(update={"lemma": "annað", "new": 1}).model_fields_set > story.tokens[0].model_fields_set
    with pytest.raises(InputError):
        story.tokens[0].lemma = "annað"
    check_identical(story.tokens, validated)
