"""Scores new questions by how questions for each fact are put, as `kb.index.learning` learned it from the facts' own ones."""

from __future__ import annotations

import json
import math
import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.analysis.wording import LETTERS, MEANING, count_runs, count_words, cut_runs, damp, pair_units

ONE = 1000
"""A feature's weight of 1, and a learned weight of 1, as whole numbers: so that sums are exact, whatever the machine adds up first."""

Rows = NDArray[np.intp]
Values = NDArray[np.float64]

_WEIGHTS, _RARITY, _FEATURES = "wording.npy", "rarity.npy", "wording.json"


class Wording:
    """What was learned; immutable.

    Args:
        features: The features, by row; runs of letters behind a ``~``, units behind a ``=``.
        rarity: How rare each is.
        weights: How much each speaks for each fact, one row a feature and one column a fact; 1000 for a weight of 1.
    """

    def __init__(self, features: Sequence[str], rarity: Values, weights: NDArray[np.int16]) -> None:
        self._rows = {name: row for row, name in enumerate(features)}
        self._rarity, self._weights = rarity, weights
        self._letters = lru_cache(maxsize=8192)(self._find_letters)
        self._vector = lru_cache(maxsize=64)(self._read)  # the parts of a question all lean on the whole of it

    def score(self, texts: Mapping[str, float], units: Mapping[str, float]) -> Values:
        """How much a question sounds like one for each fact, by fact number: about 1.5 for its own, about 0 for another.

        Args:
            texts: The question, and what it leans on, each with its weight.
            units: The units of meaning of all that, each with its weight.
        """
        rows, values = (np.concatenate(both) for both in zip(self._combine(texts), self._mean(units), strict=True))
        if not len(rows):
            return np.zeros(self._weights.shape[1])
        length = math.sqrt(float(values @ values) / (1 + LETTERS**2 + MEANING**2))
        found: Values = np.rint(values * (ONE / length)) @ self._weights.take(rows, 0).astype(np.float64)
        return found / (ONE * ONE)

    def _combine(self, texts: Mapping[str, float]) -> tuple[Rows, Values]:
        if len(texts) == 1:
            (text,) = texts
            return self._vector(text)  # its weight does not matter: the length is one anyway
        total: dict[int, float] = defaultdict(float)
        for text, weight in texts.items():
            for row, value in zip(*(array.tolist() for array in self._vector(text)), strict=True):
                total[row] += weight * value
        return np.array(list(total), dtype=np.intp), np.array(list(total.values()))

    def _mean(self, units: Mapping[str, float]) -> tuple[Rows, Values]:
        held = [(row, weight) for name, weight in pair_units(units).items() if (row := self._rows.get(name)) is not None]
        rows = np.array([row for row, _ in held], dtype=np.intp)
        values = np.array([weight for _, weight in held]) * self._rarity[rows]
        if len(rows):
            values *= MEANING / math.sqrt(float(values @ values))
        return rows, values

    def _read(self, text: str) -> tuple[Rows, Values]:
        words = [(self._rows[name], count) for name, count in count_words(text).items() if name in self._rows]
        letters = list(count_runs(text, self._letters).items())
        rows = np.array([row for row, _ in (*words, *letters)], dtype=np.intp)
        values = damp(np.array([count for _, count in (*words, *letters)], dtype=np.intp)) * self._rarity[rows]
        for part, length in ((values[: len(words)], 1.0), (values[len(words) :], LETTERS)):
            if len(part):
                part *= length / math.sqrt(float(part @ part))
        return rows, values

    def _find_letters(self, word: str) -> tuple[int, ...]:
        return tuple(self._rows[run] for run in cut_runs(word) if run in self._rows)

    @classmethod
    def load(cls, folder: Path) -> Wording:
        """What `store_wording` stored in a folder."""
        features = json.loads((folder / _FEATURES).read_text(encoding="utf-8"))
        # Of the weights, by far the largest part, only what questions touch comes into memory. Windows lets no file go that is mapped.
        weights = np.load(folder / _WEIGHTS, mmap_mode=None if os.name == "nt" else "r", allow_pickle=False)
        return cls(features, np.load(folder / _RARITY, allow_pickle=False), np.asarray(weights))


def store_wording(folder: Path, features: Sequence[str], rarity: Values, weights: NDArray[np.int16]) -> None:
    """Stores what was learned, as `Wording` takes it, in three files of a folder."""
    np.save(folder / _WEIGHTS, weights, allow_pickle=False)
    np.save(folder / _RARITY, rarity, allow_pickle=False)
    (folder / _FEATURES).write_text(json.dumps(list(features), ensure_ascii=False), encoding="utf-8")
