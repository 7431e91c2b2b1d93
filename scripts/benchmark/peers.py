"""The engines that the product is measured beside, each used as its own documentation shows, on the same texts.

An engine is made of the texts and an empty folder, which it writes its index to; called with a question it gives the numbers of
the ten best texts, found by an OR of the question's words under its own English stemmer. Its library is imported when it is made.
"""

from __future__ import annotations

import re
import sqlite3
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

DEPTH = 10
"""Places that are looked at for a wanted fact."""

Search = Callable[[str], list[int]]

_WORD = re.compile(r"\w+")


def build_whoosh(texts: Sequence[str], folder: Path) -> Search:
    """Whoosh's BM25F over one stemmed field, with its own searcher opened once."""
    with warnings.catch_warnings():
        # Whoosh 2.7.4 has old escapes in its patterns, which Python 3.12 and later remark on when compiling.
        warnings.simplefilter("ignore", SyntaxWarning)
        warnings.simplefilter("ignore", DeprecationWarning)
        from whoosh import fields
        from whoosh.analysis import StemmingAnalyzer
        from whoosh.filedb.filestore import FileStorage
        from whoosh.query import Or, Term

    schema = fields.Schema(number=fields.STORED, text=fields.TEXT(analyzer=StemmingAnalyzer(), phrase=False))
    writer = FileStorage(str(folder)).create_index(schema).writer(limitmb=256)
    for number, text in enumerate(texts):
        writer.add_document(number=number, text=text)
    writer.commit()
    searcher, analyzer = FileStorage(str(folder)).open_index().searcher(), StemmingAnalyzer()

    def search(question: str) -> list[int]:
        terms = {token.text for token in analyzer(question)}
        return [hit["number"] for hit in searcher.search(Or([Term("text", term) for term in sorted(terms)]), limit=DEPTH)]

    return search


def build_tantivy(texts: Sequence[str], folder: Path) -> Search:
    """Tantivy's BM25 over one field, through its official Python bindings."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="en_stem", index_option="freq")
    builder.add_unsigned_field("number", stored=True)
    writer = tantivy.Index(builder.build(), path=str(folder)).writer()
    for number, text in enumerate(texts):
        writer.add_document(tantivy.Document(text=text, number=number))
    writer.commit()
    writer.wait_merging_threads()
    index = tantivy.Index.open(str(folder))
    searcher = index.searcher()

    def search(question: str) -> list[int]:
        query, _ = index.parse_query_lenient(" ".join(_WORD.findall(question)), ["text"])
        return [searcher.doc(address)["number"][0] for _, address in searcher.search(query, DEPTH, count=False).hits]

    return search


def build_fts5(texts: Sequence[str], folder: Path) -> Search:
    """SQLite FTS5's BM25 over one column with its Porter stemmer, without the texts themselves."""
    database = sqlite3.connect(folder / "texts.sqlite")
    database.execute("CREATE VIRTUAL TABLE texts USING fts5(text, content='', tokenize='porter unicode61')")
    database.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", enumerate(texts))
    database.execute("INSERT INTO texts(texts) VALUES ('optimize')")
    database.commit()

    def search(question: str) -> list[int]:
        words = " OR ".join(f'"{word}"' for word in sorted(set(_WORD.findall(question))))
        rows = database.execute("SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (words, DEPTH))
        return [int(number) for (number,) in rows]

    return search


def build_bm25s(texts: Sequence[str], folder: Path) -> Search:
    """bm25s over stemmed words without its stop words: scores worked out when it is built, added up with numpy."""
    import bm25s
    import Stemmer

    stemmer = Stemmer.Stemmer("english")

    def read(some: list[str]) -> list[list[str]]:
        words: list[list[str]] = bm25s.tokenize(some, stopwords="en", stemmer=stemmer.stemWords, return_ids=False, show_progress=False)
        return words

    built = bm25s.BM25()
    built.index(read(list(texts)), show_progress=False)
    built.save(str(folder), show_progress=False)
    index = bm25s.BM25.load(str(folder), show_progress=False)

    def search(question: str) -> list[int]:
        found = index.retrieve(read([question]), k=min(DEPTH, len(texts)), show_progress=False, n_threads=0)
        return [int(number) for number in found.documents[0]]

    return search


PEERS = {"Whoosh's own searcher": build_whoosh, "tantivy": build_tantivy, "SQLite FTS5": build_fts5, "bm25s": build_bm25s}
"""Name → what makes it."""
