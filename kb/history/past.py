"""Finds a release by name or by day, and gives the facts as they stood in it."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Any

from kb.catalog import Catalog
from kb.errors import NoReleaseYet, UnknownRelease
from kb.models import Fact, Release, ReleasedState, Revision


def find_release(releases: Sequence[Release], name: str) -> Release:
    """The release of this name.

    Raises:
        UnknownRelease: There is none; carries the names there are.
    """
    for release in releases:
        if release.name == name:
            return release
    raise UnknownRelease(name, [release.name for release in reversed(releases)])


def release_on(releases: Sequence[Release], day: datetime.date) -> Release:
    """The release in force on a day: the newest one cut on it or before; for a day to come, the newest of all.

    Raises:
        NoReleaseYet: The day lies before the first release.
    """
    in_force = [release for release in releases if release.date <= day]
    if not in_force:
        raise NoReleaseYet(day, *((releases[0].name, releases[0].date) if releases else (None, None)))
    return in_force[-1]


def cut_back(catalog: Catalog, release: Release) -> Catalog:
    """The facts as they stood in a release: its facts only, each without the revisions that came later.

    What a revision says is what was released; its title, questions and neighbours are today's. Neighbours that the
    release does not know are left out. Sources and vocabulary are today's.
    """
    known = {name for fact_id, state in release.facts.items() for name in (fact_id, *state.aliases)}
    facts = [_cut_fact(catalog.fact(fact_id), fact_id, state, known) for fact_id, state in release.facts.items()]
    earlier = [one for one in catalog.releases if one.order <= release.order]
    return Catalog(facts, catalog.sources.values(), catalog.vocabulary.values(), release.name, earlier)


def _cut_fact(fact: Fact, fact_id: str, state: ReleasedState, known: Collection[str]) -> Fact:
    questions = fact.latest.questions  # people ask for a fact in the same words, whichever revision answers
    revisions = tuple(_cut_revision(revision, known, questions) for revision in fact.revisions if revision.revision <= state.revision)
    return fact.model_copy(update={"id": fact_id, "aliases": state.aliases, "revisions": revisions})


def _cut_revision(revision: Revision[Any], known: Collection[str], questions: tuple[str, ...]) -> Revision[Any]:
    links = {name: tuple(one for one in getattr(revision, name) if one in known) for name in ("see_also", "conflicts_with")}
    return revision.model_copy(update={**links, "questions": revision.questions or questions})
