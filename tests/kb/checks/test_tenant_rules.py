"""The rules of the tenant check cite facts that hold."""

from __future__ import annotations

import shutil

from kb.checks.tenant_rules import check_tenant_rules
from kb.loader import ROOT, load_corpus
from tests.kb.repo import Repo


def with_rules(repo: Repo) -> Repo:
    shutil.copytree(ROOT / "kb/rules", repo.root / "kb/rules")
    return repo


def test_a_repository_without_rules_is_good(repo: Repo) -> None:
    assert repo.keeps(check_tenant_rules)


def test_a_cited_fact_that_is_not_there_is_told_with_its_line(repo: Repo) -> None:
    problems = list(check_tenant_rules(load_corpus(with_rules(repo).root)))
    assert {problem.rule for problem in problems} == {"unknown-fact"}
    lines = (repo.root / "kb/rules/look-alikes.yaml").read_text(encoding="utf-8").splitlines()
    [found, *_] = [problem for problem in problems if "ZM-APP-102" in problem.message]
    assert "ZM-APP-102" in lines[found.line - 1]


def test_a_rule_of_the_wrong_shape_and_a_missing_one_are_told(repo: Repo) -> None:
    with_rules(repo)
    path = repo.root / "kb/rules/leftovers.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("verdict: pass", "verdict: maybe"), encoding="utf-8")
    (repo.root / "kb/rules/look-alikes.yaml").unlink()
    problems = list(check_tenant_rules(load_corpus(repo.root)))
    assert ("kb/rules/leftovers.yaml", "enum") in {(problem.path, problem.rule) for problem in problems}
