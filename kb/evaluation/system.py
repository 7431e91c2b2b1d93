"""The system as an evaluation uses it: one place that knows how a question is put to it, and how it is varied."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

from kb.answerer import Answerer
from kb.answerer.abstain import read_signals
from kb.answerer.calibration import Calibration
from kb.answerer.conversation import read_conversation
from kb.answerer.select import Rules
from kb.catalog import Catalog
from kb.evaluation.judge import is_gold
from kb.evaluation.questions import Question
from kb.index import Index
from kb.models import GapFact
from kb.models.answers import Answer, Message
from kb.retriever import Match, Query, Retriever


class System:
    """An answerer with its parts open to variation.

    Args:
        catalog: The facts.
        index: Their index.
        retriever: Used in place of the answerer's own.
        calibration: Decides between answering and abstaining, in place of the answerer's own.
    """

    def __init__(
        self,
        catalog: Catalog,
        index: Index,
        retriever: Retriever | None = None,
        calibration: Calibration | None = None,
    ) -> None:
        self.catalog, self.index = catalog, index
        self.answerer = Answerer(catalog, index)
        planner = self.answerer.planner
        self.answerer.planner = replace(planner, retriever=retriever or planner.retriever, calibration=calibration or planner.calibration)

    def but(self, retriever: Retriever | None = None, rules: Rules | None = None) -> System:
        """The same system with a part replaced; the others are shared."""
        other = copy(self)
        other.answerer = copy(self.answerer)
        planner = self.answerer.planner
        other.answerer.planner = replace(planner, retriever=retriever or planner.retriever, rules=rules or planner.rules)
        return other

    @property
    def retriever(self) -> Retriever:
        """What ranks the facts."""
        return self.answerer.retriever

    def ask(self, question: Question) -> Answer:
        """The answer to a question; to the last turn of it, after the real answers to the turns before."""
        if len(question.turns) == 1:
            return self.answerer.answer(question.turns[0])
        messages: list[Message] = []
        for turn in question.turns:
            messages.append(Message(role="user", content=turn))
            answer = self.answerer.chat(messages)
            messages.append(Message(role="assistant", content=answer.answer))
        return answer

    def read(self, question: Question) -> Query:
        """A question as the retriever understands it."""
        return read_conversation(question.turns, self.retriever)

    def rank(self, question: Question) -> int | None:
        """The place of the first gold fact in the ranking, from 1; None when none is found."""
        return next((place for place, match in enumerate(self.candidates(question), 1) if is_wanted(match, question)), None)

    def candidates(self, question: Question) -> list[Match]:
        """The facts found for a question, best first, with their features."""
        return self.retriever.retrieve(self.read(question))

    def signals(self, question: Question) -> dict[str, float] | None:
        """The signals that answering or abstaining rests on; None when nothing is found."""
        query = self.read(question)
        ranked = self.retriever.retrieve(query)
        return dict(read_signals(query, ranked, self.retriever.scorer)) if ranked else None


def is_wanted(match: Match, question: Question) -> bool:
    """Whether a found fact is gold: read from a gold line, or about a gap where the guide does not answer."""
    if isinstance(match.fact, GapFact):
        return not question.answerable
    return is_gold(match.fact, question)
