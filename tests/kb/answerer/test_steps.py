"""Procedures in answers, from the start or from the middle."""

from __future__ import annotations

import pytest

from kb.analysis import Analyzer
from kb.answerer.steps import find_start, render_steps
from kb.models.payloads import Procedure

PROCEDURE = Procedure(
    goal="Find the consent setting",
    steps=(
        "Sign in to the **Azure portal**.",
        "Click **Microsoft Entra ID**.",
        "Open **Manage** and click **Enterprise applications**.",
        "Open **Consent and permissions**.",
    ),
)


def test_steps_are_numbered_as_in_the_procedure() -> None:
    assert render_steps(PROCEDURE).splitlines() == [f"{number}. {step}" for number, step in enumerate(PROCEDURE.steps, 1)]
    assert render_steps(PROCEDURE, 2).splitlines()[0] == f"3. {PROCEDURE.steps[2]}"


@pytest.mark.parametrize(
    ("question", "behind"),
    [
        ("How do I find the consent setting?", 0),
        ("How do I get to Enterprise applications?", 0),
        ("I'm already in Enterprise applications; what next?", 3),
        ("I'm already in the Azure portal. Where do I go for Enterprise applications?", 1),
        ("We have opened Microsoft Entra ID, what now?", 2),
        ("I am in Consent and permissions, what next?", 0),
        ("I'm on the moon, what next?", 0),
    ],
)
def test_what_is_behind_somebody_is_read_from_where_they_say_they_are(question: str, behind: int) -> None:
    assert find_start(question, PROCEDURE, Analyzer(())) == behind
