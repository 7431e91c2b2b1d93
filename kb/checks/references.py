"""Every fact that another one names exists; conflicts are named from both sides."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.rule import latest_revisions, revisions, suggest
from kb.errors import Problem
from kb.ids import near_ids
from kb.loader import Corpus


def check_references(corpus: Corpus) -> Iterator[Problem]:
    """Yields references to facts that do not exist, to the fact itself, and one-sided conflicts."""
    known = {name for fact in corpus.facts for name in (fact.id, *fact.aliases)}
    for located in revisions(corpus):
        revision = located.revision
        named = [("see_also", revision.see_also), ("conflicts_with", revision.conflicts_with), ("says", revision.says)]
        if revision.withdrawn:
            named.append(("withdrawn", revision.withdrawn.replaced_by))
        for key, ids in named:
            for fact_id in ids:
                if fact_id not in known:
                    hint = suggest(near_ids(fact_id, known))
                    yield located.problem("unknown-fact", f"{key} names {fact_id}, which does not exist.{hint}", key)
                elif fact_id == located.fact.id:
                    yield located.problem("self-reference", f"{key} names the fact itself; remove it", key)
    conflicts = {located.fact.id: set(located.revision.conflicts_with) for located in latest_revisions(corpus)}
    for located in latest_revisions(corpus):
        for fact_id in located.revision.conflicts_with:
            if fact_id in conflicts and located.fact.id not in conflicts[fact_id]:
                message = f"{fact_id} does not name {located.fact.id} back; a conflict has two sides"
                yield located.problem("one-sided-conflict", message, "conflicts_with")
