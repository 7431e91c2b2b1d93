"""Numbers that were fitted, apart from the code that uses them; ``scripts/evaluate --tune`` fits them anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FIELD_WEIGHTS: dict[str, float] = {
    "bias": -1.25,
    "question": -0.5,
    "coverage": 2.95,
    "terms": 4.65,
    "unknown": -4.7,
}
"""The logistic model that tells a question of this field from one of another world: signal → weight."""

SAID_WEIGHTS: dict[str, float] = {
    "bias": -0.25,
    "score": 0.2,
    "margin": 2.8,
    "question": -0.8,
    "question_margin": 0.5,
    "coverage": 0.65,
    "bare": 1.0,
    "focus": -0.5,
    "unmet": -2.65,
}
"""The logistic model that tells what the guide says from what it leaves out: signal → weight."""


@dataclass(frozen=True)
class Calibration:
    """The weights that decide between answering and abstaining; the fitted ones unless an experiment says otherwise."""

    in_field: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS)
    said: Mapping[str, float] = field(default_factory=lambda: SAID_WEIGHTS)
