"""How long answers take in-process: a benchmark, no test, since machines differ and are shared."""

from __future__ import annotations

import time
from collections.abc import Sequence

from kb.evaluation.questions import Question
from kb.evaluation.system import System


def time_answers(system: System, questions: Sequence[Question]) -> list[float]:
    """Milliseconds that each question took to answer, sorted; the second of two rounds, so that nothing is measured cold."""
    for question in questions:
        system.ask(question)
    took = []
    for question in questions:
        started = time.perf_counter()
        system.ask(question)
        took.append((time.perf_counter() - started) * 1000)
    return sorted(took)


def render_times(took: Sequence[float]) -> str:
    """The median, the 95th and 99th percentiles and the longest of sorted times, in one line."""
    middle, high, higher = (took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.95, 0.99))
    told = f"median {middle:.2f}, 95th percentile {high:.2f}, 99th {higher:.2f}, longest {took[-1]:.2f}"
    return f"{len(took)} questions in-process, in ms: {told}"
