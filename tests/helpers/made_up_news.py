"""Text of any length that looks like news."""

from __future__ import annotations

import random


def made_up_news(characters: int) -> str:
    """Text with the look of news: sentences of made-up words, names, numbers and dates."""
    rng = random.Random(7)
    nouns = ["skipið", "húsið", "veðrið", "ráðherrann", "fundurinn", "brúin", "sveitin", "bókin", "vegurinn", "börnin"]
    verbs = ["fór", "kom", "sagði", "keypti", "hvarf", "opnaði", "lokaði", "breytti"]
    ends = ["í gær", "12. maí 2021", "fyrir 3,5 milljónir króna", "kl. 14:30", "með Jóni P. Jónssyni", "um 20%", "o.s.frv."]
    parts: list[str] = []
    size = 0
    while size < characters:
        middle = " ".join(rng.choice(nouns) for _ in range(rng.randrange(3, 9)))
        parts.append(f"{rng.choice(nouns).capitalize()} {rng.choice(verbs)} {middle} {rng.choice(ends)}.")
        size += len(parts[-1]) + 1
    return " ".join(parts)
