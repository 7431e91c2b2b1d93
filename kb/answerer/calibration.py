"""Numbers that were fitted, apart from the code that uses them; ``scripts/evaluate --tune`` fits them anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FIELD_WEIGHTS: dict[str, float] = {
    "bias": -2.94,
    "question": 0.16,
    "coverage": 2.24,
    "terms": 2.74,
    "unknown": -3.27,
    "wording": 1.48,
}
"""The logistic model that tells a question of this field from one of another world: signal → weight."""

SAID_WEIGHTS: dict[str, float] = {
    "bias": -0.19,
    "score": 0.35,
    "margin": 1.76,
    "question": -0.23,
    "question_margin": 0.09,
    "coverage": 0.42,
    "leans": 1.07,
    "bare": -0.2,
    "focus": -0.1,
    "unmet": -1.66,
    "gap_wording": -1.2,
}
"""The logistic model that tells what the guide says from what it leaves out: signal → weight."""


@dataclass(frozen=True)
class Calibration:
    """The weights that decide between answering and abstaining; the fitted ones unless an experiment says otherwise."""

    in_field: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS)
    said: Mapping[str, float] = field(default_factory=lambda: SAID_WEIGHTS)
