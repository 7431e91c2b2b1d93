"""Keeps facts that tell of destructive acts out of answers to questions that do not ask for the act."""

from __future__ import annotations

from kb.analysis import Analyzer
from kb.retriever import Match, Query

ASKED = 0.75
"""So near must a question be to one of a fact's own to ask for what it tells, whatever it calls the act."""


def is_safe(match: Match, query: Query, analyzer: Analyzer) -> bool:
    """Whether an answer to a question may take a fact: it tells of no destructive act, or the question asks for that act."""
    acts = match.fact.latest.destructive
    return (
        not acts or match.feature("question") >= ASKED or any(not query.keys.isdisjoint(analyzer.analyse(act).unit_keys()) for act in acts)
    )
