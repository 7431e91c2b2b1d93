"""Turns values into the words people read: durations, line numbers, kinds, lists."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

UNITS = {"Y": "year", "M": "month", "D": "day", "TH": "hour", "TM": "minute", "TS": "second"}
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]

KINDS = {
    "claim": "Claim",
    "app_id": "App ID",
    "consent_pairing": "Consent pairing",
    "token_policy": "Token policy",
    "window": "Time window",
    "procedure": "Procedure",
    "role": "Role",
    "version_floor": "Minimum version",
    "synced_field": "Synced field",
    "recommendation": "Recommendation",
    "reason": "Reason",
    "options": "Options",
    "protection": "Protection",
    "term": "Term",
    "permission": "Permission",
    "error_code": "Error",
    "deadline": "Deadline",
    "gap": "Gap",
}
"""A fact's kind → the words people read for it."""


def say_duration(duration: str) -> str:
    """An ISO 8601 duration in words: `PT60M` is 60 minutes, `P1DT12H` 1 day 12 hours."""
    days, _, time = duration.removeprefix("P").partition("T")
    parts = [(number, unit) for number, unit in re.findall(r"(\d+)([YMD])", days)]
    parts += [(number, "T" + unit) for number, unit in re.findall(r"(\d+)([HMS])", time)]
    return " ".join(f"{number} {UNITS[unit]}{'' if number == '1' else 's'}" for number, unit in parts)


def say_date(date: datetime.date) -> str:
    """A day in words, the same in every locale: `23 November 2026`."""
    return f"{date.day} {MONTHS[date.month - 1]} {date.year}"


def say_lines(lines: Sequence[tuple[int, int]]) -> str:
    """Line ranges in words: `line 79`, `lines 79, 82–84 and 204`."""
    spans = [str(first) if first == last else f"{first}–{last}" for first, last in lines]
    noun = "line" if len(lines) == 1 and lines[0][0] == lines[0][1] else "lines"
    return f"{noun} {join_words(spans)}"


SEEN = {"whole": "", "start": "read in part", "quoted": "read at second hand"}
"""How much of a page was read → what is said of it."""

BASIS = {"vendor": "", "derived": "a conclusion from it", "secondary": "not the vendor's own text"}
"""What a statement rests on → what is said of it."""


def say_place(section: str, lines: Sequence[tuple[int, int]] | None, seen: str | None, basis: str) -> str:
    """Where in its source a fact was read, and with what reserve: `section “Scopes”, lines 3–5, a conclusion from it`."""
    parts = [f"section “{section}”", say_lines(lines) if lines else "", SEEN[seen or "whole"], BASIS[basis]]
    return ", ".join(part for part in parts if part)


def join_words(words: Iterable[str], last: str = "and") -> str:
    """Words as a list in a sentence: `a`, `a and b`, `a, b and c`."""
    *most, end = list(words)
    return f"{', '.join(most)} {last} {end}" if most else end


def first_upper(text: str) -> str:
    """The text with its first letter in upper case, as a heading or a cell begins."""
    return text[:1].upper() + text[1:]


def strip_marks(text: str) -> str:
    """Text without Markdown emphasis and code marks, as an attribute or a heading's anchor text needs it."""
    return re.sub(r"[*`{}]", "", text).replace('"', "'")
