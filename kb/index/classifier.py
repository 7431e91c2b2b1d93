"""Scores new questions by how questions for each fact are put, as `kb.index.training` learned it from the facts' own ones."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.analysis.ngrams import LETTERS, MEANING, count_runs, count_words, cut_runs, damp, pair_units

ONE = 1000
"""A feature's weight of 1, and a learned weight of 1, as whole numbers: so that sums are exact, whatever the machine adds up first."""

Rows = NDArray[np.intp]
Values = NDArray[np.float64]

_WEIGHTS, _FEATURES = "classifier.npz", "classifier.json"

FEW = 50
"""A feature that speaks for or against so many facts, or fewer, is held without the others."""


@dataclass(frozen=True)
class Weights:
    """How much each feature speaks for each fact, 1000 for a weight of 1; most features speak for few.

    Attributes:
        rarity: Feature, by row → how rare it is.
        whole: The rows of the first features, those that speak for many, one column a fact.
        starts: Where the weights of each other row begin in the next two, and last where the last ones end.
        facts: The number of the fact that each of these weights is for, row after row.
        weights: These weights.
    """

    rarity: Values
    whole: NDArray[np.int16]
    starts: NDArray[np.int64]
    facts: NDArray[np.int32]
    weights: NDArray[np.int16]

    @property
    def count(self) -> int:
        """How many facts there are."""
        return int(self.whole.shape[1])

    def add_up(self, rows: Rows, values: Values) -> Values:
        """For each fact, the weights of these features, each times its value; exact for whole numbers."""
        many = rows < len(self.whole)
        found: Values = values[many] @ self.whole.take(rows[many], 0).astype(np.float64)
        few = rows[~many] - len(self.whole)
        begins = self.starts[few]
        sizes = self.starts[few + 1] - begins
        held = np.arange(sizes.sum()) + np.repeat(begins - np.cumsum(sizes) + sizes, sizes)
        return found + np.bincount(self.facts[held], np.repeat(values[~many], sizes) * self.weights[held], self.count)


class QuestionClassifier:
    """What was learned; immutable.

    Args:
        features: The features, by row; runs of letters behind a ``~``, units behind a ``=``.
        weights: What each of them speaks for.
    """

    def __init__(self, features: Sequence[str], weights: Weights) -> None:
        self._rows = {name: row for row, name in enumerate(features)}
        self._rarity, self._weights = weights.rarity, weights
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
            return np.zeros(self._weights.count)
        length = math.sqrt(float(values @ values) / (1 + LETTERS**2 + MEANING**2))
        return self._weights.add_up(rows, np.rint(values * (ONE / length))) / (ONE * ONE)

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
    def load(cls, folder: Path) -> QuestionClassifier:
        """What `store_classifier` stored in a folder."""
        features = json.loads((folder / _FEATURES).read_text(encoding="utf-8"))
        with np.load(folder / _WEIGHTS, allow_pickle=False) as held:
            return cls(features, Weights(*(held[each.name] for each in fields(Weights))))


def store_classifier(folder: Path, features: Sequence[str], rarity: Values, table: NDArray[np.int16]) -> None:
    """Stores what was learned in two files of a folder.

    Args:
        folder: Where.
        features: The features, by row, as `QuestionClassifier` takes them, in any order.
        rarity: How rare each is.
        table: How much each speaks for each fact, one row a feature and one column a fact.
    """
    many = np.count_nonzero(table, axis=1) > FEW
    order = np.concatenate([np.flatnonzero(many), np.flatnonzero(~many)])
    rest = table[~many]
    rows, facts = np.nonzero(rest)
    starts = np.searchsorted(rows, np.arange(len(rest) + 1))
    weights = Weights(rarity[order], table[many], starts, facts.astype(np.int32), rest[rows, facts])
    with (folder / _WEIGHTS).open("wb") as file:
        np.savez(file, **vars(weights))
    (folder / _FEATURES).write_text(json.dumps([features[row] for row in order.tolist()], ensure_ascii=False), encoding="utf-8")
