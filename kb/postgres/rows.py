"""What of a fact lies in the database: the units of our own analyzer, as lexemes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kb.analysis import Analyzer
from kb.catalog import Catalog
from kb.passages import FIELDS, build_passages

LONGEST = 2046
"""Bytes a lexeme may have in PostgreSQL. No unit of a fact comes near."""


@dataclass(frozen=True)
class Row:
    """One fact of a release.

    Attributes:
        fact_id: Its ID.
        lexemes: Its unit keys, and its stems with a ``=`` in front, sorted.
    """

    fact_id: str
    lexemes: tuple[str, ...]


def build_rows(catalog: Catalog) -> Iterator[Row]:
    """The rows of every current fact."""
    for passage in build_passages(catalog, Analyzer(catalog.vocabulary.values())):
        keys = {key for name in FIELDS if name not in ("words", "surface") for key in passage.fields[name]}
        lexemes = keys | {mark_stem(stem) for stem in passage.fields["words"]}
        yield Row(passage.fact_id, tuple(sorted(filter(fits, lexemes))))


def mark_stem(stem: str) -> str:
    """The lexeme of a stem that stands anywhere in a fact, be it inside a term."""
    return f"={stem}"


def fits(lexeme: str) -> bool:
    """Whether PostgreSQL takes it as a lexeme."""
    return 0 < len(lexeme.encode()) <= LONGEST


def quote_lexeme(lexeme: str) -> str:
    """A lexeme as it is written in a tsvector."""
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
