"""The answers to all our questions are as good as when they were last recorded."""

from __future__ import annotations

import math
import re

import pytest
from rapidfuzz import fuzz, process

from kb.catalog import Catalog
from kb.evaluation import QuestionSet, System, list_sets, load_set, run_questions
from kb.evaluation.questions import KINDS, UNRANKED_KINDS
from kb.evaluation.record import find_regressions
from kb.index import Index
from kb.loader import ROOT
from kb.loader.quality import load_record

SETS = list_sets(ROOT)
NEAR_COPY = 95
"""Likeness, of 100, from which two questions count as one."""


def read(name: str) -> QuestionSet:
    return load_set(SETS[name], ROOT)


def simplify(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def test_there_are_enough_questions_of_every_kind() -> None:
    questions = [question for name in SETS for question in read(name).questions]
    assert len(questions) >= 300
    for kind in KINDS.keys() - UNRANKED_KINDS:
        assert sum(question.kind == kind for question in questions) >= 10, kind


@pytest.mark.parametrize("name", SETS)
def test_the_answers_are_no_worse_than_recorded(name: str, catalog: Catalog, index: Index) -> None:
    record = load_record(ROOT)
    assert record, "nothing is recorded; run scripts/evaluate --record"
    recorded = next((figures for figures in record.sets if figures.name == name), None)
    assert recorded, f"the set {name} is not recorded; run scripts/evaluate --record"
    outcomes = run_questions(System(catalog, index), read(name).questions)
    assert len(outcomes) == recorded.questions, "questions came or went; run scripts/evaluate --record"
    right = sum(outcome.right for outcome in outcomes)
    worse = "\n".join(f"  [{one.kind}] {one.question}: {one.why}" for one in find_regressions(recorded, outcomes))
    spread = math.sqrt(recorded.right * (1 - recorded.right / recorded.questions))  # the standard error of a count
    assert right >= recorded.right - spread, f"{right} of {len(outcomes)} right, recorded were {recorded.right}. Worse than then:\n{worse}"


@pytest.mark.parametrize("name", SETS)
def test_no_question_stands_among_those_of_a_fact(name: str, catalog: Catalog) -> None:
    asked = {simplify(question.turns[0]) for question in read(name).questions if len(question.turns) == 1}
    copies = [
        f"{fact.id}, question {number}"
        for fact in catalog
        for number, text in enumerate(fact.latest.questions, 1)
        if process.extractOne(simplify(text), asked, scorer=fuzz.ratio, score_cutoff=NEAR_COPY)
    ]
    assert not copies, f"these give the system a question of {name} beforehand; write the facts' ones otherwise: {copies}"
