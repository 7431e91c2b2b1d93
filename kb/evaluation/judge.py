"""Judges one answer: is it given, right in what it says, short enough, and read from the right place?

A question that the guide answers is right when all of these hold:

- it was answered;
- for each group of `must`, the answer holds one of the alternatives;
- the first sentence holds nothing of `must_not`;
- the answer has no more words than its kind may have;
- one of the first three citations rests on a gold line (the answer is *grounded*).

A question that the guide does not answer is right when it was refused, without a word of `must_not`.
Upper and lower case, runs of blanks, and Markdown's asterisks, backquotes and backslashes make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kb.catalog import Catalog
from kb.evaluation.questions import GUIDE, LONG_KINDS, Question
from kb.models import Fact
from kb.models.answers import Answer

MOST_WORDS = 130
"""Words an answer may have."""

MOST_WORDS_LONG = 220
"""Words it may have for the kinds in `LONG_KINDS`."""

CITATIONS_READ = 3
"""A reader looks at this many citations; one further down does not ground an answer."""

_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s")
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[*`\\]")


@dataclass(frozen=True)
class Verdict:
    """What is wrong with an answer; nothing, when it is right.

    Attributes:
        faults: Each in a few words.
        grounded: Whether one of the first citations rests on a gold line; None where there is no gold line.
    """

    faults: tuple[str, ...] = ()
    grounded: bool | None = None

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def judge_answer(question: Question, answer: Answer, catalog: Catalog) -> Verdict:
    """The verdict on one answer; see the head of this module for the rules."""
    if not question.answerable:
        faults = ["answered, though the guide does not say"] if answer.answered else []
        return Verdict((*faults, *_find_forbidden(question, answer.answer)))
    if not answer.answered:
        return Verdict(("refused",))
    grounded = is_grounded(question, answer, catalog)
    faults = [f"lacks {' or '.join(repr(one) for one in group)}" for group in question.must if not holds_any(answer.answer, group)]
    faults += _find_forbidden(question, first_sentence(answer.answer))
    words, most = len(answer.answer.split()), MOST_WORDS_LONG if question.kind in LONG_KINDS else MOST_WORDS
    if words > most:
        faults.append(f"has {words} words, may have {most}")
    if not grounded:
        faults.append(f"cites {', '.join(_read_citations(answer)) or 'nothing'}, no gold line")
    return Verdict(tuple(faults), grounded)


def holds_any(text: str, alternatives: Iterable[str]) -> bool:
    """Whether a text holds one of the alternatives, with or without its Markdown."""
    spaced = _BLANKS.sub(" ", text).lower()
    plain = _MARKS.sub("", spaced)
    return any(one.lower() in spaced or one.lower() in plain for one in alternatives)


def first_sentence(text: str) -> str:
    """A text up to its first full stop, question or exclamation mark that a blank follows."""
    return _END_OF_SENTENCE.split(text, maxsplit=1)[0]


def is_grounded(question: Question, answer: Answer, catalog: Catalog) -> bool:
    """Whether one of the first three citations rests on a gold line."""
    return any(is_gold(catalog.resolve(citation)[0], question) for citation in _read_citations(answer))


def is_gold(fact: Fact, question: Question) -> bool:
    """Whether a fact was read from a line that answers the question."""
    source = fact.latest.source
    return source.id == GUIDE and any(a <= last and first <= b for a, b in source.lines for first, last in question.lines)


def _find_forbidden(question: Question, text: str) -> list[str]:
    return [f"says {one!r}" for one in question.must_not if holds_any(text, [one])]


def _read_citations(answer: Answer) -> list[str]:
    return [citation.id for citation in answer.citations[:CITATIONS_READ]]
