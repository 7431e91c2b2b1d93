"""The answer object: one type for every front end. Field names are fixed; only additions are allowed."""

from __future__ import annotations

import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from kb.models.facts import Basis
from kb.models.sources import Seen


class Reason(StrEnum):
    """Why a question was not answered."""

    NO_MATCH = "no_match"
    NOT_IN_SOURCE = "not_in_source"
    IMAGE_ONLY = "image_only"
    AMBIGUOUS = "ambiguous"
    EMPTY_QUESTION = "empty_question"
    SMALL_TALK = "small_talk"


class ViewType(StrEnum):
    """How several facts are best shown."""

    TABLE = "table"
    CARDS = "cards"
    STEPS = "steps"
    COMPARISON = "comparison"


class Part(BaseModel):
    """A frozen part of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CitedSource(Part):
    """Where a cited fact comes from.

    Attributes:
        title, url: The source's.
        section: The heading it stands under.
        lines: Inclusive 1-based ranges in the source's text; null for a page.
        basis: Whose word it is: vendor, derived (a conclusion) or secondary (somebody else's).
        seen: How much of a page was read: whole, start or quoted; null for a text.
        read: The day it was read.
    """

    title: str
    url: str
    section: str
    lines: tuple[tuple[int, int], ...] | None
    basis: Basis = Basis.VENDOR
    seen: Seen | None = None
    read: datetime.date | None = None


class AnswerCitation(Part):
    """A cited revision: its citation, title, address on the site, and source."""

    id: str
    title: str
    url: str
    source: CitedSource


class Excerpt(Part):
    """The statement of a revision that was found.

    Attributes:
        id: Its citation.
        text: Its statement.
        highlights: ``[start, end)`` character spans of ``text`` that match the question.
        score: 0 to 1, how well it matches; comparable within one answer only.
        source_text: The verbatim source lines, when a local copy of the source is at hand.
    """

    id: str
    text: str
    highlights: tuple[tuple[int, int], ...] = ()
    score: float
    source_text: str | None = None


class Conflict(Part):
    """Facts that disagree: the citations of both, and what the other one is about."""

    ids: tuple[str, ...]
    note: str


class View(Part):
    """How the cited facts are best shown beside the answer's text; ``ids`` are citations, in the order to show them."""

    type: ViewType
    ids: tuple[str, ...]


class Answer(Part):
    """What the facts say to a question, or that they do not say.

    Attributes:
        question: As it was asked.
        answered: False for an abstention; ``reason`` then says why.
        answer: Markdown, in full sentences: each one a cited revision's statement, a rendering of its
            payload, or a fixed connective.
        citations: What ``answer`` rests on, in its order.
        excerpts: The nearest facts, best first; for an abstention too.
        follow_ups: Questions that lead on, each answerable as it stands.
        confidence: 0 to 1; for an abstention, the confidence in abstaining.
        release: The release the facts are of.
        as_of: The day asked for, when one was.
        unanswered: What of the question nothing answers, while the rest is answered: each the name of what is missing.
        conflicts: Where a cited fact disagrees with another.
        view: How the cited facts are best shown, when they are a set, steps or a comparison.
    """

    question: str
    answered: bool
    answer: str
    reason: Reason | None = None
    citations: tuple[AnswerCitation, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()
    follow_ups: tuple[str, ...] = ()
    confidence: float
    release: str
    as_of: datetime.date | None = None
    unanswered: tuple[str, ...] = ()
    view: View | None = None
    conflicts: tuple[Conflict, ...] = ()


class Message(Part):
    """One turn of a conversation: ``role`` is ``user`` or ``assistant``; other roles are ignored."""

    role: str
    content: str
