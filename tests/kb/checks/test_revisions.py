"""Revisions are numbered n … 1, newest first."""

from __future__ import annotations

from kb.checks.revisions import check_revisions
from tests.kb.repo import Repo, place


def add_two(repo: Repo, newer: str, older: str) -> str:
    """A fact of two revisions, each given as its first two lines."""
    name = repo.add("ZM-APP-001")
    text = (repo.root / name).read_text(encoding="utf-8")
    start = text.index("  - revision: 1\n    date: 2026-11-23\n")
    rest = text[start:].removeprefix("  - revision: 1\n    date: 2026-11-23\n")
    return repo.write(name, f"{text[:start]}{newer}{rest}{older}{rest}")


def test_newest_first_without_a_gap_is_good(repo: Repo) -> None:
    add_two(repo, "  - revision: 2\n    date: 2026-11-24\n", "  - revision: 1\n    date: 2026-11-23\n")
    assert repo.keeps(check_revisions)


def test_two_revisions_of_one_day_are_good(repo: Repo) -> None:
    add_two(repo, "  - revision: 2\n    date: 2026-11-23\n", "  - revision: 1\n    date: 2026-11-23\n")
    assert repo.keeps(check_revisions)


def test_a_gap_in_the_numbers_is_told_with_the_expected_one(repo: Repo) -> None:
    name = add_two(repo, "  - revision: 3\n    date: 2026-11-24\n", "  - revision: 1\n    date: 2026-11-23\n")
    problem = repo.broken(check_revisions)
    assert place(problem) == (name, repo.line(name, "revision: 3"), "ZM-APP-001v3", "revision-order")
    assert "expected number 2 here" in problem.message


def test_oldest_first_is_told_for_both(repo: Repo) -> None:
    name = add_two(repo, "  - revision: 1\n    date: 2026-11-23\n", "  - revision: 2\n    date: 2026-11-23\n")
    assert [place(problem) for problem in check_revisions(repo.corpus())] == [
        (name, repo.line(name, "revision: 1"), "ZM-APP-001v1", "revision-order"),
        (name, repo.line(name, "revision: 2"), "ZM-APP-001v2", "revision-order"),
    ]


def test_a_date_that_runs_backwards_is_told_on_its_line(repo: Repo) -> None:
    name = add_two(repo, "  - revision: 2\n    date: 2026-01-01\n", "  - revision: 1\n    date: 2026-11-23\n")
    problem = repo.broken(check_revisions)
    assert place(problem) == (name, repo.line(name, "2026-01-01"), "ZM-APP-001v2", "revision-date")
    assert "revision 1 is dated later (2026-11-23)" in problem.message
