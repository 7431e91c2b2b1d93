"""Each fact is asked for in at least six ways, one of them a whole question that readers are shown; and no question belongs to two facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kb.checks.rule import latest_revisions
from kb.errors import Problem
from kb.loader import Corpus

_WORD = re.compile(r"\w+")

FEWEST = 6
"""Ways of asking a fact must have: fewer, and somebody's words are missing."""


def check_questions(corpus: Corpus) -> Iterator[Problem]:
    """Yields facts with too few questions, shown ones that cannot stand as links, and questions that stand twice."""
    asked: dict[str, str] = {}
    for located in latest_revisions(corpus):
        questions = located.revision.questions
        file = corpus.question_files[located.document.path]
        if not questions:
            yield located.problem("missing-question", f'"question", which readers are shown, is missing; the others stand in {file.path}')
        elif len(questions) < FEWEST:
            message = f"{len(questions)} questions with the one that readers are shown; write at least {FEWEST}, as different people would type them"
            yield Problem(file.path, 0, located.citation, "few-questions", message)
        if questions and located.fact.kind != "gap" and not questions[0].rstrip().endswith(("?", "？")):
            message = "this question leads on from other answers; write a whole one that ends in a question mark"
            yield located.problem("first-question", message, "question")
        for at, question in enumerate(questions):
            key = " ".join(_WORD.findall(question)).lower()
            if key in asked:
                message = f'"{question}" is also a question of {asked[key]}; keep it where it is answered best'
                shown = located.problem("duplicate-question", message, "question")
                yield replace(shown, path=file.path, line=file.numbers[at - 1]) if at else shown
            else:
                asked[key] = located.fact.id
