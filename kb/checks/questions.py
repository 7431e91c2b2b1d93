"""Each fact is asked for in at least six ways, first by a whole question; and no question belongs to two facts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.checks.rule import latest_revisions
from kb.errors import Problem
from kb.loader import Corpus

_WORD = re.compile(r"\w+")

FEWEST = 6
"""Ways of asking a fact must have: fewer, and somebody's words are missing."""


def check_questions(corpus: Corpus) -> Iterator[Problem]:
    """Yields facts with too few questions, first ones that cannot be shown as links, and questions that stand twice."""
    asked: dict[str, str] = {}
    for located in latest_revisions(corpus):
        questions = located.revision.questions
        if len(questions) < FEWEST:
            message = f"{len(questions)} questions; write at least {FEWEST}, as different people would type them"
            yield located.problem("few-questions", message, "questions")
        if questions and located.fact.kind != "gap" and not questions[0].rstrip().endswith(("?", "？")):
            message = "the first question leads on from other answers; begin with a whole one that ends in a question mark"
            yield located.problem("first-question", message, "questions", 0)
        for at, question in enumerate(questions):
            key = " ".join(_WORD.findall(question)).lower()
            if key in asked:
                message = f'"{question}" is also a question of {asked[key]}; keep it where it is answered best'
                yield located.problem("duplicate-question", message, "questions", at)
            else:
                asked[key] = located.fact.id
