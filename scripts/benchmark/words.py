"""Words for invented facts: the real facts' own words at first, and new ones that become rarer as the text grows.

The stream is a Pitman-Yor process (Pitman and Yor 1997; as a model of words: Goldwater, Griffiths and Johnson 2006). Its
vocabulary grows with the DISCOUNT-th power of the text (Heaps' law) and its counts follow Zipf's law, as in texts of people.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

DISCOUNT = 0.6
"""Heaps' exponent: English texts have 0.4 to 0.6, texts full of names and product words the upper end."""

STRENGTH = 10.0

_ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "cr",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gl",
    "h",
    "j",
    "k",
    "l",
    "m",
    "n",
    "p",
    "pl",
    "r",
    "s",
    "sp",
    "st",
    "t",
    "tr",
    "v",
)
_NUCLEI = ("a", "e", "i", "o", "u", "ai", "ea", "ou")
_CODAS = ("", "", "l", "m", "n", "nd", "r", "rt", "s", "st", "x")


class WordStream:
    """An endless stream of words; the same seed gives the same words.

    Args:
        chance: Decides everything.
        spoken: Words said already, as often as they were said: the stream goes on from there.
    """

    def __init__(self, chance: random.Random, spoken: Sequence[str]) -> None:
        self._chance = chance
        self._said = list(spoken)
        self._counts: dict[str, int] = {}
        for word in spoken:
            self._counts[word] = self._counts.get(word, 0) + 1

    @property
    def vocabulary(self) -> int:
        """How many different words were said."""
        return len(self._counts)

    @property
    def length(self) -> int:
        """How many words were said."""
        return len(self._said)

    def draw(self) -> str:
        """The next word."""
        total, known = len(self._said), len(self._counts)
        if self._chance.random() * (STRENGTH + total) < STRENGTH + DISCOUNT * known:
            word = self._invent()
        else:
            # A word said n times is said again with a weight of n - DISCOUNT: draw by n, and keep by the rest.
            word = self._chance.choice(self._said)
            while self._chance.random() * self._counts[word] < DISCOUNT:
                word = self._chance.choice(self._said)
        self._said.append(word)
        self._counts[word] = self._counts.get(word, 0) + 1
        return word

    def draw_several(self, count: int) -> tuple[str, ...]:
        """The next words, each different from the others."""
        found: dict[str, None] = {}
        while len(found) < count:
            found[self.draw()] = None
        return tuple(found)

    def _invent(self) -> str:
        while True:
            syllables = self._chance.choice((2, 2, 3, 3, 4))
            word = "".join(
                self._chance.choice(_ONSETS) + self._chance.choice(_NUCLEI) + self._chance.choice(_CODAS) for _ in range(syllables)
            )
            if word not in self._counts:
                return word
