"""Recognises values in running text, each type in one normal form: so that "1 h" and ``PT60M`` are the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kb.analysis.values import duration_seconds, find_spans
from kb.models.base import DURATION
from kb.models.conditions import LABELS, values_of

Finder = Callable[[str], "list[Value]"]
"""Finds the values of one type in a text."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value in a text.

    Attributes:
        key: Its normal form; equal keys mean the same value.
        text: As written.
        start, end: Where it stands.
    """

    key: str
    text: str
    start: int
    end: int


_UUID = re.compile(r"(?<![0-9a-z-])[0-9a-f]{8}(?:[-\u2010\u2011][0-9a-f]{4}){3}[-\u2010\u2011][0-9a-f]{12}(?![0-9a-z-])", re.IGNORECASE)
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:tenant|directory|object|principal|subscription|correlation|request|session|trace|secret|user|group|account|policy|key|order)"
    r"[\w\s:=`*\"'()|-]{0,16}$",
    re.IGNORECASE,
)
_ISO = re.compile(rf"(?<![\w-]){DURATION.pattern}(?![\w-])")
_SWITCH = re.compile(
    r"(?P<plain>(?<=[\s*\"“'`|:=(])O(?:n|ff|N|FF)(?=[\s*\"”'`|.,;:)]|$))"
    r"|\b(?:turn|turned|switch|switched|set\s+to|is|be|to|stays?|remains?)\s+(?P<verb>on|off)\b(?=\s*(?:[.,;:)|]|$|\b(?:when|if|where)\b))",
    re.MULTILINE,
)
_PROTOCOL = re.compile(r"\b(TLS|SSL)[\s-]*(?:version\s+)?v?(\d(?:\.\d)?)(?![\w.]*\d)", re.IGNORECASE | re.ASCII)
_BITS = re.compile(r"\b(?:(\d{2,5})[\s-]?bits?|AES-?(128|192|256))\b", re.IGNORECASE | re.ASCII)
_SETTINGS = {LABELS[value].partition(",")[0].casefold(): value for value in values_of("entra_setting")}
_SETTING = re.compile("|".join(map(re.escape, sorted(_SETTINGS, key=len, reverse=True))) or "(?!)", re.IGNORECASE)


def find_app_ids(text: str) -> list[Value]:
    """UUIDs, in lower case; all zeros, and those that the words before them give to something else (a tenant, an object), are left out."""
    return [
        Value(key, match[0], *match.span())
        for match in _UUID.finditer(text)
        if (key := re.sub("[\u2010\u2011]", "-", match[0].lower())).strip("0-")
        and not _OF_SOMETHING_ELSE.search(text, max(0, match.start() - 32), match.start())
    ]


def find_durations(text: str) -> list[Value]:
    """Lengths of time, in words or as ISO 8601."""
    # "a second administrator" is no length of time.
    spans = [span for span in find_spans(text) if not re.match(r"(?:a|an|one|half)\b.*sec", span.text, re.IGNORECASE)]
    iso = [Value(_seconds(duration_seconds(match[0])), match[0], *match.span()) for match in _ISO.finditer(text)]
    return [*(Value(_seconds(span.seconds), span.text, span.start, span.end) for span in spans), *iso]


def find_positions(text: str) -> list[Value]:
    """Positions of a switch, ``On`` or ``Off``, written as a name or after a verb."""
    return [
        Value(word.capitalize(), word, match.start("plain" if match["plain"] else "verb"), match.end())
        for match in _SWITCH.finditer(text)
        if (word := match["plain"] or match["verb"])
    ]


def find_settings(text: str) -> list[Value]:
    """The labels of the settings that pairings are about, as their values."""
    return [Value(_SETTINGS[match[0].casefold()], match[0], *match.span()) for match in _SETTING.finditer(text)]


def find_protocols(text: str) -> list[Value]:
    """Versions of TLS and SSL, e.g. ``TLS 1.2``."""
    return [Value(f"{match[1].upper()} {match[2]}", match[0], *match.span()) for match in _PROTOCOL.finditer(text)]


def find_key_lengths(text: str) -> list[Value]:
    """Lengths of keys, e.g. ``256 bits``."""
    return [Value(f"{match[1] or match[2]} bits", match[0], *match.span()) for match in _BITS.finditer(text)]


def find_versions_of(product: str) -> Finder:
    """What finds the versions of one product, e.g. ``10`` in "Windows 10"."""
    pattern = re.compile(
        rf"\b{re.escape(product)}\s+(?:version\s+)?v?(\d{{1,6}}(?:\.\d{{1,6}}){{0,4}})(?![\w.]*\d)", re.IGNORECASE | re.ASCII
    )

    def find(text: str) -> Iterator[Value]:
        for match in pattern.finditer(text):
            yield Value(match[1], match[0], *match.span())

    return lambda text: list(find(text))


def duration_key(duration: str) -> str:
    """The normal form of an ISO 8601 duration, as `find_durations` gives it."""
    return _seconds(duration_seconds(duration))


def _seconds(seconds: float) -> str:
    return f"{seconds:.12g} s"
