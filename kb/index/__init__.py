"""The search index: `open_index` gives it ready, whatever state the disk is in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from kb.catalog import Catalog
from kb.errors import BuildDamaged
from kb.index.classifier import QuestionClassifier
from kb.index.english import EnglishWords, load_english
from kb.index.naming import index_digest
from kb.index.postings import Postings
from kb.index.stored import load_postings
from kb.store import store, verify

__all__ = ["Index", "Postings", "QuestionClassifier", "open_index"]

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
        classifier: How questions for each fact document are put.
        english: Words that are no misspellings although no fact holds them.
    """

    folder: Path
    fact_ids: tuple[str, ...]
    fields: dict[str, Postings]
    question_facts: tuple[int, ...]
    questions: Postings
    words: Postings
    surface: dict[str, int]
    classifier: QuestionClassifier = field(compare=False)  # follows from the facts, as the postings do
    english: EnglishWords = field(compare=False)


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
            return _load(verify(folder, name))
        except (BuildDamaged, OSError):  # missing, damaged, or replaced by another start while it was read
            from kb.index.building import build_index  # Whoosh and what else only a build needs stay out of other starts

            store(folder, name, partial(build_index, catalog=catalog, progress=progress))
    return _load(verify(folder, name))


def _load(place: Path) -> Index:
    tables = load_postings(place)
    questions = tables.postings.pop("question")
    words = tables.postings.pop("words")
    classifier, english = QuestionClassifier.load(place), load_english(place)
    return Index(place, tables.fact_ids, tables.postings, tables.question_facts, questions, words, tables.surface, classifier, english)
