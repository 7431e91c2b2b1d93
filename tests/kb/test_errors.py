"""Errors say where, what and what to do."""

from __future__ import annotations

import pytest

import kb.errors
from kb.errors import BadQuestion, BuildDamaged, FactProblems, KbError, Problem, SourceMissing, UnknownFact, UnknownRelease, UnknownRevision


def test_a_problem_reads_as_file_line_subject_rule_message() -> None:
    problem = Problem("kb/facts/app/ZM-APP-002.yaml", 14, "ZM-APP-002v1", "unknown-source", "no such source")
    assert str(problem) == "kb/facts/app/ZM-APP-002.yaml:14: ZM-APP-002v1: [unknown-source] no such source"


def test_a_problem_of_a_whole_file_has_no_line_and_one_without_subject_names_none() -> None:
    assert str(Problem("kb/sources.yaml", 0, "", "missing-file", "gone")) == "kb/sources.yaml: [missing-file] gone"


def test_many_problems_are_sorted_by_place_and_counted() -> None:
    late, early = Problem("b.yaml", 1, "", "r", "late"), Problem("a.yaml", 10, "", "r", "early")
    first = Problem("a.yaml", 2, "", "r", "first")
    error = FactProblems([late, early, first])
    assert error.problems == (first, early, late)
    assert str(error).split("\n") == [str(first), str(early), str(late), "3 problems"]


def test_one_problem_is_counted_in_the_singular() -> None:
    assert str(FactProblems([Problem("a.yaml", 2, "", "r", "m")])).endswith("\n1 problem")


def test_an_unknown_fact_names_near_ones_or_says_where_all_are() -> None:
    assert "ZM-APP-001, ZM-APP-002" in str(UnknownFact("ZM-APP-00", ["ZM-APP-001", "ZM-APP-002"]))
    assert "/api/v1/facts" in str(UnknownFact("nonsense"))


def test_unknown_revisions_and_releases_name_the_known_ones() -> None:
    assert str(UnknownRevision("ZM-APP-002v9", ["ZM-APP-002v2", "ZM-APP-002v1"])).endswith("Known: ZM-APP-002v2, ZM-APP-002v1.")
    assert str(UnknownRelease("2020.01.1", [])).endswith("Known: none.")
    assert str(UnknownRelease("2020.01.1", ["2026.11.0"])).endswith("Known: 2026.11.0.")


@pytest.mark.parametrize("error", [FactProblems, UnknownFact, UnknownRevision, UnknownRelease, BadQuestion, BuildDamaged, SourceMissing])
def test_every_error_is_a_kb_error_and_stands_in_the_tree_of_the_docstring(error: type[KbError]) -> None:
    assert issubclass(error, KbError)
    assert f"── {error.__name__} " in (kb.errors.__doc__ or "")
