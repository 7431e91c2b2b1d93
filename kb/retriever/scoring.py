"""Scores every fact against a query: one pass over the postings, then a handful of named features a fact."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from kb.catalog import Catalog
from kb.index import Index
from kb.models import Fact
from kb.retriever.query import Intent, Query
from kb.retriever.tables import Tables, Values

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

_NEAREST = 3
"""How many of a fact's questions count for the feature ``questions``."""

_DIGITS = 9
"""Scores are equal when they agree to so many digits, whatever the machine adds up first."""


@dataclass
class Match:
    """How one fact matches a query.

    Attributes:
        fact: The fact.
        features: Name → value, each about 0 to 1.
        covered: Which units of the query it holds: unit number → how surely.
        score: The weighted sum of the features.
    """

    fact: Fact
    features: dict[str, float]
    covered: dict[int, float] = field(default_factory=dict)
    score: float = 0.0


class Scorer:
    """Scores the facts of one index; immutable afterwards.

    Args:
        catalog: The facts.
        index: Their index.
    """

    def __init__(self, catalog: Catalog, index: Index) -> None:
        self.facts = [catalog.fact(fact_id) for fact_id in index.fact_ids]
        self._tables = Tables(self.facts, index)
        self._wording = index.wording

    def idf(self, key: str) -> float:
        """How telling a unit is: about 1 when half of the facts hold it, 5 when one does; middling when none does."""
        return self._tables.idf(key)

    def known(self, key: str) -> bool:
        """Whether any fact holds the unit."""
        return key in self._tables.impacts

    def rank(self, query: Query, weights: Mapping[str, float], most: int, among: Collection[str] | None = None) -> list[Match]:
        """The best facts that share anything with the query, best first; ties in the order of IDs.

        Args:
            query: The question.
            weights: Feature → its weight.
            most: How many facts to give at most.
            among: The IDs of the only facts to rank; without it all are ranked.
        """
        cover = self._cover(query)
        features = {**self._read(query, cover), **self._typed(query)}
        scores = np.round(np.sum([weight * features[name] for name, weight in weights.items()], axis=0), _DIGITS)
        held = np.flatnonzero(cover.any(axis=0))
        if among is not None:
            held = held[self._tables.among(frozenset(among))[held] > 0]
        best = held[np.lexsort((self._tables.order[held], -scores[held]))][:most]
        table = {name: features[name][best].tolist() for name in weights}
        covers = cover[:, best].T.tolist()
        return [
            Match(
                self.facts[number],
                {name: column[at] for name, column in table.items()},
                {unit: sure for unit, sure in enumerate(covers[at]) if sure},
                score,
            )
            for at, (number, score) in enumerate(zip(best.tolist(), scores[best].tolist(), strict=True))
        ]

    def _cover(self, query: Query) -> Values:
        """Unit × fact → how surely the fact holds it: 1, half when it holds only the words of a term, or 0."""
        cover = np.zeros((len(query.weights), self._tables.count))
        for at, unit in enumerate(query.weights):
            for stem in reversed(unit.stems):
                cover[at, self._tables.words.get(stem, [])] = 0.5 / len(unit.stems)
            if unit.key in self._tables.impacts:
                cover[at, self._tables.impacts[unit.key][0]] = 1.0
        return cover

    def _read(self, query: Query, cover: Values) -> dict[str, Values]:
        """The features of the words: which are shared, how much of the question they are, whose questions they resemble."""
        tables = self._tables
        lexical, similar = np.zeros(tables.count), np.zeros(len(tables.asker))
        attainable, square = 1e-9, 0.0
        worth = np.array([weight * tables.idf(unit.key) for unit, weight in query.weights.items()])
        for unit, weight in query.weights.items():
            attainable += weight * (tables.most.get(unit.key) or UNKNOWN_IMPACT)
            square += (weight * tables.idf(unit.key)) ** 2
            if unit.key in tables.impacts:
                numbers, impacts = tables.impacts[unit.key]
                lexical[numbers] += weight * impacts
            if unit.key in tables.questions:
                similar[tables.questions[unit.key]] += weight * tables.idf(unit.key) ** 2
        nearest, average = self._nearest_questions(similar / (tables.lengths * (math.sqrt(square) or 1.0)))
        return {
            "lexical": lexical / attainable,
            "question": nearest,
            "questions": average,
            "coverage": (worth[:, None] * cover).sum(axis=0) / (worth.sum() or 1.0),
            "wording": self._wording.score(query.texts),
        }

    def _nearest_questions(self, similar: Values) -> tuple[Values, Values]:
        """For each fact, how near its nearest question is, and the mean of the three nearest."""
        tables = self._tables
        found = np.flatnonzero(similar)
        found = found[np.lexsort((-similar[found], tables.asker[found]))]
        owner, values = tables.asker[found], similar[found]
        first = np.searchsorted(owner, owner, side="left")
        place = np.arange(len(found)) - first
        nearest = np.zeros(tables.count)
        nearest[owner[place == 0]] = values[place == 0]
        among = place < _NEAREST
        return nearest, np.bincount(owner[among], values[among], tables.count) / _NEAREST

    def _typed(self, query: Query) -> dict[str, Values]:
        """The features of what is typed: conditions, kinds, values, the page."""
        tables = self._tables
        agree, conflict = tables.agreement(query.conditions)
        kinds = frozenset(kind for intent in query.intents for kind in WANTED.get(intent, ()))
        nothing = np.zeros(tables.count)
        values = [tables.holding(unit.key) for unit in query.weights if unit.kind in ("uuid", "hex")]
        return {
            "agree": agree / 2,
            "conflict": conflict / 2,
            "kind": tables.of_kinds(kinds) if kinds else nothing,
            "steps": nothing if Intent.PROCEDURE in query.intents else tables.procedure,
            "value": np.max(values, axis=0) if values else nothing,
            "page": tables.among(query.page) if query.page else nothing,
            "gap": tables.gap,
        }
