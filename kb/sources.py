"""Local copies of sources: finding them, their lines, and the digests that pin what was read.

The sources' sentences are never stored here; a copy may lie under the git-ignored ``.kb/sources/`` or in the
folder named by ``KB_SOURCES``. Everything but drift, coverage and verbatim excerpts works without it.
"""

from __future__ import annotations

import hashlib
import math
import os
import time
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from kb.errors import KbError, SourceMissing
from kb.loader import Corpus
from kb.loader.edits import replace_value, write_flow
from kb.models import Fact, Provenance, Source

DIGEST_LENGTH = 12
"""Hex digits kept of a line's SHA-256: enough that two lines of one source do not collide by chance."""

LOOK_SECONDS = 1.0
"""How often a server looks whether a copy has changed."""


def line_digest(text: str) -> str:
    """The digest of one source line, blind to surrounding and repeated blanks and to Unicode composition."""
    normalised = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(normalised.encode()).hexdigest()[:DIGEST_LENGTH]


def copies_folder(root: Path) -> Path:
    """Where this repository keeps its own copies of sources; git ignores it."""
    return root / ".kb" / "sources"


def previous_of(copy: Path) -> Path:
    """Where the copy lies that a newer one replaced."""
    return copy.with_name(f"{copy.name}.previous")


def find_copy(source: Source, root: Path) -> Path | None:
    """The local copy of a source, or None: first the folder named by ``KB_SOURCES``, then ``.kb/sources/``."""
    if source.file is None:
        return None
    named = os.environ.get("KB_SOURCES")
    folders = [Path(named)] if named else []
    return next((folder / source.file for folder in (*folders, copies_folder(root)) if (folder / source.file).is_file()), None)


@lru_cache(maxsize=16)
def _lines(path: Path, _modified: int, _size: int) -> tuple[str, ...]:
    try:
        return tuple(path.read_text(encoding="utf-8-sig").split("\n"))
    except UnicodeDecodeError as error:
        raise KbError(f"{path.name} is not UTF-8 (byte {error.start}); fetch the source again with scripts/sources fetch") from error


def read_lines(path: Path) -> tuple[str, ...]:
    """The lines of a copy, line 1 first; read once for as long as the file stays the same.

    Raises:
        KbError: The file is not UTF-8.
    """
    state = path.stat()
    return _lines(path, state.st_mtime_ns, state.st_size)


def count_lines(lines: Sequence[str]) -> int:
    """How many lines a text has; the line end that closes the last one begins no other."""
    return len(lines) - (lines[-1] == "")


def read_copy(source: Source, root: Path) -> tuple[str, ...] | None:
    """The lines of a source's local copy (line 1 first), or None when there is no copy."""
    path = find_copy(source, root)
    return None if path is None else read_lines(path)


def cited_lines(provenance: Provenance, lines: Iterable[str]) -> list[tuple[int, str]]:
    """The non-blank lines that a provenance names, as (1-based number, text); numbers outside are left out."""
    text = tuple(lines)
    return [(number, text[number - 1]) for number in provenance.numbers() if number <= len(text) and text[number - 1].strip()]


def stamp_digests(corpus: Corpus) -> list[str]:
    """Writes into the fact files the digests that are missing or of another number of lines.

    Digests that are there and merely differ are left alone: those mean drift, which a person must look at. So are all
    that are there while the copy has another length than the source that was read.

    Returns:
        The citations that were stamped.

    Raises:
        SourceMissing: A stamp is needed and the source's copy is not at hand.
    """
    sources = {source.id: source for source in corpus.sources}
    stamped = []
    for fact, document in corpus.located():
        text = (corpus.root / document.path).read_text(encoding="utf-8").split("\n")
        # From the last revision of the file upwards, so that the line numbers above stay true.
        for at in reversed(range(len(fact.revisions))):
            provenance = fact.revisions[at].source
            source = sources.get(provenance.id)
            if source and not source.has_lines:
                continue
            lines = read_copy(source, corpus.root) if source else None
            if lines is None:
                if provenance.digests:
                    continue
                raise SourceMissing(f"{fact.id}: there is no local copy of {provenance.id}; put it under .kb/sources/ or set KB_SOURCES")
            digests = [line_digest(line) for _, line in cited_lines(provenance, lines)]
            # A copy of another length is another text than was read: its lines must not pass for those.
            is_other_text = source is not None and count_lines(lines) != source.line_count
            if len(digests) == len(provenance.digests) or (provenance.digests and is_other_text):
                continue
            place = ("revisions", at, "source")
            if (old := document.lines.get((*place, "digests"))) is not None:
                replace_value(text, old, "digests", digests)
            else:
                where = document.lines[(*place, "id")]
                indent = " " * (len(text[where - 1]) - len(text[where - 1].lstrip()))
                text.insert(where, f"{indent}digests: {write_flow(digests)}")
            stamped.append(f"{fact.id}v{fact.revisions[at].revision}")
        (corpus.root / document.path).write_text("\n".join(text), encoding="utf-8", newline="\n")
    return stamped


def verifies(provenance: Provenance, lines: Iterable[str]) -> bool:
    """Whether the lines that a provenance names read as they did when they were read; never without digests."""
    digests = [line_digest(line) for _, line in cited_lines(provenance, lines)]
    return bool(digests) and digests == list(provenance.digests)


def read_verified(source: Source, provenance: Provenance, root: Path) -> str | None:
    """The verbatim source lines of a fact, one a line; None without a copy, or when a line is not what was read."""
    lines = read_copy(source, root)
    if lines is None or source.id != provenance.id or not verifies(provenance, lines):
        return None
    return "\n".join(line for _, line in cited_lines(provenance, lines))


class Quotations:
    """Gives the verbatim source lines of facts, as `read_verified` does; safe to share between threads.

    What was verified is kept for as long as the copies stay as they are, which is looked at now and then, not for every fact.

    Args:
        sources: ID → source.
        root: The repository.
    """

    def __init__(self, sources: Mapping[str, Source], root: Path) -> None:
        self._sources, self._root = sources, root
        self._kept: tuple[float, object, dict[Provenance, str | None]] = (-math.inf, None, {})

    def quote(self, fact: Fact) -> str | None:
        """The verbatim source lines of a fact's newest revision, one a line; None without a copy, or when a line is not what was read."""
        looked, seen, quoted = self._kept
        if time.monotonic() - looked >= LOOK_SECONDS:
            now = self._look()
            quoted = quoted if now == seen else {}
            self._kept = (time.monotonic(), now, quoted)
        provenance = fact.latest.source
        if provenance not in quoted:
            quoted[provenance] = read_verified(self._sources[provenance.id], provenance, self._root)
        return quoted[provenance]

    def _look(self) -> list[tuple[Path, int, int]]:
        copies = [copy for source in self._sources.values() if (copy := find_copy(source, self._root))]
        return [(copy, state.st_mtime_ns, state.st_size) for copy in copies for state in [copy.stat()]]
