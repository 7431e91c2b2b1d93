"""bm25s: scores worked out when the index is built, added up with numpy."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import bm25s
import Stemmer

from benchmark.peers import Search

_STEMMER = Stemmer.Stemmer("english")


class Bm25s:
    """bm25s over stemmed words, without its stop words."""

    def build(self, texts: Sequence[str], folder: Path) -> None:
        """Writes an index of the texts into an empty folder."""
        index = bm25s.BM25()
        index.index(_read(list(texts)), show_progress=False)
        index.save(str(folder), show_progress=False)

    def open(self, folder: Path) -> Search:
        """Opens it for searching: an OR of the question's words."""
        index = bm25s.BM25.load(str(folder), show_progress=False)
        count = int(index.scores["num_docs"])

        def search(question: str, limit: int) -> list[int]:
            found = index.retrieve(_read([question]), k=min(limit, count), show_progress=False, n_threads=0)
            return [int(number) for number in found.documents[0]]

        return search


def _read(texts: list[str]) -> list[list[str]]:
    words: list[list[str]] = bm25s.tokenize(texts, stopwords="en", stemmer=_STEMMER.stemWords, return_ids=False, show_progress=False)
    return words
