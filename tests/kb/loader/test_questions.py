"""Questions are read from files of their own, and joined with the one that the fact shows."""

from __future__ import annotations

import pytest

from tests.kb.repo import Repo, place

FACT, OTHERS = "kb/facts/app/ZM-APP-001.yaml", "kb/questions/app/ZM-APP-001.txt"


def test_the_shown_question_stands_first_and_the_others_follow_in_order(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("question: How does a room read events (ZM-APP-001)?", "question: Shown?"))
    repo.write(OTHERS, "¿Y \u2028 luego?\n# no comment\n  - 'as: it stands' \nwithout an end")
    assert repo.corpus().facts[0].latest.questions == ("Shown?", "¿Y \u2028 luego?", "# no comment", "- 'as: it stands'", "without an end")


def test_every_revision_that_shows_a_question_is_asked_for_in_all_of_them(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.revise("ZM-APP-001", ("question: How does", "question: How, now, does"))
    newest, first = repo.corpus().facts[0].revisions
    assert newest.questions[0] == "How, now, does a room read events (ZM-APP-001)?"
    assert first.questions[0] == "How does a room read events (ZM-APP-001)?"
    assert newest.questions[1:] == first.questions[1:] != ()


def test_a_revision_that_shows_none_keeps_none(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    repo.revise("ZM-APP-001")
    shown = "    question: How does a room read events (ZM-APP-001)?\n"
    newest, _, first = (repo.root / name).read_text(encoding="utf-8").rpartition(shown)
    repo.write(name, newest + first)
    assert [len(revision.questions) for revision in repo.corpus().facts[0].revisions] == [6, 0]


def test_a_blank_line_is_told_with_its_number(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.change(OTHERS, ("Graph and", " \nGraph and"))
    assert place(repo.problem()) == (OTHERS, 2, "ZM-APP-001", "blank-question")


def test_questions_of_no_fact_are_told(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    name = repo.write("kb/questions/token/ZM-APP-001.txt", "Who?\n")
    problem = repo.problem()
    assert place(problem) == (name, 0, "ZM-APP-001", "orphan-questions")
    assert "there is no kb/facts/token/ZM-APP-001.yaml" in problem.message


def test_a_file_that_is_not_utf8_is_told(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.write(OTHERS, b"caf\xe9?\n")
    assert place(repo.problem()) == (OTHERS, 0, "ZM-APP-001", "not-utf-8")


@pytest.mark.parametrize("shown", ["", " [Who?]", " {Who: what}", ' " "'])
def test_what_is_not_one_question_is_told(repo: Repo, shown: str) -> None:
    repo.add("ZM-APP-001", (" How does a room read events (ZM-APP-001)?", shown))
    assert place(repo.problem_of("bad-value")) == (FACT, repo.line(FACT, "    question:"), "ZM-APP-001", "bad-value")


def test_all_questions_in_the_facts_file_are_told_where_they_belong(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("    question: How does a room read events (ZM-APP-001)?", "    questions:\n      - Who?"))
    problem = repo.problem()
    assert place(problem) == (FACT, repo.line(FACT, "questions:"), "ZM-APP-001", "unknown-key")
    assert OTHERS in problem.message
