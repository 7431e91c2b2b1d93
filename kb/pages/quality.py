"""The recorded evaluation as Markdown: figures, what each part is worth, and every failure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kb.models.quality import AblationRow, Record, SetFigures
from kb.pages.tables import table

NOT_RECORDED = "No evaluation is recorded in this copy; `scripts/evaluate --record` writes one."

_MARKS = re.compile(r"([\\`*_\[\]#|~])")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;"}


def write_figures(record: Record | None) -> str:
    """The headline figures of each set, the figures by kind, and risk against coverage."""
    if record is None:
        return NOT_RECORDED
    names = [one.name for one in record.sets]
    lines: list[tuple[str, list[str]]] = [
        ("Questions", [str(one.questions) for one in record.sets]),
        ("**Right**", [f"**{say_share(one.share_right)}**" for one in record.sets]),
        ("Answered by the guide, yet refused", [say_share(one.share_wrongly_refused) for one in record.sets]),
        ("Not answered by the guide, and refused", [say_share(one.abstention_recall) for one in record.sets]),
        ("Refusals that were due", [say_share(one.abstention_precision) for one in record.sets]),
        ("A right fact ranked first", [say_share(one.hit_at_1) for one in record.sets]),
        ("Mean reciprocal rank of a right fact", [f"{one.mrr:.3f}" for one in record.sets]),
    ]
    parts = [f"Measured over {record.facts} facts.", table(["", *names], [[name, *cells] for name, cells in lines])]
    parts += ["## By kind of question", _write_kinds(record.sets)]
    parts += [
        "## When the system is sure",
        "Each answer carries a confidence. Whoever takes only the surer ones gets fewer, and fewer wrong ones.",
    ]
    for one in record.sets:
        points = [[f"{point.confidence:.2f}", say_share(point.coverage), say_share(point.risk)] for point in one.curve]
        parts += [f"**{one.name}**", table(["Confidence at least", "Questions answered", "Of these wrong"], points)]
    return "\n\n".join(parts)


def write_ablation(record: Record | None) -> str:
    """What is lost without each part; the whole system first."""
    if record is None or not record.ablation:
        return NOT_RECORDED
    whole = record.ablation[0]
    return table(["Left out", "Right", "Questions lost", "MRR", "Change"], [_ablation_row(one, whole) for one in record.ablation])


def write_failures(record: Record | None) -> str:
    """Every question that was not right, by set, with the reason."""
    if record is None:
        return NOT_RECORDED
    parts = []
    for one in record.sets:
        parts.append(f"### {one.name}: {len(one.failures)} of {one.questions}")
        points = [f"- {escape_marks(failure.question)} (*{failure.kind}*): {escape_marks(failure.why)}" for failure in one.failures]
        parts.append("\n".join(points) or "Nothing.")
    return "\n\n".join(parts)


def escape_marks(text: str) -> str:
    """A text on one line in which nothing is Markdown, HTML or a mark of the site: some questions are hostile on purpose."""
    line = "".join(_ENTITIES.get(character, character) for character in " ".join(text.split()))
    return _MARKS.sub(r"\\\1", line.replace("&#", "\0")).replace("\0", "&#")


def say_share(share: float) -> str:
    """A share of 0 to 1 as people read it."""
    return f"{100 * share:.1f} %"


def _write_kinds(sets: Sequence[SetFigures]) -> str:
    kinds = sorted({one.kind for figures in sets for one in figures.kinds})
    rows = []
    for kind in kinds:
        found = [next((one for one in figures.kinds if one.kind == kind), None) for figures in sets]
        rows.append([kind, *(f"{one.right} of {one.questions}" if one else "—" for one in found)])
    return table(["Kind", *(one.name for one in sets)], rows)


def _ablation_row(row: AblationRow, whole: AblationRow) -> list[str]:
    if row is whole:
        return [row.left_out, say_share(row.right / row.questions), "", f"{row.mrr:.3f}", ""]
    lost = whole.right - row.right
    return [row.left_out, say_share(row.right / row.questions), str(lost), f"{row.mrr:.3f}", f"{row.mrr - whole.mrr:+.3f}"]
