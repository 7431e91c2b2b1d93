"""How far figures move by chance alone: everything is learned and fitted anew, each time from another sample."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import stdev

from evaluation.measure import count_right, run_questions
from evaluation.questions import HELD_OUT, QuestionSet
from evaluation.system import keep_some, thin_system
from evaluation.tuning import fit_system
from kb.catalog import Catalog

SEEDS = range(1, 7)

Note = Callable[[str], None]


def measure_spread(
    catalog: Catalog, sets: Sequence[QuestionSet], scratch: Path, note: Note, seeds: Sequence[int] = SEEDS
) -> dict[str, list[int]]:
    """Set → how many of its questions are right, for each seed.

    For each seed the index learns from nine in ten of the facts' questions, as it would had other people written them; and
    the weights are fitted to as many tuning questions as there are, drawn with repetition (a bootstrap).
    """
    tuning = [question for one in sets if not one.name.endswith(HELD_OUT) for question in one.questions]
    found: dict[str, list[int]] = {one.name: [] for one in sets}
    for seed in seeds:
        note(f"seed {seed}: learning")
        system = thin_system(catalog, keep_some(seed), scratch)
        note(f"seed {seed}: fitting")
        fitted = fit_system(system, random.Random(seed).choices(tuning, k=len(tuning)))  # noqa: S311  a fixed seed is the point
        for one in sets:
            note(f"seed {seed}: asking {one.name}")
            found[one.name].append(count_right(run_questions(fitted, one.questions)))
    return found


def find_interval(right: int, found: Sequence[int], questions: int) -> tuple[int, int]:
    """The recorded count, and twice the standard deviation of the others to either side, at least one question."""
    reach = max(1, math.ceil(2 * stdev(found)))
    return max(0, right - reach), min(questions, right + reach)
