"""Values in a text, in one normal form: so that "an hour", "1 h" and "60 minutes" are the same thing."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "twenty-four": 24, "thirty": 30, "forty": 40,
    "forty-five": 45, "sixty": 60, "ninety": 90, "half": 0.5, "half a": 0.5, "half an": 0.5,
}  # fmt: skip
_UNITS = {
    "second": 1, "sec": 1, "segundo": 1, "seconde": 1, "sekunde": 1,
    "minute": 60, "min": 60, "minuto": 60, "minuten": 60,
    "hour": 3600, "hr": 3600, "hora": 3600, "heure": 3600, "stunde": 3600, "stunden": 3600,
    "day": 86400, "dia": 86400, "día": 86400, "jour": 86400, "tag": 86400, "tage": 86400, "tagen": 86400,
    "week": 604800, "wk": 604800, "semana": 604800, "semaine": 604800, "woche": 604800, "wochen": 604800,
    "month": 2592000, "mo": 2592000, "mes": 2592000, "mese": 2592000, "mois": 2592000, "monat": 2592000, "monate": 2592000,
    "year": 31104000, "yr": 31104000, "año": 31104000, "an": 31104000, "jahr": 31104000, "jahre": 31104000,
}  # fmt: skip
_SPAN = re.compile(
    rf"\b(\d+(?:\.\d+)?|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})[\s-]*"
    rf"({'|'.join(sorted(_UNITS, key=len, reverse=True))})(?:s|es)?\b",
    re.ASCII,
)
# Only the letters of English: "ſ" and "İ" do not pass for the letters they fold to, and every letter keeps its place.
_SMALL = {ord(letter): letter.lower() for letter in string.ascii_uppercase}
_EVERY = {"hourly": 3600, "daily": 86400, "weekly": 604800, "monthly": 2592000, "yearly": 31104000, "annually": 31104000}
_ORDER = {word: at for at, word in enumerate(_EVERY)}
_EVERY_WORD = re.compile(rf"\b(?:{'|'.join(_EVERY)})\b", re.ASCII)
_ISO = re.compile(r"(\d+)([YMDHS])|(T)")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in a text.

    Attributes:
        seconds: Its length; a month counts 30 days and a year 12 months, so that 24 months are two years.
        text: As written.
        start, end: Where it stands.
    """

    seconds: float
    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """Its normal form as a token."""
        return f"#{self.seconds:.12g}s"


def find_spans(text: str) -> list[Span]:
    """The lengths of time a text names, in order."""
    spans, small = [], text.translate(_SMALL)
    for match in _SPAN.finditer(small):
        number, unit = match.groups()
        if unit == "an" and number in _NUMBERS:
            continue
        amount = _NUMBERS[number] if number in _NUMBERS else float(number)
        spans.append(Span(amount * _UNITS[unit], text[match.start() : match.end()], *match.span()))
    if "ly" not in small:
        return spans
    every = [(match[0], Span(_EVERY[match[0]], text[match.start() : match.end()], *match.span())) for match in _EVERY_WORD.finditer(small)]
    return spans + [span for _, span in sorted(every, key=lambda found: _ORDER[found[0]])]


def duration_seconds(duration: str) -> int:
    """Seconds of an ISO 8601 duration, counted as `Span.seconds` counts."""
    total, in_time = 0, False
    for amount, unit, time_mark in _ISO.findall(duration):
        if time_mark:
            in_time = True
            continue
        scale = {"Y": 31104000, "M": 60 if in_time else 2592000, "D": 86400, "H": 3600, "S": 1}[unit]
        total += int(amount) * scale
    return total


def spell_duration(duration: str) -> str:
    """An ISO 8601 duration in English words: ``PT60M`` is "60 minutes", ``P90D`` "90 days"."""
    words, in_time = [], False
    for amount, unit, time_mark in _ISO.findall(duration):
        if time_mark:
            in_time = True
            continue
        name = {"Y": "year", "M": "minute" if in_time else "month", "D": "day", "H": "hour", "S": "second"}[unit]
        words.append(f"{amount} {name}{'' if amount == '1' else 's'}")
    return " ".join(words)
