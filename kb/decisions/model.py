"""The shapes of a decision: its questions, and one outcome for each combination of answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kb.models import Fact

Answers = Mapping[str, str]
"""DecisionQuestion id → value of the chosen option; a question that was not asked is left out."""

OTHER_SIDE = "What speaks for the other side"
"""The title of the section that readers weigh against the result."""


@dataclass(frozen=True)
class Option:
    """One way to answer.

    Attributes:
        value: Stands in addresses; lower case and hyphens.
        label: What people read.
        facts: The facts that the option stands for, if any.
    """

    value: str
    label: str
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class DecisionQuestion:
    """What is asked.

    Attributes:
        id: Stands in addresses.
        text: The question.
        short: The same in a word or two, for the head of a table.
        options: Two or more.
        asked_when: The earlier answers that must have been given; empty when it is always asked.
    """

    id: str
    text: str
    short: str
    options: tuple[Option, ...]
    asked_when: Answers = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """Facts that go with an outcome, under a heading; ``folded`` when few will want them."""

    title: str
    facts: tuple[Fact, ...]
    folded: bool = False


@dataclass(frozen=True)
class Outcome:
    """What follows from the answers.

    Attributes:
        answers: The combination it is for.
        result: The recommendation in a few words of the facts.
        detail: What the result is about, when it does not say so itself.
        grounds: The facts it rests on, the deciding one first; never empty.
        sections: What else to know.
        profile: The conditions that are settled by it: key → value.
    """

    answers: Answers
    result: str
    detail: str
    grounds: tuple[Fact, ...]
    sections: tuple[Section, ...] = ()
    profile: Answers = field(default_factory=dict)

    @property
    def other_side(self) -> tuple[Fact, ...]:
        """What speaks for another result."""
        return next((section.facts for section in self.sections if section.title == OTHER_SIDE), ())

    def facts(self) -> Iterator[Fact]:
        """Every fact it names."""
        yield from self.grounds
        for section in self.sections:
            yield from section.facts


@dataclass(frozen=True)
class Decision:
    """Questions with an outcome for every combination of answers that can be given.

    Attributes:
        id: Its anchor on the page.
        title: What it settles, as people ask it.
        questions: In the order they are asked.
        outcomes: One for each combination.
    """

    id: str
    title: str
    questions: tuple[DecisionQuestion, ...]
    outcomes: tuple[Outcome, ...]


def combine(questions: tuple[DecisionQuestion, ...]) -> Iterator[dict[str, str]]:
    """Every combination of answers that can be given: a question counts only where it is asked."""

    def extend(given: dict[str, str], rest: tuple[DecisionQuestion, ...]) -> Iterator[dict[str, str]]:
        if not rest:
            yield given
            return
        question, *later = rest
        if any(given.get(key) != value for key, value in question.asked_when.items()):
            yield from extend(given, tuple(later))
            return
        for option in question.options:
            yield from extend({**given, question.id: option.value}, tuple(later))

    yield from extend({}, questions)
