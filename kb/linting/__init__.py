"""Checks the fact IDs that other people's documents cite: whether they hold, and whether the text beside them says the same."""

from kb.linting.check import lint_files, lint_text
from kb.linting.report import Level, LintReport, Rule

__all__ = ["Level", "LintReport", "Rule", "lint_files", "lint_text"]
