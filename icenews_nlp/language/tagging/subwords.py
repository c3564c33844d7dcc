"""Words into sub-words: the only file that sees sentencepiece."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sentencepiece import SentencePieceProcessor

from icenews_nlp.errors import ModelError
from icenews_nlp.language.tagging.features import SAME_SIGN

MOST_LETTERS: Final = 64
"""Letters of one word that are looked at; no Icelandic word that people write is longer."""

MOST_PIECES_OF_A_WORD: Final = 16
"""Sub-words of one word that are looked at; of the gold data's words 3 in 10,000 have more than 12."""


class SubWords:
    """Rows of the encoder's table for each word. Any number of threads may share one."""

    def __init__(self, path: Path) -> None:
        try:
            data = path.read_bytes()
            if not data:  # which sentencepiece takes for "nothing to load yet"
                raise ValueError("it is empty")
            self._model = SentencePieceProcessor(model_proto=data)
        except (OSError, RuntimeError, ValueError) as error:
            raise ModelError(f"the sub-words {path} cannot be read ({error!r}); reinstall icenews_nlp") from error
        self.begin: int = self._model.bos_id()
        self.unknown: int = self._model.unk_id()
        self.size: int = self._model.vocab_size()

    def of(self, word: str) -> tuple[int, ...]:
        """The sub-words of a word (its norm), at least one."""
        # a lone surrogate is no text to sentencepiece
        text = SAME_SIGN.get(word, word)[:MOST_LETTERS].encode("utf-8", "replace").decode("utf-8")
        return tuple(self._model.encode(text)[:MOST_PIECES_OF_A_WORD]) or (self.unknown,)
