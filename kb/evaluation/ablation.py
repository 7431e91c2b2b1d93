"""Leaves out one part of the system at a time, everything else unchanged, and measures what is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

from kb.answerer.select import Rules
from kb.catalog import Catalog
from kb.evaluation.measure import measure_mrr, run_questions
from kb.evaluation.questions import Question
from kb.evaluation.system import System
from kb.index import Index, open_index
from kb.models.quality import AblationRow
from kb.retriever import WEIGHTS, Query, Retriever
from kb.retriever.spelling import Speller

NEVER = 9.0
"""A threshold that nothing reaches."""


class _ChangedReading(Retriever):
    """A retriever whose understanding of a question is changed before it ranks."""

    def __init__(self, catalog: Catalog, index: Index, change: Callable[[Query], Query]) -> None:
        super().__init__(catalog, index)
        self._change = change

    def read(self, text: str, page: Iterable[str] = ()) -> Query:
        query = super().read(text, page)
        return self._change(replace(query, parts=tuple(self._change(part) for part in query.parts)))


class _LiteralRetriever(Retriever):
    """A retriever that takes words as they are spelt."""

    def __init__(self, catalog: Catalog, index: Index) -> None:
        super().__init__(catalog, index)
        self._speller = Speller({})  # knows no word, so has none to offer


def list_variants(catalog: Catalog, index: Index, scratch: Path) -> Iterator[tuple[str, System]]:
    """What is left out → the system without it; the whole system first.

    Args:
        catalog: The facts.
        index: Their index.
        scratch: An empty folder, for an index of another vocabulary.
    """
    whole = System(catalog, index)
    yield "nothing", whole
    for name in WEIGHTS:
        retriever = copy(whole.retriever)
        retriever.weights = {**WEIGHTS, name: 0.0}
        yield f"ranking feature `{name}`", whole.but(retriever)
    yield "spelling correction", whole.but(_LiteralRetriever(catalog, index))
    bare = Catalog(catalog, catalog.sources.values(), (), catalog.release)
    yield "the vocabulary", System(bare, open_index(bare, scratch))
    changes: dict[str, Callable[[Query], Query]] = {
        "parts of a question": lambda query: replace(query, parts=()),
        "conditions": lambda query: replace(query, conditions={}),
        "what a question is after": lambda query: replace(query, intents=frozenset()),
    }
    for name, change in changes.items():
        yield name, whole.but(_ChangedReading(catalog, index, change))
    rules = Rules()
    choices = {
        "facts as good as the best one": replace(rules, tie=NEVER),
        "facts for what is not answered yet": replace(rules, gain=NEVER),
        "facts that support the best one": replace(rules, support=NEVER),
    }
    for name, changed in choices.items():
        yield name, whole.but(rules=changed)


def measure_ablation(
    variants: Iterable[tuple[str, System]], questions: Sequence[Question], note: Callable[[str], None] = lambda _: None
) -> list[AblationRow]:
    """One row for each variant: the whole system, and the system without one part. Nothing is fitted anew.

    Args:
        variants: From `list_variants`.
        questions: What is asked each time.
        note: Told how far it is.
    """
    rows = []
    for name, system in variants:
        outcomes = run_questions(system, questions, lambda at, name=name: note(f"without {name}, {at}"))  # type: ignore[misc]
        right = sum(one.right for one in outcomes)
        rows.append(AblationRow(left_out=name, questions=len(outcomes), right=right, mrr=measure_mrr(outcomes)))
    return rows
