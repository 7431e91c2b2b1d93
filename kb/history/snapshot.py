"""How all facts stand at one moment: in a release, or in the working tree."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from kb.catalog import UNRELEASED, Catalog
from kb.history.content import content_of, digest_data, digest_editorial, find_changes
from kb.models import Fact, Release, ReleasedState, Revision, Status


@dataclass(frozen=True)
class State:
    """One fact at one moment.

    Attributes:
        released: As a release file holds it.
        content: The normative content of its newest revision.
    """

    released: ReleasedState
    content: Mapping[str, Any]

    @property
    def is_current(self) -> bool:
        """Whether it held then."""
        return self.released.status is Status.CURRENT

    def says_the_same(self, other: State) -> bool:
        """Whether the two differ in editorial fields at most."""
        mine, others = (one.released.model_copy(update={"editorial": "", "conflicts_with": ()}) for one in (self, other))
        return mine == others and self.content == other.content


@dataclass(frozen=True)
class Snapshot:
    """All facts at one moment.

    Attributes:
        name: The release's name, or ``unreleased``.
        date: The day of the release; None for what no release holds yet.
        states: ID → state.
    """

    name: str
    date: datetime.date | None
    states: Mapping[str, State]

    def conflicts(self) -> frozenset[tuple[str, str]]:
        """The pairs of current facts that disagree, each with the lower ID first."""
        current = {fact_id for fact_id, state in self.states.items() if state.is_current}
        pairs = ((one, other) for one in current for other in self.states[one].released.conflicts_with if other in current)
        return frozenset((min(pair), max(pair)) for pair in pairs)


NOTHING = Snapshot("", None, {})
"""Before the first release."""


def released_contents(releases: Iterable[Release]) -> dict[str, dict[str, Any]]:
    """Citation → normative content of every revision that was ever released."""
    return {citation: content for release in releases for citation, content in release.revisions.items()}


def read_snapshot(release: Release, releases: Sequence[Release]) -> Snapshot:
    """The facts as a release holds them, read from the release files alone.

    Args:
        release: The release.
        releases: All releases; they have passed their checks.
    """
    contents = released_contents(releases)
    states = {fact_id: State(state, contents[f"{fact_id}v{state.revision}"]) for fact_id, state in release.facts.items()}
    return Snapshot(release.name, release.date, states)


def take_snapshot(facts: Iterable[Fact], releases: Sequence[Release] = ()) -> Snapshot:
    """The facts as they stand in the working tree; what was released before keeps the very content that was released."""
    contents = released_contents(releases)
    states = {}
    for fact in facts:
        latest: Revision[Any] = fact.latest
        content = keep_content(latest, contents.get(fact.citation))
        released = ReleasedState(
            kind=fact.kind,
            revision=latest.revision,
            status=latest.status,
            digest=digest_data(content),
            editorial=digest_editorial(latest),
            aliases=fact.aliases,
            conflicts_with=latest.conflicts_with,
        )
        states[fact.id] = State(released, content)
    return Snapshot(UNRELEASED, None, dict(sorted(states.items())))


def keep_content(revision: Revision[Any], released: dict[str, Any] | None) -> dict[str, Any]:
    """The content as it was released where the revision still says that, else as it stands."""
    try:
        if released is not None and not find_changes(released, revision):
            return released
    except ValidationError:
        pass
    return content_of(revision)


def name_tree(facts: Iterable[Fact], releases: Sequence[Release]) -> str:
    """The name of the newest release when the facts say what it says, else ``unreleased``; editorial fields do not count."""
    if not releases:
        return UNRELEASED
    newest = read_snapshot(releases[-1], releases)
    tree = take_snapshot(facts, releases)
    same = newest.states.keys() == tree.states.keys() and all(
        state.says_the_same(tree.states[fact_id]) for fact_id, state in newest.states.items()
    )
    return newest.name if same else UNRELEASED


def served_snapshot(catalog: Catalog) -> Snapshot:
    """What a catalog of the working tree holds: its release, or what comes after the newest one."""
    for release in catalog.releases:
        if release.name == catalog.release:
            return read_snapshot(release, catalog.releases)
    return take_snapshot(catalog, catalog.releases)
