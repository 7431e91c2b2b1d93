"""Changes between two releases fall into the classes that people read about."""

from __future__ import annotations

import pytest

from kb.history import NOTHING, Diff, FieldChange, compare_snapshots, compose_diffs, read_snapshot, served_snapshot
from tests.kb.repo import Repo


def diff_of(repo: Repo, old: int, new: int) -> Diff:
    releases = repo.corpus().releases
    return compare_snapshots(read_snapshot(releases[old], releases), read_snapshot(releases[new], releases))


@pytest.fixture
def history(repo: Repo) -> Repo:
    """Two releases between which everything happens that can."""
    for number in range(1, 7):
        repo.add(f"ZM-APP-00{number}")
    against = ("    source:", "    conflicts_with: [ZM-APP-00{}]\n    source:")
    for one, two in ((5, 6), (6, 5)):
        repo.change(f"kb/facts/app/ZM-APP-00{one}.yaml", (against[0], against[1].format(two)))
    repo.release()
    repo.revise(
        "ZM-APP-001",
        ("A Zoom Room reads", "A Zoom Room fetches"),
        ("    question:", "    applies_when: {workload: [rooms]}\n    question:"),
    )
    repo.change("kb/facts/app/ZM-APP-002.yaml", ("Rooms and events", "Events and rooms"))
    repo.withdraw("ZM-APP-003", "ZM-APP-001", "ZM-APP-002")
    repo.rename("ZM-APP-004", "ZM-APP-008")
    repo.withdraw("ZM-APP-006")
    repo.add("ZM-APP-007", (against[0], against[1].format(1)))
    repo.change(
        "kb/facts/app/ZM-APP-001.yaml",
        ("    applies_when: {workload: [rooms]}\n", "    applies_when: {workload: [rooms]}\n    conflicts_with: [ZM-APP-007]\n"),
    )
    repo.release()
    return repo


def test_each_change_stands_in_its_class(history: Repo) -> None:
    diff = diff_of(history, 0, 1)
    assert (diff.old, diff.new) == ("2026.11.0", "2026.11.1")
    assert [change.id for change in diff.added] == ["ZM-APP-007"]
    assert [change.id for change in diff.revised] == ["ZM-APP-001"]
    assert [change.id for change in diff.editorial] == ["ZM-APP-002"]
    assert [change.id for change in diff.withdrawn] == ["ZM-APP-003", "ZM-APP-006"]
    assert diff.renamed == {"ZM-APP-004": "ZM-APP-008"}
    assert diff.opened == {("ZM-APP-001", "ZM-APP-007")}
    assert diff.settled == {("ZM-APP-005", "ZM-APP-006")}


def test_a_revision_is_told_field_by_field(history: Repo) -> None:
    [change] = diff_of(history, 0, 1).revised
    assert (change.cited_before, change.cited_after) == ("ZM-APP-001v1", "ZM-APP-001v2")
    end = "calendar events over Microsoft Graph (ZM-APP-001)."
    assert change.list_fields() == [
        FieldChange("statement", f"A Zoom Room reads {end}", f"A Zoom Room fetches {end}"),
        FieldChange("applies_when", None, {"workload": ["rooms"]}),
    ]


def test_the_first_release_adds_everything(history: Repo) -> None:
    releases = history.corpus().releases
    diff = compare_snapshots(NOTHING, read_snapshot(releases[0], releases))
    assert len(diff.added) == len(diff.changes) == 6


def test_what_is_not_released_yet_can_be_compared(history: Repo) -> None:
    history.revise("ZM-APP-002", ("reads", "gets"))
    catalog = history.catalog()
    now = served_snapshot(catalog)
    assert (now.name, now.date) == ("unreleased", None)
    diff = compare_snapshots(read_snapshot(catalog.releases[-1], catalog.releases), now)
    assert list(diff.changes) == ["ZM-APP-002"]


def test_only_diffs_that_meet_can_be_composed(history: Repo) -> None:
    diff = diff_of(history, 0, 1)
    with pytest.raises(ValueError, match="begins at"):
        compose_diffs(diff, diff)
