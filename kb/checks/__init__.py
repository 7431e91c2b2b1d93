"""The rules the facts must keep: one rule a module, all problems reported at once."""

from __future__ import annotations

from pathlib import Path

from kb.catalog import Catalog
from kb.checks.copying import check_copying
from kb.checks.coverage import Coverage, check_coverage, measure_coverage
from kb.checks.digests import check_digests
from kb.checks.ids import check_ids
from kb.checks.payloads import check_payloads
from kb.checks.provenance import check_provenance
from kb.checks.questions import check_questions
from kb.checks.references import check_references
from kb.checks.release_files import check_release_files
from kb.checks.releases import check_releases
from kb.checks.revisions import check_revisions
from kb.checks.rule import Rule
from kb.checks.scalars import check_scalars
from kb.checks.statements import check_statements
from kb.checks.subject import check_subject
from kb.checks.tenant_rules import check_tenant_rules
from kb.checks.vocabulary import check_vocabulary
from kb.checks.withdrawals import check_withdrawals
from kb.errors import FactProblems, Problem
from kb.history import name_tree
from kb.loader import ROOT, Corpus, read_corpus

__all__ = ["RULES", "Coverage", "check_corpus", "load_catalog", "measure_coverage"]

RULES: tuple[Rule, ...] = (
    check_subject,
    check_ids,
    check_revisions,
    check_references,
    check_withdrawals,
    check_releases,
    check_release_files,
    check_provenance,
    check_digests,
    check_scalars,
    check_questions,
    check_statements,
    check_payloads,
    check_vocabulary,
    check_coverage,
    check_copying,
    check_tenant_rules,
)
"""Every rule, in the order they are documented."""


def check_corpus(corpus: Corpus) -> list[Problem]:
    """Runs every rule; returns all problems, sorted by file and line."""
    return sorted(problem for rule in RULES for problem in rule(corpus))


def load_catalog(root: Path = ROOT) -> Catalog:
    """Loads and checks a repository's facts.

    Returns:
        Its catalog, under the name of the newest release when the facts say what that release says, else ``unreleased``.

    Raises:
        FactProblems: The data is wrong; lists all problems of shape and of rules, with file and line.
    """
    corpus, problems = read_corpus(root)
    problems = [*problems, *check_corpus(corpus)]
    if problems:
        raise FactProblems(problems)
    return Catalog.of(corpus, name_tree(corpus.facts, corpus.releases))
