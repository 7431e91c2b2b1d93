"""The facts that one ranking looks at: all of them, or those a first look has found."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = TypeVar("Array", bound=NDArray[Any])


class Pool:
    """Some facts out of all, each with a place of its own; arrays over the pool are as long as the pool.

    Args:
        total: How many facts there are.
        numbers: The facts of the pool, rising; None for all.

    Attributes:
        count: How many it holds.
        numbers: The facts, by place.
        whole: Whether it holds all.
    """

    def __init__(self, total: int, numbers: NDArray[np.intp] | None = None) -> None:
        self.whole = numbers is None
        self.numbers = np.arange(total) if numbers is None else numbers
        self.count = len(self.numbers)
        if not self.whole:
            self._place = np.full(total, -1, dtype=np.int32)
            self._place[self.numbers] = np.arange(self.count)

    def take(self, values: Array) -> Array:
        """What an array over all facts says of those of the pool, by place; not a copy when that is all."""
        return values if self.whole else values[self.numbers]  # type: ignore[return-value]  # an array of the same kind

    def place_of(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """The place of each of these facts; -1 for one that is not in the pool."""
        return numbers if self.whole else self._place[numbers]

    def places(self, numbers: NDArray[Any]) -> NDArray[Any]:
        """The places of those of these facts that are in the pool."""
        if self.whole:
            return numbers
        found: NDArray[Any] = self._place[numbers]
        return found[found >= 0]

    def meet(self, numbers: NDArray[Any], values: NDArray[np.float64]) -> tuple[NDArray[Any], NDArray[np.float64]]:
        """The places of those of these facts that are in the pool, and the value that goes with each."""
        if self.whole:
            return numbers, values
        found = self._place[numbers]
        inside = found >= 0
        return found[inside], values[inside]
