"""What a measurement gives: a value for each round, beside another taken in the same round, and what was to be reached."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

BLANK = "\u00a0"
"""Between a number and its unit: a line does not break there."""


@dataclass(frozen=True)
class Row:
    """One measurement, repeated in rounds.

    Attributes:
        what: What is measured.
        size: On what, e.g. ``2,000 invented facts``.
        unit: Of the values: ``ms``, ``s``, ``/s``, ``B`` or nothing.
        values: One for each round.
        beside: What it is measured against.
        others: Its values in the same rounds.
        least, most: What the median (of the ratios, where there are some) was to reach, or to stay below.
        missing: Why there is no value.
    """

    what: str
    size: str
    unit: str = ""
    values: Sequence[float] = ()
    beside: str = ""
    others: Sequence[float] = ()
    least: float | None = None
    most: float | None = None
    missing: str = ""

    @property
    def ratios(self) -> list[float]:
        """Of each round, the value divided by the other one."""
        return [value / other for value, other in zip(self.values, self.others, strict=True)] if self.others else []

    @property
    def met(self) -> bool | None:
        """Whether the target was reached; None where there is none, or nothing was measured."""
        wanted = self.least if self.most is None else self.most
        if wanted is None or self.missing:
            return None
        found = median(self.ratios or self.values)
        return found >= wanted if self.most is None else found <= wanted

    def cells(self) -> list[str]:
        """The row as people read it."""
        unit = "×" if self.others else self.unit
        wanted = (
            ""
            if self.least is self.most is None
            else f"≥ {say(self.least, unit)}"
            if self.least is not None
            else f"≤ {say(self.most, unit)}"
        )
        verdict = {True: "reached", False: "**missed**", None: ""}[self.met]
        if self.missing:
            return [self.what, self.size, f"not measured: {self.missing}", self.beside, "", wanted, ""]
        ratio = say_spread(self.ratios, "×") if self.others else ""
        return [self.what, self.size, say_spread(self.values, self.unit), self.beside, ratio, wanted, verdict]


HEADINGS = ["What", "On", "Median (lowest to highest)", "Beside", "Ratio (lowest to highest)", "Target", ""]


def say_spread(values: Sequence[float], unit: str) -> str:
    """The median, and the lowest and highest where there are several."""
    if len(values) < 2:
        return say(values[0], unit)
    return f"{say(median(values), unit)} ({say(min(values), unit)} to {say(max(values), unit)})"


def say(value: float | None, unit: str) -> str:
    """A figure with three digits that count: 1,234 ms; 12.3 MB; 0.0456×."""
    assert value is not None
    if unit == "B":
        value, unit = (value / 1e6, "MB") if value >= 1e6 else (value / 1e3, "kB")
    digits = max(0, 2 - math.floor(math.log10(abs(value)))) if value else 0
    return f"{value:,.{digits}f}{unit if unit in ('×', '/s', '') else BLANK + unit}"
