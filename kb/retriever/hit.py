"""How one fact matches a query; worked out only as far as somebody looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.models import Fact, GapFact

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with what answering asks of it again and again, worked out once.

    Attributes:
        fact: The fact.
        is_gap: Whether it is one about a gap.
        conditions: The conditions it is limited to: key → values.
        words: The words of its statement, in small letters.
        lines: The source lines it was read from.
    """

    fact: Fact
    is_gap: bool
    conditions: dict[str, frozenset[str]]
    words: frozenset[str]
    lines: frozenset[int]

    @classmethod
    def of(cls, fact: Fact) -> Entry:
        """The entry of a fact."""
        latest = fact.latest
        words, lines = frozenset(latest.statement.lower().split()), frozenset(latest.source.numbers())
        return cls(fact, isinstance(fact, GapFact), latest.applies_when.named(), words, lines)

    def is_linked(self, other: Entry) -> bool:
        """Whether the two facts name each other, or were read from the same source lines."""
        named = self.fact.id in other.fact.latest.see_also or other.fact.id in self.fact.latest.see_also
        return named or not self.lines.isdisjoint(other.lines)


class Hit:
    """How one fact matches a query.

    Args:
        entry: The fact.
        score: The weighted sum of its features.
        columns: Feature → its values over all facts that were looked at.
        cover: Unit × fact → how surely the fact holds the unit.
        place: The fact's place in both.
    """

    __slots__ = ("_columns", "_cover", "_covered", "_place", "entry", "score")

    def __init__(self, entry: Entry, score: float, columns: Mapping[str, Values], cover: Values, place: int) -> None:
        self.entry, self.score = entry, score
        self._columns, self._cover, self._place = columns, cover, place

    @property
    def fact(self) -> Fact:
        """The fact."""
        return self.entry.fact

    def feature(self, name: str) -> float:
        """The value of one feature, about 0 to 1."""
        return float(self._columns[name][self._place])

    @property
    def features(self) -> dict[str, float]:
        """Every feature: name → value."""
        return {name: self.feature(name) for name in self._columns}

    @property
    def covered(self) -> dict[int, float]:
        """Which units of the query the fact holds: unit number → how surely, 1 or less."""
        try:
            return self._covered
        except AttributeError:  # asked for the first time
            self._covered: dict[int, float] = {unit: sure for unit, sure in enumerate(self._cover[:, self._place].tolist()) if sure}
            return self._covered

    def __repr__(self) -> str:
        return f"Hit({self.fact.id}, {self.score})"
