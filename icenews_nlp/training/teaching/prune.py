"""Prunes an encoder: of each layer's heads and hidden units, those stay that its output depends on most.

One after the other is left out, each time the one whose loss the others make up for best once their weights are solved anew
(optimal brain surgeon, Hassibi and Stork 1993; for groups of columns as in ZipLM, Kurtic et al. 2023). Layers are done from
the first to the last, so that each is fitted to what the pruned ones before it give.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from copy import deepcopy
from typing import Final, NamedTuple

import torch
from torch import nn

from icenews_nlp.training.examples import Example, steps
from icenews_nlp.training.modules.encoder import HEAD_WIDTH, PADDING, Encoder, Layer, Size, attention_mask
from icenews_nlp.training.modules.model import pieces_of

DAMPING: Final = 1e-3
"""Added to the diagonal of a Hessian, as a share of its mean, so that it can be inverted."""

PIECES_PER_BATCH: Final = 6_000
"""Padded sub-words that are computed together."""


class PrunedColumns(NamedTuple):
    """What stays of a product."""

    stay: torch.Tensor
    """Whether each column stays."""
    weight: torch.Tensor
    """The weights, solved anew; those of the columns left out are zero."""


def pruned(encoder: Encoder, examples: Sequence[Example], size: Size) -> Encoder:
    """A narrower encoder that gives nearly what this one gives.

    Args:
        encoder: Stays as it is.
        examples: Some thousands, on which the Hessians are computed.
        size: Of each layer; at most what it is.
    """
    found = deepcopy(encoder)
    batches = [pieces_of(batch).rows for batch in steps(examples, PIECES_PER_BATCH, random.Random(0))]
    real = [rows != PADDING for rows in batches]
    with torch.no_grad():
        states = [found.first_state(rows) for rows in batches]
        for layer in found.layers:
            assert isinstance(layer, Layer)
            mixed = [layer.attend(x, attention_mask(rows)) for x, rows in zip(states, batches, strict=True)]
            heads = prune_columns(hessian(mixed, real), layer.out.weight, HEAD_WIDTH, size.heads)
            layer.out.weight.copy_(heads.weight)
            states = [layer.norm(x + layer.out(m)) for x, m in zip(states, mixed, strict=True)]
            hidden = [layer.hidden(x) for x in states]
            units = prune_columns(hessian(hidden, real), layer.down.weight, 1, size.inner)
            layer.down.weight.copy_(units.weight)
            states = [layer.last_norm(x + layer.down(h)) for x, h in zip(states, hidden, strict=True)]
            _cut(layer, heads.stay, units.stay)
    return found


def hessian(inputs: Sequence[torch.Tensor], real: Sequence[torch.Tensor]) -> torch.Tensor:
    """That of a product's squared error: the sums of the products of every two columns of its inputs, without the padding."""
    total = torch.zeros(inputs[0].shape[-1], inputs[0].shape[-1], dtype=torch.float64)
    for batch, used in zip(inputs, real, strict=True):
        rows = batch[used].double()
        total += rows.T @ rows
    return total


def prune_columns(hessian: torch.Tensor, weight: torch.Tensor, width: int, count: int) -> PrunedColumns:
    """Leave out groups of columns of a product until so many are left.

    Args:
        hessian: Of its squared error.
        weight: Its weights, outputs x columns.
        width: Columns of a group, which stand side by side.
        count: Groups that stay.
    """
    columns, groups = len(hessian), len(hessian) // width
    inverse = torch.linalg.inv(hessian + torch.eye(columns, dtype=torch.float64) * hessian.diagonal().mean() * DAMPING)
    weight, stay = weight.double(), torch.ones(groups, dtype=torch.bool)
    every = torch.arange(groups)
    while int(stay.sum()) > count:
        # without group g the error grows by tr(W_g B_g W_g'), where B_g is the inverse of the block g of the inverse
        block_inverses = torch.linalg.inv(inverse.view(groups, width, groups, width)[every, :, every, :])
        parts = weight.view(-1, groups, width)
        errors = (torch.einsum("ogi,gij->ogj", parts, block_inverses) * parts).sum((0, 2)).masked_fill(~stay, torch.inf)
        group = int(errors.argmin())
        left_out = slice(group * width, (group + 1) * width)
        compensation = block_inverses[group] @ inverse[left_out]
        weight = weight - weight[:, left_out] @ compensation
        inverse = inverse - inverse[:, left_out] @ compensation
        # exact zeros, and a block that can be inverted again
        weight[:, left_out] = inverse[left_out] = inverse[:, left_out] = 0
        inverse[left_out, left_out] = torch.eye(width, dtype=torch.float64)
        stay[group] = False
    return PrunedColumns(stay.repeat_interleave(width), weight.float())


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
