"""What the tests of the parser share."""

from __future__ import annotations

from icenews_nlp.language.greynir.parser import Parser

HOUSE = "Við ána stóð hús."
# A question of many clauses: far over the default cap, and a parse of many seconds.
LONG = "Ráðherrann sagði að " + "nefndin teldi að málið sem fólkið ræddi við hann um í húsinu á horninu væri " * 12 + "erfitt."


def lemmas(parser: Parser, sentence: str) -> dict[str, str]:
    """Each word that the parse decides, with its lemma."""
    return {sentence[word.start : word.end]: word.lemma for word in parser.parse(sentence) or []}
