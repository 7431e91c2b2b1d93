"""Figures of a tiny set, counted by hand."""

from __future__ import annotations

import re

import pytest

from evaluation.measure import measure_set, run_questions, time_answers, trace_curve
from evaluation.system import System
from kb.catalog import Catalog
from kb.index import Index
from tests.scripts.evaluation.conftest import MakeOutcome, MakeQuestion


def test_figures_are_counted(make_outcome: MakeOutcome) -> None:
    figures = measure_set(
        "mine",
        [
            make_outcome("one"),
            make_outcome("two", rank=2, right=False),
            make_outcome("three", kind="why", rank=4, right=False, answered=False),
            make_outcome("four", kind="unanswerable", answerable=False, answered=False, rank=None),
            make_outcome("five", kind="unanswerable", answerable=False, right=False, rank=None),
        ],
    )
    assert (figures.questions, figures.right, figures.answerable) == (5, 2, 3)
    assert (figures.wrongly_refused, figures.rightly_refused) == (1, 1)
    assert figures.hit_at_1 == pytest.approx(1 / 5)
    assert figures.mrr == pytest.approx((1 + 1 / 2 + 1 / 4) / 5)
    assert figures.share_right == pytest.approx(2 / 5)
    assert figures.share_wrongly_refused == pytest.approx(1 / 3, abs=1e-4)
    assert (figures.abstention_precision, figures.abstention_recall) == (0.5, 0.5)
    assert [(one.kind, one.right, one.questions) for one in figures.kinds] == [("lookup", 1, 2), ("unanswerable", 1, 2), ("why", 0, 1)]
    assert [failure.question for failure in figures.failures] == ["two", "three", "five"]


def test_questions_about_other_things_say_nothing_about_the_ranking(make_outcome: MakeOutcome) -> None:
    figures = measure_set("mine", [make_outcome(), make_outcome("Pizza?", kind="off-topic", answerable=False, answered=False, rank=None)])
    assert (figures.questions, figures.hit_at_1, figures.mrr) == (2, 1.0, 1.0)


def test_a_set_in_which_nothing_is_refused_has_no_wrong_refusal(make_outcome: MakeOutcome) -> None:
    figures = measure_set("mine", [make_outcome()])
    assert (figures.abstention_precision, figures.abstention_recall) == (1.0, 1.0)


def test_risk_and_coverage_at_each_confidence(make_outcome: MakeOutcome) -> None:
    outcomes = [
        make_outcome("sure", confidence=0.95),
        make_outcome("surer and wrong", confidence=0.9, right=False),
        make_outcome("unsure", confidence=0.55),
        make_outcome("refused", confidence=0.99, answered=False, right=False),
    ]
    points = [(one.confidence, one.coverage, one.risk) for one in trace_curve(outcomes, (0.5, 0.9, 0.95, 0.98))]
    assert points == [(0.5, 0.75, 0.3333), (0.9, 0.5, 0.5), (0.95, 0.25, 0.0)]


def test_two_turns_are_asked_as_a_conversation(catalog: Catalog, index: Index, make_question: MakeQuestion) -> None:
    system = System(catalog, index)
    question = make_question(kind="followup", q=["How long does an access token last?", "And the refresh token?"])
    (outcome,) = run_questions(system, [question])
    assert outcome.question == "How long does an access token last? → And the refresh token?"
    assert outcome.answer == system.ask(question).answer
    assert outcome.answer != system.answerer.answer("How long does an access token last?").answer
    assert outcome.rank == 1


def test_the_progress_of_each_question_is_told(catalog: Catalog, index: Index, make_question: MakeQuestion) -> None:
    notes: list[str] = []
    run_questions(System(catalog, index), [make_question(), make_question(q="Why?")], notes.append)
    assert notes == ["question 1 of 2", "question 2 of 2"]


def test_times_name_median_percentiles_and_longest(catalog: Catalog, index: Index, make_question: MakeQuestion) -> None:
    told = time_answers(System(catalog, index), [make_question(), make_question(q="Why?")])
    assert re.fullmatch(r"2 questions in-process, in ms: median [\d.]+, 95th percentile [\d.]+, 99th [\d.]+, longest [\d.]+", told)
