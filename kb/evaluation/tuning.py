"""Fits the weights of the ranking and of the abstention, and tells by cross-validation what they are worth.

The ranking is fitted as a softmax over the facts found for a question: the share of the gold ones should be large. It is
drawn towards the weights in use, so that a feature about which the questions say little stays what it is. The abstention
is a logistic regression. How strongly each is held back is chosen by cross-validation as well.

The only module that needs numpy, which is no part of the product: it comes with the development environment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kb.evaluation.judge import judge_answer
from kb.evaluation.questions import UNRANKED_KINDS, Question
from kb.evaluation.system import System, is_wanted
from kb.retriever import Retriever

Array = NDArray[np.float64]

FOLDS = 5
DEPTH = 80
"""Facts a question looked at when the ranking is fitted."""

SHARPNESS = 6.0
"""Scores are multiplied by this before the softmax: it keeps the weights near the size they have."""

RANKING_PENALTIES = (0.0005, 0.002, 0.01, 0.05, 0.2)
ABSTENTION_PENALTIES = (0.0003, 0.001, 0.003, 0.01, 0.03)
CLASS_WEIGHTS = (1.0, 1.5, 2.0, 3.0)
"""How much heavier an unanswerable question may count; all are tried, the asked one is used."""

Note = Callable[[str], None]


@dataclass(frozen=True)
class Ranking:
    """What the ranking is fitted on; the last axis of `features` goes over `names`."""

    names: tuple[str, ...]
    features: Array
    found: NDArray[np.bool_]
    gold: NDArray[np.bool_]

    def take(self, rows: NDArray[np.intp]) -> Ranking:
        """The same for some of the questions."""
        return Ranking(self.names, self.features[rows], self.found[rows], self.gold[rows])


@dataclass(frozen=True)
class Tuning:
    """What tuning found. All figures but `before` are of questions that the weights were not fitted on.

    Attributes:
        questions: How many there are.
        ranking_loss: Penalty → mean loss a question.
        before: Hit@1 and MRR of the weights in use, over all questions.
        ranking: Hit@1 and MRR of fitted weights.
        abstention_loss: Penalty → mean loss a question.
        refusals: Class weight → share of the answerable wrongly refused, share of the unanswerable refused.
        right: Share of all questions right when everything is fitted on the other folds.
        weights: Ranking feature → weight, fitted on all questions.
        signal_weights: Signal → weight, fitted on all questions.
    """

    questions: int
    ranking_loss: Mapping[float, float]
    before: tuple[float, float]
    ranking: tuple[float, float]
    abstention_loss: Mapping[float, float]
    refusals: Mapping[float, tuple[float, float]]
    right: float
    weights: Mapping[str, float]
    signal_weights: Mapping[str, float]


def tune(system: System, questions: Sequence[Question], class_weight: float = 2.0, note: Note = lambda _: None) -> Tuning:
    """Fits everything.

    Args:
        system: Its weights are where the fit of the ranking starts.
        questions: What it is fitted on.
        class_weight: How much heavier an unanswerable question counts than an answerable one.
        note: Told how far it is.
    """
    note("ranking every question")
    data = gather_ranking(system, questions)
    start = np.array([system.retriever.weights[name] for name in data.names])
    ranking_loss = {}
    for penalty in RANKING_PENALTIES:
        note(f"fitting the ranking with penalty {penalty}")
        ranking_loss[penalty] = _cross_validate_ranking(data, start, penalty)[0]
    best = min(ranking_loss, key=lambda penalty: ranking_loss[penalty])
    _, *ranking = _cross_validate_ranking(data, start, best)
    fitted = fit_ranking(data, start, best)
    weights = _name(data.names, fitted)

    note("reading the signals")
    names, signals, answerable = gather_signals(_vary(system, weights), questions)
    abstention_loss = {
        penalty: _cross_validate_abstention(signals, answerable, penalty, class_weight)[0] for penalty in ABSTENTION_PENALTIES
    }
    held_back = min(abstention_loss, key=lambda penalty: abstention_loss[penalty])
    tried = sorted({*CLASS_WEIGHTS, class_weight})
    refusals = {heavier: _cross_validate_abstention(signals, answerable, held_back, heavier)[1:] for heavier in tried}
    right = _cross_validate_everything(system, questions, (best, held_back), class_weight, note)
    return Tuning(
        questions=len(questions),
        ranking_loss=ranking_loss,
        before=measure_ranking(data, start),
        ranking=(ranking[0], ranking[1]),
        abstention_loss=abstention_loss,
        refusals=refusals,
        right=right,
        weights=weights,
        signal_weights=_name(names, fit_abstention(signals, answerable, held_back, class_weight)),
    )


def gather_ranking(system: System, questions: Sequence[Question]) -> Ranking:
    """The features of the facts found for each question; without questions none of whose first `DEPTH` facts is gold."""
    names = tuple(system.retriever.weights)
    rows = []
    for question in questions:
        if question.kind in UNRANKED_KINDS:
            continue
        matches = system.candidates(question)[:DEPTH]
        gold = [is_wanted(match, question) for match in matches]
        if any(gold):
            rows.append(([[match.features[name] for name in names] for match in matches], gold))
    features = np.zeros((len(rows), DEPTH, len(names)))
    found, gold_ones = np.zeros((len(rows), DEPTH), dtype=bool), np.zeros((len(rows), DEPTH), dtype=bool)
    for at, (values, gold) in enumerate(rows):
        features[at, : len(gold)] = values
        found[at, : len(gold)] = True
        gold_ones[at, : len(gold)] = gold
    return Ranking(names, features, found, gold_ones)


def gather_signals(system: System, questions: Sequence[Question]) -> tuple[tuple[str, ...], Array, Array]:
    """The names of the signals, their values a question, and 1 for each answerable one; questions that find nothing are left out."""
    found = [(signals, question.answerable) for question in questions if (signals := system.signals(question)) is not None]
    names = tuple(found[0][0])
    values = np.array([[signals[name] for name in names] for signals, _ in found])
    return names, values, np.array([float(answerable) for _, answerable in found])


def fit_ranking(data: Ranking, start: Array, penalty: float, steps: int = 300, rate: float = 0.05) -> Array:
    """The weights that give the gold facts the largest share, drawn towards `start` (Adam, a fixed number of steps)."""
    weights, mean, square = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, steps + 1):
        shares, gold_shares = _shares(data, weights)
        gradient = SHARPNESS * np.einsum("qk,qkf->f", shares - gold_shares, data.features) / len(shares) + penalty * (weights - start)
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        weights = weights - rate * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
    return weights


def measure_ranking(data: Ranking, weights: Array) -> tuple[float, float]:
    """Hit@1 and MRR."""
    scores = np.where(data.found, data.features @ weights, -np.inf)
    order = np.argsort(-scores, axis=1, kind="stable")
    ranks = 1 + np.argmax(np.take_along_axis(data.gold, order, axis=1), axis=1)
    return float(np.mean(ranks == 1)), float(np.mean(1 / ranks))


def fit_abstention(signals: Array, answerable: Array, penalty: float, class_weight: float, steps: int = 30) -> Array:
    """Logistic regression by Newton's method; the penalty leaves the first signal, the bias, alone."""
    weights = np.zeros(signals.shape[1])
    worth = np.where(answerable > 0, 1.0, class_weight)
    held_back = penalty * np.r_[0.0, np.ones(len(weights) - 1)]
    for _ in range(steps):
        chance = _chance(signals, weights)
        gradient = signals.T @ ((chance - answerable) * worth) / worth.sum() + held_back * weights
        curvature = (signals * (worth * chance * (1 - chance))[:, None]).T @ signals / worth.sum() + np.diag(held_back + 1e-9)
        weights = weights - np.linalg.solve(curvature, gradient)
    return weights


def split_folds(count: int) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """For each fold, the rows to fit on and the rows to measure; the same on each run."""
    order = np.random.default_rng(1).permutation(count)
    for fold in range(FOLDS):
        held = order[fold::FOLDS]
        yield np.setdiff1d(order, held), held


def _shares(data: Ranking, weights: Array) -> tuple[Array, Array]:
    scores = np.where(data.found, data.features @ weights * SHARPNESS, -np.inf)
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    of_gold = np.where(data.gold, grown, 0.0)
    return grown / grown.sum(axis=1, keepdims=True), of_gold / np.maximum(of_gold.sum(axis=1, keepdims=True), 1e-300)


def _chance(signals: Array, weights: Array) -> Array:
    chance: Array = 1 / (1 + np.exp(-np.clip(signals @ weights, -30, 30)))
    return chance


def _cross_validate_ranking(data: Ranking, start: Array, penalty: float) -> tuple[float, float, float]:
    """Mean loss, hit@1 and MRR of weights fitted on the other folds."""
    loss = hits = reciprocals = 0.0
    for fitted, held in split_folds(len(data.found)):
        weights, rest = fit_ranking(data.take(fitted), start, penalty), data.take(held)
        shares, _ = _shares(rest, weights)
        loss -= float(np.log(np.maximum((shares * rest.gold).sum(axis=1), 1e-12)).sum())
        hit, reciprocal = measure_ranking(rest, weights)
        hits, reciprocals = hits + hit * len(held), reciprocals + reciprocal * len(held)
    count = len(data.found)
    return loss / count, hits / count, reciprocals / count


def _cross_validate_abstention(signals: Array, answerable: Array, penalty: float, class_weight: float) -> tuple[float, float, float]:
    """Mean weighted loss, share of the answerable refused, and share of the unanswerable refused, fitted on the other folds."""
    chance = np.zeros(len(answerable))
    for fitted, held in split_folds(len(answerable)):
        chance[held] = _chance(signals[held], fit_abstention(signals[fitted], answerable[fitted], penalty, class_weight))
    worth = np.where(answerable > 0, 1.0, class_weight)
    loss = -(worth * np.log(np.where(answerable > 0, chance, 1 - chance))).sum() / worth.sum()
    refused = chance < 0.5
    return float(loss), float(refused[answerable > 0].mean()), float(refused[answerable == 0].mean())


def _cross_validate_everything(
    system: System, questions: Sequence[Question], penalties: tuple[float, float], class_weight: float, note: Note
) -> float:
    """The share of questions right when ranking and abstention are fitted on the other folds."""
    right = 0
    for fold, (fitted, held) in enumerate(split_folds(len(questions)), 1):
        note(f"fold {fold} of {FOLDS}: fitting on the others, asking these")
        others = [questions[at] for at in fitted]
        data = gather_ranking(system, others)
        start = np.array([system.retriever.weights[name] for name in data.names])
        weights = _name(data.names, fit_ranking(data, start, penalties[0]))
        names, signals, answerable = gather_signals(_vary(system, weights), others)
        signal_weights = _name(names, fit_abstention(signals, answerable, penalties[1], class_weight))
        varied = _vary(system, weights, signal_weights)
        right += sum(judge_answer(questions[at], varied.ask(questions[at]), system.catalog).right for at in held)
    return right / len(questions)


def _vary(system: System, weights: Mapping[str, float], signal_weights: Mapping[str, float] | None = None) -> System:
    return System(system.catalog, system.index, Retriever(system.catalog, system.index, weights), signal_weights)


def _name(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in zip(names, values, strict=True)}
