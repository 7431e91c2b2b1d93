"""A release as a request sees it: its facts, what answers from them, and how the request chose it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from kb.catalog import Catalog
from kb.models.answers import Answer, Explanation, Message


class Answering(Protocol):
    """What answers: ``kb.answerer.Answerer``, or a stand-in that a test needs to fail."""

    @property
    def waits(self) -> bool:
        """Whether an answer waits for anything but the processor, such as a database."""

    def answer(self, question: str, page: str | None = None, goal: str | None = None) -> Answer:
        """The answer to one question."""

    def explain(self, question: str, page: str | None = None, goal: str | None = None) -> Explanation | None:
        """How one question is read and what is planned for it."""

    def chat(self, messages: Sequence[Message]) -> Answer:
        """The answer to the last question of a conversation."""


@dataclass(frozen=True)
class ReleaseView:
    """The facts that a request is answered from.

    Attributes:
        catalog: The facts of the release.
        answerer: What answers from them.
        day: The day asked for, when one was.
        query: What the request said to choose the release; a link that should stay in it says the same.
    """

    catalog: Catalog
    answerer: Answering
    day: datetime.date | None = None
    query: dict[str, str] = field(default_factory=dict)

    def date_answer(self, answer: Answer) -> Answer:
        """The answer with the day that was asked for."""
        return answer.model_copy(update={"as_of": self.day}) if self.day else answer
