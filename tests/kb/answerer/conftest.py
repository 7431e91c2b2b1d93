"""Every question we have, and its answer, worked out once."""

from __future__ import annotations

import os

import pytest

from kb.answerer import Answerer
from kb.catalog import Catalog
from kb.models.answers import Answer
from tests.kb.answerer.questions import FOLDERS, ask_all


@pytest.fixture(scope="session")
def asked(answerer: Answerer) -> dict[str, list[Answer]]:
    """The answers to the question sets: folder → answers."""
    return {folder: ask_all(answerer, folder) for folder in FOLDERS}


@pytest.fixture(scope="session")
def own(answerer: Answerer, catalog: Catalog) -> list[Answer]:
    """The answers to the facts' own questions: two of each fact, or all of them when ``KB_EVERY_QUESTION`` is set."""
    step = None if os.environ.get("KB_EVERY_QUESTION") else 2
    return [
        answerer.answer(question)
        for number, fact in enumerate(catalog.current())
        # Another pair for each fact, so that every place in the lists is tried.
        for question in (fact.latest.questions[number % len(fact.latest.questions) :] + fact.latest.questions)[:step]
    ]
