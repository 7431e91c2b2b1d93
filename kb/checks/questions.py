"""Each fact is asked for in at least six ways, first by a whole question; and no question belongs to two facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.rule import Located, latest_revisions
from kb.errors import Problem
from kb.loader import Corpus
from kb.loader.questions import QuestionFile, questions_path

_WORD = re.compile(r"\w+")

FEWEST = 6
"""Ways of asking a fact must have: fewer, and somebody's words are missing."""


def check_questions(corpus: Corpus) -> Iterator[Problem]:
    """Yields facts with too few questions, first ones that cannot be shown as links, and questions that stand twice."""
    asked: dict[str, str] = {}
    for located in latest_revisions(corpus):
        questions = located.revision.questions
        file = corpus.question_files.get(located.document.path, QuestionFile(questions_path(located.document.path)))

        def problem(rule: str, message: str, at: int, located: Located = located, file: QuestionFile = file) -> Problem:
            if at == 0:
                return located.problem(rule, message, "question")
            return Problem(file.path, file.numbers[at - 1], located.citation, rule, message)

        if not questions:
            yield located.problem("missing-question", f'"question", which readers are shown, is missing; the others stand in {file.path}')
        elif len(questions) < FEWEST:
            message = f"{len(questions)} questions with the one in {located.document.path}; write at least {FEWEST}, as different people would type them"
            yield Problem(file.path, 0, located.citation, "few-questions", message)
        if questions and located.fact.kind != "gap" and not questions[0].rstrip().endswith(("?", "？")):
            message = "this question leads on from other answers; write a whole one that ends in a question mark"
            yield problem("first-question", message, 0)
        for at, question in enumerate(questions):
            key = " ".join(_WORD.findall(question)).lower()
            if key in asked:
                message = f'"{question}" is also a question of {asked[key]}; keep it where it is answered best'
                yield problem("duplicate-question", message, at)
            else:
                asked[key] = located.fact.id
