"""Judges one answer: is it given, right in what it says, short enough, and read from the right place?

A question that the guide answers is right when all of these hold:

- it was answered;
- for each group of `must`, the answer holds one of the alternatives;
- the first sentence holds nothing of `must_not`;
- the answer has no more words than its kind may have;
- one of the first three citations rests on a gold line.

A question that the guide does not answer is right when it was refused, without a word of `must_not`.
Upper and lower case, runs of blanks, and Markdown's asterisks, backquotes and backslashes make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from evaluation.questions import GUIDE, LONG_KINDS, Question
from kb.catalog import Catalog
from kb.models import Fact
from kb.models.answers import Answer

MOST_WORDS, MOST_WORDS_LONG = 130, 220
"""Words an answer may have; the second for the kinds in `LONG_KINDS`."""

CITATIONS_READ = 3
"""A reader looks at this many citations; one further down does not ground an answer."""

_END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s")
_BLANKS = re.compile(r"\s+")
_MARKS = re.compile(r"[*`\\]")


def judge_answer(question: Question, answer: Answer, catalog: Catalog) -> tuple[str, ...]:
    """What is wrong with an answer, each in a few words, by the rules at the head of this module; nothing when it is right."""
    if not question.answerable:
        faults = ["answered, though the guide does not say"] if answer.answered else []
        return (*faults, *_find_forbidden(question, answer.answer))
    if not answer.answered:
        return ("refused",)
    faults = [f"lacks {' or '.join(repr(one) for one in group)}" for group in question.must if not holds_any(answer.answer, group)]
    faults += _find_forbidden(question, first_sentence(answer.answer))
    words, most = len(answer.answer.split()), MOST_WORDS_LONG if question.kind in LONG_KINDS else MOST_WORDS
    if words > most:
        faults.append(f"has {words} words, may have {most}")
    read = [citation.id for citation in answer.citations[:CITATIONS_READ]]
    if not any(is_gold(catalog.resolve(one)[0], question) for one in read):
        faults.append(f"cites {', '.join(read) or 'nothing'}, no gold line")
    return tuple(faults)


def holds_any(text: str, alternatives: Iterable[str]) -> bool:
    """Whether a text holds one of the alternatives, with or without its Markdown."""
    spaced = _BLANKS.sub(" ", text).lower()
    plain = _MARKS.sub("", spaced)
    return any(one.lower() in spaced or one.lower() in plain for one in alternatives)


def first_sentence(text: str) -> str:
    """A text up to its first full stop, question or exclamation mark that a blank follows."""
    return _END_OF_SENTENCE.split(text, maxsplit=1)[0]


def is_gold(fact: Fact, question: Question) -> bool:
    """Whether a fact was read from a line that answers the question."""
    source = fact.latest.source
    return source.id == GUIDE and any(a <= last and first <= b for a, b in source.lines for first, last in question.lines)


def _find_forbidden(question: Question, text: str) -> list[str]:
    return [f"says {one!r}" for one in question.must_not if holds_any(text, [one])]
