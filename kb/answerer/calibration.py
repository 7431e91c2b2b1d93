"""Numbers that were fitted, apart from the code that uses them; ``scripts/evaluate --tune`` fits them anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FIELD_WEIGHTS: dict[str, float] = {
    "bias": -2.75,
    "question": -0.02,
    "coverage": 2.2,
    "terms": 3.25,
    "unknown": -2.9,
    "classifier": 0.84,
}
"""The logistic model that tells a question of this field from one of another world: signal → weight."""

SAID_WEIGHTS: dict[str, float] = {
    "bias": -0.35,
    "score": 0.35,
    "margin": 1.49,
    "question": -0.31,
    "question_margin": 0.09,
    "coverage": 0.77,
    "leans": 1.21,
    "bare": 0.41,
    "focus": 0.19,
    "unmet": -1.46,
    "gap_classifier": -1.11,
}
"""The logistic model that tells what the guide says from what it leaves out: signal → weight."""


@dataclass(frozen=True)
class Calibration:
    """The weights that decide between answering and abstaining; the fitted ones unless an experiment says otherwise."""

    in_field: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS)
    said: Mapping[str, float] = field(default_factory=lambda: SAID_WEIGHTS)
