"""How costs grow with the number of facts: one exponent each."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from statistics import fmean
from typing import Any

COSTS: dict[str, tuple[str, Callable[[Mapping[str, Any]], float]]] = {
    "search": ("retrieval, median", lambda ours: ours["search"]["p50"]),
    "answer": ("whole answer, median", lambda ours: ours["answer"]["p50"]),
    "build": ("index, time to build", lambda ours: ours["build_seconds"]),
    "bytes": ("index, bytes on disk", lambda ours: ours["bytes"]),
    "memory": ("index, memory", lambda ours: ours["memory"]),
}
"""Cost → how the page calls it, and where it stands in what was measured."""

Points = list[tuple[int, float]]
"""Facts and cost, by facts."""


def read_growth(search: Mapping[str, Any]) -> dict[str, Points]:
    """Cost → its points, over the invented sets: the real facts have ten times as many questions each and would not fit the line."""
    grown: dict[str, Points] = {key: [] for key in COSTS}
    for name, measured in search.items():
        if name == "real" or "reason" in measured["systems"]["ours"]:
            continue
        for key, (_, read) in COSTS.items():
            grown[key].append((measured["facts"], read(measured["systems"]["ours"])))
    return {key: sorted(points) for key, points in grown.items()}


def fit_exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """The b of cost = a · size^b, by least squares of the logarithms; None for fewer than two sizes."""
    logs = [(math.log(size), math.log(cost)) for size, cost in points if size > 0 and cost > 0]
    if len({size for size, _ in logs}) < 2:
        return None
    mean_x, mean_y = fmean(x for x, _ in logs), fmean(y for _, y in logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)
