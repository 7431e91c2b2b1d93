"""Fits the weights of the ranking and of the abstention, and tells by cross-validation what they are worth.

The ranking is fitted as a softmax over the facts found for a question: the share of the gold ones should be large. It is
drawn towards the weights in use, so that a feature about which the questions say little stays what it is. Abstention rests
on two logistic models: is the question of this field, and does the guide say what it asks? How strongly each fit is held
back is chosen by cross-validation too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kb.answerer.calibration import Calibration
from kb.evaluation.fitting import (
    FOLDS,
    Array,
    Ranking,
    estimate,
    fit_logistic,
    fit_ranking,
    measure_ranking,
    split_folds,
    validate_logistic,
    validate_ranking,
)
from kb.evaluation.judge import judge_answer
from kb.evaluation.questions import UNRANKED_KINDS, Question
from kb.evaluation.system import System, is_wanted
from kb.retriever import Retriever

DEPTH = 80
"""Facts a question looked at when the ranking is fitted."""

RANKING_PENALTIES = (0.0005, 0.002, 0.01, 0.05, 0.2)
LOGISTIC_PENALTIES = (0.0001, 0.0003, 0.001, 0.003, 0.01)
CLASS_WEIGHTS = (1.0, 1.5, 2.0, 3.0)
"""How much heavier a question to refuse may count; all are tried, the asked one is used."""

Note = Callable[[str], None]
Signals = Sequence[tuple[Question, Mapping[str, float]]]


@dataclass(frozen=True)
class Penalties:
    """How strongly each fit is held back."""

    ranking: float
    in_field: float
    said: float


@dataclass(frozen=True)
class Tuning:
    """What tuning found. All figures but `before` are of questions that the weights were not fitted on.

    Attributes:
        questions: How many there are.
        losses: Fit → penalty → mean loss a question.
        before: Hit@1 and MRR of the weights in use, over all questions.
        ranking: Hit@1 and MRR of fitted weights.
        refusals: Class weight → share of the answerable wrongly refused, share of the others refused.
        right: Share of all questions right when everything is fitted on the other folds.
        weights: Ranking feature → weight, fitted on all questions.
        calibration: The weights of the two models of abstention, fitted on all questions.
    """

    questions: int
    losses: Mapping[str, Mapping[float, float]]
    before: tuple[float, float]
    ranking: tuple[float, float]
    refusals: Mapping[float, tuple[float, float]]
    right: float
    weights: Mapping[str, float]
    calibration: Calibration


def tune(system: System, questions: Sequence[Question], class_weight: float = 2.0, note: Note = lambda _: None) -> Tuning:
    """Fits everything.

    Args:
        system: Its weights are where the fit of the ranking starts.
        questions: What it is fitted on.
        class_weight: How much heavier a question to refuse counts than one to answer.
        note: Told how far it is.
    """
    note("ranking every question")
    data = gather_ranking(system, questions)
    start = _start(system, data)
    note("fitting the ranking")
    losses = {"ranking": {penalty: validate_ranking(data, start, penalty)[0] for penalty in RANKING_PENALTIES}}
    _, *ranking = validate_ranking(data, start, _least(losses["ranking"]))
    weights = _name(data.names, fit_ranking(data, start, _least(losses["ranking"])))

    note("fitting the abstention")
    signals = gather_signals(_vary(system, weights), questions)
    for name, (values, truth) in {"in_field": _field_rows(signals), "said": _said_rows(signals)}.items():
        losses[name] = {penalty: validate_logistic(values, truth, penalty, class_weight) for penalty in LOGISTIC_PENALTIES}
    penalties = Penalties(**{name: _least(tried) for name, tried in losses.items()})
    refusals = {heavier: _validate_refusals(signals, penalties, heavier) for heavier in sorted({*CLASS_WEIGHTS, class_weight})}
    return Tuning(
        questions=len(questions),
        losses=losses,
        before=measure_ranking(data, start),
        ranking=(ranking[0], ranking[1]),
        refusals=refusals,
        right=_validate_everything(system, questions, penalties, class_weight, note),
        weights=weights,
        calibration=fit_calibration(signals, penalties, class_weight),
    )


def gather_ranking(system: System, questions: Iterable[Question]) -> Ranking:
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
    found, wanted = np.zeros((len(rows), DEPTH), dtype=bool), np.zeros((len(rows), DEPTH), dtype=bool)
    for at, (values, gold) in enumerate(rows):
        features[at, : len(gold)] = values
        found[at, : len(gold)] = True
        wanted[at, : len(gold)] = gold
    return Ranking(names, features, found, wanted)


def gather_signals(system: System, questions: Iterable[Question]) -> Signals:
    """Each question with the signals of its abstention; questions for which nothing is found are left out."""
    return [(question, signals) for question in questions if (signals := system.signals(question)) is not None]


def fit_calibration(signals: Signals, penalties: Penalties, class_weight: float) -> Calibration:
    """The weights of both models of abstention."""
    used = Calibration()
    return Calibration(
        in_field=_name(tuple(used.in_field), fit_logistic(*_field_rows(signals), penalties.in_field, class_weight)),
        said=_name(tuple(used.said), fit_logistic(*_said_rows(signals), penalties.said, class_weight)),
    )


def _field_rows(signals: Signals) -> tuple[Array, Array]:
    """What tells a question of this field from another: all questions, 1 for those of the field."""
    return _values(signals, Calibration().in_field), np.array([float(question.kind not in UNRANKED_KINDS) for question, _ in signals])


def _said_rows(signals: Signals) -> tuple[Array, Array]:
    """What tells a question that the guide answers: questions of the field only, 1 for those it answers."""
    within = [(question, values) for question, values in signals if question.kind not in UNRANKED_KINDS]
    return _values(within, Calibration().said), np.array([float(question.answerable) for question, _ in within])


def _values(signals: Signals, names: Iterable[str]) -> Array:
    order = tuple(names)
    return np.array([[values[name] for name in order] for _, values in signals])


def _validate_refusals(signals: Signals, penalties: Penalties, class_weight: float) -> tuple[float, float]:
    """The share of the answerable refused and of the others refused, by models fitted on the other folds."""
    refused = np.zeros(len(signals), dtype=bool)
    for fitted, held in split_folds(len(signals)):
        calibration = fit_calibration([signals[at] for at in fitted], penalties, class_weight)
        rest = [signals[at] for at in held]
        chances = [
            estimate(_values(rest, weights), np.array(list(weights.values()))) for weights in (calibration.in_field, calibration.said)
        ]
        refused[held] = np.minimum(*chances) < 0.5
    answerable = np.array([question.answerable for question, _ in signals])
    return float(refused[answerable].mean()), float(refused[~answerable].mean())


def _validate_everything(system: System, questions: Sequence[Question], penalties: Penalties, class_weight: float, note: Note) -> float:
    """The share of questions right when ranking and abstention are fitted on the other folds."""
    right = 0
    for fold, (fitted, held) in enumerate(split_folds(len(questions)), 1):
        note(f"fold {fold} of {FOLDS}: fitting on the others, asking these")
        others = [questions[at] for at in fitted]
        data = gather_ranking(system, others)
        weights = _name(data.names, fit_ranking(data, _start(system, data), penalties.ranking))
        calibration = fit_calibration(gather_signals(_vary(system, weights), others), penalties, class_weight)
        varied = _vary(system, weights, calibration)
        right += sum(judge_answer(questions[at], varied.ask(questions[at]), system.catalog).right for at in held)
    return right / len(questions)


def _vary(system: System, weights: Mapping[str, float], calibration: Calibration | None = None) -> System:
    return System(system.catalog, system.index, Retriever(system.catalog, system.index, weights), calibration)


def _start(system: System, data: Ranking) -> Array:
    return np.array([system.retriever.weights[name] for name in data.names])


def _least(losses: Mapping[float, float]) -> float:
    return min(losses, key=lambda penalty: losses[penalty])


def _name(names: Sequence[str], values: Array) -> dict[str, float]:
    return {name: round(float(value), 3) for name, value in zip(names, values, strict=True)}
