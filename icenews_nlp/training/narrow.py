"""Makes an encoder narrower: of each layer's heads and hidden units, those stay that its output depends on most.

One after the other is left out, each time the one whose loss the others make up for best once their weights are solved anew
(optimal brain surgeon, Hassibi and Stork 1993; for groups of columns, Kurtic et al. 2023). Layers are done from the first to
the last, so that each is fitted to what the narrowed ones before it give.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from copy import deepcopy
from typing import Final, NamedTuple

import torch
from torch import nn

from icenews_nlp.training.encoder import HEAD_WIDTH, PADDING, Encoder, Layer, Size, bias_of
from icenews_nlp.training.examples import Example, steps
from icenews_nlp.training.learn import pieces_of

DAMPING: Final = 1e-3
"""Added to the diagonal of the inputs' second moments, as a share of its mean, so that they can be inverted."""

PIECES_AT_ONCE: Final = 6_000


class Kept(NamedTuple):
    """What stays of a product of many columns."""

    columns: torch.Tensor
    """Whether each column stays."""
    weight: torch.Tensor
    """The weights, solved anew; those of the columns left out are zero."""


def narrowed(encoder: Encoder, examples: Sequence[Example], size: Size) -> Encoder:
    """A narrower encoder that gives nearly what this one gives.

    Args:
        encoder: Stays as it is.
        examples: Some thousands, by which is judged what the output depends on.
        size: Of each layer; at most what it is.
    """
    wide = deepcopy(encoder)
    batches = [pieces_of(batch).rows for batch in steps(examples, PIECES_AT_ONCE, random.Random(0))]
    real = [rows != PADDING for rows in batches]
    with torch.no_grad():
        states = [wide.first_state(rows) for rows in batches]
        for layer in wide.layers:
            assert isinstance(layer, Layer)
            mixed = [layer.attend(x, bias_of(rows)) for x, rows in zip(states, batches, strict=True)]
            heads = kept(second_moments(mixed, real), layer.out.weight, HEAD_WIDTH, size.heads)
            layer.out.weight.copy_(heads.weight)
            states = [layer.norm(x + layer.out(m)) for x, m in zip(states, mixed, strict=True)]
            hidden = [layer.hidden(x) for x in states]
            units = kept(second_moments(hidden, real), layer.down.weight, 1, size.inner)
            layer.down.weight.copy_(units.weight)
            states = [layer.last_norm(x + layer.down(h)) for x, h in zip(states, hidden, strict=True)]
            _cut(layer, heads.columns, units.columns)
    return wide


def second_moments(inputs: Sequence[torch.Tensor], real: Sequence[torch.Tensor]) -> torch.Tensor:
    """The sums of the products of every two columns of a product's inputs, without the padding."""
    rows = [batch[used].double() for batch, used in zip(inputs, real, strict=True)]
    return torch.stack([batch.T @ batch for batch in rows]).sum(0)


def kept(moments: torch.Tensor, weight: torch.Tensor, width: int, count: int) -> Kept:
    """Leave out groups of columns of a product until so many are left.

    Args:
        moments: The second moments of its inputs.
        weight: Its weights, outputs x columns.
        width: Columns of a group, which stand side by side.
        count: Groups that stay.
    """
    columns, groups = len(moments), len(moments) // width
    inverse = torch.linalg.inv(moments + torch.eye(columns, dtype=torch.float64) * moments.diagonal().mean() * DAMPING)
    weight, stays = weight.double(), torch.ones(groups, dtype=torch.bool)
    every = torch.arange(groups)
    while int(stays.sum()) > count:
        blocks = torch.linalg.inv(inverse.view(groups, width, groups, width)[every, :, every, :])
        parts = weight.view(-1, groups, width)
        lost = (torch.einsum("ogi,gij->ogj", parts, blocks) * parts).sum((0, 2)).masked_fill(~stays, torch.inf)
        group = int(lost.argmin())
        left_out = slice(group * width, (group + 1) * width)
        share = blocks[group] @ inverse[left_out]  # by which the other columns make up for these
        weight = weight - weight[:, left_out] @ share
        inverse = inverse - inverse[:, left_out] @ share
        # exact zeros, and a block that can be inverted again
        weight[:, left_out] = inverse[left_out] = inverse[:, left_out] = 0
        inverse[left_out, left_out] = torch.eye(width, dtype=torch.float64)
        stays[group] = False
    return Kept(stays.repeat_interleave(width), weight.float())


def _cut(layer: Layer, of_heads: torch.Tensor, of_units: torch.Tensor) -> None:
    """Take the columns that are left out from a layer."""
    layer.size = Size(int(of_heads.sum()) // HEAD_WIDTH, int(of_units.sum()))
    layer.qkv, layer.up = _rows(layer.qkv, of_heads.repeat(3)), _rows(layer.up, of_units)
    layer.out, layer.down = _columns(layer.out, of_heads), _columns(layer.down, of_units)


def _rows(product: nn.Linear, stay: torch.Tensor) -> nn.Linear:
    """The product that gives some of the outputs."""
    found = nn.Linear(product.in_features, int(stay.sum()))
    found.weight.copy_(product.weight[stay])
    found.bias.copy_(product.bias[stay])
    return found


def _columns(product: nn.Linear, stay: torch.Tensor) -> nn.Linear:
    """The product that takes some of the inputs."""
    found = nn.Linear(int(stay.sum()), product.out_features)
    found.weight.copy_(product.weight[:, stay])
    found.bias.copy_(product.bias)
    return found
