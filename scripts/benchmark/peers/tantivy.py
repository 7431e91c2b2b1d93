"""tantivy, through its official Python bindings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import tantivy

from benchmark.peers import Search

_MARKS = re.compile(r"[^\w]+")
"""What the query language might read as its own."""


class Tantivy:
    """tantivy's BM25 over one field with its English stemmer."""

    def build(self, texts: Sequence[str], folder: Path) -> None:
        """Writes an index of the texts into an empty folder."""
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", tokenizer_name="en_stem", index_option="freq")
        builder.add_unsigned_field("number", stored=True)
        writer = tantivy.Index(builder.build(), path=str(folder)).writer()
        for number, text in enumerate(texts):
            writer.add_document(tantivy.Document(text=text, number=number))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> Search:
        """Opens it for searching: an OR of the question's words."""
        index = tantivy.Index.open(str(folder))
        searcher = index.searcher()

        def search(question: str, limit: int) -> list[int]:
            query, _ = index.parse_query_lenient(_MARKS.sub(" ", question), ["text"])
            return [searcher.doc(address)["number"][0] for _, address in searcher.search(query, limit, count=False).hits]

        return search
