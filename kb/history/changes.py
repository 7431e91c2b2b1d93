"""What differs between two revisions, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from kb.models import Revision

NORMATIVE_FIELDS = ("statement", "payload", "applies_when", "status", "withdrawn")
"""What a released revision says; a change of any of them needs a new revision."""

EDITORIAL_FIELDS = ("title", "questions", "see_also", "conflicts_with", "says", "destructive", "source")
"""What helps people find and check a revision; it may change at any time."""


@dataclass(frozen=True)
class FieldChange:
    """One field that differs.

    Attributes:
        field: Its path, with dots between the parts: ``payload.app_id``.
        old: The value before as JSON would hold it; None when the field was not there.
        new: The value after, likewise.
    """

    field: str
    old: Any
    new: Any


def list_changes(old: Revision[Any], new: Revision[Any], fields: Sequence[str] = NORMATIVE_FIELDS) -> list[FieldChange]:
    """The fields of two revisions that differ, in the order of ``fields``; empty when they say the same."""
    before, after = old.model_dump(mode="json"), new.model_dump(mode="json")
    return [change for name in fields for change in compare_values(name, before[name], after[name])]


def compare_values(path: str, old: Any, new: Any) -> Iterator[FieldChange]:
    """What differs between two values as JSON holds them; mappings are compared key by key, lists as a whole."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from compare_values(f"{path}.{key}", old.get(key), new.get(key))
    elif old != new:
        yield FieldChange(path, old, new)
