"""Leaves out one part of the system at a time, everything else unchanged, and measures what is lost; nothing is fitted anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path

from evaluation.measure import count_right, measure_mrr, run_questions
from evaluation.questions import Question
from evaluation.system import System
from kb.answerer.select import Rules
from kb.catalog import Catalog
from kb.index import open_index
from kb.models.quality import AblationRow
from kb.retriever import WEIGHTS, Query, Retriever
from kb.retriever.spelling import Speller

NEVER = 9.0
"""A threshold that nothing reaches."""


class _ChangedReading(Retriever):
    """A retriever whose understanding of a question is changed before it ranks."""

    def __init__(self, whole: System, change: Callable[[Query], Query]) -> None:
        super().__init__(whole.catalog, whole.index)
        self._change = change

    def read(self, text: str, page: Iterable[str] = ()) -> Query:
        query = super().read(text, page)
        return self._change(replace(query, parts=tuple(self._change(part) for part in query.parts)))


def list_variants(whole: System, scratch: Path) -> Iterator[tuple[str, System]]:
    """What is left out → the system without it; the whole system first. `scratch` holds the index of another vocabulary."""
    yield "nothing", whole
    for name in WEIGHTS:
        yield f"ranking feature `{name}`", whole.weigh({**WEIGHTS, name: 0.0})
    literal = copy(whole.retriever)
    literal._speller = Speller({})  # knows no word, so has none to offer
    yield "spelling correction", whole.but(literal)
    catalog = whole.catalog
    bare = Catalog(catalog, catalog.sources.values(), (), catalog.release)
    yield "the vocabulary", System(bare, open_index(bare, scratch))
    yield "parts of a question", whole.but(_ChangedReading(whole, lambda query: replace(query, parts=())))
    yield "conditions", whole.but(_ChangedReading(whole, lambda query: replace(query, conditions={})))
    yield "what a question is after", whole.but(_ChangedReading(whole, lambda query: replace(query, intents=frozenset())))
    yield "facts as good as the best one", whole.but(rules=replace(Rules(), tie=NEVER))
    yield "facts for what is not answered yet", whole.but(rules=replace(Rules(), gain=NEVER))
    yield "facts that support the best one", whole.but(rules=replace(Rules(), support=NEVER))


def measure_ablation(
    variants: Iterable[tuple[str, System]], questions: Sequence[Question], note: Callable[[str], None] = lambda _: None
) -> list[AblationRow]:
    """One row for each variant, over all questions; `note` is told how far it is."""
    rows = []
    for name, system in variants:
        note(f"without {name}")
        outcomes = run_questions(system, questions)
        rows.append(AblationRow(left_out=name, questions=len(outcomes), right=count_right(outcomes), mrr=measure_mrr(outcomes)))
    return rows
