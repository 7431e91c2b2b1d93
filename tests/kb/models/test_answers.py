"""The answer object, whose field names are fixed."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from kb.models.answers import Answer, AnswerCitation, CitedSource, Excerpt, Message, Reason

FIELDS = {
    Answer: {"question", "answered", "answer", "reason", "citations", "excerpts", "follow_ups", "confidence", "release", "as_of"},
    AnswerCitation: {"id", "title", "url", "source"},
    CitedSource: {"title", "url", "section", "lines"},
    Excerpt: {"id", "text", "highlights", "score", "source_text"},
    Message: {"role", "content"},
}
"""The design's names: fields may be added later, none may go."""


@pytest.mark.parametrize("model", FIELDS)
def test_the_fields_of_the_design_are_there(model: type[Answer]) -> None:
    assert set(model.model_fields) >= FIELDS[model]


def test_the_reasons_are_those_of_the_design() -> None:
    assert {"no_match", "not_in_source", "image_only", "ambiguous", "empty_question"} <= {reason.value for reason in Reason}


def test_an_answer_survives_json_and_never_changes() -> None:
    answer = Answer(question="q", answered=False, answer="a", reason=Reason.NO_MATCH, confidence=0.5, release="unreleased")
    assert Answer.model_validate_json(answer.model_dump_json()) == answer
    with pytest.raises(ValidationError, match="frozen"):
        answer.answer = "b"
