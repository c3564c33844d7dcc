"""An encoder that does not learn: its vectors of all words are computed once, and the small network learns from them.

This costs a tenth of learning both. Vectors are kept in files, so that a run that was stopped resumes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from icenews_nlp.language.tagging.encoder import Encoder
from icenews_nlp.training.examples import Example

EXAMPLES_PER_FILE: Final = 2_000


def with_context(examples: Sequence[Example], encoder: Encoder, folder: Path) -> list[Example]:
    """The examples with the encoder's vectors of their words.

    Args:
        examples: Sentences with sub-words.
        encoder: As it is used at run time.
        folder: Where the vectors are kept, in 16-bit floats.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found: list[Example] = []
    for first in range(0, len(examples), EXAMPLES_PER_FILE):
        some = examples[first : first + EXAMPLES_PER_FILE]
        ends = np.cumsum([len(example.types) for example in some])[:-1]
        path = folder / f"{first:07}.npy"
        if not path.exists():
            rows = [encoder.run({"rows": e.pieces, "first": e.first, "last": e.last}) for e in some]
            partial = path.with_suffix(".partial")
            with partial.open("wb") as file:
                np.save(file, np.concatenate(rows).astype(np.float16))
            partial.replace(path)  # a kill while writing leaves no half of a file
        vectors = np.split(np.load(path), ends)
        found += [example._replace(context=rows) for example, rows in zip(some, vectors, strict=True)]
    return found
