"""The Whoosh index: written once, read once. The only module that knows Whoosh.

Whoosh's searchers are not safe across threads, its `refresh()` is not needed by a reader that never changes, and its
files are pickles. So an index is built whole, opened once, its postings and their BM25F impacts read into plain
dictionaries, and closed again: what answers questions is immutable and needs no lock.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kb.passages import FIELDS, Passage

with warnings.catch_warnings():
    # Whoosh 2.7.4 has eight invalid escapes in its patterns, which Python 3.12 and later remark on when compiling.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh import fields, scoring
    from whoosh.analysis import SpaceSeparatedTokenizer
    from whoosh.filedb.filestore import FileStorage
    from whoosh.query import Or, Term
    from whoosh.searching import Searcher

Postings = Mapping[str, tuple[tuple[int, float], ...]]
"""Term → (document number, BM25F impact), by document number."""

VERSION = "3"
"""Raised when the shape of the index changes."""


def _schema(names: Sequence[str]) -> fields.Schema:
    analyzer = SpaceSeparatedTokenizer()
    return fields.Schema(key=fields.STORED, **{name: fields.TEXT(analyzer=analyzer, phrase=False) for name in names})


def write_index(folder: Path, passages: Sequence[Passage], progress: Callable[[str], None]) -> None:
    """Writes both indexes into an empty folder: one of facts, one of their questions."""
    storage = FileStorage(str(folder))
    progress(f"indexing {len(passages)} facts")
    writer = storage.create_index(_schema(FIELDS), indexname="facts").writer()
    for passage in passages:
        writer.add_document(key=passage.fact_id, **{name: " ".join(keys) for name, keys in passage.fields.items()})
    writer.commit()
    writer = storage.create_index(_schema(("question",)), indexname="questions").writer()
    for passage in passages:
        for question in passage.questions:
            writer.add_document(key=passage.fact_id, question=" ".join(question))
    writer.commit()


def read_index(folder: Path, name: str) -> tuple[tuple[str, ...], dict[str, Postings]]:
    """Reads one index whole.

    Returns:
        The stored key of each document, by number, and the postings of each field.
    """
    index = FileStorage(str(folder)).open_index(indexname=name)
    with index.searcher(weighting=scoring.BM25F()) as searcher:
        reader = searcher.reader()
        keys = tuple(reader.stored_fields(number)["key"] for number in range(reader.doc_count_all()))
        postings: dict[str, Postings] = {
            field: {term: _impacts(searcher, field, term) for term in _terms(searcher, field)} for field in _fields(searcher)
        }
    index.close()
    return keys, postings


def search_with_whoosh(folder: Path, name: str, field: str, terms: Sequence[str], limit: int) -> list[tuple[str, float]]:
    """Whoosh's own answer to an OR of terms, for the test that compares it with the postings: (key, score), best first."""
    index = FileStorage(str(folder)).open_index(indexname=name)
    with index.searcher(weighting=scoring.BM25F()) as searcher:
        found = [(hit["key"], float(hit.score)) for hit in searcher.search(Or([Term(field, term) for term in terms]), limit=limit)]
    index.close()
    return found


def _fields(searcher: Searcher) -> list[str]:
    return [name for name in searcher.schema.names() if name != "key"]


def _terms(searcher: Searcher, field: str) -> list[str]:
    return [text.decode("utf-8") for text in searcher.reader().lexicon(field)]


def _impacts(searcher: Searcher, field: str, term: str) -> tuple[tuple[int, float], ...]:
    matcher = searcher.postings(field, term)
    found = []
    while matcher.is_active():
        found.append((matcher.id(), float(matcher.score())))
        matcher.next()
    return tuple(found)
