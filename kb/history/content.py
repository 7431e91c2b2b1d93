"""What a revision says, in the one form that release files keep and digests are taken of."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from kb.history.changes import EDITORIAL_FIELDS, NORMATIVE_FIELDS, FieldChange, list_changes
from kb.models import Revision


def content_of(revision: Revision[Any]) -> dict[str, Any]:
    """The normative fields as mappings, lists and strings, as YAML holds them; what is empty or not set is left out."""
    dumped = revision.model_dump(mode="json", include=set(NORMATIVE_FIELDS))
    return {name: kept for name in NORMATIVE_FIELDS if (kept := _reduce(dumped[name])) is not None}


def digest_data(data: Any) -> str:
    """SHA-256 of mappings, lists and strings, whatever the order of keys, as 64 hex digits."""
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def digest_editorial(revision: Revision[Any]) -> str:
    """SHA-256 of the fields that may change at any time, as 64 hex digits."""
    dumped = revision.model_dump(mode="json", include=set(EDITORIAL_FIELDS))
    return digest_data({name: kept for name in EDITORIAL_FIELDS if (kept := _reduce(dumped[name])) is not None})


def find_changes(content: dict[str, Any], revision: Revision[Any]) -> list[FieldChange]:
    """How a revision differs from its released content; empty when it says the same.

    The content is read by today's model, so that a key the model gained since does not count as a change.

    Raises:
        ValidationError: Today's model cannot read the content.
    """
    if content_of(revision) == content:
        return []
    whole = revision.model_dump(mode="json")
    missing: dict[str, Any] = {"payload": {}, "applies_when": {}, "withdrawn": None}
    released = {**whole, **missing, **content}
    return list_changes(type(revision).model_validate(released), revision)


def _reduce(value: Any) -> Any:
    """A JSON value with every scalar as text and nothing empty in it; None when nothing is left."""
    if isinstance(value, dict):
        return {key: kept for key, one in value.items() if (kept := _reduce(one)) is not None} or None
    if isinstance(value, list):
        return [_reduce(one) for one in value] or None
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)
