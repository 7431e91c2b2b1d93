"""Numbers that were fitted, apart from the code that uses them; ``scripts/evaluate --tune`` fits them anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FIELD_WEIGHTS: dict[str, float] = {
    "bias": -1.65,
    "question": -0.9,
    "coverage": 3.5,
    "terms": 4.7,
    "unknown": -2.85,
}
"""The logistic model that tells a question of this field from one of another world: signal → weight."""

SAID_WEIGHTS: dict[str, float] = {
    "bias": -1.2,
    "score": 0.3,
    "margin": 4.0,
    "question": -0.8,
    "question_margin": 0.45,
    "coverage": 0.8,
    "leans": 1.0,
    "bare": 1.2,
    "focus": -0.3,
    "unmet": -4.0,
}
"""The logistic model that tells what the guide says from what it leaves out: signal → weight."""


@dataclass(frozen=True)
class Calibration:
    """The weights that decide between answering and abstaining; the fitted ones unless an experiment says otherwise."""

    in_field: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS)
    said: Mapping[str, float] = field(default_factory=lambda: SAID_WEIGHTS)
