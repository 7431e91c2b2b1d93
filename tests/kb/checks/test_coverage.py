"""Each line of a source carries a fact, or is listed with its reason."""

from __future__ import annotations

import pytest

from kb.checks import measure_coverage
from kb.checks.coverage import check_coverage
from tests.kb.repo import GUIDE, Repo, place

NAME = "kb/sources.yaml"


def test_a_source_covered_by_facts_and_reasons_is_good(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.add("ZM-APP-002", ("[[3, 3]]", "[[4, 4]]"))
    repo.copy_source()
    assert repo.keeps(check_coverage)


def test_without_a_copy_nothing_is_measured(repo: Repo) -> None:
    [source] = repo.corpus().sources
    assert measure_coverage(repo.corpus(), source) is None
    assert repo.keeps(check_coverage)


def test_a_line_without_fact_or_reason_is_told_with_its_number(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.copy_source()
    problem = repo.broken(check_coverage)
    assert place(problem) == (NAME, repo.line(NAME, "uncited:"), "guide", "uncovered-line")
    assert "line 4 has no fact" in problem.message


def test_a_gap_covers_nothing(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.add(
        "ZM-GAP-001", ("[[3, 3]]", "[[4, 4]]"), ("kind: claim", "kind: gap"), ("payload: {}", "payload: {reason: image_only, missing: x}")
    )
    repo.copy_source()
    assert repo.broken(check_coverage).rule == "uncovered-line"


def test_a_withdrawn_fact_covers_nothing(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    tomb = "    status: withdrawn\n    withdrawn: {date: 2026-12-01, reason: No longer so.}\n    title:"
    repo.add("ZM-APP-002", ("[[3, 3]]", "[[4, 4]]"), ("    title:", tomb))
    repo.copy_source()
    assert repo.broken(check_coverage).rule == "uncovered-line"


@pytest.mark.parametrize(("listed", "line"), [("[[1, 2], [5, 5]]", 2), ("[[1, 1], [5, 6]]", 6)])
def test_a_listed_line_that_is_blank_or_not_there_is_told(repo: Repo, listed: str, line: int) -> None:
    repo.add("ZM-APP-001", ("[[3, 3]]", "[[3, 4]]"))
    repo.change(NAME, ("[[1, 1], [5, 5]]", listed))
    repo.copy_source()
    problem = repo.broken(check_coverage)
    assert place(problem) == (NAME, repo.line(NAME, "uncited:"), "guide", "needless-exception")
    assert f"line {line} is listed under uncited, but is blank or not there" in problem.message


def test_coverage_names_its_lines(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.copy_source()
    [source] = repo.corpus().sources
    coverage = measure_coverage(repo.corpus(), source)
    assert coverage is not None
    assert coverage.lines == {number for number, line in enumerate(GUIDE, 1) if line}
    assert (set(coverage.cited), set(coverage.listed), list(coverage.missing)) == ({3}, {1, 5}, [4])
