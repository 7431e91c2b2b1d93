"""What a question may look like: the one place of its limits."""

from __future__ import annotations

import re

from kb.answerer.placeholders import is_placeholder
from kb.errors import BadQuestion

LONGEST_QUESTION = 8000
"""Characters a question may have: a mail with its story, or a pasted log."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Controls (Unicode's Cc) but tab and line ends, and halves of characters (Cs): no question holds them."""

_BARE_UUID = re.compile(r"\b([0-9a-fA-F]{8})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{4})([0-9a-fA-F]{12})\b")
"""A UUID without its dashes, as some logs write it."""

_GLUED = re.compile(r"\b([a-zA-Z]{3,})(\d+\.\d+)\b")
"""A name with its version stuck to it, such as "sync2.0"."""

_BLANKS = re.compile(r"[^\S\n\r]+")


def is_empty(question: str) -> bool:
    """Whether there is nothing to answer: only blanks and marks, or a placeholder of instructions."""
    return is_placeholder(question) or not any(c.isalnum() for c in question)


def normalise(question: str) -> str:
    """The question with one blank for each run of them, and none around it; line ends stay, since they part sentences."""
    text = _BLANKS.sub(" ", question).strip()
    return _GLUED.sub(r"\1 \2", _BARE_UUID.sub(r"\1-\2-\3-\4-\5", text))


def check_question(question: str) -> None:
    """Refuses a question that cannot be asked as sent.

    Raises:
        BadQuestion: It is longer than 8,000 characters or holds control characters.
    """
    if len(question) > LONGEST_QUESTION:
        raise BadQuestion(f"The question has {len(question):,} characters; at most {LONGEST_QUESTION:,} are read. Shorten it.")
    if found := CONTROL.search(question):
        raise BadQuestion(f"The question holds a control character (U+{ord(found[0]):04X}) at position {found.start() + 1}. Remove it.")
