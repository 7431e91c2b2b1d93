"""Everything about the facts that scoring needs, as arrays over fact numbers, computed once."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from kb.index import Index, Postings
from kb.models import Fact
from kb.retriever.hit import Entry
from kb.retriever.pool import Pool

Values = NDArray[np.float64]

FIELD_WEIGHTS = {"title": 1.5, "statement": 1.2, "questions": 1.0, "values": 1.2, "terms": 0.5}
"""How much a hit in each field of a fact counts; ``words`` is matched apart."""

UNKNOWN = 2.5
"""The weight of a unit that no fact holds: people say much that no fact needs to hold, so it is no more than middling."""


class FeatureArrays:
    """The facts as arrays; immutable.

    Args:
        facts: The facts, by number.
        index: Their index.

    Attributes:
        impacts: Unit → the facts that hold it, and what it adds to each one's lexical score.
        most: Unit, by its row in ``impacts`` → the most it could add to a fact that holds it best in every field.
        words: Stem → the facts that hold it anywhere.
        questions: Unit → the slots of the questions that hold it. A fact's questions have slots side by side, ``width`` for each fact.
        width: As many slots as the fact with the most questions needs.
        lengths: Fact × slot → the length of the question's vector; 1 for a slot without one.
        gap: Fact → 1 where it is one, else 0.
        order: Fact → its place in the order of IDs, which settles ties.
        entries: The facts, by number, each with what is asked of it again and again.
    """

    def __init__(self, facts: list[Fact], index: Index) -> None:
        self.count = len(facts)
        self.impacts, self.most = _combine(index.fields)
        self._idf = [math.log(1 + self.count / (0.5 + held)) for held in self.impacts.counts().tolist()]
        self.words = index.words
        self.entries = [Entry.of(fact) for fact in facts]
        asker = np.array(index.question_facts, dtype=np.intp)
        first = np.searchsorted(asker, np.arange(self.count + 1))
        self.width = int(np.diff(first).max(initial=1))
        slots = asker * self.width + np.arange(len(asker)) - first[asker]
        starts, numbers, impacts = index.questions.arrays()
        self.questions = Postings(index.questions, starts, slots[numbers], impacts)
        worth = np.array([self.idf(term) for term in self.questions]) ** 2
        squares = np.bincount(self.questions.numbers, np.repeat(worth, self.questions.counts()), self.count * self.width)
        self.lengths = np.where(squares > 0, np.sqrt(squares), 1.0).reshape(self.count, self.width)
        self.gap = np.array([float(entry.is_gap) for entry in self.entries])
        self.order = np.argsort(np.argsort([fact.id for fact in facts]))
        names = sorted({fact.kind for fact in facts})
        self._kinds = {name: at for at, name in enumerate(names)}
        self._kind = np.array([self._kinds[fact.kind] for fact in facts], dtype=np.intp)
        self._number = {fact.id: number for number, fact in enumerate(facts)}
        has: dict[str, dict[str, Values]] = defaultdict(lambda: defaultdict(lambda: np.zeros(self.count)))
        for number, entry in enumerate(self.entries):
            for key, values in entry.conditions.items():
                for value in values:
                    has[key][value][number] = 1.0
        self._has = {key: dict(values) for key, values in has.items()}
        self._values = {key: np.sum(list(values.values()), axis=0) for key, values in self._has.items()}

    def idf(self, key: str) -> float:
        """How telling a unit is: about 1 when half of the facts hold it, 5 when one does; `UNKNOWN` when none does."""
        row = self.impacts.rows.get(key)
        return UNKNOWN if row is None else self._idf[row]

    def add_up(self, keys: Iterable[tuple[str, float]]) -> Values:
        """For each fact, the impacts of the units it holds, each times its weight: BM25F over all fields."""
        worth = np.zeros(self.count)
        for key, weight in keys:
            if key in self.impacts:
                numbers, impacts = self.impacts[key]
                worth[numbers] += weight * impacts
        return worth

    def take_best(self, worth: Values, most: int) -> NDArray[np.intp]:
        """The numbers of so many facts of the highest worth above 0, rising; ties by ID."""
        found = np.flatnonzero(worth)
        if len(found) <= most:
            return found
        held = worth[found]
        least = np.partition(held, len(held) - most)[len(held) - most]
        sure, tied = found[held > least], found[held == least]
        tied = tied[np.argsort(self.order[tied])][: most - len(sure)]
        return np.sort(np.concatenate([sure, tied]))

    def agreement(self, conditions: Mapping[str, frozenset[str]], pool: Pool) -> tuple[Values, Values]:
        """For each fact, how far its conditions agree with the ones asked for, and how many contradict them."""
        agree, conflict = np.zeros(pool.count), np.zeros(pool.count)
        for key, wanted in conditions.items():
            if key in self._has:
                held, shared = pool.take(self._values[key]), np.zeros(pool.count)
                for value in sorted(wanted & self._has[key].keys()):
                    shared += pool.take(self._has[key][value])
                agree += (shared > 0) / np.maximum(held + len(wanted) - shared, 1.0)
                conflict += (held > 0) & (shared == 0)
        return agree, conflict

    def of_kinds(self, kinds: frozenset[str], pool: Pool) -> Values:
        """1 for each fact of one of the kinds, else 0."""
        wanted = np.zeros(len(self._kinds))
        wanted[[self._kinds[kind] for kind in kinds if kind in self._kinds]] = 1.0
        return wanted[pool.take(self._kind)]

    def among(self, fact_ids: frozenset[str], pool: Pool) -> Values:
        """1 for each of these facts, else 0."""
        found = np.zeros(pool.count)
        found[pool.places(self.numbers_of(fact_ids))] = 1.0
        return found

    def numbers_of(self, fact_ids: Iterable[str]) -> NDArray[np.intp]:
        """The numbers of these facts, rising; those of no fact left out."""
        return np.array(sorted({self._number[fact_id] for fact_id in fact_ids if fact_id in self._number}), dtype=np.intp)


def _combine(fields: Mapping[str, Postings]) -> tuple[Postings, list[float]]:
    """The postings of all fields as one, each field's impacts times its weight, and the most each unit could add."""
    terms = sorted({term for name in FIELD_WEIGHTS for term in fields[name]})
    row_of = {term: row for row, term in enumerate(terms)}
    rows, numbers, impacts = [], [], []
    most = np.zeros(len(terms))
    for name, weight in FIELD_WEIGHTS.items():
        one = fields[name]
        own = np.array([row_of[term] for term in one], dtype=np.intp)
        rows.append(np.repeat(own, one.counts()))
        numbers.append(one.numbers)
        impacts.append(weight * one.impacts)
        if len(own):
            most[own] += weight * np.maximum.reduceat(one.impacts, one.starts[:-1])
    count = max((int(held.max()) + 1 for held in numbers if len(held)), default=1)
    keys, place = np.unique(np.concatenate(rows) * count + np.concatenate(numbers), return_inverse=True)
    total = np.bincount(place, np.concatenate(impacts), len(keys)).astype(np.float64)
    starts = np.searchsorted(keys // count, np.arange(len(terms) + 1))
    return Postings(terms, starts, (keys % count).astype(np.int32), total), most.tolist()
