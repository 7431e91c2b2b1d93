"""The Whoosh index: written once, read once. The only module that knows Whoosh.

Whoosh's searchers are not safe across threads, its `refresh()` is not needed by a reader that never changes, and its
files are pickles. So an index is built whole, opened once, its postings and their BM25F impacts read into arrays,
and closed again: what answers questions is immutable and needs no lock.
"""

from __future__ import annotations

import math
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from kb.index.postings import Postings
from kb.passages import FIELDS, Passage

with warnings.catch_warnings():
    # Whoosh 2.7.4 has eight invalid escapes in its patterns, which Python 3.12 and later remark on when compiling.
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh import fields, formats, scoring
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.filedb.filestore import FileStorage
    from whoosh.query import Or, Term
    from whoosh.reading import IndexReader
    from whoosh.system import pack_uint

_BLOCK = 4096
"""Postings that stand together in Whoosh's files. They are read once and whole, so small or compressed blocks would only cost time."""

_POOL = 512
"""Megabytes of postings that Whoosh sorts in memory before it goes over to disk, by its own estimate, which is several times too high."""

_WEIGHTING = scoring.BM25F()


class _Units(fields.FieldType):  # type: ignore[misc]  # Whoosh ships no types
    """A field of units that are cut already: Whoosh's own text fields would join them and cut them again."""

    def __init__(self) -> None:
        self.format = formats.Frequency()
        self.analyzer = None
        self.scorable = True
        self.stored = self.unique = False

    def index(self, value: Iterable[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each unit with how often it stands in a field, as Whoosh's text fields give it."""
        for unit, count in Counter(value).items():
            yield unit.encode(), count, float(count), pack_uint(count)


def write_index(folder: Path, passages: Sequence[Passage]) -> None:
    """Writes the index of the facts into an empty folder."""
    schema = fields.Schema(key=fields.STORED, **{field: _Units() for field in FIELDS})
    writer = FileStorage(str(folder)).create_index(schema).writer(codec=W3Codec(blocklimit=_BLOCK, compression=0), limitmb=_POOL)
    for passage in passages:
        writer.add_document(key=passage.fact_id, **{field: passage.fields[field] for field in FIELDS})
    writer.commit()


def read_index(folder: Path) -> tuple[tuple[str, ...], dict[str, Postings]]:
    """Reads the index whole.

    Returns:
        The stored key of each document, by number, and the postings of each field, their impacts as Whoosh's own searcher scores them.
    """
    index = FileStorage(str(folder)).open_index()
    with index.reader() as reader:
        keys = tuple(reader.stored_fields(number)["key"] for number in range(reader.doc_count_all()))
        postings = {field: _read_field(reader, field) for field in FIELDS}
    index.close()
    return keys, postings


def search_with_whoosh(folder: Path, field: str, terms: Sequence[str], limit: int) -> list[tuple[str, float]]:
    """Whoosh's own answer to an OR of terms, for the test that compares it with the postings: (key, score), best first."""
    index = FileStorage(str(folder)).open_index()
    with index.searcher(weighting=_WEIGHTING) as searcher:
        found = [(hit["key"], float(hit.score)) for hit in searcher.search(Or([Term(field, term) for term in terms]), limit=limit)]
    index.close()
    return found


def _read_field(reader: IndexReader, field: str) -> Postings:
    terms: list[str] = []
    numbers: list[int] = []
    frequencies: list[float] = []
    sizes = [0]
    for text in reader.lexicon(field):
        matcher = reader.postings(field, text)
        terms.append(text.decode("utf-8"))
        before = len(numbers)
        while matcher.is_active():
            numbers.append(matcher.id())
            frequencies.append(matcher.weight())
            matcher.next()
        sizes.append(len(numbers) - before)
    count = reader.doc_count_all()
    lengths = np.array([reader.doc_field_length(number, field) for number in range(count)], dtype=np.float64)
    average = reader.field_length(field) / (count or 1) or 1.0
    held, frequency = np.array(numbers, dtype=np.int32), np.array(frequencies, dtype=np.float64)
    starts = np.cumsum(sizes, dtype=np.int64)
    # BM25F as whoosh.scoring has it, for all postings at once; a test holds it against Whoosh's own searcher.
    rarity = np.array([math.log(count / (size + 1)) + 1 for size in sizes[1:]], dtype=np.float64)
    spread = _WEIGHTING.K1 * ((1 - _WEIGHTING.B) + _WEIGHTING.B * lengths[held] / average)
    impacts = np.repeat(rarity, sizes[1:]) * ((frequency * (_WEIGHTING.K1 + 1)) / (frequency + spread))
    return Postings(terms, starts, held, impacts)
