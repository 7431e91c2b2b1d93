"""Finds the facts that a question is about: `Retriever.read` understands it, `Retriever.retrieve` ranks the facts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product

from kb.analysis import Analyzer, Unit, fold
from kb.catalog import Catalog
from kb.index import Index
from kb.models.facts import AppIdFact
from kb.retriever.candidates import Candidates
from kb.retriever.clauses import asks, drop_instructions, find_premise, split_parts
from kb.retriever.conditions import excluded_units, infer_conditions, reconcile
from kb.retriever.hit import Hit
from kb.retriever.query import Intent, Query, is_asked_for, read_intents
from kb.retriever.scoring import Scorer
from kb.retriever.spelling import Speller, is_foreign
from kb.subject import subject

__all__ = ["WEIGHTS", "Candidates", "Hit", "Intent", "Query", "Retriever", "Scorer", "asks", "is_asked_for"]

WEIGHTS: dict[str, float] = {
    "lexical": 1.7,
    "question": 0.2,
    "questions": 1.0,
    "coverage": 1.4,
    "classifier": 1.1,
    "agree": 0.35,
    "conflict": -0.6,
    "kind": 0.3,
    "page": 0.1,
    "gap": -0.2,
}
"""Feature → its weight in the ranking."""

PART_WEIGHT = 0.35
"""Weight of a part of a camel-case name; the whole name has 1."""

FOREIGN_WEIGHT = 0.2
"""Weight of a word in another language that no fact holds."""

_OR = re.compile(r"\bor\b", re.IGNORECASE)
_CHOSEN = subject().keys_with("chosen")
"""The conditions that somebody can choose; the others are given."""

DEPTH = 80
"""How many facts a ranking holds at most."""

REST_WEIGHT = 0.3
"""Weight that the other words of a question have for one of its parts."""


class Retriever:
    """Ranks facts for questions; immutable, safe to share between threads.

    Args:
        catalog: The facts.
        index: Their index.
        weights: Feature weights; `WEIGHTS` unless an experiment says otherwise.
        candidates: Names the facts worth ranking; without it all that share a unit with the question, from the index.
    """

    def __init__(
        self, catalog: Catalog, index: Index, weights: Mapping[str, float] = WEIGHTS, candidates: Candidates | None = None
    ) -> None:
        self.candidates = candidates
        self.analyzer = Analyzer(catalog.vocabulary.values())
        self.scorer = Scorer(catalog, index)
        self.weights = dict(weights)
        self._app_conditions = {
            fact.latest.payload.app_id[:8]: fact.latest.applies_when.named() for fact in catalog.current() if isinstance(fact, AppIdFact)
        }
        self.combinations = frozenset(
            pair for named in self._app_conditions.values() for pair in product(*(named.get(key, ()) for key in subject().paired))
        )
        counts = Counter(index.surface)
        counts.update(self.analyzer.words)
        self._speller = Speller({fold(word): count for word, count in counts.items()}, index.english)

    def read(self, text: str, page: Iterable[str] = ()) -> Query:
        """Understands a question.

        Args:
            text: The question.
            page: The fact IDs of the page it is asked on.
        """
        corrected, corrections = self._speller.correct(text)
        asked = drop_instructions(corrected)
        whole = self._understand(asked)
        pieces = split_parts(asked)
        parts = tuple(self._complete(self._understand(piece), whole) for piece in pieces) if len(pieces) > 1 else ()
        return replace(whole, text=text, corrections=corrections, page=frozenset(page), parts=parts, premise=bool(find_premise(asked)))

    def _understand(self, text: str) -> Query:
        analysis = self.analyzer.analyse(text)
        excluded, foreign = excluded_units(analysis, self.analyzer.named), is_foreign(text)
        first = {unit.key: unit for unit in reversed(analysis.units)}  # said twice counts once
        weights = {unit: self._weight(unit, foreign) for unit in analysis.units if first[unit.key] is unit and unit not in excluded}
        intents = read_intents(text, analysis)
        conditions = self._settle(weights)
        keys = {unit.key for unit in weights}
        settled = reconcile(infer_conditions(conditions, keys, text, intents), self.combinations)
        if (
            _OR.search(text)
            and Intent.COMPARISON not in intents
            and any(len(values) > 1 for key, values in settled.items() if key in _CHOSEN)
        ):
            intents |= {Intent.CHOICE}
        return Query(text, analysis, {text: 1.0}, weights, settled, intents)

    def _weight(self, unit: Unit, foreign: bool) -> float:
        if unit.kind == "part":
            return PART_WEIGHT
        # The facts are English: a foreign word that the vocabulary does not translate says nothing about them.
        return FOREIGN_WEIGHT if foreign and unit.kind in ("word", "cjk") and not self.scorer.known(unit.key) else 1.0

    def _settle(self, units: Iterable[Unit]) -> dict[str, frozenset[str]]:
        conditions: dict[str, frozenset[str]] = {}
        for unit in units:
            named: Mapping[str, frozenset[str]] = {}
            if unit.kind == "term":
                named = self.analyzer.named[unit.key]
            elif unit.kind in ("uuid", "hex"):  # an App ID says which workload and method it belongs to
                named = self._app_conditions.get(unit.key[:8], {})
            for key, values in named.items():
                conditions[key] = conditions.get(key, frozenset()) | values
        return conditions

    def _complete(self, part: Query, whole: Query) -> Query:
        """A part with what it leaves out: what the whole settles and it does not, and a little of the whole's other words."""
        own = {unit.key for unit in part.weights}
        rest = {unit: REST_WEIGHT for unit in whole.weights if unit.key not in own and not self._is_condition(unit)}
        texts = {**dict.fromkeys(whole.texts, REST_WEIGHT), **part.texts}
        return replace(part, texts=texts, weights={**part.weights, **rest}, conditions={**whole.conditions, **part.conditions})

    def _is_condition(self, unit: Unit) -> bool:
        return unit.kind in ("uuid", "hex") or (unit.kind == "term" and bool(self.analyzer.named[unit.key]))

    def retrieve(self, query: Query) -> list[Hit]:
        """The best facts that share anything with the query, best first; ties by ID, so that the order is always the same.

        Raises:
            CandidatesUnavailable: What names the candidates cannot be asked now.
        """
        among = self.candidates.find(query) if self.candidates else None
        return self.scorer.rank(query, self.weights, DEPTH, among)
