"""The search index: `open_index` gives it ready, whatever state the disk is in."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kb.analysis import Analyzer
from kb.catalog import Catalog
from kb.errors import IndexDamaged
from kb.index.store import index_digest, store_index, verify_index
from kb.index.whoosh_index import Postings, read_index, search_with_whoosh, write_index
from kb.index.wording import Wording, learn_wording
from kb.passages import Passage, build_passages

__all__ = ["Index", "Postings", "Wording", "open_index", "search_with_whoosh"]

_TRIES = 3
TABLES = "tables.json"
"""The postings of both indexes, in the index's folder."""


@dataclass(frozen=True)
class Index:
    """Everything retrieval reads; immutable, so that any number of threads may share it.

    Attributes:
        folder: Where it lies on disk.
        fact_ids: The fact of each fact document, by number.
        fields: Field → postings over fact documents, with Whoosh's BM25F impacts.
        question_facts: The fact document that each question document belongs to, by number.
        questions: Postings over question documents.
        wording: How questions for each fact document are put.
    """

    folder: Path
    fact_ids: tuple[str, ...]
    fields: dict[str, Postings]
    question_facts: tuple[int, ...]
    questions: Postings
    wording: Wording = field(compare=False)  # follows from the facts, as the postings do


def open_index(catalog: Catalog, folder: Path, progress: Callable[[str], None] = lambda _: None) -> Index:
    """Opens the index for these facts; builds it when it is missing, stale or damaged.

    Args:
        catalog: The facts.
        folder: Where indexes lie, e.g. ``.kb/index``.
        progress: Told what is being done, when it takes time.
    """
    name = index_digest(catalog)
    for _ in range(_TRIES):
        try:
            return _load(verify_index(folder, name))
        except (IndexDamaged, OSError):  # missing, damaged, or replaced by another start while it was read
            passages = build_passages(catalog, Analyzer(catalog.vocabulary.values()))
            store_index(folder, name, partial(_write, passages=passages, progress=progress))
    return _load(verify_index(folder, name))


def _load(place: Path) -> Index:
    tables = json.loads((place / TABLES).read_text(encoding="utf-8"))
    fact_ids, fields = tables["facts"]
    keys, questions = tables["questions"]
    number = {fact_id: at for at, fact_id in enumerate(fact_ids)}
    return Index(place, tuple(fact_ids), fields, tuple(number[key] for key in keys), questions["question"], Wording.load(place))


def _write(folder: Path, passages: Sequence[Passage], progress: Callable[[str], None]) -> None:
    """Writes the Whoosh index, and beside it the postings read back from it once, so that a start need not read them again."""
    write_index(folder, passages, progress)
    progress("reading the postings back")
    tables = {name: read_index(folder, name) for name in ("facts", "questions")}
    (folder / TABLES).write_text(json.dumps(tables, ensure_ascii=False), encoding="utf-8")
    progress("learning from the questions")
    by_id = {passage.fact_id: passage.texts for passage in passages}
    learn_wording([by_id[fact_id] for fact_id in tables["facts"][0]], folder)
