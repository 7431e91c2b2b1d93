"""Each fact is asked for in enough ways, and no question belongs to two."""

from __future__ import annotations

from kb.checks.questions import FEWEST, check_questions
from tests.kb.repo import Repo, place

FACT, OTHERS = "kb/facts/app/ZM-APP-001.yaml", "kb/questions/app/ZM-APP-001.txt"
SHOWN = "    question: How does a room read events (ZM-APP-001)?\n"


def test_enough_questions_of_its_own_are_good(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.add("ZM-APP-002")
    assert len(repo.corpus().facts[0].latest.questions) == FEWEST
    assert repo.keeps(check_questions)


def test_too_few_questions_are_told_with_their_number(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.change(OTHERS, ("Graph and rooms, ZM-APP-001\n", ""))
    problem = repo.broken(check_questions)
    assert place(problem) == (OTHERS, 0, "ZM-APP-001v1", "few-questions")
    assert f"5 questions with the one that readers are shown; write at least {FEWEST}" in problem.message


def test_a_fact_without_a_file_of_questions_is_told_which_to_write(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    (repo.root / OTHERS).unlink()
    assert place(repo.broken(check_questions)) == (OTHERS, 0, "ZM-APP-001v1", "few-questions")


def test_a_missing_question_to_show_is_told(repo: Repo) -> None:
    repo.add("ZM-APP-001", (SHOWN, ""))
    assert place(repo.broken(check_questions)) == (FACT, repo.line(FACT, "- revision: 1"), "ZM-APP-001v1", "missing-question")


def test_a_question_of_another_fact_is_told_whatever_its_case_and_marks(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.add("ZM-APP-002")
    name = repo.change("kb/questions/app/ZM-APP-002.txt", ("Graph and", "how does a ROOM read events, ZM-APP-001?\nGraph and"))
    problem = repo.broken(check_questions)
    assert place(problem) == (name, repo.line(name, "ROOM"), "ZM-APP-002v1", "duplicate-question")
    assert "also a question of ZM-APP-001" in problem.message


def test_a_question_to_show_that_another_fact_has_is_told_in_the_facts_file(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    name = repo.add("ZM-APP-002", ("How does a room read events (ZM-APP-002)?", "What reads events for ROOMS, ZM-APP-001?"))
    assert place(repo.broken(check_questions)) == (name, repo.line(name, "ROOMS"), "ZM-APP-002v1", "duplicate-question")


def test_a_question_written_twice_in_one_fact_is_told(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.change(OTHERS, ("room events source ZM-APP-001\n", "room events source ZM-APP-001\nHOW does a room read events (ZM-APP-001)\n"))
    assert place(repo.broken(check_questions)) == (OTHERS, repo.line(OTHERS, "HOW"), "ZM-APP-001v1", "duplicate-question")


def test_a_question_to_show_that_is_none_is_told(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("How does a room read events (ZM-APP-001)?", "rooms app id"))
    problem = repo.broken(check_questions)
    assert (problem.rule, problem.line) == ("first-question", repo.line(FACT, "rooms app id"))
