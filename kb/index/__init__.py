"""The search index: `open_index` gives it ready, whatever state the disk is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kb.analysis import Analyzer
from kb.catalog import Catalog
from kb.errors import IndexDamaged
from kb.index.store import index_digest, store_index, verify_index
from kb.index.whoosh_index import Postings, read_index, search_with_whoosh, write_index
from kb.passages import build_passages

__all__ = ["Index", "Postings", "open_index", "search_with_whoosh"]


@dataclass(frozen=True)
class Index:
    """Everything retrieval reads; immutable, so that any number of threads may share it.

    Attributes:
        folder: Where it lies on disk.
        fact_ids: The fact of each fact document, by number.
        fields: Field → postings over fact documents, with Whoosh's BM25F impacts.
        question_facts: The fact document that each question document belongs to, by number.
        questions: Postings over question documents.
    """

    folder: Path
    fact_ids: tuple[str, ...]
    fields: dict[str, Postings]
    question_facts: tuple[int, ...]
    questions: Postings


def open_index(catalog: Catalog, folder: Path, progress: Callable[[str], None] = lambda _: None) -> Index:
    """Opens the index for these facts; builds it when it is missing, stale or damaged.

    Args:
        catalog: The facts.
        folder: Where indexes lie, e.g. ``.kb/index``.
        progress: Told what is being done, when it takes time.
    """
    name = index_digest(catalog)
    try:
        place = verify_index(folder, name)
    except IndexDamaged:
        passages = build_passages(catalog, Analyzer(catalog.vocabulary.values()))
        store_index(folder, name, lambda aside: write_index(aside, passages, progress))
        place = verify_index(folder, name)
    fact_ids, fields = read_index(place, "facts")
    keys, questions = read_index(place, "questions")
    number = {fact_id: at for at, fact_id in enumerate(fact_ids)}
    return Index(place, fact_ids, fields, tuple(number[key] for key in keys), questions["question"])
