"""Releases and what changed between them, as the API sends it."""

from __future__ import annotations

import datetime
from typing import Any

from pydantic import Field

from api.shapes.facts import Record
from kb.catalog import Catalog
from kb.history import Diff, FactChange, Snapshot
from kb.ids import EXAMPLE, EXAMPLE_ID
from kb.models import Withdrawal


class ReleaseRecord(Record):
    """One release."""

    name: str = Field(
        description="Its name: year, month, number; `unreleased` for facts that no release holds yet.", examples=["2026.11.0"]
    )
    date: datetime.date | None = Field(description="The day it was cut; null for `unreleased`.")
    facts: int = Field(description="How many facts it holds, withdrawn ones too.", examples=[120])
    withdrawn: int = Field(description="How many of them are withdrawn.", examples=[0])
    digest: str | None = Field(description="SHA-256 of the release file's content; null for `unreleased`.")
    current: bool = Field(description="Whether answers come from it when none is named.")


class ReleaseList(Record):
    """The releases, newest first."""

    releases: tuple[ReleaseRecord, ...] = Field(description="The releases, newest first.")


class FieldRecord(Record):
    """One normative field that differs."""

    field: str = Field(description="Its path.", examples=["payload.app_id"])
    old: Any = Field(description="The value before; null when it was not there.")
    new: Any = Field(description="The value after; null when it is gone.")


class ChangeRecord(Record):
    """One fact that differs."""

    id: str = Field(description="The fact.", examples=[EXAMPLE_ID])
    title: str = Field(description="Its title today.")
    before: str | None = Field(description="Its revision before; null when it was not there.", examples=[EXAMPLE])
    after: str | None = Field(description="Its revision after.", examples=[f"{EXAMPLE_ID}v2"])
    fields: tuple[FieldRecord, ...] = Field(description="The normative fields that differ.")
    withdrawn: Withdrawal | None = Field(description="For a fact that was withdrawn: day, reason and replacement.")


class RenameRecord(Record):
    """A fact that is known by another ID now; the former one still leads to it."""

    before: str = Field(description="The former ID.")
    after: str = Field(description="The ID.")


class Changes(Record):
    """What changed, in classes; each fact stands in one of them."""

    added: tuple[ChangeRecord, ...] = Field(description="Facts that are new.")
    revised: tuple[ChangeRecord, ...] = Field(description="Facts that say something else.")
    editorial: tuple[ChangeRecord, ...] = Field(
        description="Facts that say the same, with another title, questions, neighbours or source lines."
    )
    withdrawn: tuple[ChangeRecord, ...] = Field(description="Facts that no longer hold.")
    renamed: tuple[RenameRecord, ...] = Field(description="Facts with another ID.")
    conflicts_opened: tuple[tuple[str, str], ...] = Field(description="Pairs of facts that disagree now.")
    conflicts_settled: tuple[tuple[str, str], ...] = Field(description="Pairs that no longer disagree.")


class DiffRecord(Changes):
    """What changed from one release to another."""

    before: str = Field(description="The release before.", examples=["2026.11.0"])
    after: str = Field(description="The release after.", examples=["2026.11.1"])


class ReleaseChanges(Changes):
    """What one release changed."""

    name: str = Field(description="The release.", examples=["2026.11.1"])
    date: datetime.date | None = Field(description="The day it was cut; null for `unreleased`.")


class ChangeList(Record):
    """What every release since then changed, newest first."""

    since: str | None = Field(
        description="The release that counting starts from; null for the time before the first one.", examples=["2026.11.0"]
    )
    release: str = Field(description="The release being served.", examples=["2026.11.1"])
    releases: tuple[ReleaseChanges, ...] = Field(description="The releases since, newest first.")


def describe_snapshot(snapshot: Snapshot, digest: str | None, current: bool) -> ReleaseRecord:
    """A release in the list of releases."""
    withdrawn = sum(not state.is_current for state in snapshot.states.values())
    return ReleaseRecord(
        name=snapshot.name, date=snapshot.date, facts=len(snapshot.states), withdrawn=withdrawn, digest=digest, current=current
    )


def describe_diff(diff: Diff, catalog: Catalog) -> DiffRecord:
    """What changed between two releases; titles are the catalog's."""
    return DiffRecord(before=diff.old, after=diff.new, **_classes(diff, catalog))


def describe_release(snapshot: Snapshot, diff: Diff, catalog: Catalog) -> ReleaseChanges:
    """What one release changed."""
    return ReleaseChanges(name=snapshot.name, date=snapshot.date, **_classes(diff, catalog))


def _classes(diff: Diff, catalog: Catalog) -> dict[str, Any]:
    groups = {"added": diff.added, "revised": diff.revised, "editorial": diff.editorial, "withdrawn": diff.withdrawn}
    return {
        **{name: tuple(_describe(change, catalog) for change in group) for name, group in groups.items()},
        "renamed": tuple(RenameRecord(before=old, after=new) for old, new in diff.renamed.items()),
        "conflicts_opened": tuple(sorted(diff.opened)),
        "conflicts_settled": tuple(sorted(diff.settled)),
    }


def _describe(change: FactChange, catalog: Catalog) -> ChangeRecord:
    tombstone = change.new.content.get("withdrawn") if change.new and not change.new.is_current else None
    return ChangeRecord(
        id=change.id,
        title=catalog.fact(change.id).latest.title,
        before=change.cited_before,
        after=change.cited_after,
        fields=tuple(FieldRecord(field=one.field, old=one.old, new=one.new) for one in change.list_fields()),
        withdrawn=Withdrawal.model_validate(tombstone) if tombstone else None,
    )
