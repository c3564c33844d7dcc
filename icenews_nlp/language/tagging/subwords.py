"""Words into sub-words: the only file that sees sentencepiece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final

from sentencepiece import SentencePieceProcessor

from icenews_nlp.errors import ModelError
from icenews_nlp.language.caches import CacheInfo, cache_info
from icenews_nlp.language.tagging.features import SAME_SIGN

MOST_LETTERS: Final = 64
"""Letters of one word that are looked at; no Icelandic word that people write is longer."""

MOST_PIECES: Final = 256
"""Sub-words that the encoder sees at once, those of the sentence's begin and end among them."""

MOST_WORDS: Final = 100
"""Words that it sees at once."""

MOST_PIECES_OF_A_WORD: Final = 16
"""Sub-words of one word that are looked at; of the gold data's words 3 in 10,000 have more than 12."""

REMEMBERED: Final = 50_000
"""Words whose sub-words one instance keeps."""


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
        self.end: int = self._model.eos_id()
        self.unknown: int = self._model.unk_id()
        self.size: int = self._model.vocab_size()
        self._rows = lru_cache(maxsize=REMEMBERED)(self._encode)

    def parts(self, words: Sequence[str]) -> Iterator[slice]:
        """The sentence whole, or cut where it is longer than the encoder sees at once."""
        first = pieces = 0
        for i, word in enumerate(words):
            more = len(self.of(word))
            if pieces + more > MOST_PIECES - 2 or i - first == MOST_WORDS:  # never at its first word, of MOST_PIECES_OF_A_WORD
                yield slice(first, i)
                first, pieces = i, 0
            pieces += more
        if words:
            yield slice(first, len(words))

    def of_sentence(self, words: Sequence[str]) -> tuple[list[int], list[int], list[int]]:
        """Rows of a sentence between those of its begin and its end; and the index of each word's first and last one."""
        rows, first, last = [self.begin], [], []
        for word in words:
            first.append(len(rows))
            rows += self.of(word)
            last.append(len(rows) - 1)
        rows.append(self.end)
        return rows, first, last

    def of(self, word: str) -> tuple[int, ...]:
        """The sub-words of a word (its norm), at least one."""
        return self._rows(word[:MOST_LETTERS])

    def cache_info(self) -> dict[str, CacheInfo]:
        """Hits, misses and size of the cache."""
        return cache_info(subwords=self._rows)

    def _encode(self, word: str) -> tuple[int, ...]:
        # a lone surrogate is no text to sentencepiece
        text = SAME_SIGN.get(word, word).encode("utf-8", "replace").decode("utf-8")
        return tuple(self._model.encode(text)[:MOST_PIECES_OF_A_WORD]) or (self.unknown,)
