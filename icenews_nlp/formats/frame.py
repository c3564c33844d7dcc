"""A document's tokens as a pandas table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from icenews_nlp.documents.layers import require
from icenews_nlp.errors import InputError

if TYPE_CHECKING:
    import pandas

    from icenews_nlp.documents.document import AnnotatedDocument

COLUMNS: Final = ("text", "lemma", "pos", "tag", "morph", "lemma_source", "kind", "sentence", "start", "end")
"""Fields of a token that become columns; the label of its entity is added."""


def to_frame(doc: AnnotatedDocument) -> pandas.DataFrame:
    """One row per token, indexed by `token.index`; `label` is that of the entity that the token is in, or "".

    Raises:
        InputError: pandas is not installed, or the document was stored without tokens.
    """
    require(doc, ("tokens",), "to_frame")
    try:
        import pandas
    except ImportError as error:
        raise InputError("to_frame needs pandas: pip install 'icenews_nlp[notebook]'") from error
    table = pandas.DataFrame(
        [token.model_dump(mode="json", include=set(COLUMNS)) for token in doc.tokens], columns=list(COLUMNS)
    )
    entities = map(doc.entity_at, range(len(doc.tokens)))
    table["label"] = [entity.label.value if entity else "" for entity in entities]
    return table
