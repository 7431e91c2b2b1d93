"""The system as an evaluation uses it: one place that knows how a question is put to it, and how it is varied."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path

from evaluation.judge import is_gold
from evaluation.questions import Question
from kb.answerer import Answerer
from kb.answerer.abstain import read_signals
from kb.answerer.calibration import Calibration
from kb.answerer.conversation import read_conversation
from kb.answerer.select import Rules
from kb.catalog import Catalog
from kb.index import Index, open_index
from kb.models import GapFact
from kb.models.answers import Answer, Message
from kb.retriever import Hit, Query, Retriever

Keep = Callable[[str, tuple[str, ...]], tuple[str, ...]]
"""A fact's ID and its questions → those that the index may learn from."""


class System:
    """An answerer with its parts open to variation."""

    def __init__(self, catalog: Catalog, index: Index) -> None:
        self.catalog, self.index = catalog, index
        self.answerer = Answerer(catalog, index)

    def but(self, retriever: Retriever | None = None, rules: Rules | None = None, calibration: Calibration | None = None) -> System:
        """The same system with a part replaced; the others are shared."""
        other, planner = copy(self), self.answerer.planner
        other.answerer = copy(self.answerer)
        other.answerer.planner = replace(
            planner,
            retriever=retriever or planner.retriever,
            rules=rules or planner.rules,
            calibration=calibration or planner.calibration,
        )
        return other

    def weigh(self, weights: Mapping[str, float], calibration: Calibration | None = None) -> System:
        """The same system that ranks by other weights."""
        retriever = copy(self.retriever)
        retriever.weights = dict(weights)
        return self.but(retriever, calibration=calibration)

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

    def read(self, question: Question) -> tuple[Query, list[Hit]]:
        """A question as the retriever understands it, and the facts found for it, best first."""
        query = read_conversation(question.turns, self.retriever)
        return query, self.retriever.retrieve(query)

    def rank(self, question: Question) -> int | None:
        """The place of the first gold fact in the ranking, from 1; None when none is found."""
        return next((place for place, match in enumerate(self.read(question)[1], 1) if is_wanted(match, question)), None)

    def signals(self, question: Question) -> dict[str, float] | None:
        """The signals that answering or abstaining rests on; None when nothing is found."""
        query, ranked = self.read(question)
        return dict(read_signals(query, ranked, self.retriever.scorer)) if ranked else None


def is_wanted(match: Hit, question: Question) -> bool:
    """Whether a found fact is gold: read from a gold line, or about a gap where the guide does not answer."""
    return not question.answerable if isinstance(match.fact, GapFact) else is_gold(match.fact, question)


def thin_system(catalog: Catalog, keep: Keep, folder: Path) -> System:
    """The system with an index that learned from fewer of the facts' questions; nothing else changes.

    Args:
        catalog: All facts with all their questions.
        keep: Which questions stay.
        folder: For the index.
    """
    facts = []
    for fact in catalog:
        latest = fact.latest.model_copy(update={"questions": keep(fact.id, fact.latest.questions)})
        facts.append(fact.model_copy(update={"revisions": (latest, *fact.revisions[1:])}))
    thinned = Catalog(facts, catalog.sources.values(), catalog.vocabulary.values(), catalog.release, catalog.releases)
    return System(thinned, open_index(thinned, folder))


def keep_first(count: int) -> Keep:
    """Only the first so many questions of each fact stay."""
    return lambda _, questions: questions[:count]


def keep_some(seed: int, share: float = 0.9) -> Keep:
    """Each question stays with this chance, and the one that readers are shown in any case; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311  a fixed seed is the point
    return lambda _, questions: (*questions[:1], *(one for one in questions[1:] if chance.random() < share))
