"""How much is measured: the whole of it, or the quick look that takes a few minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

REAL = 0
"""The size that stands for the real facts."""


@dataclass(frozen=True)
class Plan:
    """What a run measures.

    Attributes:
        scratch: An empty folder for indexes and copies.
        note: Told what is being done.
        sizes: Facts that are searched.
        rounds: How often everything is measured, what is compared in turns.
        questions: Questions of one round in-process.
        load_seconds: Seconds of load for each address and round.
    """

    scratch: Path
    note: Callable[[str], None] = lambda _: None
    sizes: tuple[int, ...] = (REAL, 2_000, 20_000, 100_000)
    rounds: int = 5
    questions: int = 200
    load_seconds: int = 4

    def shorten(self) -> Plan:
        """The quick look."""
        return replace(self, sizes=(REAL, 2_000), rounds=2, questions=50, load_seconds=1)
