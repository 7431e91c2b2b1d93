"""SQLite's full-text search, which comes with Python."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from benchmark.peers import Search

_WORD = re.compile(r"\w+")
_FILE = "texts.sqlite"


class Fts5:
    """FTS5's BM25 over one column with its Porter stemmer, without the texts themselves."""

    def build(self, texts: Sequence[str], folder: Path) -> None:
        """Writes an index of the texts into an empty folder."""
        database = sqlite3.connect(folder / _FILE)
        database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='porter unicode61')")
        database.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", enumerate(texts))
        database.execute("INSERT INTO texts(texts) VALUES ('optimize')")
        database.commit()
        database.close()

    def open(self, folder: Path) -> Search:
        """Opens it for searching: an OR of the question's words."""
        database = sqlite3.connect(folder / _FILE)

        def search(question: str, limit: int) -> list[int]:
            words = " OR ".join(f'"{word}"' for word in sorted(set(_WORD.findall(question))))
            rows = database.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (words, limit))
            return [int(number) for (number,) in rows]

        return search
