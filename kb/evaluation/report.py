"""Figures as text for a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from kb.evaluation.compare import Comparison
from kb.evaluation.questions import UNRANKED_KINDS
from kb.models.quality import AblationRow, SetFigures

if TYPE_CHECKING:  # numpy comes with it, and is needed for tuning only
    from kb.evaluation.tuning import Tuning


def render_set(figures: SetFigures) -> str:
    """One set: by kind, over all, abstention, risk and coverage."""
    rows = []
    for one in figures.kinds:
        ranking = ["", ""] if one.kind in UNRANKED_KINDS else [f"{one.hit_at_1:.3f}", f"{one.mrr:.3f}"]
        rows.append([one.kind, f"{one.right}/{one.questions}", _share(one.right / one.questions), *ranking])
    whole = f"{figures.right}/{figures.questions}"
    rows.append(["all", whole, _share(figures.share_right), f"{figures.hit_at_1:.3f}", f"{figures.mrr:.3f}"])
    low, high = interval(figures.right, figures.questions)
    parts = [
        align([figures.name, "right", "", "hit@1", "MRR"], rows),
        f"right {_share(figures.share_right)} (95 % interval {_share(low)} to {_share(high)})\n"
        f"answerable, yet refused {_share(figures.share_wrongly_refused)}\n"
        f"abstention: precision {_share(figures.abstention_precision)}, recall {_share(figures.abstention_recall)}",
    ]
    if figures.curve:
        points = [[f"{one.confidence:.2f}", _share(one.coverage), _share(one.risk)] for one in figures.curve]
        parts.append(align(["confidence", "answered", "of which wrong"], points))
    return "\n\n".join(parts)


def render_failures(figures: SetFigures) -> str:
    """Every question of a set that was not right, and why."""
    return "\n".join(f"{figures.name} [{one.kind}] {one.question}\n    {one.why}" for one in figures.failures)


def render_ablation(rows: Sequence[AblationRow]) -> str:
    """What is lost without each part."""
    whole = rows[0]
    cells = [
        [
            one.left_out.replace("`", ""),
            f"{one.mrr:.3f}",
            f"{one.mrr - whole.mrr:+.3f}",
            _share(one.right / one.questions),
            f"{one.right - whole.right:+d}",
        ]
        for one in rows
    ]
    return align(["left out", "MRR", "", "right", "questions"], cells)


def render_comparison(comparison: Comparison) -> str:
    """Which questions changed, the worse ones first, and a closing line of counts."""
    parts = []
    for change in comparison.changes:
        parts.append(f"{change.direction}: {change.name} [{change.new.kind}] {change.new.question}")
        for sign, outcome in (("-", change.old), ("+", change.new)):
            verdict = "right" if outcome.right else outcome.why
            parts.append(f"  {sign} {' '.join(outcome.answer.split())[:160]} ({verdict})")
    for name, keys in (("removed", comparison.removed), ("added", comparison.added)):
        parts += [f"{name}: {set_name} {text}" for set_name, text in keys]
    counts = {name: sum(change.direction == name for change in comparison.changes) for name in ("worse", "better", "other")}
    parts.append(
        f"{counts['worse']} worse, {counts['better']} better, {counts['other']} answered otherwise with the same verdict, "
        f"{len(comparison.added)} added, {len(comparison.removed)} removed"
    )
    return "\n".join(parts)


def render_tuning(tuning: Tuning, class_weight: float) -> str:
    """What tuning found, and the weights as they go into the code."""
    before, after = tuning.before, tuning.ranking
    calibration = "\n\n".join(
        [
            f"For kb/answerer/calibration.py (class weight {class_weight:g}):",
            _write_weights("FIELD_WEIGHTS", tuning.calibration.in_field),
            _write_weights("SAID_WEIGHTS", tuning.calibration.said),
        ]
    )
    return "\n\n".join(
        [
            f"Fitted on {tuning.questions} questions; figures are cross-validated unless they say otherwise.",
            *(align([f"penalty of {name}", "loss"], _losses(losses)) for name, losses in tuning.losses.items()),
            f"ranking: hit@1 {after[0]:.3f}, MRR {after[1]:.3f} (weights in use, not cross-validated: {before[0]:.3f}, {before[1]:.3f})",
            align(
                ["class weight", "wrongly refused", "rightly refused"],
                [[f"{key:g}", _share(wrong), _share(due)] for key, (wrong, due) in tuning.refusals.items()],
            ),
            f"right, with everything fitted on the other folds: {_share(tuning.right)}",
            f"For kb/retriever:\n{_write_weights('WEIGHTS', tuning.weights)}",
            calibration,
        ]
    )


def interval(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson's): what a like set of other questions could well give."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, right / count
    middle = (share + z * z / (2 * count)) / (1 + z * z / count)
    half = z * math.sqrt(share * (1 - share) / count + z * z / (4 * count * count)) / (1 + z * z / count)
    return max(0.0, middle - half), min(1.0, middle + half)


def align(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows as columns: the first to the left, the others to the right."""
    lines = [headers, *rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(headers))]
    return "\n".join(
        "  ".join([line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))])
        for line in lines
    )


def _losses(losses: Mapping[float, float]) -> list[list[str]]:
    return [[f"{penalty:g}", f"{loss:.4f}"] for penalty, loss in losses.items()]


def _write_weights(name: str, weights: Mapping[str, float]) -> str:
    return "\n".join([f"{name} = {{", *(f'    "{key}": {value},' for key, value in weights.items()), "}"])


def _share(value: float) -> str:
    return f"{100 * value:.1f} %"
