"""How a text is put: its words and pairs of words, the short runs of letters in them, and what it means.

Units of meaning leave out what people put around them; the words keep it: "who … must …" and "what … for" tell the facts
apart, too. Runs of letters bring inflected and misspelt words together, and units bring together what has one meaning.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import chain, combinations, islice, pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from kb.analysis.tokens import fold

_WORD = re.compile(r"\w+")

LETTERS = 1.2
"""How much the runs of letters count beside the words."""

MEANING = 1.0
"""How much the units of meaning count beside the words."""

MOST_UNITS = 40
"""Units of a text that are paired; the pairs of more would only take time."""

_RUNS = (3, 4)
_DAMPED = np.array([0.0, *(1 + math.log(count) for count in range(1, 2001))])
Run = TypeVar("Run")


def find_words(text: str) -> list[str]:
    """The words of a text, folded, in order."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=20_000)
def cut_runs(word: str) -> tuple[str, ...]:
    """The runs of three and four letters of a word, with its edges as blanks; a ``~`` in front tells them from words."""
    padded = f" {word} "
    return tuple(f"~{padded[at : at + size]}" for size in _RUNS for at in range(len(padded) - size + 1))


def count_words(text: str) -> Counter[str]:
    """The words of a text and its pairs of neighbouring words, with how often each occurs."""
    words = find_words(text)
    return Counter([*words, *(f"{one} {other}" for one, other in pairwise(words))])


def count_runs(text: str, read: Callable[[str], Iterable[Run]]) -> Counter[Run]:
    """The runs of letters of a text, with how often each occurs; ``read`` gives those of a word, such as `cut_runs`."""
    return Counter(chain.from_iterable(map(read, find_words(text))))


def pair_units(weights: Mapping[str, float]) -> dict[str, float]:
    """The units of a text and their pairs, whatever their order, each with its weight; a ``=`` in front tells them from words."""
    own = sorted(islice(weights.items(), MOST_UNITS))
    found = {f"={key}": weight for key, weight in own}
    return found | {f"={one} & {other}": weight * beside for (one, weight), (other, beside) in combinations(own, 2)}


def damp(counts: NDArray[np.intp]) -> NDArray[np.float64]:
    """What features are worth that occur so often: repeated ones more than single ones, but less than proportionally."""
    return _DAMPED[np.minimum(counts, len(_DAMPED) - 1)]
