"""Fits the weights of the ranking and of the abstention, and tells by cross-validation what they are worth.

The ranking is fitted as a softmax over the facts found for a question: the share of the gold ones should be large. It is
drawn towards the weights in use, so that a feature about which the questions say little stays what it is. Abstention rests
on two logistic models: is the question of this field, and does the guide say what it asks? SciPy finds the minima.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, log_softmax, logsumexp, softmax

from evaluation.measure import QuestionResult, run_questions
from evaluation.questions import UNRANKED_KINDS, Question
from evaluation.system import System, is_wanted
from kb.answerer.calibration import Calibration

Array = NDArray[np.float64]

FOLDS = 5
DEPTH = 80
"""Facts a question looked at when the ranking is fitted."""

SHARPNESS = 6.0
"""Scores are multiplied by this before the softmax: it keeps the weights near the size they have."""

RANKING_PENALTY, LOGISTIC_PENALTY = 0.01, 0.001
"""How strongly a fit is held back: towards the weights in use, and towards 0."""

CLASS_WEIGHT = 2.0
"""How much heavier a question to refuse counts than one to answer."""


def fit_system(system: System, questions: Sequence[Question], class_weight: float = CLASS_WEIGHT) -> System:
    """The system with ranking and abstention fitted to these questions."""
    names, start = list(system.retriever.weights), np.array(list(system.retriever.weights.values()))
    weighed = system.weigh(name_weights(names, fit_ranking(*gather_ranking(system, questions), start)))
    signals = [(question, found) for question in questions if (found := weighed.signals(question)) is not None]
    within = [(question, found) for question, found in signals if question.kind not in UNRANKED_KINDS]
    used = Calibration()
    of_field = [question.kind not in UNRANKED_KINDS for question, _ in signals]
    fitted = Calibration(
        in_field=_fit_named(used.in_field, [found for _, found in signals], of_field, class_weight),
        said=_fit_named(used.said, [found for _, found in within], [question.answerable for question, _ in within], class_weight),
    )
    return weighed.but(calibration=fitted)


def cross_validate(system: System, questions: Sequence[Question], class_weight: float, note: Callable[[str], None]) -> list[QuestionResult]:
    """What becomes of each question when everything is fitted to the other folds."""
    mixed = random.Random(1).sample(list(questions), len(questions))  # noqa: S311  a fixed seed is the point
    outcomes = []
    for fold in range(FOLDS):
        note(f"fold {fold + 1} of {FOLDS}: fitting to the others, asking these")
        fitted = fit_system(system, [one for at, one in enumerate(mixed) if at % FOLDS != fold], class_weight)
        outcomes += run_questions(fitted, mixed[fold::FOLDS])
    return outcomes


def gather_ranking(system: System, questions: Iterable[Question]) -> tuple[Array, NDArray[np.bool_], NDArray[np.bool_]]:
    """Questions × facts × features; which places hold a fact, which a gold one. Questions without a gold fact are left out."""
    names, rows = list(system.retriever.weights), []
    for question in questions:
        matches = [] if question.kind in UNRANKED_KINDS else system.read(question)[1][:DEPTH]
        gold = [is_wanted(match, question) for match in matches]
        if any(gold):
            rows.append(([[match.features[name] for name in names] for match in matches], gold))
    features = np.zeros((len(rows), DEPTH, len(names)))
    found, wanted = np.zeros((2, len(rows), DEPTH), dtype=bool)
    for at, (values, gold) in enumerate(rows):
        features[at, : len(gold)], found[at, : len(gold)], wanted[at, : len(gold)] = values, True, gold
    return features, found, wanted


def fit_ranking(
    features: Array, found: NDArray[np.bool_], gold: NDArray[np.bool_], start: Array, penalty: float = RANKING_PENALTY
) -> Array:
    """The weights that give the gold facts the largest share, drawn towards `start`."""

    def measure_loss(weights: Array) -> tuple[float, Array]:
        scores = np.where(found, features @ weights * SHARPNESS, -np.inf)
        shares = log_softmax(scores, axis=1)
        loss = -logsumexp(np.where(gold, shares, -np.inf), axis=1).mean() + penalty / 2 * ((weights - start) ** 2).sum()
        excess = np.exp(shares) - softmax(np.where(gold, scores, -np.inf), axis=1)
        return loss, SHARPNESS * np.einsum("qk,qkf->f", excess, features) / len(features) + penalty * (weights - start)

    return _minimise(measure_loss, start)


def fit_logistic(signals: Array, truth: Sequence[bool], class_weight: float = CLASS_WEIGHT, penalty: float = LOGISTIC_PENALTY) -> Array:
    """The weights of a logistic model; the first column is the bias, which the penalty leaves alone, and False counts `class_weight`."""
    side = np.where(truth, 1.0, -1.0)
    worth = np.where(truth, 1.0, class_weight)
    worth = worth / worth.sum()
    held_back = penalty * np.r_[0.0, np.ones(signals.shape[1] - 1)]

    def measure_loss(weights: Array) -> tuple[float, Array]:
        margins = side * (signals @ weights)
        loss = worth @ np.logaddexp(0.0, -margins) + held_back @ weights**2 / 2
        return loss, held_back * weights - signals.T @ (worth * side * expit(-margins))

    return _minimise(measure_loss, np.zeros(signals.shape[1]))


def name_weights(names: Iterable[str], values: Array) -> dict[str, float]:
    """Name → weight, as exact as it goes into the code."""
    return {name: round(float(value), 3) for name, value in zip(names, values, strict=True)}


def _fit_named(
    used: Mapping[str, float], signals: Sequence[Mapping[str, float]], truth: Sequence[bool], class_weight: float
) -> dict[str, float]:
    rows = np.array([[found[name] for name in used] for found in signals])
    return name_weights(used, fit_logistic(rows, truth, class_weight))


def _minimise(loss: Callable[[Array], tuple[float, Array]], start: Array) -> Array:
    found: Array = minimize(loss, start, jac=True, method="L-BFGS-B").x
    return found
