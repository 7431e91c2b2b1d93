"""Every fact that another one names exists."""

from __future__ import annotations

import pytest

from kb.checks.references import check_references
from tests.kb.repo import Repo, place


def naming(key: str, *ids: str) -> tuple[str, str]:
    return "    source:\n", f"    {key}: [{', '.join(ids)}]\n    source:\n"


def test_facts_that_name_each_other_or_an_alias_are_good(repo: Repo) -> None:
    repo.add("ZM-APP-001", naming("see_also", "ZM-APP-009"), naming("conflicts_with", "ZM-APP-002"))
    repo.add("ZM-APP-002", naming("conflicts_with", "ZM-APP-001"), ("kind: claim", "kind: claim\naliases: [ZM-APP-009]"))
    assert repo.keeps(check_references)


@pytest.mark.parametrize("key", ["see_also", "conflicts_with"])
def test_an_unknown_fact_is_told_with_the_nearest_known_one(repo: Repo, key: str) -> None:
    name = repo.add("ZM-APP-001", naming(key, "ZM-APP-003"))
    repo.add("ZM-APP-002")
    problem = repo.broken(check_references)
    assert place(problem) == (name, repo.line(name, key), "ZM-APP-001v1", "unknown-fact")
    assert f"{key} names ZM-APP-003, which does not exist. Did you mean" in problem.message


def test_an_unknown_replacement_of_a_withdrawn_fact_is_told(repo: Repo) -> None:
    withdrawn = "    status: withdrawn\n    withdrawn: {date: 2026-11-23, reason: Merged, replaced_by: [ZM-TOKEN-777]}\n    title:"
    name = repo.add("ZM-APP-001", ("    title:", withdrawn))
    problem = repo.broken(check_references)
    assert place(problem) == (name, repo.line(name, "replaced_by"), "ZM-APP-001v1", "unknown-fact")
    assert "withdrawn names ZM-TOKEN-777" in problem.message


def test_a_fact_that_names_itself_is_told(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", naming("see_also", "ZM-APP-001"))
    assert place(repo.broken(check_references)) == (name, repo.line(name, "see_also"), "ZM-APP-001v1", "self-reference")


def test_a_conflict_named_from_one_side_is_told(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", naming("conflicts_with", "ZM-APP-002"))
    repo.add("ZM-APP-002")
    problem = repo.broken(check_references)
    assert place(problem) == (name, repo.line(name, "conflicts_with"), "ZM-APP-001v1", "one-sided-conflict")
    assert "ZM-APP-002 does not name ZM-APP-001 back" in problem.message
