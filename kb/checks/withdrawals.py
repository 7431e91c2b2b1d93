"""A withdrawn fact stays withdrawn, and following its replacements comes to an end."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.rule import latest_revisions, revisions
from kb.errors import Problem
from kb.loader import Corpus
from kb.models import Status


def check_withdrawals(corpus: Corpus) -> Iterator[Problem]:
    """Yields revisions that revive a withdrawn fact, and circles of replacements."""
    for located in revisions(corpus):
        older = located.fact.revisions[located.at + 1 :]
        if located.revision.status is Status.CURRENT and any(one.status is Status.WITHDRAWN for one in older):
            message = "an earlier revision withdraws the fact, and its ID is spent; write a new fact with an ID of its own"
            yield located.problem("reused-id", message, "status")
    names = {name: fact.id for fact in corpus.facts for name in (fact.id, *fact.aliases)}
    replaced = {
        fact.id: [names[name] for name in fact.latest.withdrawn.replaced_by if name in names]
        for fact in corpus.facts
        if fact.latest.withdrawn
    }
    for located in latest_revisions(corpus):
        if located.revision.withdrawn and (circle := _find_circle(located.fact.id, replaced)):
            message = f"the replacements run in a circle: {' → '.join(circle)}; let one of them name a current fact, or none"
            yield located.problem("replacement-circle", message, "withdrawn", "replaced_by")


def _find_circle(start: str, replaced: dict[str, list[str]]) -> list[str]:
    """The way from a fact over its replacements back to itself; empty when there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        for following in replaced.get(way[-1], []):
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                ways.append([*way, following])
    return []
