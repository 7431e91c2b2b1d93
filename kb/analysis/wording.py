"""How a text is put, function words and all: its words, its pairs of words, and the short runs of letters in them.

Units of meaning leave out what people put around them; this keeps it. "Who … must …" and "what … for" tell the facts
apart, too, and runs of letters bring inflected and misspelt words together.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

from kb.analysis.tokens import fold

_WORD = re.compile(r"\w+")

LETTERS = 1.2
"""How much the runs of letters count beside the words."""

_RUNS = (3, 4)


def word_features(text: str) -> Counter[str]:
    """The words of a text and its pairs of neighbouring words, folded, with how often each occurs."""
    words = _WORD.findall(fold(text))
    return Counter([*words, *(f"{one} {other}" for one, other in pairwise(words))])


def letter_features(text: str) -> Counter[str]:
    """The runs of three and four letters of each word, with the word's edges as blanks; a ``~`` in front tells them from words."""
    found: Counter[str] = Counter()
    for word in _WORD.findall(fold(text)):
        padded = f" {word} "
        found.update(f"~{padded[at : at + size]}" for size in _RUNS for at in range(len(padded) - size + 1))
    return found


def weigh(counts: Counter[str], rarity: dict[str, float], length: float) -> dict[str, float]:
    """Features → weights of a vector of the given length: rare ones more, repeated ones less than proportionally.

    Args:
        counts: Feature → how often it occurs.
        rarity: Feature → its weight for being rare; features that are missing here are left out.
        length: The vector's length; an empty one stays empty.
    """
    found = {name: (1 + math.log(count)) * rarity[name] for name, count in counts.items() if name in rarity}
    norm = math.sqrt(sum(value * value for value in found.values()))
    return {name: length * value / norm for name, value in found.items()}
