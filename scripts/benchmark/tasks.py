"""What is measured in a process of its own: `python -m benchmark.tasks NAME ARGUMENTS` prints one line of JSON.

A process for each, so that the memory of one engine is not the memory of another, and one that fails takes nothing along.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from benchmark.figures import DEPTH, measure_mrr, memory_of, size_of, spread, time_each
from benchmark.peers import load_peer
from benchmark.sets import load_set
from kb.analysis import Analyzer
from kb.answerer import Answerer
from kb.catalog import Catalog
from kb.index import Index, open_index
from kb.loader import ROOT
from kb.retriever import Retriever
from kb.retriever.tables import Tables

WARM = 30
"""Questions asked before anything is timed."""


def write_texts(size: int, file: str) -> dict[str, Any]:
    """Writes a set's texts, their IDs and the questions as JSON, for the engines that take texts."""
    made = load_set(size)
    texts = made.texts()
    Path(file).write_text(json.dumps({"texts": texts, "ids": made.ids(), "asked": made.asked}), encoding="utf-8")
    words = [text.split() for text in texts]
    different = len({word.lower() for text in words for word in text})
    return {"facts": len(texts), "words": sum(map(len, words)), "vocabulary": different}


def build_ours(size: int, folder: str) -> dict[str, Any]:
    """Builds the product's index."""
    catalog = load_set(size).catalog
    started = time.perf_counter()
    index = open_index(catalog, Path(folder))
    return {"build_seconds": time.perf_counter() - started, "bytes": size_of(index.folder)}


def find_by_words(catalog: Catalog, index: Index) -> Callable[[str], list[str]]:
    """The product's first look, as the other engines search: an OR of the question's words and terms, scored by BM25F."""
    tables = Tables([catalog.fact(fact_id) for fact_id in index.fact_ids], index)
    analyzer = Analyzer(catalog.vocabulary.values())

    def find(question: str) -> list[str]:
        worth = tables.add_up((unit.key, 1.0) for unit in analyzer.analyse(question).units)
        best = tables.take_best(worth, DEPTH)
        return [index.fact_ids[number] for number in best[np.lexsort((tables.order[best], -worth[best]))].tolist()]

    return find


def ask_ours(size: int, folder: str, questions: int, budget: float) -> dict[str, Any]:
    """Times reading and retrieving, whole answers, and the words alone, each question once; then ranks."""
    made = load_set(size)
    catalog = made.catalog
    digest = catalog.digest  # worked out before the clock starts, since a server knows it from its start
    before = memory_of()
    started = time.perf_counter()
    index = open_index(catalog, Path(folder))
    retriever = Retriever(catalog, index)
    opened = time.perf_counter() - started
    retriever.retrieve(retriever.read("What is this?"))
    memory = memory_of() - before
    asked = list(made.asked)
    for question in asked[-WARM:]:
        retriever.retrieve(retriever.read(question))
    half = min(questions, (len(asked) - WARM) // 2)
    whole = time_each(lambda question: retriever.retrieve(retriever.read(question)), asked[:half], budget)
    queries = {question: retriever.read(question) for question in asked[: len(whole)]}
    alone = time_each(lambda question: retriever.retrieve(queries[question]), queries, budget)
    mrr = measure_mrr(
        lambda question: [match.fact.id for match in retriever.retrieve(retriever.read(question))[:DEPTH]],
        dict(islice(made.asked.items(), half)),
        budget,
    )
    answerer = Answerer(catalog, index)
    for question in asked[-WARM:]:
        answerer.answer(question)
    answers = time_each(answerer.answer, asked[half : 2 * half], budget)
    find = find_by_words(catalog, index)
    for question in asked[-WARM:]:
        find(question)
    words = time_each(find, asked[:half], budget)
    return {
        "facts": len(catalog),
        "digest": digest[:12],
        "open_seconds": opened,
        "memory": memory,
        "search": spread(whole),
        "retrieve": spread(alone),
        "answer": spread(answers),
        "words": spread(words) | {"mrr": measure_mrr(find, dict(islice(made.asked.items(), half)), budget)},
        "mrr": mrr,
    }


def build_peer(engine: str, file: str, folder: str) -> dict[str, Any]:
    """Builds another engine's index."""
    texts = json.loads(Path(file).read_text(encoding="utf-8"))["texts"]
    peer = load_peer(engine)
    started = time.perf_counter()
    peer.build(texts, Path(folder))
    return {"build_seconds": time.perf_counter() - started, "bytes": size_of(Path(folder))}


def ask_peer(engine: str, file: str, folder: str, questions: int, budget: float) -> dict[str, Any]:
    """Times another engine's searches, each question once; then ranks."""
    made = json.loads(Path(file).read_text(encoding="utf-8"))
    ids, asked = made["ids"], made["asked"]
    del made
    peer = load_peer(engine)
    before = memory_of()
    started = time.perf_counter()
    search = peer.open(Path(folder))
    opened = time.perf_counter() - started
    for question in list(asked)[-WARM:]:
        search(question, DEPTH)
    memory = memory_of() - before
    half = min(questions, (len(asked) - WARM) // 2)
    took = time_each(lambda question: search(question, DEPTH), list(asked)[:half], budget)
    mrr = measure_mrr(lambda question: [ids[number] for number in search(question, DEPTH)], dict(islice(asked.items(), half)), budget)
    return {"open_seconds": opened, "memory": memory, "search": spread(took), "mrr": mrr}


def profile_answers(size: int, folder: str, questions: int) -> dict[str, Any]:
    """Where the time of whole answers goes: the share of each module, and the functions that take most of it themselves."""
    made = load_set(size)
    answerer = Answerer(made.catalog, open_index(made.catalog, Path(folder)))
    asked = list(made.asked)
    for question in asked[-WARM:]:
        answerer.answer(question)
    profile = cProfile.Profile()
    profile.enable()
    for question in asked[:questions]:
        answerer.answer(question)
    profile.disable()
    stats: dict[tuple[str, int, str], tuple[int, int, float, float, Any]] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    modules: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    for (path, _, function), (_, _, own, _, _) in stats.items():
        modules[_name(path)] += own  # type: ignore[assignment]  # a Counter of seconds
        functions[f"{_name(path)}: {function}"] += own  # type: ignore[assignment]
    total = sum(modules.values())
    return {
        "facts": len(made.catalog),
        "questions": min(questions, len(asked)),
        "modules": {name: round(own / total, 4) for name, own in modules.most_common(8)},
        "functions": {name: round(own / total, 4) for name, own in functions.most_common(10)},
    }


def _name(path: str) -> str:
    """A module as people know it: from the repository, or the library it belongs to."""
    if path == "~":
        return "built into Python"
    place = Path(path)
    if place.is_relative_to(ROOT / "kb"):
        return place.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
    parts = place.parts
    if "site-packages" in parts:
        return parts[parts.index("site-packages") + 1].removesuffix(".py")
    return f"Python's {place.stem}"


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    task.__name__: task for task in (write_texts, build_ours, ask_ours, build_peer, ask_peer, profile_answers)
}


def main() -> None:
    """Runs one task."""
    name, arguments = sys.argv[1:]
    sys.stdout.write(json.dumps(TASKS[name](**json.loads(arguments))) + "\n")


if __name__ == "__main__":
    main()
