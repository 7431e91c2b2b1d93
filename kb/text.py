"""Sentences of our own short texts."""

from __future__ import annotations

import re

# A sentence ends at . ! ? with its closing marks, before a blank and a capital, digit or opening mark.
_END = re.compile(r"[.!?][\"”)*`]*(?=\s+[A-Z\"“(*`\d])")
_ABBREVIATIONS = ("e.g.", "i.e.", "vs.", "etc.", "incl.")


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, in order, without surrounding blanks."""
    text = " ".join(text.split())
    ends = [match.end() for match in _END.finditer(text) if not text[: match.end()].endswith(_ABBREVIATIONS)]
    pieces = [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return [piece for piece in pieces if piece]
