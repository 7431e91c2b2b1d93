"""Tells statements that deny something from those that affirm it."""

from __future__ import annotations

import re

from kb.text import split_sentences

_DENIES = re.compile(
    r"(?<![\w-])(?:not|no|never|neither|nor|none|nothing|without|cannot|only|needn't|don't|doesn't|isn't|can't|won't|aren't)\b",
    re.IGNORECASE,
)


def denies(statement: str) -> bool:
    """Whether the first sentence of a statement denies something."""
    return bool(_DENIES.search(split_sentences(statement)[0]))


def contradicts(premise: str, statement: str) -> bool:
    """Whether one of the two denies and the other does not: a sign, no proof, that the premise is wrong."""
    return bool(_DENIES.search(premise)) != denies(statement)
