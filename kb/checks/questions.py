"""Each fact is asked for in at least six ways, and no question belongs to two facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.rule import latest_revisions
from kb.errors import Problem
from kb.loader import Corpus

FEWEST = 6
"""Ways of asking a fact must have: fewer, and somebody's words are missing."""


def check_questions(corpus: Corpus) -> Iterator[Problem]:
    """Yields facts with too few questions, and questions that stand twice."""
    asked: dict[str, str] = {}
    for located in latest_revisions(corpus):
        questions = located.revision.questions
        if len(questions) < FEWEST:
            message = f"{len(questions)} questions; write at least {FEWEST}, as different people would type them"
            yield located.problem("few-questions", message, "questions")
        for at, question in enumerate(questions):
            key = re.sub(r"\W+", " ", question).strip().lower()
            if key in asked:
                message = f'"{question}" is also a question of {asked[key]}; keep it where it is answered best'
                yield located.problem("duplicate-question", message, "questions", at)
            else:
                asked[key] = located.fact.id
