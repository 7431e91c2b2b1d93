"""IDs are unique, known, and in the file named for them."""

from __future__ import annotations

from kb.checks import check_corpus
from kb.checks.ids import check_ids
from kb.ids import AREAS
from tests.kb.repo import FACT, Repo, place


def test_facts_in_their_files_are_good(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("kind: claim", "kind: claim\naliases: [ZM-APP-009]"))
    repo.add("ZM-GAP-001")
    assert repo.keeps(check_ids)


def test_an_unknown_area_is_told_with_the_known_ones(repo: Repo) -> None:
    name = repo.add("ZM-FOO-001")
    problem = repo.broken(check_ids)
    assert place(problem) == (name, 1, "ZM-FOO-001", "unknown-area")
    assert all(area in problem.message for area in ("FOO", *AREAS))


def test_an_unknown_area_breaks_no_other_rule(repo: Repo) -> None:
    repo.add("ZM-FOO-001")
    assert [problem.rule for problem in check_corpus(repo.corpus())] == ["unknown-area"]


def test_a_misplaced_file_is_told_where_it_belongs(repo: Repo) -> None:
    name = repo.write("kb/facts/token/ZM-APP-001.yaml", FACT.format(id="ZM-APP-001", digest="x"))
    problem = repo.broken(check_ids)
    assert place(problem) == (name, 1, "ZM-APP-001", "misplaced-file")
    assert "kb/facts/app/ZM-APP-001.yaml" in problem.message


def test_an_id_used_twice_is_told_with_its_first_owner(repo: Repo) -> None:
    first = repo.add("ZM-APP-001")
    second = repo.add("ZM-APP-002", ("id: ZM-APP-002\nkind", "id: ZM-APP-001\nkind"))
    [duplicate] = [problem for problem in check_ids(repo.corpus()) if problem.rule == "duplicate-id"]
    assert place(duplicate) == (second, 1, "ZM-APP-001", "duplicate-id")
    assert f"already used in {first}" in duplicate.message


def test_an_alias_that_is_another_facts_id_is_told_on_its_line(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    name = repo.add("ZM-APP-002", ("kind: claim", "kind: claim\naliases: [ZM-APP-001]"))
    problem = repo.broken(check_ids)
    assert place(problem) == (name, 3, "ZM-APP-002", "duplicate-id")
