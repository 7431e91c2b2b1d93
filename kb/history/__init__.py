"""What becomes of facts over time: what changed between two revisions, and what each release held."""

from kb.history.changes import EDITORIAL_FIELDS, NORMATIVE_FIELDS, FieldChange, list_changes

__all__ = ["EDITORIAL_FIELDS", "NORMATIVE_FIELDS", "FieldChange", "list_changes"]
