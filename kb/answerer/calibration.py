"""Numbers that were fitted, apart from the code that uses them; ``scripts/evaluate --tune`` fits them anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FIELD_WEIGHTS: dict[str, float] = {
    "bias": -3.17,
    "question": 0.37,
    "coverage": 2.21,
    "terms": 3.04,
    "unknown": -2.8,
    "wording": 1.24,
}
"""The logistic model that tells a question of this field from one of another world: signal → weight."""

SAID_WEIGHTS: dict[str, float] = {
    "bias": -0.72,
    "score": 0.32,
    "margin": 1.74,
    "question": -0.31,
    "question_margin": 0.35,
    "coverage": 0.61,
    "leans": 1.29,
    "bare": 0.8,
    "focus": 0.18,
    "unmet": -1.37,
    "gap_wording": -0.78,
}
"""The logistic model that tells what the guide says from what it leaves out: signal → weight."""


@dataclass(frozen=True)
class Calibration:
    """The weights that decide between answering and abstaining; the fitted ones unless an experiment says otherwise."""

    in_field: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS)
    said: Mapping[str, float] = field(default_factory=lambda: SAID_WEIGHTS)
