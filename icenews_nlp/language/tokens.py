"""interface sketch"""
from __future__ import annotations
from typing import NamedTuple
from icenews_nlp.labels import TokenKind

class Word(NamedTuple):
    start: int
    end: int
    text: str
    norm: str
    kind: TokenKind
