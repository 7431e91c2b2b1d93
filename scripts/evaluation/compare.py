"""Compares two evaluations, e.g. of two checkouts: which questions changed their answer or their verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from evaluation.measure import QuestionResult
from kb.errors import KbError

Results = Mapping[str, Sequence[QuestionResult]]
"""Set → what became of its questions."""

_RESULTS: TypeAdapter[dict[str, list[QuestionResult]]] = TypeAdapter(dict[str, list[QuestionResult]])


def save_results(path: Path, results: Results) -> None:
    """Writes what became of every question, as JSON."""
    path.write_bytes(_RESULTS.dump_json({name: list(outcomes) for name, outcomes in results.items()}, indent=1) + b"\n")


def load_results(path: Path) -> dict[str, list[QuestionResult]]:
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


def compare_results(old: Results, new: Results) -> tuple[int, str]:
    """How many questions went worse, and in words what changed, the worse first; a question is known by its set and its text."""
    before, after = ({(name, one.question): one for name, outcomes in results.items() for one in outcomes} for results in (old, new))
    told: dict[str, list[str]] = {"worse": [], "better": [], "answered otherwise with the same verdict": [], "removed": [], "added": []}
    for (name, text), now in after.items():
        then = before.get((name, text))
        if then is None:
            told["added"].append(f"{name} {text}")
        elif (then.answer, then.answered, then.right) != (now.answer, now.answered, now.right):
            direction = "answered otherwise with the same verdict" if then.right == now.right else "better" if now.right else "worse"
            told[direction].append(f"{name} [{now.kind}] {text}\n  - {_say(then)}\n  + {_say(now)}")
    told["removed"] = [f"{name} {text}" for name, text in before.keys() - after.keys()]
    lines = [f"{direction}: {one}" for direction, each in told.items() for one in each]
    return len(told["worse"]), "\n".join([*lines, ", ".join(f"{len(each)} {direction}" for direction, each in told.items())])


def _say(outcome: QuestionResult) -> str:
    return f"{' '.join(outcome.answer.split())[:160]} ({'right' if outcome.right else outcome.why})"
