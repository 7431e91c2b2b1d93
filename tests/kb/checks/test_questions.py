"""Each fact is asked for in enough ways, and no question belongs to two."""

from __future__ import annotations

from kb.checks.questions import FEWEST, check_questions
from tests.kb.repo import Repo, place

ONE = "      - How does a room read events (ZM-APP-001)?\n"


def test_enough_questions_of_its_own_are_good(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.add("ZM-APP-002")
    assert len(repo.corpus().facts[0].latest.questions) == FEWEST
    assert repo.keeps(check_questions)


def test_too_few_questions_are_told_with_their_number(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", (ONE, ""))
    problem = repo.broken(check_questions)
    assert place(problem) == (name, repo.line(name, "questions:"), "ZM-APP-001v1", "few-questions")
    assert f"5 questions; write at least {FEWEST}" in problem.message


def test_no_questions_at_all_are_told(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    text = (repo.root / name).read_text(encoding="utf-8")
    repo.write(name, text[: text.index("    questions:")] + text[text.index("    source:") :])
    assert place(repo.broken(check_questions)) == (name, repo.line(name, "- revision: 1"), "ZM-APP-001v1", "few-questions")


def test_a_question_of_another_fact_is_told_whatever_its_case_and_marks(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    name = repo.add("ZM-APP-002", ("    questions:\n", "    questions:\n      - how does a ROOM read events, ZM-APP-001?\n"))
    problem = repo.broken(check_questions)
    assert place(problem) == (name, repo.line(name, "ROOM"), "ZM-APP-002v1", "duplicate-question")
    assert "also a question of ZM-APP-001" in problem.message


def test_a_question_written_twice_in_one_fact_is_told(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", ("    source:\n", "      - HOW does a room read events (ZM-APP-001)\n    source:\n"))
    assert place(repo.broken(check_questions)) == (name, repo.line(name, "HOW"), "ZM-APP-001v1", "duplicate-question")


def test_a_first_question_that_is_none_is_told(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    first = repo.corpus().facts[0].latest.questions[0]
    text = (repo.root / name).read_text(encoding="utf-8")
    repo.write(name, text.replace(first, "rooms app id"))
    problem = repo.broken(check_questions)
    assert (problem.rule, problem.line) == ("first-question", repo.line(name, "rooms app id"))
