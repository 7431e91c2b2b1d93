"""The mathematics of tuning: a softmax over found facts, and a logistic regression, both held back by a penalty.

Together with `kb.evaluation.tuning` the only code that needs numpy, which is no part of the product: it comes with the
development environment.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Rows = NDArray[np.intp]

FOLDS = 5
SHARPNESS = 6.0
"""Scores are multiplied by this before the softmax: it keeps the weights near the size they have."""


@dataclass(frozen=True)
class Ranking:
    """What the ranking is fitted on: questions × facts found × features.

    Attributes:
        names: The features.
        features: Their values.
        found: Which places hold a fact.
        gold: Which hold a right one.
    """

    names: tuple[str, ...]
    features: Array
    found: NDArray[np.bool_]
    gold: NDArray[np.bool_]

    def take(self, rows: Rows) -> Ranking:
        """The same for some of the questions."""
        return Ranking(self.names, self.features[rows], self.found[rows], self.gold[rows])


def fit_ranking(data: Ranking, start: Array, penalty: float, steps: int = 300, rate: float = 0.05) -> Array:
    """The weights that give the gold facts the largest share, drawn towards `start` (Adam, a fixed number of steps)."""
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, steps + 1):
        shares, gold_shares = _share_out(data, weights)
        gradient = SHARPNESS * np.einsum("qk,qkf->f", shares - gold_shares, data.features) / len(shares) + penalty * (weights - start)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def measure_ranking(data: Ranking, weights: Array) -> tuple[float, float]:
    """Hit@1 and mean reciprocal rank."""
    scores = np.where(data.found, data.features @ weights, -np.inf)
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = 1 + np.argmax(np.take_along_axis(data.gold, order, axis=1), axis=1)
    return float(np.mean(ranks == 1)), float(np.mean(1 / ranks))


def validate_ranking(data: Ranking, start: Array, penalty: float) -> tuple[float, float, float]:
    """Mean loss, hit@1 and MRR a question, of weights fitted on the other folds."""
    loss = hits = reciprocals = 0.0
    for fitted, held in split_folds(len(data.found)):
        weights, rest = fit_ranking(data.take(fitted), start, penalty), data.take(held)
        shares, _ = _share_out(rest, weights)
        loss -= float(np.log(np.maximum((shares * rest.gold).sum(axis=1), 1e-12)).sum())
        hit, reciprocal = measure_ranking(rest, weights)
        hits, reciprocals = hits + hit * len(held), reciprocals + reciprocal * len(held)
    count = len(data.found)
    return loss / count, hits / count, reciprocals / count


def fit_logistic(signals: Array, truth: Array, penalty: float, class_weight: float = 1.0, steps: int = 30) -> Array:
    """Logistic regression by Newton's method.

    Args:
        signals: A row a question; the first column is the bias, which the penalty leaves alone.
        truth: 1 or 0 a question.
        penalty: How strongly the weights are drawn to 0.
        class_weight: How much heavier a question with truth 0 counts.
        steps: Of Newton's method; it settles in about ten.
    """
    weights = np.zeros(signals.shape[1])
    worth = np.where(truth > 0, 1.0, class_weight)
    held_back = penalty * np.r_[0.0, np.ones(len(weights) - 1)]
    for _ in range(steps):
        chance = estimate(signals, weights)
        gradient = signals.T @ ((chance - truth) * worth) / worth.sum() + held_back * weights
        curvature = (signals * (worth * chance * (1 - chance))[:, None]).T @ signals / worth.sum() + np.diag(held_back + 1e-9)
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights


def estimate(signals: Array, weights: Array) -> Array:
    """The chance of truth 1 for each row."""
    chance: Array = 1 / (1 + np.exp(-np.clip(signals @ weights, -30, 30)))
    return chance


def validate_logistic(signals: Array, truth: Array, penalty: float, class_weight: float = 1.0) -> float:
    """Mean loss a question, weighted by class, of weights fitted on the other folds."""
    chance = np.zeros(len(truth))
    for fitted, held in split_folds(len(truth)):
        chance[held] = estimate(signals[held], fit_logistic(signals[fitted], truth[fitted], penalty, class_weight))
    worth = np.where(truth > 0, 1.0, class_weight)
    return float(-(worth * np.log(np.where(truth > 0, chance, 1 - chance))).sum() / worth.sum())


def split_folds(count: int) -> Iterator[tuple[Rows, Rows]]:
    """For each fold, the rows to fit on and the rows held out; the same on each run."""
    order = np.random.default_rng(1).permutation(count)
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        yield np.setdiff1d(order, held), held


def _share_out(data: Ranking, weights: Array) -> tuple[Array, Array]:
    """The share of each fact among those found, and of each gold one among the gold ones."""
    scores = np.where(data.found, data.features @ weights * SHARPNESS, -np.inf)
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    of_gold = np.where(data.gold, grown, 0.0)
    return grown / grown.sum(axis=1, keepdims=True), of_gold / np.maximum(of_gold.sum(axis=1, keepdims=True), 1e-300)
