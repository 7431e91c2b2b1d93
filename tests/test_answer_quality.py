"""The answers to all our questions are as good as when they were last recorded."""

from __future__ import annotations

import re

import pytest
from rapidfuzz import fuzz, process

from evaluation.measure import run_questions
from evaluation.questions import KINDS, UNRANKED_KINDS, QuestionSet, list_sets, load_set
from evaluation.record import explain_fall
from evaluation.system import System
from kb.catalog import Catalog
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
    for kind in KINDS - UNRANKED_KINDS:
        assert sum(question.kind == kind for question in questions) >= 10, kind


@pytest.mark.parametrize("name", SETS)
def test_the_answers_are_as_good_as_recorded_within_their_spread(name: str, catalog: Catalog, index: Index) -> None:
    record = load_record(ROOT)
    assert record, "nothing is recorded; run scripts/evaluate --record"
    recorded = next((figures for figures in record.sets if figures.name == name), None)
    assert recorded, f"the set {name} is not recorded; run scripts/evaluate --record"
    assert recorded.interval, f"how far the figures of {name} move by chance is not recorded; run scripts/evaluate --record"
    questions = read(name).questions
    assert len(questions) == recorded.questions, "questions came or went; run scripts/evaluate --record"
    fall = explain_fall(recorded, questions, run_questions(System(catalog, index), questions), catalog)
    assert not fall, fall


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
