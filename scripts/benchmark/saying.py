"""Figures as people read them."""

from __future__ import annotations

import math

NONE = "—"

BLANK = "\u00a0"
"""Between a number and its unit: a line does not break there."""


def say_number(value: float) -> str:
    """Three digits that count: 1,234; 12.3; 0.0456."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{digits}f}"


def say_ms(value: float) -> str:
    """Milliseconds."""
    return f"{say_number(value)}{BLANK}ms"


def say_seconds(value: float) -> str:
    """Seconds."""
    return f"{say_number(value)}{BLANK}s"


def say_bytes(value: float) -> str:
    """Bytes, in MB (a million) or kB."""
    return f"{say_number(value / 1e6)}{BLANK}MB" if value >= 1e6 else f"{say_number(value / 1e3)}{BLANK}kB"


def say_ratio(value: float) -> str:
    """How many times as much."""
    return f"{say_number(value)}×"


def say_share(value: float) -> str:
    """A share of 1, in percent."""
    return f"{100 * value:.0f}{BLANK}%" if value >= 0.1 else f"{100 * value:.1f}{BLANK}%"


def say_rate(value: float) -> str:
    """Answers a second."""
    return f"{value:,.0f}/s"


def say_set(name: str, facts: int) -> str:
    """A fact set."""
    return f"{facts:,} real facts" if name == "real" else f"{facts:,} invented facts"
