"""Short texts: their sentences, and how one stays on its line and stays text."""

from __future__ import annotations

import re
import unicodedata

# A sentence ends at . ! ? with its closing marks, before a blank and a capital, digit or opening mark.
_END = re.compile(r"[.!?][\"”)*`]*(?=\s+[A-Z\"“(*`\d])")
_ABBREVIATIONS = ("e.g.", "i.e.", "vs.", "etc.", "incl.")


def split_sentences(text: str) -> list[str]:
    """The sentences of a text, in order, without surrounding blanks."""
    text = " ".join(text.split())
    ends = [match.end() for match in _END.finditer(text) if not text[: match.end()].endswith(_ABBREVIATIONS)]
    pieces = [text[start:end].strip() for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    return [piece for piece in pieces if piece]


_MARKS = re.compile(r"([\\`*_\[\]<>&#|~])")
_AUTOLINK = re.compile(r":(?=//)|(?<=www)\.|(?<=\w)@(?=\w)", re.IGNORECASE)


def clean_line(text: str) -> str:
    """Text on one line, without invisible and direction-changing characters."""
    line = " ".join(text.split())
    # Tabs and line ends are blanks by now; what else is a control, a format mark or half a character has no place in a line.
    return "".join(character for character in line if unicodedata.category(character) not in {"Cc", "Cf", "Cs"})


def escape_line(text: str) -> str:
    """Text on one line in which nothing is Markdown: marks escaped, no links, nothing invisible."""
    return _AUTOLINK.sub(lambda match: "\\" + match[0], _MARKS.sub(r"\\\1", clean_line(text)))
