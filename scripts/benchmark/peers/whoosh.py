"""Whoosh with its own searcher, opened once."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path

from benchmark.peers import Search

with warnings.catch_warnings():
    # Whoosh 2.7.4 has old escapes in its patterns, which Python 3.12 and later remark on when compiling.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh import fields
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.filedb.filestore import FileStorage
    from whoosh.query import Or, Term


class Whoosh:
    """Whoosh's BM25F over one stemmed field."""

    def build(self, texts: Sequence[str], folder: Path) -> None:
        """Writes an index of the texts into an empty folder."""
        schema = fields.Schema(number=fields.STORED, text=fields.TEXT(analyzer=StemmingAnalyzer(), phrase=False))
        writer = FileStorage(str(folder)).create_index(schema).writer(limitmb=256)
        for number, text in enumerate(texts):
            writer.add_document(number=number, text=text)
        writer.commit()

    def open(self, folder: Path) -> Search:
        """Opens it for searching: an OR of the question's words."""
        searcher = FileStorage(str(folder)).open_index().searcher()
        analyzer = StemmingAnalyzer()

        def search(question: str, limit: int) -> list[int]:
            terms = {token.text for token in analyzer(question)}
            return [hit["number"] for hit in searcher.search(Or([Term("text", term) for term in sorted(terms)]), limit=limit)]

        return search
