"""What each release brought, as Markdown: for the site, for the feed, and for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from kb.catalog import UNRELEASED, Catalog
from kb.history import NOTHING, Diff, FactChange, FieldChange, Snapshot, compare_snapshots, read_snapshot, take_snapshot
from kb.ids import AREAS, area_of
from kb.pages.marks import Marks
from kb.pages.quality import escape_marks
from kb.pages.words import join_words, say_date, strip_marks

NONE_YET = "No release has been cut yet."


def anchor_of(name: str) -> str:
    """The anchor of a release on the page of releases: `r2026-11-0`."""
    return f"r{name.replace('.', '-')}"


def list_diffs(catalog: Catalog) -> list[tuple[Snapshot, Diff]]:
    """Each release with what it changed, oldest first."""
    snapshots = [NOTHING, *(read_snapshot(release, catalog.releases) for release in catalog.releases)]
    return [(new, compare_snapshots(old, new)) for old, new in pairwise(snapshots)]


def find_unreleased(catalog: Catalog) -> Diff | None:
    """What changed since the newest release; None when nothing did, or none was cut."""
    if not catalog.releases:
        return None
    newest = read_snapshot(catalog.releases[-1], catalog.releases)
    diff = compare_snapshots(newest, take_snapshot(catalog, catalog.releases))
    return None if diff.is_empty else diff


def write_releases(catalog: Catalog, marks: Marks) -> str:
    """The notes of every release, newest first, and before them what no release holds yet."""
    parts = []
    if unreleased := find_unreleased(catalog):
        parts += [f"## Not yet released{marks.anchor(UNRELEASED)}", summarise(unreleased), write_notes(unreleased, catalog, marks, level=3)]
    for snapshot, diff in reversed(list_diffs(catalog)):
        assert snapshot.date is not None
        parts.append(f"## {snapshot.name}{marks.anchor(anchor_of(snapshot.name))}")
        parts += [f"{say_date(snapshot.date)}. {len(snapshot.states)} facts. {summarise(diff)}", write_notes(diff, catalog, marks, level=3)]
    return "\n\n".join(part for part in parts if part) or NONE_YET


def summarise(diff: Diff) -> str:
    """What changed, in one line of counts."""
    counts = [
        (len(diff.added), "added"),
        (len(diff.revised), "revised"),
        (len(diff.editorial), "edited without a change of meaning"),
        (len(diff.withdrawn), "withdrawn"),
        (len(diff.renamed), "renamed"),
        (len(diff.opened), "conflicts opened"),
        (len(diff.settled), "conflicts settled"),
    ]
    said = [f"{count} {name}" for count, name in counts if count]
    return f"{join_words(said)}." if said else "Nothing changed."


def write_notes(diff: Diff, catalog: Catalog, marks: Marks, level: int) -> str:
    """What changed, class by class: added, revised field by field, editorial, withdrawn, renamed, conflicts.

    Args:
        diff: The changes.
        catalog: Today's facts, for titles and links.
        marks: How facts are linked.
        level: The level of the headings.
    """
    writer = _Writer(catalog, marks)
    added = [writer.name_fact(change) for change in diff.added] if diff.old else list(_count_areas(diff.added))
    classes = {
        "Added": added,
        "Revised": [writer.tell_revision(change) for change in diff.revised],
        "Editorial": [" · ".join(writer.link(change.id, change.cited_after) for change in diff.editorial)] if diff.editorial else [],
        "Withdrawn": [writer.tell_withdrawal(change) for change in diff.withdrawn],
        "Renamed": [f"{old} is {writer.link(new, new)} now; both lead to it" for old, new in diff.renamed.items()],
        "Conflicts opened": [f"{writer.link_pair(pair)} disagree" for pair in sorted(diff.opened)],
        "Conflicts settled": [f"{writer.link_pair(pair)} no longer disagree" for pair in sorted(diff.settled)],
    }
    blocks = [f"{'#' * level} {name}\n\n" + "\n".join(f"- {line}" for line in lines) for name, lines in classes.items() if lines]
    return "\n\n".join(blocks)


def _count_areas(added: Iterable[FactChange]) -> Iterator[str]:
    areas = [area_of(change.id) for change in added]
    return (f"{title}: {areas.count(area)}" for area, title in AREAS.items() if area in areas)


class _Writer:
    """Writes the single lines of the notes."""

    def __init__(self, catalog: Catalog, marks: Marks) -> None:
        self.catalog, self.marks = catalog, marks

    def link(self, fact_id: str, text: str | None) -> str:
        """A text that leads to where a fact stands today."""
        return self.marks.link(self.catalog.fact(fact_id).id, text or fact_id)

    def link_pair(self, pair: tuple[str, str]) -> str:
        """Two facts."""
        return join_words(self.link(one, one) for one in pair)

    def name_fact(self, change: FactChange) -> str:
        """A fact by citation and title."""
        return f"{self.link(change.id, change.cited_after)} {strip_marks(self.catalog.fact(change.id).latest.title)}"

    def tell_revision(self, change: FactChange) -> str:
        """A fact, and below it each field with its two values."""
        said = [line for field in change.list_fields() for line in self._tell_field(field)]
        return "\n".join([f"{self.name_fact(change)} (before: {change.cited_before})", *(f"    - {line}" for line in said)])

    def tell_withdrawal(self, change: FactChange) -> str:
        """A fact with the reason and what to cite instead."""
        tombstone = change.new.content.get("withdrawn", {}) if change.new else {}
        instead = join_words(self.link(one, one) for one in tombstone["replaced_by"]) if tombstone.get("replaced_by") else ""
        cite = f" Cite {instead} instead." if instead else ""
        return f"{self.name_fact(change)}. {escape_marks(tombstone.get('reason', ''))}{cite}"

    def _tell_field(self, field: FieldChange) -> Iterator[str]:
        if field.old is None or field.new is None:
            verb, value = ("is new", field.new) if field.old is None else ("is gone", field.old)
            yield f"`{field.field}` {verb}: {self._show(value)}"
        else:
            yield f"`{field.field}` was: {self._show(field.old)}"
            yield f"`{field.field}` is: {self._show(field.new)}"

    def _show(self, value: Any) -> str:
        return escape_marks(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
