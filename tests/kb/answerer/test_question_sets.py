"""The question sets measure something only while no fact holds their questions."""

from __future__ import annotations

import re

import pytest
from rapidfuzz import fuzz, process

from kb.analysis import fold
from kb.catalog import Catalog
from tests.kb.answerer.questions import FOLDERS, Question, count_shared, read_questions, refuse

NEAR = 92
"""Percent of agreement, after normalising, from which two questions count as one."""

SHORT = 12
"""Characters below which a question is a bare value or keyword that everybody types alike; only an equal one counts."""


def normalise(text: str) -> str:
    return re.sub(r"[\W_]+", " ", fold(text)).strip()


def read_normalised(folder: str) -> set[Question]:
    return {tuple(map(normalise, question)) for question in read_questions(folder)}


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_question_of_a_set_stands_among_a_facts_questions(catalog: Catalog, folder: str) -> None:
    owners = {normalise(question): fact.id for fact in catalog for question in fact.latest.questions}
    known = list(owners)
    failures = []
    for question in read_questions(folder):
        if len(question) > 1:
            continue  # a turn of a conversation says too little by itself
        text = normalise(question[0])
        found = process.extractOne(text, known, scorer=fuzz.ratio, score_cutoff=NEAR)
        if found and found[1] > NEAR and (len(text) >= SHORT or found[0] == text):
            failures.append(f"{question[0]} ~ {owners[found[0]]}: {found[0]} ({found[1]:.0f})")
    refuse(folder, failures)


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_question_stands_twice_in_a_set(folder: str) -> None:
    seen: set[tuple[str, ...]] = set()
    failures = []
    for question in read_questions(folder):
        key = tuple(map(normalise, question))
        if key in seen:
            failures.append(" / ".join(question))
        seen.add(key)
    refuse(folder, failures)


def test_the_sets_share_no_question() -> None:
    shared = count_shared(*(read_normalised(folder) for folder in FOLDERS))
    assert shared == 0
