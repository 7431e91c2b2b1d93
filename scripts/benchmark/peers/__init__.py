"""The engines that the product is measured beside, each used as its own documentation shows, on the same texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

Search = Callable[[str, int], list[int]]
"""Question and limit → the numbers of the texts found, best first."""


class Peer(Protocol):
    """One engine."""

    def build(self, texts: Sequence[str], folder: Path) -> None:
        """Writes an index of the texts into an empty folder."""

    def open(self, folder: Path) -> Search:
        """Opens it for searching: an OR of the question's words."""


def load_peer(name: str) -> Peer:
    """The engine of a name.

    Raises:
        ImportError: Its library is not installed.
        KeyError: There is no such engine.
    """
    match name:
        case "whoosh":
            from benchmark.peers.whoosh import Whoosh

            return Whoosh()
        case "tantivy":
            from benchmark.peers.tantivy import Tantivy

            return Tantivy()
        case "fts5":
            from benchmark.peers.fts5 import Fts5

            return Fts5()
        case "bm25s":
            from benchmark.peers.bm25s import Bm25s

            return Bm25s()
    raise KeyError(name)


PEERS = {"whoosh": "Whoosh's own searcher", "tantivy": "tantivy", "fts5": "SQLite FTS5", "bm25s": "bm25s"}
"""Name → how the page calls it."""
