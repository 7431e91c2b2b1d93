"""What every rule needs."""

from __future__ import annotations

from kb.checks.rule import latest_revisions, revisions, suggest
from tests.kb.repo import Repo, place


def test_a_problem_stands_at_its_key_or_at_the_revision(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    [located] = revisions(repo.corpus())
    assert place(located.problem("r", "m", "source", "id")) == (name, repo.line(name, "id: guide"), "ZM-APP-001v1", "r")
    assert located.problem("r", "m", "conflicts_with").line == repo.line(name, "- revision: 1")


def test_the_latest_revisions_are_the_first_of_each_fact(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    repo.add("ZM-APP-002")
    text = (repo.root / name).read_text(encoding="utf-8")
    start = text.index("  - revision: 1")
    repo.write(name, text[:start] + text[start:].replace("revision: 1", "revision: 2") + text[start:])
    assert [located.citation for located in revisions(repo.corpus())] == ["ZM-APP-001v2", "ZM-APP-001v1", "ZM-APP-002v1"]
    assert [located.citation for located in latest_revisions(repo.corpus())] == ["ZM-APP-001v2", "ZM-APP-002v1"]


def test_a_suggestion_is_the_nearest_name_or_nothing() -> None:
    assert suggest(["near", "far"]) == ' Did you mean "near"?'
    assert suggest([]) == ""
