"""Scores facts against a query: one pass over the postings, then a handful of named features a fact.

Where the facts are many, the features are worked out only for those that the words alone put in front.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from kb.catalog import Catalog
from kb.index import Index
from kb.retriever.arrays import FeatureArrays, Values
from kb.retriever.hit import Hit
from kb.retriever.pool import Pool
from kb.retriever.query import Intent, Query

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

MANY = 4000
"""More facts than this are not all looked at closely, but only the best ones by the words they share with the query."""

CLOSELY = 1000
"""How many are, then."""

_DIGITS = 9
"""Scores are equal when they agree to so many digits, whatever the machine adds up first."""


class Scorer:
    """Scores the facts of one index; immutable afterwards.

    Args:
        catalog: The facts.
        index: Their index.
    """

    def __init__(self, catalog: Catalog, index: Index) -> None:
        self.facts = [catalog.fact(fact_id) for fact_id in index.fact_ids]
        self._tables = FeatureArrays(self.facts, index)
        self._classifier = index.classifier

    def idf(self, key: str) -> float:
        """How telling a unit is: about 1 when half of the facts hold it, 5 when one does; middling when none does."""
        return self._tables.idf(key)

    def known(self, key: str) -> bool:
        """Whether any fact holds the unit."""
        return key in self._tables.impacts

    def rank(self, query: Query, weights: Mapping[str, float], most: int, among: Collection[str] | None = None) -> list[Hit]:
        """The best facts that share anything with the query, best first; ties in the order of IDs.

        Args:
            query: The question.
            weights: Feature → its weight.
            most: How many facts to give at most.
            among: The IDs of the only facts to rank; without it all are, or where those are many the likeliest.
        """
        tables = self._tables
        if among is not None:
            pool = Pool(tables.count, tables.numbers_of(among))
        else:
            pool = Pool(tables.count, self._likeliest(query) if tables.count > MANY else None)
        cover = self._cover(query, pool)
        features = {**self._read(query, cover, pool), **self._typed(query, pool)}
        scores = np.zeros(pool.count)
        for name, weight in weights.items():
            scores += weight * features[name]
        scores = np.round(scores, _DIGITS)
        held = np.flatnonzero(cover.any(axis=0))
        best = held[np.lexsort((pool.take(tables.order)[held], -scores[held]))][:most]
        columns = {name: features[name] for name in weights}
        return [
            Hit(tables.entries[number], score, columns, cover, place)
            for place, number, score in zip(best.tolist(), pool.numbers[best].tolist(), scores[best].tolist(), strict=True)
        ]

    def _likeliest(self, query: Query) -> NDArray[np.intp]:
        """The facts whose words alone fit best."""
        tables = self._tables
        worth = tables.add_up((unit.key, weight) for unit, weight in query.weights.items())
        for unit, weight in query.weights.items():
            if unit.key not in tables.impacts:
                for stem in unit.stems:  # next to nothing, but before the facts that share nothing
                    worth[tables.words.holders(stem)] += 1e-6 * weight
        return tables.take_best(worth, CLOSELY)

    def _cover(self, query: Query, pool: Pool) -> Values:
        """Unit × fact → how surely the fact holds it: 1, half when it holds only the words of a term, or 0."""
        tables = self._tables
        cover = np.zeros((len(query.weights), pool.count))
        for row, unit in zip(cover, query.weights, strict=True):
            for stem in reversed(unit.stems):
                row[pool.places(tables.words.holders(stem))] = 0.5 / len(unit.stems)
            row[pool.places(tables.impacts.holders(unit.key))] = 1.0
        return cover

    def _read(self, query: Query, cover: Values, pool: Pool) -> dict[str, Values]:
        """The features of the words: which are shared, how much of the question they are, whose questions they resemble."""
        tables = self._tables
        lexical, attainable, square = np.zeros(pool.count), 1e-9, 0.0
        worth = np.array([weight * tables.idf(unit.key) for unit, weight in query.weights.items()])
        for unit, weight in query.weights.items():
            row = tables.impacts.rows.get(unit.key)
            attainable += weight * (UNKNOWN_IMPACT if row is None else tables.most[row])
            square += (weight * tables.idf(unit.key)) ** 2
            if row is not None:
                numbers, impacts = pool.meet(*tables.impacts[unit.key])
                lexical[numbers] += weight * impacts
        nearest, average = self._nearest_questions(query, math.sqrt(square) or 1.0, pool)
        return {
            "lexical": lexical / attainable,
            "question": nearest,
            "questions": average,
            "coverage": worth @ cover / (worth.sum() or 1.0),
            "classifier": pool.take(self._classifier.score(query.texts, {unit.key: weight for unit, weight in query.weights.items()})),
        }

    def _nearest_questions(self, query: Query, length: float, pool: Pool) -> tuple[Values, Values]:
        """For each fact, how near its nearest question is, and the mean of the three nearest."""
        tables = self._tables
        similar = np.zeros(pool.count * tables.width)
        for unit, weight in query.weights.items():
            slots = tables.questions.holders(unit.key)
            if not pool.whole:
                places = pool.place_of(slots // tables.width)
                slots = (places * tables.width + slots % tables.width)[places >= 0]
            similar[slots] += weight * tables.idf(unit.key) ** 2
        table = similar.reshape(pool.count, tables.width)
        table /= pool.take(tables.lengths) * length
        nearest = total = np.zeros(pool.count)
        rows = np.arange(pool.count)
        for turn in range(_NEAREST):
            best = table.argmax(axis=1)
            highest = table[rows, best]
            total = total + highest
            nearest = nearest if turn else highest
            table[rows, best] = 0.0
        return nearest, total / _NEAREST

    def _typed(self, query: Query, pool: Pool) -> dict[str, Values]:
        """The features of what is typed: conditions, kinds, the page."""
        tables = self._tables
        agree, conflict = tables.agreement(query.conditions, pool)
        kinds = frozenset(kind for intent in query.intents for kind in WANTED.get(intent, ()))
        nothing = np.zeros(pool.count)
        return {
            "agree": agree / 2,
            "conflict": conflict / 2,
            "kind": tables.of_kinds(kinds, pool) if kinds else nothing,
            "page": tables.among(query.page, pool) if query.page else nothing,
            "gap": pool.take(tables.gap),
        }
