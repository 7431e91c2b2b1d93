"""How much is measured: the whole of it, or the quick look that takes a few minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

REAL = 0
"""The size that stands for the real facts."""


@dataclass(frozen=True)
class Plan:
    """What a run measures.

    Attributes:
        scratch: An empty folder for indexes and copies.
        note: Told what is being done.
        quick: Whether it is the quick look.
    """

    scratch: Path
    note: Callable[[str], None] = field(default=lambda _: None)
    quick: bool = False

    @property
    def sizes(self) -> tuple[int, ...]:
        """Facts that are searched."""
        return (REAL, 2_000) if self.quick else (REAL, 2_000, 20_000, 100_000)

    @property
    def rounds(self) -> int:
        """How often everything is measured, what is compared in turns."""
        return 2 if self.quick else 5

    @property
    def questions(self) -> int:
        """Questions of one round in-process."""
        return 50 if self.quick else 200

    @property
    def load_seconds(self) -> int:
        """Seconds of load for each address and round."""
        return 1 if self.quick else 4
