"""The names that spaCy knows us by: the tokenizer, the components, and the labels of entities under each label scheme."""

from __future__ import annotations

from typing import Final

from icenews_nlp.documents.layers import Layer
from icenews_nlp.labels import ENTITY_TYPES, EntityLabel

TOKENIZER: Final = "icenews_nlp.Tokenizer.v1"
ANY_LENGTH: Final = "icenews_nlp.any_length.v1"
TAGGER: Final = "icenews_tagger"
LEMMATIZER: Final = "icenews_lemmatizer"
NER: Final = "icenews_ner"

LABEL_SCHEMES: Final = {
    "mim": {label: label.value for label in EntityLabel},
    "conll": {label: type_.conll for label, type_ in ENTITY_TYPES.items()},
}
"""MIM-GOLD-NER's own names; or the four of CoNLL with DATE, TIME, MONEY and PERCENT."""

SPACY_NEEDS: Final[tuple[Layer, ...]] = ("tokens", "sentences", "entities", "values")
"""What a document must have to become a Doc; clusters and quotations are found again when it is turned back."""

DISPLACY_COLOURS: Final = {
    name.upper(): ENTITY_TYPES[label].html_colour for scheme in LABEL_SCHEMES.values() for label, name in scheme.items()
}
"""The entry point for displaCy: label in capitals, as it looks colours up, to colour."""
