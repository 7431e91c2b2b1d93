"""Tells the placeholders of instructions from what somebody really asks: `<question>` sent as it stands is no question."""

from __future__ import annotations

import re
from urllib.parse import unquote

_BRACKETS = re.compile(r"[<>{}\[\]()$\"'`“”‘’«»….?!:*]+")
_GAPS = re.compile(r"[\s_\-]+")
_NAMED = re.compile(
    r"(?:(?:insert|put|type|write|enter|add) )?(?:(?:your|the|a|my|url encoded|encoded|full|some) )*"
    r"(?:question|query|goal|what you want to achieve|what (?:you are|the agent is) trying to (?:do|achieve))(?: text)?(?: here)?"
)


def is_placeholder(text: str) -> bool:
    """Whether a text is a placeholder such as `<question>`, `{question}`, `YOUR_QUESTION` or `<goal>`, percent-encoded or not."""
    # Twice: what was encoded once too often still holds the marks as %3C and %3E.
    plain = unquote(unquote(text)) if "%" in text else text
    words = _GAPS.sub(" ", _BRACKETS.sub(" ", plain)).strip().lower()
    return _NAMED.fullmatch(words) is not None
