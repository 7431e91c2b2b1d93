"""Questions, answers and outcomes in a few words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from evaluation.measure import QuestionResult
from evaluation.questions import Question
from kb.answerer.excerpts import build_citation
from kb.catalog import Catalog
from kb.models.answers import Answer

MakeQuestion = Callable[..., Question]
MakeAnswer = Callable[..., Answer]
MakeOutcome = Callable[..., QuestionResult]


@pytest.fixture
def make_question() -> MakeQuestion:
    def make(**changes: object) -> Question:
        return Question.model_validate({"kind": "lookup", "q": "What?", "lines": [[1, 9999]], "must": [], "must_not": [], **changes})

    return make


@pytest.fixture
def make_answer(catalog: Catalog) -> MakeAnswer:
    """An answer with this text; `cites` names its facts."""

    def make(text: str = "Yes.", *, cites: tuple[str, ...] = ("ZM-APP-001",), answered: bool = True) -> Answer:
        citations = tuple(build_citation(catalog, catalog.fact(one)) for one in cites)
        return Answer(question="What?", answered=answered, answer=text, citations=citations, confidence=0.9, release="x")

    return make


@pytest.fixture
def make_outcome() -> MakeOutcome:
    def make(question: str = "What?", **changes: object) -> QuestionResult:
        given = {"answerable": True, "answered": True, "right": True, "rank": 1, "confidence": 0.9, **changes}
        why = "" if given["right"] else "lacks 'that'"
        return QuestionResult.model_validate(
            {"kind": "lookup", "question": question, "why": why, "citations": (), "answer": "Yes.", **given}
        )

    return make
