"""Scores new questions by how questions for each fact are put, as `kb.index.learning` learned it from the facts' own ones."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.analysis.wording import LETTERS, count_runs, count_words, cut_runs, damp

ONE = 1000
"""A feature's weight of 1, and a learned weight of 1, as whole numbers: so that sums are exact, whatever the machine adds up first."""

Rows = NDArray[np.intp]
Values = NDArray[np.float64]

_ARRAYS, _FEATURES = "wording.npz", "wording.json"


class Wording:
    """What was learned; immutable.

    Args:
        features: The features, by row; runs of letters behind a ``~``.
        rarity: How rare each is.
        starts: Where each feature's weights begin, and last where the last one's end.
        facts: The facts that a feature speaks for or against, feature after feature.
        weights: How much it does, 1000 for a weight of 1.
        count: How many facts there are.
    """

    def __init__(
        self,
        features: Sequence[str],
        rarity: Values,
        starts: NDArray[np.int64],
        facts: NDArray[np.uint16] | NDArray[np.int32],
        weights: NDArray[np.int16],
        count: int,
    ) -> None:
        self.count = count
        self._rows = {name: row for row, name in enumerate(features)}
        self._rarity, self._facts, self._weights = rarity, facts, weights
        self._starts, self._lengths = starts[:-1], np.diff(starts)
        self._letters = lru_cache(maxsize=8192)(self._find_letters)
        self._vector = lru_cache(maxsize=64)(self._read)  # the parts of a question all lean on the whole of it

    def score(self, texts: Mapping[str, float]) -> Values:
        """How much a question sounds like one for each fact, by fact number: about 1 for its own, about -0.3 for another.

        Args:
            texts: The question, and what it leans on, each with its weight.
        """
        rows, values = self._combine(texts)
        if not len(rows):
            return np.zeros(self.count)
        length = np.sqrt(np.square(values).sum() / (1 + LETTERS**2))
        values = np.rint(ONE * values / length)
        lengths = self._lengths[rows]
        ends = np.cumsum(lengths)
        places = np.arange(ends[-1]) + np.repeat(self._starts[rows] - ends + lengths, lengths)
        worth = np.repeat(values, lengths) * self._weights[places]
        found: Values = np.bincount(self._facts[places], worth, self.count) / (ONE * ONE)
        return found

    def _combine(self, texts: Mapping[str, float]) -> tuple[Rows, Values]:
        if len(texts) == 1:
            (text,) = texts
            return self._vector(text)  # its weight does not matter: the length is one anyway
        total: dict[int, float] = defaultdict(float)
        for text, weight in texts.items():
            for row, value in zip(*(array.tolist() for array in self._vector(text)), strict=True):
                total[row] += weight * value
        return np.array(list(total), dtype=np.intp), np.array(list(total.values()))

    def _read(self, text: str) -> tuple[Rows, Values]:
        words = [(self._rows[name], count) for name, count in count_words(text).items() if name in self._rows]
        letters = list(count_runs(text, self._letters).items())
        rows = np.array([row for row, _ in (*words, *letters)], dtype=np.intp)
        values = damp(np.array([count for _, count in (*words, *letters)], dtype=np.intp)) * self._rarity[rows]
        for part, length in ((values[: len(words)], 1.0), (values[len(words) :], LETTERS)):
            if len(part):
                part *= length / np.sqrt(np.square(part).sum())
        return rows, values

    def _find_letters(self, word: str) -> tuple[int, ...]:
        return tuple(self._rows[run] for run in cut_runs(word) if run in self._rows)

    @classmethod
    def load(cls, folder: Path) -> Wording:
        """What was stored in a folder."""
        features = json.loads((folder / _FEATURES).read_text(encoding="utf-8"))
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            return cls(features, arrays["rarity"], arrays["starts"], arrays["facts"], arrays["weights"], int(arrays["count"]))


def store_wording(
    folder: Path,
    features: Sequence[str],
    rarity: Values,
    rows: NDArray[np.intp],
    facts: NDArray[np.intp],
    weights: NDArray[np.int16],
    count: int,
) -> None:
    """Stores what was learned, for `Wording.load`.

    Args:
        folder: Where the two files are written.
        features: The features, by row.
        rarity: How rare each is.
        rows: The feature of each weight that is not 0, rising.
        facts: The fact of each.
        weights: The weights.
        count: How many facts there are.
    """
    starts = np.searchsorted(rows, np.arange(len(features) + 1))
    narrow = facts.astype(np.uint16 if count <= 2**16 else np.int32)
    with (folder / _ARRAYS).open("wb") as file:
        np.savez(file, rarity=rarity, starts=starts, facts=narrow, weights=weights, count=np.array(count))
    (folder / _FEATURES).write_text(json.dumps(list(features), ensure_ascii=False), encoding="utf-8")
