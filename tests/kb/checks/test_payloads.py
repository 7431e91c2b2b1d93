"""A payload agrees with what stands beside it."""

from __future__ import annotations

import pytest

from kb.checks.payloads import check_payloads
from tests.kb.repo import Repo, place

UUID = "f56e91e5-5a82-452f-b435-d4d78aeaf064"
STATEMENT = "A Zoom Room reads calendar events over Microsoft Graph"


def with_payload(kind: str, payload: str, statement: str, applies_when: str = "{}") -> tuple[tuple[str, str], ...]:
    return (
        ("kind: claim", f"kind: {kind}"),
        ("    payload: {}", f"    payload: {payload}\n    applies_when: {applies_when}"),
        (STATEMENT, statement),
    )


def app_id(statement: str, applies_when: str = "{}") -> tuple[tuple[str, str], ...]:
    return with_payload("app_id", f"{{app_id: {UUID}, workload: rooms, method: application}}", statement, applies_when)


def test_payloads_that_agree_are_good(repo: Repo) -> None:
    repo.add("ZM-APP-001", *app_id(f"Rooms use {UUID}", "{workload: [rooms, personal-calendar], method: application}"))
    repo.add(
        "ZM-CONSENT-001",
        *with_payload("consent_pairing", "{entra_setting: all-apps, zoom_setting: Consent, position: Off}", "Consent is Off"),
    )
    repo.add("ZM-DATA-001", *with_payload("synced_field", "{name: isOnlineMeeting, of: event}", "The sync reads isOnlineMeeting"))
    repo.add("ZM-TERM-001", *with_payload("term", "{term: zoom-rooms}", "Zoom Rooms are rooms"))
    repo.add("ZM-TOKEN-001", *with_payload("token_policy", "{token: access, method: delegated}", "A token", "{token: access}"))
    assert repo.keeps(check_payloads)


@pytest.mark.parametrize(
    ("kind", "payload", "statement", "value"),
    [
        ("app_id", f"{{app_id: {UUID}, workload: rooms, method: application}}", "Rooms use f56e91e5", UUID),
        ("synced_field", "{name: isOnlineMeeting, of: event}", "The sync reads whether it is online", "isOnlineMeeting"),
        ("consent_pairing", "{entra_setting: all-apps, zoom_setting: Consent, position: Off}", "Consent stays as it is", "Off"),
        ("consent_pairing", "{entra_setting: all-apps, zoom_setting: Consent, position: Off}", "The switch is Off", "Consent"),
    ],
)
def test_a_value_that_the_statement_lacks_is_told(repo: Repo, kind: str, payload: str, statement: str, value: str) -> None:
    name = repo.add("ZM-APP-001", *with_payload(kind, payload, statement))
    problem = repo.broken(check_payloads)
    assert place(problem) == (name, repo.line(name, "statement:"), "ZM-APP-001v1", "value-not-stated")
    assert f'"{value}"' in problem.message


def test_an_app_id_of_two_facts_is_told(repo: Repo) -> None:
    repo.add("ZM-APP-001", *app_id(f"Rooms use {UUID}"))
    name = repo.add("ZM-APP-002", *app_id(f"Rooms have {UUID}"))
    problem = repo.broken(check_payloads)
    assert place(problem) == (name, repo.line(name, "payload:"), "ZM-APP-002v1", "duplicate-app-id")
    assert f"{UUID} is already the App ID of ZM-APP-001" in problem.message


def test_a_term_nobody_defined_is_told(repo: Repo) -> None:
    name = repo.add("ZM-TERM-001", *with_payload("term", "{term: zoom-roms}", "Zoom Rooms are rooms"))
    problem = repo.broken(check_payloads)
    assert place(problem) == (name, repo.line(name, "payload:"), "ZM-TERM-001v1", "unknown-term")
    assert '"zoom-roms" is no id in kb/vocabulary.yaml' in problem.message


def test_a_condition_that_contradicts_the_payload_is_told(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", *app_id(f"Rooms use {UUID}", "{workload: personal-calendar}"))
    problem = repo.broken(check_payloads)
    assert place(problem) == (name, repo.line(name, "applies_when:"), "ZM-APP-001v1", "condition-differs")
    assert 'the payload says workload "rooms", applies_when says personal-calendar' in problem.message
