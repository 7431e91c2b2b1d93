"""The search index: `open_index` gives it ready, whatever state the disk is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kb.analysis import Analyzer
from kb.catalog import Catalog
from kb.errors import IndexDamaged
from kb.index.aside import learn_aside
from kb.index.postings import Postings
from kb.index.store import index_digest, store_index, verify_index
from kb.index.tables import load_tables, store_tables
from kb.index.whoosh_index import search_with_whoosh, write_index
from kb.index.wording import Wording
from kb.passages import build_passages

__all__ = ["Index", "Postings", "Wording", "open_index", "search_with_whoosh"]

_TRIES = 3


@dataclass(frozen=True)
class Index:
    """Everything retrieval reads; immutable, so that any number of threads may share it.

    Attributes:
        folder: Where it lies on disk.
        fact_ids: The fact of each fact document, by number.
        fields: Field → postings over fact documents, with Whoosh's BM25F impacts.
        question_facts: The fact document that each question document belongs to, by number, rising.
        questions: Postings over question documents; without impacts.
        words: Stem → the fact documents that hold it anywhere; without impacts.
        surface: Word as written, in small letters → in how many facts it stands.
        wording: How questions for each fact document are put.
    """

    folder: Path
    fact_ids: tuple[str, ...]
    fields: dict[str, Postings]
    question_facts: tuple[int, ...]
    questions: Postings
    words: Postings
    surface: dict[str, int]
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
            store_index(folder, name, partial(_write, catalog=catalog, progress=progress))
    return _load(verify_index(folder, name))


def _load(place: Path) -> Index:
    tables = load_tables(place)
    questions = tables.postings.pop("question")
    words = tables.postings.pop("words")
    return Index(place, tables.fact_ids, tables.postings, tables.question_facts, questions, words, tables.surface, Wording.load(place))


def _write(folder: Path, catalog: Catalog, progress: Callable[[str], None]) -> None:
    """Writes the Whoosh index, and beside it the postings read back from it once, so that a start need not read them again."""
    progress("reading the facts")
    with learn_aside(catalog, folder) as learned:
        passages = build_passages(catalog, Analyzer(catalog.vocabulary.values()))
        progress(f"indexing {len(passages)} facts")
        write_index(folder, passages)
        store_tables(folder, passages)
        progress("learning from the questions")
        learned()
