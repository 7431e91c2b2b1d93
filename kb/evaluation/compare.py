"""Compares two evaluations, e.g. of two checkouts: which questions changed their answer or their verdict."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kb.errors import KbError
from kb.evaluation.measure import Outcome

Results = Mapping[str, Sequence[Outcome]]
"""Set → what became of its questions."""

_RESULTS: TypeAdapter[dict[str, list[Outcome]]] = TypeAdapter(dict[str, list[Outcome]])


@dataclass(frozen=True)
class Change:
    """One question whose answer or verdict changed.

    Attributes:
        name: The set.
        old: What became of it before.
        new: What becomes of it now.
    """

    name: str
    old: Outcome
    new: Outcome

    @property
    def direction(self) -> str:
        """``worse``, ``better`` or ``other``: the answer changed, the verdict did not."""
        return "other" if self.old.right == self.new.right else "better" if self.new.right else "worse"


@dataclass(frozen=True)
class Comparison:
    """Two evaluations side by side.

    Attributes:
        changes: The worse ones first.
        added: Set and text of questions that only the new one has.
        removed: Those that only the old one has.
    """

    changes: tuple[Change, ...]
    added: tuple[tuple[str, str], ...] = ()
    removed: tuple[tuple[str, str], ...] = ()


def save_results(path: Path, results: Results) -> None:
    """Writes what became of every question, as JSON."""
    data = {name: [one.model_dump(mode="json") for one in outcomes] for name, outcomes in results.items()}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def load_results(path: Path) -> dict[str, list[Outcome]]:
    """Reads what `save_results` wrote.

    Raises:
        KbError: The file is not there, or holds something else.
    """
    try:
        return _RESULTS.validate_json(path.read_bytes())
    except OSError as error:
        raise KbError(f"{path} cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise KbError(f"{path} is no result file of this version; write it with scripts/evaluate --json {path}") from error


def compare_results(old: Results, new: Results) -> Comparison:
    """What changed from one evaluation to the other; a question is known by its set and its text."""
    before, after = _by_text(old), _by_text(new)
    changes = [
        Change(key[0], before[key], outcome)
        for key, outcome in after.items()
        if key in before
        and (before[key].answer, before[key].answered, before[key].right) != (outcome.answer, outcome.answered, outcome.right)
    ]
    order = {"worse": 0, "better": 1, "other": 2}
    changes.sort(key=lambda change: order[change.direction])
    return Comparison(
        tuple(changes),
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
    )


def _by_text(results: Results) -> dict[tuple[str, str], Outcome]:
    return {(name, one.question): one for name, outcomes in results.items() for one in outcomes}
