"""Release files stay as they were written, and none is missing."""

from __future__ import annotations

import pytest

from kb.checks.release_files import check_release_files
from kb.errors import Problem
from kb.history import digest_release
from tests.kb.repo import Repo, place

FIRST, SECOND, THIRD = (f"kb/releases/2026.11.{at}.yaml" for at in range(3))


@pytest.fixture
def row(repo: Repo) -> Repo:
    """Three releases."""
    repo.add("ZM-APP-001")
    repo.release()
    repo.revise("ZM-APP-001", ("reads", "fetches"))
    repo.release()
    repo.add("ZM-APP-002")
    repo.release()
    assert repo.keeps(check_release_files)
    return repo


def found(repo: Repo) -> list[Problem]:
    return list(check_release_files(repo.corpus()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A Zoom Room reads", "A Zoom Room writes"),
        ("kind: claim", "kind: reason"),
        ("date: '2026-11-23'", "date: '2026-11-22'"),
        ("status: current, digest", "status: withdrawn, digest"),
        ("revisions:\n  ZM-APP-001v1:", "revisions:\n  ZM-APP-003v1:"),
    ],
)
def test_a_release_file_edited_by_hand_is_caught(row: Repo, old: str, new: str) -> None:
    row.change(FIRST, (old, new))
    [problem] = found(row)
    assert place(problem) == (FIRST, 4, "2026.11.0", "edited-release")


def test_an_edited_file_with_a_digest_of_its_own_is_caught_by_the_next_one(row: Repo) -> None:
    row.change(FIRST, ("A Zoom Room reads", "A Zoom Room writes"))
    release = row.corpus().releases[0]
    row.change(FIRST, (release.digest, digest_release(release)))
    assert [place(problem) for problem in found(row)] == [
        (FIRST, row.line(FIRST, "  ZM-APP-001: "), "ZM-APP-001", "edited-release"),
        (SECOND, row.line(SECOND, "previous:"), "2026.11.1", "edited-release"),
    ]


def test_a_digest_that_does_not_fit_its_revision_is_caught(row: Repo) -> None:
    digest = row.corpus().releases[2].facts["ZM-APP-001"].digest
    row.change(THIRD, (digest, "0" * 64))
    release = row.corpus().releases[2]
    row.change(THIRD, (release.digest, digest_release(release)))
    [problem] = found(row)
    assert place(problem) == (THIRD, row.line(THIRD, "  ZM-APP-001: "), "ZM-APP-001", "edited-release")


@pytest.mark.parametrize(("gone", "after"), [(FIRST, SECOND), (SECOND, THIRD)])
def test_a_release_that_is_gone_is_missed_by_the_next_one(row: Repo, gone: str, after: str) -> None:
    (row.root / gone).unlink()
    [problem] = found(row)
    assert (problem.path, problem.rule) == (after, "missing-release")
    assert gone.removeprefix("kb/releases/").removesuffix(".yaml") in problem.message


def test_a_renamed_file_is_named(row: Repo) -> None:
    (row.root / THIRD).rename(row.root / "kb/releases/2026.11.7.yaml")
    [problem] = found(row)
    assert (problem.path, problem.rule) == ("kb/releases/2026.11.7.yaml", "misnamed-release")


def test_a_release_that_is_dated_before_the_one_before_it_is_caught(row: Repo) -> None:
    corpus = row.corpus()
    early = corpus.releases[1].model_copy(update={"date": corpus.releases[0].date.replace(day=1)})
    corpus.releases[1] = early.model_copy(update={"digest": digest_release(early)})
    assert any("before 2026.11.0 of 2026-11-23" in problem.message for problem in check_release_files(corpus))
