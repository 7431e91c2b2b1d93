"""Records an evaluation: what the tests hold later figures against, and what the site shows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.authoring.render import render_yaml
from kb.evaluation.measure import Outcome
from kb.loader.quality import RECORD
from kb.models.quality import Record, SetFigures

HEAD = "# Written by scripts/evaluate --record. Do not edit: record again where figures may change.\n"


def write_record(root: Path, record: Record) -> Path:
    """Writes the record, and returns where."""
    path = root / RECORD
    path.write_text(HEAD + render_yaml(_as_text(record.model_dump(mode="json"))), encoding="utf-8", newline="\n")
    return path


def find_regressions(recorded: SetFigures, outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The questions that went well when the record was written, or are new, and do not go well now."""
    known = {(failure.kind, failure.question) for failure in recorded.failures}
    return [one for one in outcomes if not one.right and (one.kind, one.question) not in known]


def _as_text(value: Any) -> Any:
    """The same with every scalar a text; what is empty is left out, since nothing is what it stands for."""
    if isinstance(value, dict):
        return {key: _as_text(one) for key, one in value.items() if one != []}
    if isinstance(value, list):
        return [_as_text(one) for one in value]
    return str(value)
