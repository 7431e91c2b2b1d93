"""One set of questions through every wire: the same citations, the same abstention. The tables on the page are made here.

To write it again: ``scripts/test --only pytest tests/api/test_conformance.py --update-conformance``.
"""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from kb.loader import ROOT
from tests.api.wires import ABSTAINED, AMBIGUOUS, ANSWERED, REFERENCE, WIRES, Outcome

QUESTIONS: dict[tuple[str, ...], tuple[str, str]] = {
    ("Which App ID do Zoom Rooms use with Application Permissions?",): ("lookup", ANSWERED),
    ("How is calendar data encrypted in transit?",): ("lookup", ANSWERED),
    ("f46ceaed-fb2d-4694-803b-6341837f0ed2",): ("reverse", ANSWERED),
    ("What is the difference between Application Permissions and Full Delegate Access for rooms?",): ("comparison", ANSWERED),
    ("How do I validate Application Permissions for Zoom Rooms?",): ("procedure", ANSWERED),
    ("What is the App ID?",): ("ambiguous", AMBIGUOUS),
    ("How much does a Zoom Rooms licence cost?",): ("refusal", ABSTAINED),
    ("What is the capital of France?",): ("refusal", ABSTAINED),
    ("Which scopes does the delegated app request?",): ("only in a picture", ABSTAINED),
    ("How many rooms can one service account hold?",): ("gap", ABSTAINED),
    ("Which App ID do Zoom Rooms use with Application Permissions?", "And with Full Delegate Access?"): ("follow-up", ANSWERED),
    ("How long does the access token live for rooms?", "Is it stored?"): ("follow-up", ANSWERED),
}
"""The turns → what kind of question the last one is, and what must come of it."""

PAGE = ROOT / "docs" / "about" / "conformance.md"
BEGIN, END = "<!-- the tables: made by tests/api/test_conformance.py -->\n", "<!-- end of the tables -->"


Said = dict[tuple[str, ...], tuple[Outcome, dict[str, set[Outcome]]]]
"""The turns → what the reference says, and what each wire that can carry them says."""


def ask_everywhere(client: TestClient, turns: tuple[str, ...]) -> dict[str, set[Outcome]]:
    return {wire.name: {ask(client, turns) for ask in wire.asks} for wire in WIRES if wire.turns or len(turns) == 1}


@pytest.fixture(scope="module")
def said(client: TestClient) -> Said:
    return {turns: (REFERENCE(client, turns), ask_everywhere(client, turns)) for turns in QUESTIONS}


@pytest.mark.parametrize("turns", QUESTIONS, ids=lambda turns: turns[-1][:40])
def test_every_wire_says_the_same(said: Said, turns: tuple[str, ...]) -> None:
    expected, outcomes = said[turns]
    assert expected.state == QUESTIONS[turns][1]
    assert outcomes == {name: {expected} for name in outcomes}
    assert len(outcomes) >= 4


def test_the_questions_are_of_every_kind() -> None:
    assert {state for _, state in QUESTIONS.values()} == {ANSWERED, AMBIGUOUS, ABSTAINED}
    assert any(len(turns) > 1 for turns in QUESTIONS)


def draw(rows: list[list[str]]) -> str:
    return "".join(f"| {' | '.join(row)} |\n" for row in [rows[0], ["---"] * len(rows[0]), *rows[1:]])


def write_table(said: Said) -> str:
    numbers = [str(number) for number in range(1, len(said) + 1)]
    asked = [["No.", "Question", "Kind", "Outcome", "Cites"]]
    for number, (turns, (expected, _)) in zip(numbers, said.items(), strict=True):
        asked.append([number, " → ".join(turns), QUESTIONS[turns][0], expected.state, ", ".join(expected.citations) or "nothing"])
    compared = [["Wire", *numbers]]
    for wire in WIRES:
        cells = [outcomes.get(wire.name) for _, outcomes in said.values()]
        marks = [
            "—" if cell is None else "✓" if cell == {expected} else "**✗**"
            for cell, (expected, _) in zip(cells, said.values(), strict=True)
        ]
        compared.append([wire.name, *marks])
    return f"\n{draw(asked)}\n{draw(compared)}\n"


def test_the_tables_on_the_page_are_true(said: Said, pytestconfig: pytest.Config) -> None:
    text = PAGE.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    true = head + BEGIN + write_table(said) + END + tail
    assert "✗" not in true
    if pytestconfig.getoption("update_conformance"):
        PAGE.write_text(true, encoding="utf-8")
    else:
        assert text == true, "run scripts/test --only pytest tests/api/test_conformance.py --update-conformance"
