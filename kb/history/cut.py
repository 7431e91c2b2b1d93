"""Cuts a release: the next name, and the file that holds it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from kb.errors import CannotRelease
from kb.history.content import content_of, digest_data
from kb.history.snapshot import released_contents, take_snapshot
from kb.loader import RELEASES, dump_document
from kb.models import Fact, Release, Revision
from kb.models.releases import Predecessor, order_of

HEAD = "# Written by scripts/release. Every byte of it is promised to readers: do not edit.\n"


def name_next(releases: Sequence[Release], day: datetime.date) -> str:
    """The name of the next release: year, month, and the first number that is free in that month."""
    month = f"{day:%Y.%m}"
    taken = [order_of(release.name)[2] for release in releases if release.name.startswith(f"{month}.")]
    return f"{month}.{max(taken, default=-1) + 1}"


def cut_release(facts: Iterable[Fact], releases: Sequence[Release], day: datetime.date) -> Release:
    """The release that comes after ``releases``, of these facts.

    Args:
        facts: Every fact; they have passed their checks.
        releases: All releases so far, oldest first.
        day: Its date.

    Raises:
        CannotRelease: The day lies before the newest release, or before a revision that it would hold.
    """
    facts = list(facts)
    if releases and day < releases[-1].date:
        raise CannotRelease(f"{releases[-1].name} is of {releases[-1].date}; the next release cannot be of {day}")
    for fact in facts:
        if fact.latest.date > day:
            raise CannotRelease(f"{fact.citation} is dated {fact.latest.date}, which is after {day}; give a later --date")
    contents = released_contents(releases)
    fresh: dict[str, dict[str, Any]] = {}
    for fact in sorted(facts, key=lambda fact: fact.id):
        history: Sequence[Revision[Any]] = fact.revisions
        for revision in reversed(history):
            citation = f"{fact.id}v{revision.revision}"
            if citation not in contents:
                fresh[citation] = content_of(revision)
    draft = Release(
        name=name_next(releases, day),
        date=day,
        digest="0" * 64,
        previous=Predecessor(name=releases[-1].name, digest=releases[-1].digest) if releases else None,
        facts={fact_id: state.released for fact_id, state in take_snapshot(facts, releases).states.items()},
        revisions=fresh,
    )
    return draft.model_copy(update={"digest": digest_release(draft)})


def digest_release(release: Release) -> str:
    """SHA-256 of everything a release file holds beside its own digest, as 64 hex digits."""
    return digest_data(_describe(release))


def render_release(release: Release) -> str:
    """The release file."""
    described = _describe(release)
    opening = {"name": described.pop("name"), "date": described.pop("date"), "digest": release.digest}
    return HEAD + dump_document({**opening, **described})


def path_of(name: str) -> str:
    """Where a release's file lies, from the repository's root."""
    return f"{RELEASES}/{name}.yaml"


def _describe(release: Release) -> dict[str, Any]:
    states = {fact_id: _describe_state(state.model_dump(mode="json")) for fact_id, state in release.facts.items()}
    previous = {"previous": release.previous.model_dump()} if release.previous else {}
    return {"name": release.name, "date": release.date.isoformat(), **previous, "facts": states, "revisions": release.revisions}


def _describe_state(state: dict[str, Any]) -> dict[str, Any]:
    return {key: value if isinstance(value, list) else str(value) for key, value in state.items() if value != []}
