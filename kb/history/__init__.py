"""What becomes of facts over time: what changed between two revisions, and what each release held."""

from kb.history.changes import EDITORIAL_FIELDS, NORMATIVE_FIELDS, FieldChange, compare_values, list_changes
from kb.history.content import content_of, digest_data, find_changes
from kb.history.cut import cut_release, digest_release, name_next, path_of, render_release
from kb.history.diff import Diff, FactChange, compare_snapshots, compose_diffs
from kb.history.past import cut_back, find_release, release_on
from kb.history.snapshot import (
    NOTHING,
    Snapshot,
    State,
    name_tree,
    read_snapshot,
    released_contents,
    served_snapshot,
    take_snapshot,
)

__all__ = [
    "EDITORIAL_FIELDS",
    "NORMATIVE_FIELDS",
    "NOTHING",
    "Diff",
    "FactChange",
    "FieldChange",
    "Snapshot",
    "State",
    "compare_snapshots",
    "compare_values",
    "compose_diffs",
    "content_of",
    "cut_back",
    "cut_release",
    "digest_data",
    "digest_release",
    "find_changes",
    "find_release",
    "list_changes",
    "name_next",
    "name_tree",
    "path_of",
    "read_snapshot",
    "release_on",
    "released_contents",
    "render_release",
    "served_snapshot",
    "take_snapshot",
]
