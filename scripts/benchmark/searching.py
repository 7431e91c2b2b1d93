"""Search in-process, beside the other engines on the same facts and questions: `python -m benchmark.searching SIZE ROUNDS QUESTIONS`.

All engines of one size live in one process and are asked in turns, so that a machine that grows busier changes no ratio.
"""

from __future__ import annotations

import dataclasses
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmark.children import NotMeasured, run_task
from benchmark.peers import DEPTH, PEERS
from benchmark.plan import REAL, Plan
from benchmark.rows import Row
from benchmark.sets import FactSet, load_set, name_set
from kb.analysis import Analyzer
from kb.answerer import Answerer
from kb.catalog import Catalog
from kb.index import Index, open_index
from kb.retriever import Retriever
from kb.retriever.arrays import FeatureArrays

WORDS, RANKING, ANSWER = "words alone", "read and rank", "whole answer"
BESIDE = "tantivy"
"""The engine that targets name."""

Find = Callable[[str], Sequence[str] | None]
"""Question → IDs of the facts found, best first; None where they are not what is measured."""


def measure_search(plan: Plan) -> list[Row]:
    """Every size in a process of its own; after one that fails no larger one is tried."""
    rows: list[Row] = []
    for size in plan.sizes:
        plan.note(f"search: {size or 'real'} facts")
        try:
            found = run_task("benchmark.searching", 300 + size / 50, size, plan.rounds, plan.questions)
            rows += [Row(**one) for one in found]
        except NotMeasured as error:
            return [*rows, Row("search", name_set(size, size), missing=str(error))]
    return rows


def measure_size(size: int, rounds: int, questions: int, folder: Path) -> list[Row]:
    """The rows of one size: time of a search, place of the wanted fact, time to build, bytes on disk."""
    made = load_set(size)
    on = name_set(size, len(made.catalog))
    engines: dict[str, Find] = {}
    built: dict[str, Row] = {}
    kept: dict[str, Row] = {}
    for name, build in {"ours": lambda place: _build_ours(made.catalog, place), **_build_peers(made)}.items():
        place = folder / str(len(built))
        place.mkdir()
        started = time.perf_counter()
        try:
            engines |= build(place)
        except ImportError as error:
            built[name] = Row(f"index of {name}, built", on, missing=str(error))
            continue
        built[name] = Row(f"index of {name}, built", on, "s", [time.perf_counter() - started])
        kept[name] = Row(f"index of {name}, on disk", on, "B", [sum(one.stat().st_size for one in place.rglob("*") if one.is_file())])
    asked = list(made.asked)[:questions]
    times = time_in_turns(engines, asked, rounds)
    near = 1.0 if size <= 2_000 else 3.0
    rows = [Row(ANSWER, on, "ms", times[ANSWER], most=1.5 if size == REAL else None)]
    for name in engines.keys() - {WORDS, RANKING, ANSWER}:
        for ours in (WORDS, RANKING):
            rows.append(Row(ours, on, "ms", times[ours], name, times[name], most=near if (ours, name) == (WORDS, BESIDE) else None))
    rows += [
        Row(f"{name}: mean of 1 ÷ place of the wanted fact", on, values=[measure_mrr(find, made.asked, asked)])
        for name, find in engines.items()
        if name != ANSWER
    ]
    return [*rows, *built.values(), *kept.values()]


def time_in_turns(engines: Mapping[str, Find], questions: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Engine → for each round its median in milliseconds over all questions; a round before them warms up."""
    times: dict[str, list[float]] = {name: [] for name in engines}
    for _ in range(rounds + 1):
        for name, find in engines.items():
            took = []
            for question in questions:
                started = time.perf_counter()
                find(question)
                took.append(1000 * (time.perf_counter() - started))
            times[name].append(statistics.median(took))
    return {name: each[1:] for name, each in times.items()}


def measure_mrr(find: Find, wanted: Mapping[str, str], questions: Sequence[str]) -> float:
    """Mean reciprocal rank, within `DEPTH` places, of the one fact that each question was written for."""
    places = [list(find(question) or ())[:DEPTH] for question in questions]
    pairs = list(zip(places, (wanted[question] for question in questions), strict=True))
    return sum(1 / (found.index(fact_id) + 1) for found, fact_id in pairs if fact_id in found) / len(pairs)


def _build_ours(catalog: Catalog, folder: Path) -> dict[str, Find]:
    index = open_index(catalog, folder)
    retriever, answerer = Retriever(catalog, index), Answerer(catalog, index)

    def rank(question: str) -> list[str]:
        return [match.fact.id for match in retriever.retrieve(retriever.read(question))[:DEPTH]]

    def answer(question: str) -> None:
        answerer.answer(question)

    return {WORDS: _find_by_words(catalog, index), RANKING: rank, ANSWER: answer}


def _find_by_words(catalog: Catalog, index: Index) -> Find:
    """The product's first look, as the other engines search: an OR of the question's words and terms, scored by BM25F."""
    tables = FeatureArrays([catalog.fact(fact_id) for fact_id in index.fact_ids], index)
    analyzer = Analyzer(catalog.vocabulary.values())

    def find(question: str) -> list[str]:
        worth = tables.add_up((unit.key, 1.0) for unit in analyzer.analyse(question).units)
        best = tables.take_best(worth, DEPTH)
        return [index.fact_ids[number] for number in best[np.lexsort((tables.order[best], -worth[best]))].tolist()]

    return find


def _build_peers(made: FactSet) -> dict[str, Callable[[Path], dict[str, Find]]]:
    texts = made.texts()
    ids = list(texts)

    def build(name: str, folder: Path) -> dict[str, Find]:
        search = PEERS[name](list(texts.values()), folder)
        return {name: lambda question: [ids[number] for number in search(question)]}

    return {name: lambda folder, name=name: build(name, folder) for name in PEERS}  # type: ignore[misc]


def main() -> None:
    """Measures one size, and prints its rows as one line of JSON."""
    size, rounds, questions = map(int, sys.argv[1:])
    with tempfile.TemporaryDirectory() as folder:
        rows: list[dict[str, Any]] = [dataclasses.asdict(row) for row in measure_size(size, rounds, questions, Path(folder))]
    sys.stdout.write(json.dumps(rows) + "\n")


if __name__ == "__main__":
    main()
