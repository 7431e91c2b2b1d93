"""Keeps facts that tell of destructive acts out of answers to questions that do not ask for the act."""

from __future__ import annotations

from kb.analysis import Analyzer
from kb.models import Fact
from kb.retriever import Query


def is_safe(fact: Fact, query: Query, analyzer: Analyzer) -> bool:
    """Whether an answer to a question may take a fact: it tells of no destructive act, or the question names that act."""
    acts = fact.latest.destructive
    return not acts or any(not query.keys.isdisjoint(analyzer.analyse(act).unit_keys()) for act in acts)
