"""Whatever was released and changed is caught, with the field and both values."""

from __future__ import annotations

import shutil

import pytest

from kb.checks.releases import check_releases
from kb.errors import Problem
from kb.history import digest_release
from kb.loader import ROOT
from tests.kb.repo import Repo, place

UUID = "f56e91e5-5a82-452f-b435-d4d78aeaf064"
OTHER = "00000000-5a82-452f-b435-d4d78aeaf064"
APP_ID = (
    ("kind: claim", "kind: app_id\naliases: [ZM-APP-008]"),
    ("    payload: {}", f"    payload: {{app_id: {UUID}, workload: rooms, method: application}}\n    applies_when: {{workload: [rooms]}}"),
)


@pytest.fixture
def released(repo: Repo) -> Repo:
    """Two facts, one of them an App ID with an alias, in one release; the other one then revised, in a second."""
    repo.add("ZM-APP-001", *APP_ID)
    repo.add("ZM-APP-002")
    repo.release()
    repo.revise("ZM-APP-002", ("A Zoom Room reads", "A Zoom Room fetches"))
    repo.release()
    return repo


def found(repo: Repo) -> list[Problem]:
    return list(check_releases(repo.corpus()))


APP, CLAIM = "kb/facts/app/ZM-APP-001.yaml", "kb/facts/app/ZM-APP-002.yaml"


@pytest.mark.parametrize(
    ("old", "new", "field", "said"),
    [
        (UUID, OTHER, "payload.app_id", f'it said "{UUID}" and now says "{OTHER}"'),
        ("method: application", "method: delegated", "payload.method", 'it said "application" and now says "delegated"'),
        ("{workload: [rooms]}", "{workload: [personal-calendar]}", "applies_when.workload", 'said ["rooms"] and now says ["personal-calendar"]'),
        ("{workload: [rooms]}", "{}", "applies_when.workload", 'it said ["rooms"] and now says []'),
        ("    statement: A Zoom Room reads", "    statement: A Zoom Room writes", "statement", '"A Zoom Room reads calendar events over Microsoft Graph (ZM-APP-001)."'),
    ],
)  # fmt: skip
def test_a_changed_field_is_named_with_both_values(released: Repo, old: str, new: str, field: str, said: str) -> None:
    released.change(APP, (old, new))
    [problem] = found(released)
    assert place(problem) == (APP, released.line(APP, new.strip()), "ZM-APP-001v1", "changed-release")
    assert f"{field} was released in 2026.11.0: " in problem.message
    assert said in problem.message


def test_a_status_changed_in_place_is_caught(released: Repo) -> None:
    released.change(APP, ("    title:", "    status: withdrawn\n    withdrawn: {date: 2026-11-23, reason: Gone.}\n    title:"))
    assert {(problem.rule, problem.message.split()[0]) for problem in found(released)} == {
        ("changed-release", "status"),
        ("changed-release", "withdrawn"),
    }


def test_an_older_revision_is_held_as_well(released: Repo) -> None:
    released.change(CLAIM, ("A Zoom Room reads", "A Zoom Room guesses"))
    [problem] = found(released)
    assert (problem.subject, problem.rule) == ("ZM-APP-002v1", "changed-release")


def test_a_deleted_fact_is_named(released: Repo) -> None:
    released.remove("ZM-APP-002")
    [problem] = found(released)
    name = "kb/releases/2026.11.0.yaml"
    assert place(problem) == (name, released.line(name, "  ZM-APP-002: "), "ZM-APP-002", "deleted-fact")


def test_a_deleted_revision_is_named(released: Repo) -> None:
    text = (released.root / CLAIM).read_text(encoding="utf-8")
    start, end = text.index("  - revision: 2"), text.index("  - revision: 1")
    released.write(CLAIM, text[:start] + text[end:])
    [problem] = found(released)
    assert (problem.path, problem.subject, problem.rule) == (CLAIM, "ZM-APP-002v2", "deleted-revision")


def test_an_id_given_to_another_kind_of_fact_is_named(released: Repo) -> None:
    released.change(APP, ("kind: app_id", "kind: claim"), (f"{{app_id: {UUID}, workload: rooms, method: application}}", "{}"))
    [problem] = found(released)
    assert place(problem) == (APP, released.line(APP, "kind:"), "ZM-APP-001", "reused-id")


def test_an_id_that_becomes_the_alias_of_another_fact_is_named(released: Repo) -> None:
    released.remove("ZM-APP-002")
    released.add("ZM-APP-003", ("kind: claim", "kind: claim\naliases: [ZM-APP-002]"))
    assert {(problem.path, problem.rule) for problem in found(released)} == {
        ("kb/facts/app/ZM-APP-003.yaml", "reused-id"),
        ("kb/facts/app/ZM-APP-003.yaml", "deleted-revision"),
    }


def test_an_alias_that_is_given_to_another_fact_is_named(released: Repo) -> None:
    released.change(APP, ("\naliases: [ZM-APP-008]", ""))
    released.add("ZM-APP-008")
    [problem] = found(released)
    assert (problem.path, problem.subject, problem.rule) == (APP, "ZM-APP-008", "reused-id")
    assert "leads to ZM-APP-008 now" in problem.message


def test_an_alias_that_leads_nowhere_is_named(released: Repo) -> None:
    released.change(APP, ("\naliases: [ZM-APP-008]", ""))
    [problem] = found(released)
    assert (problem.path, problem.subject, problem.rule) == (APP, "ZM-APP-001", "lost-alias")


def test_released_words_that_no_model_reads_are_named(released: Repo) -> None:
    released.change("kb/releases/2026.11.0.yaml", ("app_id: f56e91e5", "application: f56e91e5"))
    assert found(released) == [], "a damaged file proves nothing about the facts"
    corpus = released.corpus()
    corpus.releases[0] = corpus.releases[0].model_copy(update={"digest": digest_release(corpus.releases[0])})
    [problem] = check_releases(corpus)
    assert (problem.subject, problem.rule) == ("ZM-APP-001v1", "unreadable-release")


def test_editorial_fields_may_change(released: Repo) -> None:
    released.change(APP, ("Rooms and events", "Events and rooms"), ("How does a room read events", "How are room events read"))
    released.change("kb/questions/app/ZM-APP-001.txt", ("room events source", "where room events come from"))
    released.change(APP, ("      basis: vendor", "      basis: derived"))
    assert found(released) == []


def test_new_facts_and_new_revisions_may_come(released: Repo) -> None:
    released.add("ZM-APP-003")
    released.revise("ZM-APP-001", (UUID, OTHER))
    released.withdraw("ZM-APP-002", "ZM-APP-001")
    assert found(released) == []


def test_a_fact_may_move_to_another_id_with_all_its_revisions(released: Repo) -> None:
    released.rename("ZM-APP-002", "ZM-APP-009")
    assert found(released) == []


def test_the_real_facts_are_what_was_released(repo: Repo) -> None:
    for folder in ("facts", "questions", "releases"):
        if (ROOT / "kb" / folder).is_dir():
            shutil.copytree(ROOT / "kb" / folder, repo.root / "kb" / folder, dirs_exist_ok=True)
    name = repo.release("2099-01-01")
    assert found(repo) == []
    repo.change("kb/facts/app/ZM-APP-002.yaml", (f"app_id: {UUID}", f"app_id: {OTHER}"))
    problems = found(repo)
    assert {problem.rule for problem in problems} == {"changed-release"}
    assert all("payload.app_id" in problem.message and UUID in problem.message and OTHER in problem.message for problem in problems)
    assert name == "kb/releases/2099.01.0.yaml"
