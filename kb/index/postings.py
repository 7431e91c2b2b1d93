"""Postings as arrays: which documents hold a term, and what it adds to each one's score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[Any]
"""Whole numbers; 32 bits wide as they are stored."""
Values = NDArray[np.float64]


class Postings(Mapping[str, tuple[Numbers, Values]]):
    """Term → the numbers of the documents that hold it, rising, and its BM25F impact on each; immutable.

    All terms share three arrays, so that memory grows with the postings and a start reads them in one piece.

    Args:
        terms: The terms, in the order of their rows.
        starts: Where each row begins in the other two arrays, and last where the last one ends.
        numbers: Document numbers, row after row.
        impacts: The impact on each of them.
    """

    def __init__(self, terms: Iterable[str], starts: NDArray[np.int64], numbers: Numbers, impacts: Values) -> None:
        self.rows = {term: row for row, term in enumerate(terms)}
        self.starts, self.numbers, self.impacts = starts, numbers, impacts
        self._bounds: list[int] = starts.tolist()

    def __getitem__(self, term: str) -> tuple[Numbers, Values]:
        row = self.rows[term]
        start, end = self._bounds[row], self._bounds[row + 1]
        return self.numbers[start:end], self.impacts[start:end]

    def __contains__(self, term: object) -> bool:
        return term in self.rows

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Postings) and list(self.rows) == list(other.rows) and all(map(np.array_equal, self.arrays(), other.arrays()))
        )

    __hash__ = None  # type: ignore[assignment]  # what compares by content has no hash, as a dictionary has none

    def arrays(self) -> tuple[NDArray[np.int64], Numbers, Values]:
        """The three arrays, as the class takes them."""
        return self.starts, self.numbers, self.impacts

    def holders(self, term: str) -> Numbers:
        """The documents that hold a term; none for an unknown one."""
        row = self.rows.get(term)
        return self.numbers[:0] if row is None else self.numbers[self._bounds[row] : self._bounds[row + 1]]

    def counts(self) -> NDArray[np.int64]:
        """How many documents hold each term, by row."""
        return np.diff(self.starts)


def gather_holders(documents: Iterable[Iterable[str]]) -> Postings:
    """Postings that say only which documents hold a term, by document number; their impacts are 0."""
    rows: dict[str, list[int]] = {}
    for number, terms in enumerate(documents):
        for term in dict.fromkeys(terms):
            rows.setdefault(term, []).append(number)
    starts = np.cumsum([0, *map(len, rows.values())], dtype=np.int64)
    numbers = np.array([number for row in rows.values() for number in row], dtype=np.int32)
    return Postings(rows, starts, numbers, no_impacts(numbers))


def no_impacts(numbers: Numbers) -> Values:
    """An impact of 0 for each number, in the room of one."""
    return np.broadcast_to(0.0, len(numbers))
