"""Records an evaluation: what the tests hold later figures against, and what the site shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from evaluation.judge import is_gold
from evaluation.measure import QuestionResult, count_right
from evaluation.questions import HELD_OUT, Question
from kb.authoring.render import render_yaml
from kb.catalog import Catalog
from kb.loader.quality import RECORD
from kb.models import Status
from kb.models.quality import Record, SetFigures

HEAD = "# Written by scripts/evaluate --record. Do not edit: record again where figures may change.\n"


def write_record(root: Path, record: Record) -> Path:
    """Writes the record, and returns where."""
    path = root / RECORD
    path.write_text(HEAD + render_yaml(_as_text(record.model_dump(mode="json"))), encoding="utf-8", newline="\n")
    return path


def explain_fall(recorded: SetFigures, questions: Sequence[Question], outcomes: Sequence[QuestionResult], catalog: Catalog) -> str:
    """Why fewer questions go well than the record's interval allows: the facts behind it, then question by question.

    Returns:
        An empty text while the count lies within the interval, or above it. Questions of a held-out set are named by
        kind and number, so that a failing test shows nobody their words.
    """
    low, high = recorded.interval or (recorded.right, recorded.right)
    right = count_right(outcomes)
    if right >= low:
        return ""
    known = {(failure.kind, failure.question) for failure in recorded.failures}
    moved: Counter[str] = Counter()
    lines = []
    for number, (question, outcome) in enumerate(zip(questions, outcomes, strict=True), 1):
        if outcome.right or (outcome.kind, outcome.question) in known:
            continue
        wanted = [_name(catalog, fact.id) for fact in catalog if is_gold(fact, question)]
        first = outcome.citations[0] if outcome.citations else "nothing"
        moved[first] += 1
        asked = f"question {number}" if recorded.name.endswith(HELD_OUT) else outcome.question
        lines.append(f"  [{outcome.kind}] {asked}: {outcome.why}; wanted {' or '.join(wanted) or 'a refusal'}, cited first: {first}")
    facts = ", ".join(f"{fact} ({count})" for fact, count in moved.most_common())
    head = f"{recorded.name}: {right} of {len(outcomes)} right; recorded were {recorded.right}, and {low} to {high} is their spread."
    return "\n".join([f"{head} Facts now cited first where an answer was right before: {facts}", *lines])


def _name(catalog: Catalog, fact_id: str) -> str:
    latest = catalog.fact(fact_id).latest
    return f"{fact_id}v{latest.revision}{' (withdrawn)' if latest.status is Status.WITHDRAWN else ''}"


def _as_text(value: Any) -> Any:
    """The same with every scalar a text; what is empty is left out, since nothing is what it stands for."""
    if isinstance(value, dict):
        return {key: _as_text(one) for key, one in value.items() if one not in ([], None)}
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    return str(value)
