"""All rules together, on a small corpus and on the real one."""

from __future__ import annotations

from pathlib import Path

import pytest

import kb.checks
from kb.checks import RULES, check_corpus, load_catalog
from kb.checks.rule import Rule
from kb.errors import FactProblems
from kb.loader import load_corpus
from tests.kb.repo import DIGEST, Repo


def test_a_good_repository_becomes_a_catalog(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.add("ZM-APP-002", ("[[3, 3]]", "[[3, 4]]"), (DIGEST, f"{DIGEST}, {kb.sources.line_digest('Users sign in once.')}"))
    repo.copy_source()
    assert check_corpus(repo.corpus()) == []
    assert set(load_catalog(repo.root).facts) == {"ZM-APP-001", "ZM-APP-002"}


def test_problems_of_shape_and_of_every_rule_are_told_at_once_sorted_and_counted(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("      id: guide", "      id: giude"), ("[[3, 3]]", "[[9, 9]]"))
    repo.add(
        "ZM-APP-002",
        ("statement: A Zoom", "statement: This Zoom"),
        (f"      digests: [{DIGEST}]\n", ""),
    )
    repo.change("kb/questions/app/ZM-APP-002.txt", ("Graph and rooms, ZM-APP-002\n", ""))
    repo.add("ZM-APP-003", ("    source:\n", "    see_also: [ZM-APP-777]\n    source:\n"))
    repo.write("kb/facts/app/ZM-APP-004.yaml", "id: [\n")
    repo.change("kb/vocabulary.yaml", ("label: Access token", "label: Zoom Rooms"))
    with pytest.raises(FactProblems) as caught:
        load_catalog(repo.root)
    problems = caught.value.problems
    assert {(Path(problem.path).name, problem.rule) for problem in problems} == {
        ("ZM-APP-001.yaml", "unknown-source"),
        ("ZM-APP-002.yaml", "opens-with-pronoun"),
        ("ZM-APP-002.yaml", "missing-digests"),
        ("ZM-APP-002.txt", "few-questions"),
        ("ZM-APP-003.yaml", "unknown-fact"),
        ("ZM-APP-004.yaml", "bad-yaml"),
        ("vocabulary.yaml", "vocabulary-clash"),
    }
    assert list(problems) == sorted(problems)
    assert str(caught.value).endswith(f"\n{len(problems)} problems")


def test_every_rule_module_is_registered_and_has_its_tests() -> None:
    modules = {path.stem for path in Path(kb.checks.__file__).parent.glob("*.py")} - {"__init__", "rule"}
    assert {rule.__module__.removeprefix("kb.checks.") for rule in RULES} == modules
    assert {path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")} >= modules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.__name__))
def test_the_real_corpus_keeps_every_rule(rule: Rule) -> None:
    assert [str(problem) for problem in rule(load_corpus())] == []
