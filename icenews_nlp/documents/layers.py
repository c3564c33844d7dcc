"""The layers of a document, and documents that have some of them only.

Offsets stand on their own, so every layer can be read without the others. Of the indexes into a layer that was left out,
those that are links (`value` and `cluster` of an entity, `mentions` of a cluster, `speaker` of a quote) are left out with it;
those that number tokens and sentences stay, and count those of the whole analysis.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from icenews_nlp.errors import InputError, unknown_name

if TYPE_CHECKING:
    from icenews_nlp.documents.document import AnnotatedDocument

Layer = Literal["tokens", "sentences", "entities", "values", "clusters", "quotes"]

LAYERS: Final[tuple[Layer, ...]] = get_args(Layer)

_LINKS: Final[tuple[tuple[Layer, str, Layer], ...]] = (
    ("entities", "value", "values"),
    ("entities", "cluster", "clusters"),
    ("quotes", "speaker", "clusters"),
    ("clusters", "mentions", "entities"),
)
"""A layer, its field that holds indexes, and the layer that they are indexes into."""


def in_order(layers: Iterable[Layer]) -> tuple[Layer, ...]:
    """The layers in the order of LAYERS, each once."""
    given = frozenset(layers)
    return tuple(layer for layer in LAYERS if layer in given)


def layers_named(names: Iterable[object]) -> tuple[Layer, ...]:
    """The layers of those names, in order.

    Raises:
        InputError: there is no such layer, or none is named.
    """
    if not isinstance(names, Iterable):
        raise InputError(f"the layers are {names!r}; give a list of them, such as ['entities', 'values']")
    if isinstance(names, str):
        raise InputError(f"the layers are {names!r}; give a list of them, such as {names.split(',')!r}")
    given = tuple(names)
    for name in given:
        if name not in LAYERS:
            raise InputError(unknown_name("layer", name, LAYERS))
    if not given:
        raise InputError(f"no layer is named; choose from {', '.join(LAYERS)}")
    return in_order(given)  # type: ignore[arg-type]  # all of them are, by the lines above


def only(doc: AnnotatedDocument, layers: Sequence[Layer]) -> AnnotatedDocument:
    """A copy with these layers, which are in order, and without the links to the others.

    Raises:
        InputError: the document lacks one of them.
    """
    require(doc, layers, "a document of " + ", ".join(layers))
    kept = frozenset(layers)
    fields: dict[str, Any] = {layer: getattr(doc, layer) if layer in kept else () for layer in LAYERS}
    for layer, field, target in _LINKS:
        if target not in kept:
            nothing = () if field == "mentions" else None
            fields[layer] = tuple(
                one.model_copy(update={field: nothing}) if getattr(one, field) != nothing else one for one in fields[layer]
            )
    return doc.model_copy(update={"layers": tuple(layers), **fields})


def require(doc: AnnotatedDocument, layers: Iterable[Layer], purpose: str) -> None:
    """Refuse a document that lacks a layer.

    Args:
        doc: the document.
        layers: what is needed.
        purpose: what needs it, as the subject of a sentence.

    Raises:
        InputError: one of them was left out of the document.
    """
    missing = [layer for layer in layers if layer not in doc.layers]
    if missing:
        has = ", ".join(doc.layers) or "none"
        whose = "the document" if doc.id is None else f"document {doc.id!r}"
        raise InputError(
            f"{purpose} needs {' and '.join(missing)}, which {whose} was stored without (it has {has}); "
            "analyse the article again, with these layers among those of `only`, or without `only`"
        )
