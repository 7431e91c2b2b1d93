"""Tuning on a handful of real questions: it fits, and says what the fit is worth."""

from __future__ import annotations

import pytest

pytest.importorskip("numpy", reason="numpy comes with the development environment")

from kb.answerer.calibration import Calibration
from kb.catalog import Catalog
from kb.evaluation import System, list_sets, load_set
from kb.evaluation.report import render_tuning
from kb.evaluation.tuning import CLASS_WEIGHTS, tune
from kb.index import Index
from kb.loader import ROOT
from kb.retriever import WEIGHTS


def test_a_few_questions_are_tuned_on(catalog: Catalog, index: Index) -> None:
    questions = load_set(list_sets(ROOT)["tuning"], ROOT).questions[::6]
    tuning = tune(System(catalog, index), questions)
    assert tuning.questions == len(questions)
    assert set(tuning.weights) == set(WEIGHTS)
    assert (set(tuning.calibration.in_field), set(tuning.calibration.said)) == (set(Calibration().in_field), set(Calibration().said))
    assert set(tuning.refusals) == set(CLASS_WEIGHTS)
    assert 0.5 < tuning.right <= 1
    text = render_tuning(tuning, 2.0)
    for block in ("WEIGHTS = {", "FIELD_WEIGHTS = {", "SAID_WEIGHTS = {"):
        assert f"\n{block}\n" in text
