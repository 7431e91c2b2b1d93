"""Numbers that were fitted, apart from the code that uses them; ``scripts/evaluate --tune`` fits them anew."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FIELD_WEIGHTS: dict[str, float] = {
    "bias": -2.05,
    "question": 1.15,
    "coverage": 3.3,
    "terms": 4.75,
    "unknown": -3.8,
}
"""The logistic model that tells a question of this field from one of another world: signal → weight."""

SAID_WEIGHTS: dict[str, float] = {
    "bias": 1.0,
    "score": -0.3,
    "margin": 5.2,
    "question": -0.4,
    "question_margin": 0.6,
    "coverage": 0.2,
    "bare": 2.4,
    "focus": -1.05,
    "unmet": -3.6,
}
"""The logistic model that tells what the guide says from what it leaves out: signal → weight."""


@dataclass(frozen=True)
class Calibration:
    """The weights that decide between answering and abstaining; the fitted ones unless an experiment says otherwise."""

    in_field: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS)
    said: Mapping[str, float] = field(default_factory=lambda: SAID_WEIGHTS)
