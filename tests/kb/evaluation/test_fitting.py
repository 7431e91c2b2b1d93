"""The fits find what is there, and nothing where nothing is."""

from __future__ import annotations

import pytest

np = pytest.importorskip("numpy", reason="numpy comes with the development environment")

from kb.evaluation import fitting  # noqa: E402  it needs numpy


def make_ranking() -> fitting.Ranking:
    """Twenty questions with five facts each; the gold one has the largest first feature, the second one is noise."""
    random = np.random.default_rng(3)
    features = random.random((20, 5, 2))
    gold = np.zeros((20, 5), dtype=bool)
    gold[np.arange(20), features[:, :, 0].argmax(axis=1)] = True
    return fitting.Ranking(("telling", "noise"), features, np.ones((20, 5), dtype=bool), gold)


def test_the_ranking_finds_the_telling_feature() -> None:
    data, start = make_ranking(), np.array([0.1, 1.0])
    weights = fitting.fit_ranking(data, start, penalty=0.001)
    assert weights[0] > 5 * abs(weights[1])
    assert fitting.measure_ranking(data, weights) == (1.0, 1.0)
    assert fitting.measure_ranking(data, start)[1] < 1.0


def test_a_strong_penalty_keeps_the_start() -> None:
    start = np.array([0.1, 1.0])
    assert fitting.fit_ranking(make_ranking(), start, penalty=1e6) == pytest.approx(start, abs=0.05)


def test_the_abstention_finds_the_limit() -> None:
    values = np.linspace(0, 1, 41)
    signals = np.stack([np.ones(41), values], axis=1)
    weights = fitting.fit_logistic(signals, (values > 0.5).astype(float), penalty=0.001, class_weight=1.0)
    assert -weights[0] / weights[1] == pytest.approx(0.5, abs=0.05)


def test_a_heavier_class_refuses_more() -> None:
    random = np.random.default_rng(5)
    answerable = (np.arange(200) % 2).astype(float)
    signals = np.stack([np.ones(200), answerable + random.normal(0, 1, 200)], axis=1)
    refused = [((signals @ fitting.fit_logistic(signals, answerable, 0.01, heavier)) < 0).sum() for heavier in (1.0, 3.0)]
    assert refused[1] > refused[0]


def test_each_question_is_held_out_once() -> None:
    folds = list(fitting.split_folds(23))
    assert sorted(at for _, held in folds for at in held) == list(range(23))
    assert all(not set(fitted) & set(held) for fitted, held in folds)
