"""Digests pin the source lines that were read."""

from __future__ import annotations

from kb.checks.digests import check_digests
from tests.kb.repo import DIGEST, GUIDE, Repo, place


def test_digests_that_agree_with_the_copy_are_good(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.copy_source()
    assert repo.keeps(check_digests)


def test_other_blanks_in_the_copy_are_no_drift(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.copy_source([*GUIDE[:2], f"  {GUIDE[2].replace(' ', '  ')} ", *GUIDE[3:]])
    assert repo.keeps(check_digests)


def test_without_a_copy_digests_are_believed(repo: Repo) -> None:
    repo.add("ZM-APP-001", (DIGEST, "0123456789ab"))
    assert repo.keeps(check_digests)


def test_missing_digests_are_told_with_the_command(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", (f"      digests: [{DIGEST}]\n", ""))
    problem = repo.broken(check_digests)
    assert place(problem) == (name, repo.line(name, "source:"), "ZM-APP-001v1", "missing-digests")
    assert "scripts/check_facts --stamp" in problem.message


def test_another_number_of_lines_is_told_with_both_numbers(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", ("[[3, 3]]", "[[3, 4]]"))
    repo.copy_source()
    problem = repo.broken(check_digests)
    assert place(problem) == (name, repo.line(name, "digests:"), "ZM-APP-001v1", "digest-count")
    assert "1 digests for 2 non-blank source lines" in problem.message


def test_drift_is_told_with_the_source_line(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    repo.copy_source([*GUIDE[:2], "Rooms read events over EWS.", *GUIDE[3:]])
    problem = repo.broken(check_digests)
    assert place(problem) == (name, repo.line(name, "digests:"), "ZM-APP-001v1", "digest-differs")
    assert "line 3 of guide is not what was read" in problem.message


def test_a_withdrawn_fact_may_have_lost_its_lines(repo: Repo) -> None:
    tomb = "    status: withdrawn\n    withdrawn: {date: 2026-12-01, reason: No longer so.}\n    title:"
    repo.add("ZM-APP-001", ("    title:", tomb))
    repo.copy_source([*GUIDE[:2], "Another matter.", *GUIDE[3:]])
    assert repo.keeps(check_digests)
