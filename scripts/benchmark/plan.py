"""How much is measured: the whole of it, or the quick look that takes two minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmark.sets import REAL


@dataclass(frozen=True)
class Plan:
    """What a run measures and how long each thing may take.

    Attributes:
        scratch: An empty folder for indexes and copies.
        note: Told what is being done.
        quick: Whether it is the quick look; sets everything below.
    """

    scratch: Path
    note: Callable[[str], None] = field(default=lambda _: None)
    quick: bool = False

    @property
    def compared(self) -> tuple[int, ...]:
        """Sizes at which other engines are measured too."""
        return (REAL, 2_000) if self.quick else (REAL, 2_000, 20_000, 100_000)

    @property
    def grown(self) -> tuple[int, ...]:
        """Sizes that the product alone is measured at, for the growth."""
        return (100,) if self.quick else (100, 500, 1_000, 5_000, 10_000)

    @property
    def questions(self) -> int:
        """How often each kind of call is timed in-process."""
        return 100 if self.quick else 400

    @property
    def budget(self) -> float:
        """Seconds for one kind of call in-process."""
        return 3 if self.quick else 15

    @property
    def load_seconds(self) -> float:
        """Seconds of load for each address."""
        return 1 if self.quick else 8

    @property
    def starts(self) -> int:
        """How often the server is started warm; the median counts."""
        return 1 if self.quick else 5

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways to run more than one process."""
        return ("one", "workers") if self.quick else ("one", "workers", "shared", "proxy")

    @property
    def profiled(self) -> tuple[int, ...]:
        """Sizes at which answers are profiled."""
        return (REAL,) if self.quick else (REAL, 2_000)

    @property
    def site_sizes(self) -> tuple[int, ...]:
        """Sizes at which the site is built."""
        return (REAL,) if self.quick else (REAL, 2_000)

    def limit(self, size: int) -> float:
        """Seconds that one task may take for a set of a size."""
        return 40 if self.quick else 90 + size / 300
