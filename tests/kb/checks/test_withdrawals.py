"""Withdrawn facts stay withdrawn; replacements come to an end."""

from __future__ import annotations

import pytest

from kb.checks.withdrawals import check_withdrawals
from tests.kb.repo import Repo, place


@pytest.mark.parametrize("replaced_by", [(), ("ZM-APP-002",), ("ZM-APP-002", "ZM-APP-003")])
def test_a_fact_may_be_replaced_by_none_one_or_several(repo: Repo, replaced_by: tuple[str, ...]) -> None:
    for fact_id in ("ZM-APP-001", "ZM-APP-002", "ZM-APP-003"):
        repo.add(fact_id)
    repo.withdraw("ZM-APP-001", *replaced_by)
    assert repo.keeps(check_withdrawals)


def test_replacements_in_a_circle_are_refused(repo: Repo) -> None:
    following = {"ZM-APP-001": "ZM-APP-002", "ZM-APP-002": "ZM-APP-008", "ZM-APP-003": "ZM-APP-001", "ZM-APP-004": "ZM-APP-001"}
    for fact_id, other in following.items():
        repo.add(fact_id)
        repo.withdraw(fact_id, other)
    name = repo.change("kb/facts/app/ZM-APP-003.yaml", ("kind: claim", "kind: claim\naliases: [ZM-APP-008]"))
    problems = list(check_withdrawals(repo.corpus()))
    assert [problem.subject for problem in problems] == ["ZM-APP-001v2", "ZM-APP-002v2", "ZM-APP-003v2"]
    assert place(problems[2]) == (name, repo.line(name, "withdrawn: {"), "ZM-APP-003v2", "replacement-circle")
    assert "ZM-APP-001 → ZM-APP-002 → ZM-APP-003 → ZM-APP-001" in problems[0].message


def test_a_withdrawn_fact_does_not_come_back(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    name = repo.withdraw("ZM-APP-001")
    repo.revise(
        "ZM-APP-001",
        ("    status: withdrawn\n", "    status: current\n"),
        ("    withdrawn: {date: 2026-11-23, reason: It ended., replaced_by: []}\n", ""),
    )
    [problem] = check_withdrawals(repo.corpus())
    assert place(problem) == (name, repo.line(name, "status: current"), "ZM-APP-001v3", "reused-id")


def test_a_tombstone_may_be_corrected(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.add("ZM-APP-002")
    repo.withdraw("ZM-APP-001")
    repo.revise("ZM-APP-001", ("replaced_by: []", "replaced_by: [ZM-APP-002]"))
    assert repo.keeps(check_withdrawals)
    assert [fact.id for fact in repo.catalog().replacements(repo.catalog().fact("ZM-APP-001"))] == ["ZM-APP-002"]
