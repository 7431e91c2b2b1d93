"""Provenance names a known source and lines that it has."""

from __future__ import annotations

import pytest

from kb.checks.provenance import check_provenance
from tests.kb.repo import Repo, place


@pytest.mark.parametrize("lines", ["[[1, 5]]", "[[3, 3], [5, 5]]"])
def test_lines_within_a_known_source_are_good(repo: Repo, lines: str) -> None:
    repo.add("ZM-APP-001", ("[[3, 3]]", lines))
    assert repo.keeps(check_provenance)


def test_an_unknown_source_is_told_with_the_nearest_known_one(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", ("      id: guide", "      id: giude"))
    problem = repo.broken(check_provenance)
    assert place(problem) == (name, repo.line(name, "giude"), "ZM-APP-001v1", "unknown-source")
    assert problem.message == 'source "giude" is not in kb/sources.yaml. Did you mean "guide"?'


@pytest.mark.parametrize("lines", ["[[0, 1]]", "[[4, 6]]", "[[4, 3]]", "[[-1, 2]]"])
def test_lines_outside_the_source_or_turned_round_are_told(repo: Repo, lines: str) -> None:
    name = repo.add("ZM-APP-001", ("[[3, 3]]", f"[[1, 1], {lines[1:]}"))
    problem = repo.broken(check_provenance)
    assert place(problem) == (name, repo.line(name, "lines:"), "ZM-APP-001v1", "lines-outside")
    assert f"lines {lines[1:-1]} are no range within 1 to 5" in problem.message


def test_an_old_revision_is_checked_too(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    text = (repo.root / name).read_text(encoding="utf-8")
    start = text.index("  - revision: 1")
    repo.write(name, text[:start] + text[start:].replace("revision: 1", "revision: 2") + text[start:].replace("[[3, 3]]", "[[9, 9]]"))
    assert place(repo.broken(check_provenance)) == (name, repo.line(name, "[[9, 9]]"), "ZM-APP-001v1", "lines-outside")
