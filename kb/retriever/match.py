"""How one fact matches a query; worked out only as far as somebody looks."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kb.models import Fact


class Match:
    """How one fact matches a query.

    Args:
        fact: The fact.
        score: The weighted sum of its features.
        conditions: The conditions the fact is limited to: key → values.
        columns: Feature → its values over all facts that were looked at.
        cover: Unit × fact → how surely the fact holds the unit.
        place: The fact's place in both.
    """

    __slots__ = ("_columns", "_cover", "_covered", "_place", "conditions", "fact", "score")

    def __init__(
        self,
        fact: Fact,
        score: float,
        conditions: dict[str, frozenset[str]],
        columns: Mapping[str, NDArray[np.float64]],
        cover: NDArray[np.float64],
        place: int,
    ) -> None:
        self.fact, self.score, self.conditions = fact, score, conditions
        self._columns, self._cover, self._place = columns, cover, place
        self._covered: dict[int, float] | None = None

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
        if self._covered is None:
            self._covered = {unit: sure for unit, sure in enumerate(self._cover[:, self._place].tolist()) if sure}
        return self._covered

    def __repr__(self) -> str:
        return f"Match({self.fact.id}, {self.score})"
