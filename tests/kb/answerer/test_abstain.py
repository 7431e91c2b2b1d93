"""Answering or abstaining, and with which reason."""

from __future__ import annotations

import pytest

from kb.answerer import Answerer
from kb.answerer.abstain import judge
from kb.answerer.calibration import Calibration
from kb.answerer.denial import contradicts
from kb.models.answers import Reason


@pytest.mark.parametrize(
    "question",
    [
        "What is the best pizza in Rome?",
        "Who won the football world cup in 2022?",
        "asdf qwer zxcv",
        "Quelle est la capitale de l'Australie ?",
    ],
)
def test_a_question_of_another_world_matches_nothing(answerer: Answerer, question: str) -> None:
    answer = answerer.answer(question)
    assert (answer.answered, answer.reason) == (False, Reason.NO_MATCH)
    assert answer.answer.startswith("The guide does not say")


def test_what_only_a_picture_shows_is_said_to_be_one(answerer: Answerer) -> None:
    answer = answerer.answer("What are the names of the scopes of the app-only personal calendar application?")
    assert (answer.answered, answer.reason) == (False, Reason.IMAGE_ONLY)
    assert answer.citations[0].id.startswith("ZM-GAP-")


def test_what_the_guide_leaves_out_names_its_gap(answerer: Answerer) -> None:
    answer = answerer.answer("How much does a Zoom Rooms licence cost per month?")
    assert (answer.answered, answer.reason) == (False, Reason.NOT_IN_SOURCE)
    assert answer.citations[0].id.startswith("ZM-GAP-")


def test_no_date_is_answered_by_a_fact_without_one(answerer: Answerer) -> None:
    assert not answerer.answer("On what date was Azure Active Directory renamed?").answered


def test_both_models_must_agree() -> None:
    calibration = Calibration(in_field={"bias": 5.0}, said={"bias": -5.0})
    decision = judge({"bias": 1.0}, [], calibration)
    assert (decision.answered, decision.reason) == (False, Reason.NO_MATCH)
    assert judge({"bias": 1.0}, [], Calibration(in_field={"bias": 5.0}, said={"bias": 5.0})).answered


def test_a_denial_contradicts_an_assertion_and_the_reverse() -> None:
    assert contradicts("the choice is permanent", "The choice is not permanent.")
    assert contradicts("it never expires", "The token expires in 1 hour.")
    assert not contradicts("the choice is not permanent", "The choice is not permanent.")


def test_a_false_premise_is_corrected_though_the_rest_has_no_answer(answerer: Answerer) -> None:
    answer = answerer.answer("Because Application Permissions require a dedicated service account, what licence does that account need?")
    assert answer.answered
    assert "do not need a dedicated service account" in answer.answer
