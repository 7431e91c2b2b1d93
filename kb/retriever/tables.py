"""Everything about the facts that scoring needs, as arrays over fact numbers, computed once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from kb.index import Index, Postings
from kb.models import Fact, GapFact
from kb.models.payloads import Procedure

Numbers = NDArray[np.intp]
Values = NDArray[np.float64]

FIELD_WEIGHTS = {"title": 1.5, "statement": 1.2, "questions": 1.0, "values": 1.2, "terms": 0.5}
"""How much a hit in each field of a fact counts; ``words`` is matched apart."""

UNKNOWN = 2.5
"""The weight of a unit that no fact holds: people say much that no fact needs to hold, so it is no more than middling."""


class Tables:
    """The facts as arrays; immutable.

    Args:
        facts: The facts, by number.
        index: Their index.

    Attributes:
        impacts: Unit → the facts that hold it, and what it adds to each one's lexical score.
        most: Unit → the most it could add to a fact that holds it best in every field.
        words: Stem → the facts that hold it anywhere.
        questions: Unit → the questions that hold it.
        asker: Question → its fact.
        lengths: Question → the length of its vector.
        gap, procedure: Fact → 1 where it is one, else 0.
        order: Fact → its place in the order of IDs, which settles ties.
    """

    def __init__(self, facts: list[Fact], index: Index) -> None:
        self.count = len(facts)
        self.impacts, self.most = _combine(index.fields)
        self.words = {term: _numbers(postings) for term, postings in index.fields["words"].items()}
        self.questions = {term: _numbers(postings) for term, postings in index.questions.items()}
        self.asker = np.array(index.question_facts, dtype=np.intp)
        squares = np.zeros(len(self.asker))
        for term, numbers in self.questions.items():
            squares[numbers] += self.idf(term) ** 2
        self.lengths = np.where(squares > 0, np.sqrt(squares), 1.0)
        self.gap = np.array([float(isinstance(fact, GapFact)) for fact in facts])
        self.procedure = np.array([float(isinstance(fact.latest.payload, Procedure)) for fact in facts])
        self.order = np.argsort(np.argsort([fact.id for fact in facts]))
        self._kinds = np.array([fact.kind for fact in facts])
        self._statements = [fact.latest.statement.lower() for fact in facts]
        self._number = {fact.id: number for number, fact in enumerate(facts)}
        has: dict[str, dict[str, Values]] = defaultdict(lambda: defaultdict(lambda: np.zeros(self.count)))
        for number, fact in enumerate(facts):
            for key, values in fact.latest.applies_when.named().items():
                for value in values:
                    has[key][value][number] = 1.0
        self._has = {key: dict(values) for key, values in has.items()}
        self._values = {key: np.sum(list(values.values()), axis=0) for key, values in self._has.items()}

    def idf(self, key: str) -> float:
        """How telling a unit is: about 1 when half of the facts hold it, 5 when one does; `UNKNOWN` when none does."""
        holders = self.impacts.get(key)
        return math.log(1 + self.count / (0.5 + len(holders[0]))) if holders else UNKNOWN

    def agreement(self, conditions: Mapping[str, frozenset[str]]) -> tuple[Values, Values]:
        """For each fact, how far its conditions agree with the ones asked for, and how many contradict them."""
        agree, conflict = np.zeros(self.count), np.zeros(self.count)
        for key, wanted in conditions.items():
            if key in self._has:
                held = self._values[key]
                shared = np.sum(
                    [self._has[key][value] for value in sorted(wanted) if value in self._has[key]] or [np.zeros(self.count)], axis=0
                )
                agree += shared.astype(bool) / np.maximum(held + len(wanted) - shared, 1.0)
                conflict += (held > 0) & (shared == 0)
        return agree, conflict

    def of_kinds(self, kinds: frozenset[str]) -> Values:
        """1 for each fact of one of the kinds, else 0."""
        return np.isin(self._kinds, sorted(kinds)).astype(np.float64)

    def holding(self, value: str) -> Values:
        """1 for each fact whose statement holds a text (in small letters), else 0."""
        return np.array([float(value in statement) for statement in self._statements])

    def among(self, fact_ids: frozenset[str]) -> Values:
        """1 for each of these facts, else 0."""
        found = np.zeros(self.count)
        found[[self._number[fact_id] for fact_id in fact_ids if fact_id in self._number]] = 1.0
        return found


def _combine(fields: Mapping[str, Postings]) -> tuple[dict[str, tuple[Numbers, Values]], dict[str, float]]:
    terms = sorted({term for name in FIELD_WEIGHTS for term in fields[name]})
    impacts, most = {}, {}
    for term in terms:
        total: dict[int, float] = defaultdict(float)
        best = 0.0
        for name, weight in FIELD_WEIGHTS.items():
            postings = fields[name].get(term, ())
            best += weight * max((impact for _, impact in postings), default=0.0)
            for number, impact in postings:
                total[number] += weight * impact
        numbers = sorted(total)
        impacts[term] = np.array(numbers, dtype=np.intp), np.array([total[number] for number in numbers])
        most[term] = best
    return impacts, most


def _numbers(postings: tuple[tuple[int, float], ...]) -> Numbers:
    return np.array([number for number, _ in postings], dtype=np.intp)
