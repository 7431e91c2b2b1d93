"""Finds the facts that a question is about: `Retriever.read` understands it, `Retriever.retrieve` ranks the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kb.analysis import Analyzer, fold
from kb.catalog import Catalog
from kb.index import Index
from kb.models.facts import AppIdFact
from kb.retriever.clauses import asks, drop_instructions, split_parts
from kb.retriever.query import Intent, Query, read_intents, settle_conditions
from kb.retriever.scoring import Match, Scorer
from kb.retriever.spelling import Speller
from kb.retriever.words import english_words

__all__ = ["WEIGHTS", "Intent", "Match", "Query", "Retriever", "Scorer", "asks"]

WEIGHTS: dict[str, float] = {
    "lexical": 1.7,
    "question": 0.2,
    "questions": 1.0,
    "coverage": 1.4,
    "agree": 0.35,
    "conflict": -0.6,
    "kind": 0.3,
    "steps": -0.1,
    "value": 0.6,
    "page": 0.1,
    "gap": -0.2,
}
"""Feature → its weight in the ranking."""


class Retriever:
    """Ranks facts for questions; immutable, safe to share between threads.

    Args:
        catalog: The facts.
        index: Their index.
        weights: Feature weights; `WEIGHTS` unless an experiment says otherwise.
    """

    def __init__(self, catalog: Catalog, index: Index, weights: Mapping[str, float] = WEIGHTS) -> None:
        self.analyzer = Analyzer(catalog.vocabulary.values())
        self.scorer = Scorer(catalog, index)
        self.weights = dict(weights)
        self._app_conditions = {
            fact.latest.payload.app_id[:8]: fact.latest.applies_when.named() for fact in catalog.current() if isinstance(fact, AppIdFact)
        }
        counts = Counter({word: len(postings) for word, postings in index.fields["surface"].items()})
        counts.update(self.analyzer.words)
        self._speller = Speller({fold(word): count for word, count in counts.items()}, english_words())

    def read(self, text: str, page: Iterable[str] = ()) -> Query:
        """Understands a question.

        Args:
            text: The question.
            page: The fact IDs of the page it is asked on.
        """
        corrected, corrections = self._speller.correct(text)
        asked = drop_instructions(corrected)
        whole = self._understand(asked)
        parts = [self._understand(part) for part in split_parts(asked)]
        if len(parts) > 1:
            # A part says less than the whole: what the whole settles holds for it too, unless it says otherwise.
            parts = [replace(part, conditions={**whole.conditions, **part.conditions}) for part in parts if part.weights]
        return replace(whole, text=text, corrections=corrections, page=frozenset(page), parts=tuple(parts) if len(parts) > 1 else ())

    def _understand(self, text: str) -> Query:
        analysis = self.analyzer.analyse(text)
        weights = {unit: 0.35 if unit.kind == "part" else 1.0 for unit in analysis.units}
        intents = read_intents(text, analysis)
        conditions = settle_conditions(analysis, intents)
        for unit in analysis.units:
            if unit.kind in ("uuid", "hex"):  # an App ID says which workload and method it belongs to
                for key, values in self._app_conditions.get(unit.key[:8], {}).items():
                    conditions[key] = conditions.get(key, frozenset()) | values
        return Query(text, analysis, weights, conditions, intents)

    def retrieve(self, query: Query) -> list[Match]:
        """Every fact that shares anything with the query, best first; ties by ID, so that the order is always the same."""
        matches = self.scorer.score(query)
        for match in matches:
            match.score = sum(self.weights[name] * value for name, value in match.features.items())
        return sorted(matches, key=lambda match: (-match.score, match.fact.id))
