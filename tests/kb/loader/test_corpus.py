"""The whole knowledge base is read, and everything wrong is told at once."""

from __future__ import annotations

import pytest

from kb.errors import FactProblems
from kb.loader import ROOT, fact_files, load_corpus, read_corpus
from tests.kb.repo import Repo, place

APP = "kb/facts/app/ZM-APP-001.yaml"


def test_a_good_repository_is_read_whole(repo: Repo) -> None:
    repo.add("ZM-TOKEN-001")
    repo.add("ZM-APP-001")
    corpus = repo.corpus()
    assert [fact.id for fact in corpus.facts] == ["ZM-APP-001", "ZM-TOKEN-001"]
    assert [(fact.id, document.path) for fact, document in corpus.located()] == [
        ("ZM-APP-001", APP),
        ("ZM-TOKEN-001", "kb/facts/token/ZM-TOKEN-001.yaml"),
    ]
    assert [source.id for source in corpus.sources] == ["guide"]
    assert [term.id for term in corpus.vocabulary] == ["zoom-rooms", "access-token"]


@pytest.mark.parametrize(
    ("old", "new", "part", "rule", "gist"),
    [
        ("    title:", "    titel: x\n    title:", "titel: x", "unknown-key", '"titel" is no key of this model'),
        ("      section:", "      setcion: x\n      section:", "setcion: x", "unknown-key", '"setcion" is no key'),
        ("    date: 2026-11-23", "    date: 23.11.2026", "date: 23.11.2026", "date-from-datetime-parsing", "'23.11.2026'"),
        ("  - revision: 1", "  - revision: one", "revision: one", "int-parsing", "revisions.0.revision"),
        ("    title: Rooms and events (ZM-APP-001)\n", "", "- revision: 1", "missing-key", '"title" is missing'),
        ("      id: guide\n", "", "source:", "missing-key", '"id" is missing'),
        ("    payload: {}", "    payload: {colour: blue}", "payload:", "unknown-key", '"colour" is no key'),
        ("id: ZM-APP-001\n", "id: APP-1\n", "id: APP-1", "string-pattern-mismatch", "'APP-1'"),
        ("kind: claim", "kind: rumour", "id: ZM-APP-001", "union-tag-invalid", "'rumour'"),
        ("      basis: vendor", "      basis: rumour", "basis: rumour", "enum", "'vendor', 'derived' or 'secondary'"),
        ("    question:", "    applies_when: {workload: room}\n    question:", "applies_when:", "literal-error", "'rooms' or 'personal-calendar'"),
        ("    title:", "    status: withdrawn\n    title:", "- revision: 1", "bad-value", "goes with `status: withdrawn`"),
        ("      lines: [[3, 3]]", "      lines: [[3, x]]", "lines: [[3, x]]", "int-parsing", "revisions.0.source.lines.0.1"),
    ],
)  # fmt: skip
def test_a_wrong_shape_is_told_with_file_line_fact_and_rule(repo: Repo, old: str, new: str, part: str, rule: str, gist: str) -> None:
    name = repo.add("ZM-APP-001", (old, new))
    problem = repo.problem_of(rule)
    # The id of the fact stands in more lines than its own.
    line = 1 if part.startswith("id: ZM") else repo.line(name, part)
    assert place(problem) == (name, line, "ZM-APP-001", rule)
    assert gist in problem.message


@pytest.mark.parametrize(
    ("kind", "payload", "part", "rule", "gist"),
    [
        ("app_id", "{app_id: F56E91E5, workload: rooms, method: application}", "payload:", "string-pattern-mismatch", "payload.app_id"),
        ("window", "{past: P6M, future: 18 months, total: P24M}", "payload:", "bad-value", '"18 months" is no ISO 8601 duration'),
        (
            "token_policy",
            "\n      token: access\n      method: delegated\n      lifetime: 1h",
            "lifetime: 1h",
            "bad-value",
            '"1h" is no ISO 8601',
        ),
        ("gap", "{reason: image_only}", "payload:", "missing-key", '"missing" is missing'),
        (
            "version_floor",
            "\n      minimums:\n        - {product: Windows, version: ten}",
            "- {product",
            "string-pattern-mismatch",
            "'ten'",
        ),
    ],
)
def test_a_wrong_payload_is_told_with_its_line(repo: Repo, kind: str, payload: str, part: str, rule: str, gist: str) -> None:
    name = repo.add("ZM-APP-001", ("kind: claim", f"kind: {kind}"), ("payload: {}", f"payload: {payload}"))
    problem = repo.problem_of(rule)
    assert place(problem) == (name, repo.line(name, part), "ZM-APP-001", rule)
    assert gist in problem.message


def test_a_wrong_revision_is_told_once_and_not_as_missing_too(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("    date: 2026-11-23", "    date: soon"))
    assert repo.problem().rule == "date-from-datetime-parsing"


def test_bad_yaml_is_told_once(repo: Repo) -> None:
    repo.write(APP, "id: ZM-APP-001\nkind: [claim\n")
    problem = repo.problem()
    assert (problem.path, problem.line, problem.rule) == (APP, 3, "bad-yaml")


def test_a_file_that_is_not_utf8_is_told_once(repo: Repo) -> None:
    repo.write(APP, b"id: caf\xe9\n")
    assert place(repo.problem()) == (APP, 0, "", "not-utf-8")


def test_a_duplicate_key_is_told_with_both_lines(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("    payload: {}", "    payload: {}\n    title: Again"))
    problem = repo.problem()
    assert (problem.path, problem.line, problem.rule) == (APP, repo.line(APP, "title: Again"), "duplicate-key")
    assert f"(first on line {repo.line(APP, 'title: Rooms')})" in problem.message


def test_an_empty_file_is_told(repo: Repo) -> None:
    repo.write(APP, "# nothing yet\n")
    assert place(repo.problem()) == (APP, 0, "ZM-APP-001", "empty-file")


@pytest.mark.parametrize("text", ["just words\n", "- a\n- b\n", "id: ZM-APP-001\n", "kind: [claim]\n", "1: {2: 3}\n"])
def test_another_shape_altogether_is_a_problem_not_a_crash(repo: Repo, text: str) -> None:
    repo.write(APP, text)
    problems = repo.problems()
    assert problems
    assert {problem.path for problem in problems} == {APP}


@pytest.mark.parametrize(("name", "key"), [("kb/sources.yaml", "sources"), ("kb/vocabulary.yaml", "terms")])
def test_a_list_that_is_missing_or_of_another_shape_is_told(repo: Repo, name: str, key: str) -> None:
    for text in ("other: []\n", f"{key}: x\n", f"{key}: []\nmore: []\n", "- a\n", ""):
        repo.write(name, text)
        assert place(repo.problem()) == (name, 1, "", "bad-shape")
        assert f'one key, "{key}"' in repo.problem().message
    (repo.root / name).unlink()
    assert place(repo.problem()) == (name, 0, "", "missing-file")


def test_a_wrong_entry_of_a_list_is_told_with_its_line_and_the_others_are_kept(repo: Repo) -> None:
    repo.change("kb/vocabulary.yaml", ("id: access-token", "id: Access Token"))
    corpus, [problem] = read_corpus(repo.root)
    assert place(problem) == ("kb/vocabulary.yaml", repo.line("kb/vocabulary.yaml", "Access Token"), "", "string-pattern-mismatch")
    assert [term.id for term in corpus.vocabulary] == ["zoom-rooms"]


def test_all_problems_are_told_at_once_with_their_count(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("    date: 2026-11-23", "    date: soon"), ("    title:", "    titel:"))
    repo.write("kb/facts/app/ZM-APP-002.yaml", "")
    repo.add("ZM-APP-003", ("kind: claim", "kind: claim\nkind: gap"))
    repo.change("kb/sources.yaml", ("    line_count: 5", "    line_count: five"))
    repo.change("kb/vocabulary.yaml", ("    label: Access token\n", ""))
    repo.add("ZM-TOKEN-001")
    corpus, found = read_corpus(repo.root)
    with pytest.raises(FactProblems) as caught:
        load_corpus(repo.root)
    problems = caught.value.problems
    assert {(problem.path.rsplit("/", 1)[1], problem.rule) for problem in problems} >= {
        ("ZM-APP-001.yaml", "missing-key"),
        ("ZM-APP-001.yaml", "date-from-datetime-parsing"),
        ("ZM-APP-001.yaml", "unknown-key"),
        ("ZM-APP-002.yaml", "empty-file"),
        ("ZM-APP-003.yaml", "duplicate-key"),
        ("sources.yaml", "int-parsing"),
        ("vocabulary.yaml", "missing-key"),
    }
    assert sorted(found) == list(problems)
    assert str(caught.value).splitlines() == [*map(str, problems), f"{len(problems)} problems"]
    assert [fact.id for fact in corpus.facts] == ["ZM-APP-003", "ZM-TOKEN-001"]


def test_the_real_corpus_is_read_whole_and_every_file_holds_the_fact_it_is_named_for() -> None:
    corpus = load_corpus()
    assert {fact.id for fact in corpus.facts} == {path.stem for path in fact_files(ROOT)}
    assert corpus.facts
    assert corpus.sources
    assert corpus.vocabulary
