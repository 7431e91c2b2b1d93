"""What was answered lately, ready to be sent again: in memory only, bounded, gone when the server stops.

The same question to the same release has the same answer, so an answer never goes stale while a server runs. Nothing
of this is written or logged, and errors are not kept.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kb.errors import KbError

VARIABLE = "KB_CACHE_MB"
DEFAULT_MB = 16
OVERHEAD = 600
"""Bytes that an entry takes beside what it holds: its key, its place in the order, and Python's own."""

Value = TypeVar("Value")


def read_limit() -> int:
    """How many bytes the cache may take, from `KB_CACHE_MB`.

    Raises:
        KbError: The setting is no number of megabytes.
    """
    text = os.environ.get(VARIABLE) or str(DEFAULT_MB)
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise KbError(f'{VARIABLE} is "{text[:20]}"; give a whole number of megabytes, such as {DEFAULT_MB}, or 0 for no cache.')
    return int(text) * 1_000_000


@dataclass(frozen=True)
class Counts:
    """What became of the look-ups since the server started, and what is held now."""

    hits: int
    misses: int
    entries: int
    bytes: int


class Cache(Generic[Value]):
    """The entries used last, as many as fit; safe to share between threads.

    Args:
        limit: Bytes that all entries may take together; 0 keeps nothing.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._lock = threading.Lock()
        self._entries: OrderedDict[Hashable, tuple[Value, int]] = OrderedDict()
        self._hits = self._misses = self._bytes = 0

    def find(self, key: Hashable) -> Value | None:
        """What is stored under a key, and counts whether anything was."""
        with self._lock:
            found = self._entries.get(key)
            if found is None:
                self._misses += 1
                return None
            self._hits += 1
            self._entries.move_to_end(key)
            return found[0]

    def store(self, key: Hashable, value: Value, size: int) -> None:
        """Stores something of so many bytes; what was used longest ago makes room for it. Too large for a tenth of the room: not stored."""
        size += OVERHEAD
        if size > self.limit // 10:
            return
        with self._lock:
            self._drop(key)
            self._entries[key] = (value, size)
            self._bytes += size
            while self._bytes > self.limit:
                self._drop(next(iter(self._entries)))

    def clear(self) -> None:
        """Forgets every entry; the counts of look-ups stay."""
        with self._lock:
            self._entries.clear()
            self._bytes = 0

    def count(self) -> Counts:
        """The figures of now."""
        with self._lock:
            return Counts(self._hits, self._misses, len(self._entries), self._bytes)

    def _drop(self, key: Hashable) -> None:
        old = self._entries.pop(key, None)
        if old is not None:
            self._bytes -= old[1]
