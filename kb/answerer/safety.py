"""Keeps facts that tell of destructive acts out of answers to questions that do not ask for the act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kb.analysis import Analyzer
from kb.models import Fact
from kb.retriever import Hit, Query

ASKED = 0.75
"""So near must a question be to one of a fact's own to ask for what it tells, whatever it calls the act."""


def read_acts(facts: Iterable[Fact], analyzer: Analyzer) -> dict[str, frozenset[str]]:
    """Fact ID → the units that name the destructive acts it tells of; only of facts that tell of one."""
    told = {fact.id: fact.latest.destructive for fact in facts if fact.latest.destructive}
    return {fact_id: frozenset(key for act in acts for key in analyzer.analyse(act).unit_keys()) for fact_id, acts in told.items()}


def is_safe(match: Hit, query: Query, acts: Mapping[str, frozenset[str]]) -> bool:
    """Whether an answer to a question may take a fact: it tells of no destructive act, or the question asks for that act."""
    named = acts.get(match.fact.id)
    return named is None or match.feature("question") >= ASKED or not query.keys.isdisjoint(named)
