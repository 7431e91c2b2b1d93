"""Learns from the facts' own questions how a question for each fact is put, and scores new questions by it.

A linear classifier, one weight a feature and fact: an averaged perceptron with a margin (Collins 2002; Freund and
Schapire 1999). All numbers are whole, so that the same facts give the same weights on every machine.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.analysis.wording import LETTERS, letter_features, weigh, word_features

ROUNDS = 6
"""How often every question is looked at."""

_ONE = 1000
"""A feature's weight of 1, as a whole number."""

_MARGIN = 2 * _ONE * _ONE
"""By how much a question's own fact must be ahead of every other."""

_FEWEST = {"words": 2, "letters": 3}
"""In how many texts a feature must occur to be kept."""

_WEIGHTS, _FEATURES = "wording.npy", "wording.json"


class Wording:
    """What was learned; immutable.

    Args:
        features: Feature → its row and how rare it is.
        weights: One row a feature, one column a fact.
    """

    def __init__(self, features: Mapping[str, tuple[int, float]], weights: NDArray[np.int16]) -> None:
        self._rows = {name: row for name, (row, _) in features.items()}
        self._rarity = {name: rarity for name, (_, rarity) in features.items()}
        self._weights = weights

    def score(self, texts: Mapping[str, float]) -> NDArray[np.float64]:
        """How much a question sounds like one for each fact, by fact number: about 1 for its own, about -0.3 for another.

        Args:
            texts: The question, and what it leans on, each with its weight.
        """
        vector: dict[str, float] = defaultdict(float)
        for text, weight in texts.items():
            for name, value in _vector(text, self._rarity).items():
                vector[name] += weight * value
        if not vector:
            return np.zeros(self._weights.shape[1])
        length = math.sqrt(sum(value * value for value in vector.values()) / (1 + LETTERS**2))
        values = np.array([round(_ONE * value / length) for value in vector.values()], dtype=np.float64)
        rows = self._weights[[self._rows[name] for name in vector]]
        found: NDArray[np.float64] = values @ rows.astype(np.float64) / (_ONE * SCALE)
        return found

    @classmethod
    def load(cls, folder: Path) -> Wording:
        """What `learn_wording` stored in a folder."""
        features = json.loads((folder / _FEATURES).read_text(encoding="utf-8"))
        return cls({name: (row, rarity) for row, (name, rarity) in enumerate(features)}, np.load(folder / _WEIGHTS, allow_pickle=False))


SCALE = 1000
"""A weight of 1, in the stored weights."""


def learn_wording(texts: Sequence[Sequence[str]], folder: Path) -> None:
    """Learns from the texts of each fact (its questions, title and statement), and stores what it learned in a folder.

    Args:
        texts: The texts of each fact, by fact number.
        folder: Where the two files are written.
    """
    pairs = [(text, number) for number, group in enumerate(texts) for text in group]
    rarity = _rarity([text for text, _ in pairs])
    row = {name: at for at, name in enumerate(rarity)}
    examples = []
    for text, number in pairs:
        vector = _vector(text, rarity)
        rows = np.array([row[name] for name in vector], dtype=np.intp)
        examples.append((rows, np.array([round(_ONE * value) for value in vector.values()], dtype=np.float64), number))
    weights = _train(examples, [text for text, _ in pairs], (len(row), len(texts)))
    np.save(folder / _WEIGHTS, weights, allow_pickle=False)
    (folder / _FEATURES).write_text(json.dumps(list(rarity.items()), ensure_ascii=False), encoding="utf-8")


def _rarity(texts: Sequence[str]) -> dict[str, float]:
    """Feature → how rare it is, for the features that occur often enough to learn from; in a fixed order."""
    found: dict[str, float] = {}
    for kind, read in (("words", word_features), ("letters", letter_features)):
        holders = Counter(name for text in texts for name in read(text))
        kept = sorted(name for name, count in holders.items() if count >= _FEWEST[kind])
        found |= {name: round(1 + math.log((1 + len(texts)) / (1 + holders[name])), 4) for name in kept}
    return found


def _vector(text: str, rarity: dict[str, float]) -> dict[str, float]:
    return weigh(word_features(text), rarity, 1.0) | weigh(letter_features(text), rarity, LETTERS)


def _train(
    examples: Sequence[tuple[NDArray[np.intp], NDArray[np.float64], int]], texts: Sequence[str], shape: tuple[int, int]
) -> NDArray[np.int16]:
    # Whole numbers far below 2**53 are exact as float64, whatever the order they are added in.
    weights, late = np.zeros(shape), np.zeros(shape)
    step = 1
    for turn in range(ROUNDS if shape[1] > 1 else 0):
        order = sorted(range(len(texts)), key=lambda at: hashlib.sha256(f"{turn} {texts[at]}".encode()).digest())
        for at in order:
            rows, values, own = examples[at]
            scores = values @ weights[rows]
            mine = scores[own]
            scores[own] = -np.inf
            rival = int(scores.argmax())
            if mine - scores[rival] < _MARGIN:
                weights[rows, own] += values
                weights[rows, rival] -= values
                late[rows, own] += step * values
                late[rows, rival] -= step * values
            step += 1
    # The average over all steps: late changes count less.
    return np.clip(np.rint((weights - late / step) * (SCALE / _MARGIN) * _ONE), -32767, 32767).astype(np.int16)
