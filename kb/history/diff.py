"""What changed from one release to another, fact by fact, in the classes that people read about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kb.history.changes import NORMATIVE_FIELDS, FieldChange, compare_values
from kb.history.snapshot import Snapshot, State


@dataclass(frozen=True)
class FactChange:
    """One fact that differs between two moments.

    Attributes:
        id: The fact.
        old: How it stood before; None when it was not there.
        new: How it stands after; None when it is known by another ID now.
    """

    id: str
    old: State | None
    new: State | None

    @property
    def cited_before(self) -> str | None:
        """The revision before, e.g. ``ZM-APP-002v1``."""
        return f"{self.id}v{self.old.released.revision}" if self.old else None

    @property
    def cited_after(self) -> str | None:
        """The revision after, e.g. ``ZM-APP-002v2``."""
        return f"{self.id}v{self.new.released.revision}" if self.new else None

    def list_fields(self) -> list[FieldChange]:
        """The normative fields that differ; none for a fact that was added or renamed."""
        if self.old is None or self.new is None:
            return []
        pairs = [(name, self.old.content.get(name), self.new.content.get(name)) for name in NORMATIVE_FIELDS]
        pairs.append(("aliases", list(self.old.released.aliases) or None, list(self.new.released.aliases) or None))
        return [change for name, old, new in pairs for change in compare_values(name, old, new)]


@dataclass(frozen=True)
class Diff:
    """Everything that changed between two moments.

    Attributes:
        old: The name of the release before; empty for the time before the first one.
        new: The name of the release after, or ``unreleased``.
        changes: ID → change, in the order of IDs; facts that did not change are left out.
        opened: Pairs of facts that disagree since.
        settled: Pairs that no longer do.
    """

    old: str
    new: str
    changes: Mapping[str, FactChange]
    opened: frozenset[tuple[str, str]]
    settled: frozenset[tuple[str, str]]

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Former ID → ID, for facts that are known by another ID now."""
        gone = [fact_id for fact_id, change in self.changes.items() if change.new is None]
        owners = {alias: fact_id for fact_id, change in self.changes.items() if change.new for alias in change.new.released.aliases}
        return {fact_id: owners[fact_id] for fact_id in gone if fact_id in owners}

    @cached_property
    def added(self) -> list[FactChange]:
        """Facts that are new."""
        return [change for change in self.changes.values() if change.old is None and change.id not in self.renamed.values()]

    @cached_property
    def withdrawn(self) -> list[FactChange]:
        """Facts that held before and no longer do."""
        return [one for one in self.changes.values() if one.old and one.new and one.old.is_current and not one.new.is_current]

    @cached_property
    def revised(self) -> list[FactChange]:
        """Facts that say something else now; withdrawn ones left out."""
        return [
            one for one in self.changes.values() if one.old and one.new and not one.old.says_the_same(one.new) and one not in self.withdrawn
        ]

    @cached_property
    def editorial(self) -> list[FactChange]:
        """Facts that say the same and are only found, titled or sourced otherwise."""
        return [one for one in self.changes.values() if one.old and one.new and one.old.says_the_same(one.new)]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.changes or self.opened or self.settled)


def compare_snapshots(old: Snapshot, new: Snapshot) -> Diff:
    """What changed from one moment to a later or earlier one."""
    changes = {}
    for fact_id in sorted({*old.states, *new.states}):
        before, after = old.states.get(fact_id), new.states.get(fact_id)
        if before != after:
            changes[fact_id] = FactChange(fact_id, before, after)
    before_pairs, after_pairs = old.conflicts(), new.conflicts()
    return Diff(old.name, new.name, changes, after_pairs - before_pairs, before_pairs - after_pairs)


def compose_diffs(first: Diff, second: Diff) -> Diff:
    """The two diffs as one: what changed from the beginning of the first to the end of the second.

    Raises:
        ValueError: The second does not begin where the first ends.
    """
    if first.new != second.old:
        raise ValueError(f"the first leads to {first.new}, the second begins at {second.old}")
    changes = {}
    for fact_id in sorted({*first.changes, *second.changes}):
        one, two = first.changes.get(fact_id), second.changes.get(fact_id)
        before = one.old if one else two.old if two else None
        after = two.new if two else one.new if one else None
        if before != after:
            changes[fact_id] = FactChange(fact_id, before, after)
    opened = (first.opened - second.settled) | (second.opened - first.settled)
    settled = (first.settled - second.opened) | (second.settled - first.opened)
    return Diff(first.old, second.new, changes, opened, settled)
