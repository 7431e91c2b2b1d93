"""The fits find what is there, and nothing where nothing is; and they fit a handful of real questions."""

from __future__ import annotations

import numpy as np
import pytest

from evaluation.measure import count_right, run_questions
from evaluation.questions import list_sets, load_set
from evaluation.system import System
from evaluation.tuning import cross_validate, fit_logistic, fit_ranking, fit_system
from kb.answerer.calibration import Calibration
from kb.catalog import Catalog
from kb.index import Index
from kb.loader import ROOT
from kb.retriever import WEIGHTS


def fit_twenty_questions(start: list[float], penalty: float) -> list[float]:
    """Twenty questions with five facts each; the gold one has the largest first feature, the second one is noise."""
    features = np.random.default_rng(3).random((20, 5, 2))
    gold = np.zeros((20, 5), dtype=bool)
    gold[np.arange(20), features[:, :, 0].argmax(axis=1)] = True
    return list(fit_ranking(features, np.ones((20, 5), dtype=bool), gold, np.array(start), penalty))


def test_the_ranking_finds_the_telling_feature() -> None:
    telling, noise = fit_twenty_questions([0.1, 1.0], 0.001)
    assert telling > 5 * abs(noise)


def test_a_strong_penalty_keeps_the_start() -> None:
    assert fit_twenty_questions([0.1, 1.0], 1e6) == pytest.approx([0.1, 1.0], abs=0.05)


def test_the_abstention_finds_the_limit() -> None:
    values = np.linspace(0, 1, 41)
    bias, slope = fit_logistic(np.stack([np.ones(41), values], axis=1), values > 0.5, class_weight=1.0)
    assert -bias / slope == pytest.approx(0.5, abs=0.05)


def test_a_heavier_class_refuses_more() -> None:
    answerable = np.arange(200) % 2 > 0
    signals = np.stack([np.ones(200), answerable + np.random.default_rng(5).normal(0, 1, 200)], axis=1)
    refused = [((signals @ fit_logistic(signals, answerable, heavier)) < 0).sum() for heavier in (1.0, 3.0)]
    assert refused[1] > refused[0]


def test_a_few_real_questions_are_fitted(catalog: Catalog, index: Index) -> None:
    questions = load_set(list_sets(ROOT)["tuning"], ROOT).questions[::4]
    system = System(catalog, index)
    fitted = fit_system(system, questions)
    calibration = fitted.answerer.planner.calibration
    assert set(fitted.retriever.weights) == set(WEIGHTS)
    assert (set(calibration.in_field), set(calibration.said)) == (set(Calibration().in_field), set(Calibration().said))
    assert dict(system.retriever.weights) == WEIGHTS, "the system that was fitted stays as it was"
    assert count_right(run_questions(fitted, questions)) > 0.7 * len(questions)


def test_each_question_is_held_out_once(catalog: Catalog, index: Index) -> None:
    questions = load_set(list_sets(ROOT)["tuning"], ROOT).questions[::8]
    outcomes = cross_validate(System(catalog, index), questions, 2.0, lambda _: None)
    assert sorted(one.question for one in outcomes) == sorted(one.text for one in questions)
