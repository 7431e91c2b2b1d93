"""Which facts an answer takes: as many as the question asks for."""

from __future__ import annotations

import pytest

from kb.answerer import Answerer
from kb.models.answers import Answer, Reason

ROOMS_FULL, ROOMS_APP, PEOPLE_APP, PEOPLE_DELEGATED = (f"ZM-APP-00{number}" for number in range(1, 5))
APPS = {ROOMS_FULL, ROOMS_APP, PEOPLE_APP, PEOPLE_DELEGATED}


def cited_apps(answer: Answer) -> set[str]:
    return {citation.id.split("v")[0] for citation in answer.citations} & APPS


@pytest.mark.parametrize(
    ("question", "apps"),
    [
        ("Which App ID do Zoom Rooms use with Application Permissions?", {ROOMS_APP}),
        ("Which App ID is used for personal calendars with OAuth?", {PEOPLE_DELEGATED}),
        ("App IDs for rooms and personal calendars, both on Application Permissions?", {ROOMS_APP, PEOPLE_APP}),
        ("Room app IDs: full delegate and app-only?", {ROOMS_FULL, ROOMS_APP}),
        ("List all four App IDs.", APPS),
        ("What is f46ceaed?", {PEOPLE_APP}),
    ],
)
def test_the_app_ids_asked_for_are_said_and_no_others(answerer: Answerer, question: str, apps: set[str]) -> None:
    answer = answerer.answer(question)
    assert answer.answered
    assert cited_apps(answer) == apps


def test_an_app_id_asked_for_without_conditions_is_ambiguous(answerer: Answerer) -> None:
    answer = answerer.answer("What is the App ID?")
    assert (answer.answered, answer.reason) == (False, Reason.AMBIGUOUS)
    assert cited_apps(answer) == APPS
    for question in answer.follow_ups:
        assert len(cited_apps(answerer.answer(question))) == 1, question


def test_each_part_of_a_question_is_answered(answerer: Answerer) -> None:
    answer = answerer.answer("How long is an OAuth refresh token valid, and which encryption protects stored tokens?")
    assert "90 days" in answer.answer
    assert "AES-GCM" in answer.answer


def test_both_sides_of_a_comparison_are_said(answerer: Answerer) -> None:
    answer = answerer.answer("What does Zoom store for OAuth as opposed to Basic authentication with Exchange on-premises?")
    assert "refresh token" in answer.answer
    assert "password" in answer.answer


def test_a_switch_position_follows_from_the_setting(answerer: Answerer) -> None:
    answer = answerer.answer("Entra says Allow user consent for apps. Is the Zoom switch on or off?")
    assert answer.citations[0].id == "ZM-CONSENT-006v1"


def test_who_may_not_is_told_what_may(answerer: Answerer) -> None:
    answer = answerer.answer("With Application Permissions, can people see shared calendars of colleagues?")
    cited = [citation.id.partition("v")[0] for citation in answer.citations]
    assert cited[0] == "ZM-METHOD-039"
    assert "ZM-METHOD-038" in cited


def test_a_bare_delegate_means_the_method_of_the_workload(answerer: Answerer) -> None:
    answer = answerer.answer("users may consent to anything and rooms are on delegate: toggle position and ID?")
    assert "a651cfda-cbdd-4a39-bd03-fa829c3c1b29" in answer.answer
    assert "**Off**" in answer.answer
