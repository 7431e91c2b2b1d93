"""The fixed words of answers: everything in an answer that is neither a statement nor a rendering of a payload.

The test that traces every sentence of every answer reads this list; a sentence built elsewhere fails it.
"""

from __future__ import annotations

import re

from kb.reading import SmallTalk
from kb.subject import subject

NOT_IN_SOURCE = "The guide does not say."
IMAGE_ONLY = "The guide shows this only in a picture, so it is not recorded here."
NO_MATCH = "The guide does not say: no fact in this knowledge base matches the question."
NEAREST = "The nearest facts are in the excerpts."
NOTHING_MORE = "The facts say nothing further on this."
AMBIGUOUS = "The question fits more than one case:"
EMPTY = f"Ask a question in plain words, for example: {subject().example.question}"
STEPS = "Steps:"
NEXT_STEPS = "Next steps:"
SURE = "The cited fact says so:"
NO_TALK_BEFORE = "Nothing was asked before in this conversation."

SMALL_TALK: dict[SmallTalk, str] = {
    SmallTalk.GREETING: "Hello. Ask me anything about what this guide covers, in your own words.",
    SmallTalk.THANKS: "You are welcome. Ask on whenever something is open.",
    SmallTalk.FAREWELL: "Goodbye.",
    SmallTalk.IDENTITY: "I am the guide's own search: I answer from its facts alone, name each one by its ID, and say so when they do not say.",
    SmallTalk.ABILITY: "Ask me about anything this guide covers: I answer from its facts, cite them by ID, and give steps, values and comparisons.",
}
"""Replies to small talk."""

DERIVED: dict[str, str] = {
    "within": "{asked} is within the limit of {limit}.",
    "equal": "{asked} is exactly the limit of {limit}.",
    "beyond": "{asked} is beyond the limit of {limit}.",
    "enough": "{asked} is new enough: the lowest version is {limit}.",
    "too-old": "{asked} is too old: the lowest version is {limit}.",
}
"""Verdicts on a value of the question against a typed value of a cited fact."""

STATE: dict[str, str] = {
    "current": "{id} is the current revision.",
    "revised": "{id} has been revised; {newest} is current.",
    "withdrawn": "{id} was withdrawn on {date}: {reason}",
    "replaced": "Cite {others} instead.",
    "moved": "{id} is now called {newest}.",
    "unknown": "There is no fact {id}.",
    "near": "IDs like it: {others}.",
}
"""What is known of an ID that a question names."""

PLACE = "{id} rests on {title}, {place}."
"""Where a cited fact was read."""

CONNECTIVES = frozenset(
    {
        NOT_IN_SOURCE,
        IMAGE_ONLY,
        NO_MATCH,
        NEAREST,
        NOTHING_MORE,
        AMBIGUOUS,
        EMPTY,
        STEPS,
        NEXT_STEPS,
        SURE,
        NO_TALK_BEFORE,
        *SMALL_TALK.values(),
    }
)
"""Every fixed sentence."""

_FORMS = (*DERIVED.values(), *STATE.values(), PLACE)
_FORM = re.compile("|".join(re.sub(r"\\\{\w+\\\}", ".+", re.escape(form)) for form in _FORMS), re.DOTALL)


def is_rendered(sentence: str) -> bool:
    """Whether a sentence is one of the fixed forms, whatever its values: a verdict, the state of an ID, a place."""
    return _FORM.fullmatch(sentence) is not None
