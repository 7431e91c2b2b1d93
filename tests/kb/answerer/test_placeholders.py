from __future__ import annotations

import pytest

from kb.answerer.placeholders import is_placeholder
from kb.catalog import Catalog


@pytest.mark.parametrize(
    "text",
    [
        "<question>",
        " <question> ",
        "%3Cquestion%3E",
        "%253Cquestion%253E",
        "{question}",
        "{{question}}",
        "%7Bquestion%7D",
        "${question}",
        "[question]",
        "your question",
        "Your question here…",
        "YOUR_QUESTION",
        "<your-question>",
        "question",
        "<url-encoded question>",
        "<goal>",
        "<what you want to achieve>",
        "{your goal}",
    ],
)
def test_what_instructions_leave_open_is_a_placeholder(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<What is MGAPI?>",
        "What is your question?",
        "question mark",
        "%41pp ID",
        "100%",
        "the goal of MGAPI",
        "<b>question</b>",
        "asked",
    ],
)
def test_what_somebody_asks_is_none(text: str) -> None:
    assert not is_placeholder(text)


def test_no_question_of_a_fact_is_one(catalog: Catalog) -> None:
    assert not [question for fact in catalog for question in fact.latest.questions if is_placeholder(question)]
