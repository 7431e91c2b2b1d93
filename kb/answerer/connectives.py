"""The fixed words of answers: everything in an answer that is neither a statement nor a rendering of a payload.

The test that traces every sentence of every answer reads this list; a sentence built elsewhere fails it.
"""

from __future__ import annotations

import re

NOT_IN_SOURCE = "The guide does not say."
IMAGE_ONLY = "The guide shows this only in a picture, so it is not recorded here."
NO_MATCH = "The guide does not say: no fact in this knowledge base matches the question."
NEAREST = "The nearest facts are in the excerpts."
AMBIGUOUS = "The question fits more than one case:"
EXAMPLE = "Which Entra App ID do Zoom Rooms use with Application Permissions?"
EMPTY = f"Ask a question in plain words, for example: {EXAMPLE}"
STEPS = "Steps:"
NEXT_STEPS = "Next steps:"

DERIVED: dict[str, str] = {
    "within": "{asked} is within the limit of {limit}.",
    "equal": "{asked} is exactly the limit of {limit}.",
    "beyond": "{asked} is beyond the limit of {limit}.",
    "enough": "{asked} is new enough: the lowest version is {limit}.",
    "too-old": "{asked} is too old: the lowest version is {limit}.",
}
"""Verdicts on a value of the question against a typed value of a cited fact."""

CONNECTIVES = frozenset({NOT_IN_SOURCE, IMAGE_ONLY, NO_MATCH, NEAREST, AMBIGUOUS, EMPTY, STEPS, NEXT_STEPS})
"""Every fixed sentence."""


def is_verdict(sentence: str) -> bool:
    """Whether a sentence is one of the derived verdicts, whatever its values."""
    patterns = (re.escape(text).replace(r"\{asked\}", ".+").replace(r"\{limit\}", ".+") for text in DERIVED.values())
    return any(re.fullmatch(pattern, sentence) for pattern in patterns)
