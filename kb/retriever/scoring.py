"""Scores every fact against a query: one pass over the postings, then a handful of named features a fact."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass, field

from kb.catalog import Catalog
from kb.index import Index
from kb.models import Fact, GapFact
from kb.models.payloads import Procedure
from kb.retriever.query import Intent, Query

FIELD_WEIGHTS = {"title": 1.5, "statement": 1.2, "questions": 1.0, "values": 1.2, "terms": 0.5}
"""How much a hit in each field of a fact counts; ``words`` is matched apart."""

UNKNOWN = 2.5
"""The weight of a unit that no fact holds: people say much that no fact needs to hold, so it is no more than middling."""

UNKNOWN_IMPACT = 6.0
"""What a unit that no fact holds would have added: so that one word of five does not pass for a full match."""

WANTED: dict[Intent, frozenset[str]] = {
    Intent.PROCEDURE: frozenset({"procedure"}),
    Intent.REASON: frozenset({"reason"}),
    Intent.COMPARISON: frozenset({"reason", "claim"}),
    Intent.LIST: frozenset({"options"}),
    Intent.DURATION: frozenset({"token_policy", "window"}),
    Intent.APP_ID: frozenset({"app_id"}),
    Intent.POSITION: frozenset({"consent_pairing"}),
    Intent.CHOICE: frozenset({"recommendation"}),
}
"""The kinds of fact that answer each intent directly."""


@dataclass
class Match:
    """How one fact matches a query.

    Attributes:
        fact: The fact.
        features: Name → value, each about 0 to 1.
        covered: Which units of the query it holds: unit number → how surely.
        score: Set by the ranking.
    """

    fact: Fact
    features: dict[str, float]
    covered: dict[int, float] = field(default_factory=dict)
    score: float = 0.0


class Scorer:
    """Everything about the facts that scoring needs, computed once; immutable afterwards."""

    def __init__(self, catalog: Catalog, index: Index) -> None:
        self._index = index
        self.facts = [catalog.fact(fact_id) for fact_id in index.fact_ids]
        self._conditions = [fact.latest.applies_when.named() for fact in self.facts]
        holders: dict[str, set[int]] = defaultdict(set)
        for name in FIELD_WEIGHTS:
            for term, postings in index.fields[name].items():
                holders[term] |= {number for number, _ in postings}
        self._holders = {term: frozenset(numbers) for term, numbers in holders.items()}
        self._words = {term: {number for number, _ in postings} for term, postings in index.fields["words"].items()}
        self._most = {
            name: {term: max(impact for _, impact in postings) for term, postings in index.fields[name].items()} for name in FIELD_WEIGHTS
        }
        lengths = [0.0] * len(index.question_facts)
        for term, postings in index.questions.items():
            for number, _ in postings:
                lengths[number] += self.idf(term) ** 2
        self._lengths = [math.sqrt(length) or 1.0 for length in lengths]

    def idf(self, key: str) -> float:
        """How telling a unit is: about 1 when half of the facts hold it, 5 when one does; `UNKNOWN` when none does."""
        holders = self._holders.get(key)
        return math.log(1 + len(self.facts) / (0.5 + len(holders))) if holders else UNKNOWN

    def known(self, key: str) -> bool:
        """Whether any fact holds the unit."""
        return key in self._holders

    def score(self, query: Query) -> list[Match]:
        """Every fact that shares anything with the query, with its features, in no order."""
        units = list(query.weights.items())
        weights = [weight * self.idf(unit.key) for unit, weight in units]
        total = sum(weights) or 1.0
        lexical: dict[int, float] = defaultdict(float)
        attainable = 1e-9
        similar: dict[int, float] = defaultdict(float)
        covered: dict[int, dict[int, float]] = defaultdict(dict)
        for at, (unit, weight) in enumerate(units):
            most = sum(FIELD_WEIGHTS[name] * self._most[name].get(unit.key, 0.0) for name in FIELD_WEIGHTS)
            attainable += weight * (most or UNKNOWN_IMPACT)
            for name, field_weight in FIELD_WEIGHTS.items():
                for number, impact in self._index.fields[name].get(unit.key, ()):
                    lexical[number] += weight * field_weight * impact
            for number in self._holders.get(unit.key, ()):
                covered[number][at] = 1.0
            for stem in unit.stems:
                for number in self._words.get(stem, ()):
                    covered[number].setdefault(at, 0.5 / len(unit.stems))
            square = weight * self.idf(unit.key) ** 2
            for question, _ in self._index.questions.get(unit.key, ()):
                similar[question] += square
        length = math.sqrt(sum((weight * self.idf(unit.key)) ** 2 for unit, weight in units)) or 1.0
        best: dict[int, list[float]] = defaultdict(list)
        for question, product in similar.items():
            best[self._index.question_facts[question]].append(product / (length * self._lengths[question]))
        matches = []
        for number in covered:
            nearest = [*sorted(best[number], reverse=True)[:3], 0.0, 0.0, 0.0]
            features = {
                "lexical": lexical[number] / attainable,
                "question": nearest[0],
                "questions": sum(nearest[:3]) / 3,
                "coverage": sum(weights[at] * sure for at, sure in covered[number].items()) / total,
                **self._typed(number, query),
            }
            matches.append(Match(self.facts[number], features, covered[number]))
        return matches

    def _typed(self, number: int, query: Query) -> dict[str, float]:
        fact, conditions = self.facts[number], self._conditions[number]
        agree = conflict = 0.0
        for key, wanted in query.conditions.items():
            if key in conditions:
                if conditions[key] & wanted:
                    agree += 1 / len(conditions[key] | wanted)
                else:
                    conflict += 1
        wanted_kinds = [WANTED[intent] for intent in query.intents if intent in WANTED]
        return {
            "agree": agree / 2,
            "conflict": conflict / 2,
            "kind": float(any(fact.kind in kinds for kinds in wanted_kinds)),
            "steps": float(isinstance(fact.latest.payload, Procedure) and Intent.PROCEDURE not in query.intents),
            "value": float(any(unit.kind in ("uuid", "hex") and _holds(fact, unit.key) for unit in query.weights)),
            "page": float(fact.id in query.page),
            "gap": float(isinstance(fact, GapFact)),
        }


def _holds(fact: Fact, value: str) -> bool:
    return value in fact.latest.statement.lower()
