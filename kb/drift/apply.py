"""Writes the new lines of what merely moved into the files, and leaves the rest of each file as it is."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from kb.drift.findings import SourceDrift, State
from kb.errors import KbError
from kb.loader import Corpus, Document, load_document
from kb.loader.edits import replace_value
from kb.sources import cited_lines, line_digest, read_lines

Place = tuple[str | int, ...]


def apply_moves(corpus: Corpus, drifts: Iterable[SourceDrift]) -> list[str]:
    """Writes the lines of every fact that moved, and the length and uncited lines of its source.

    Facts whose text changed keep their old lines until somebody has looked at them.

    Returns:
        The files that were written, relative to the repository.

    Raises:
        KbError: A file is not formed as expected; it is left as it was.
    """
    written = []
    for drift in drifts:
        lines = read_lines(drift.copy)
        moved = drift.of(State.MOVED)
        documents = {document.path: document for document in corpus.fact_documents}
        for finding in moved:
            assert finding.found is not None
            origin = finding.source.model_copy(update={"lines": finding.found})
            digests = [line_digest(line) for _, line in cited_lines(origin, lines)]
            values: dict[Place, object] = {("revisions", 0, "source", "lines"): finding.found}
            if digests != list(finding.source.digests):
                values["revisions", 0, "source", "digests"] = digests
            _write(corpus.root, documents[finding.path], values)
            written.append(finding.path)
        values = _list_source_values(corpus, drift)
        if moved and values:
            _write(corpus.root, corpus.sources_document, values)
            written.append(corpus.sources_document.path)
    return list(dict.fromkeys(written))


def _list_source_values(corpus: Corpus, drift: SourceDrift) -> dict[Place, object]:
    at = next(at for at, source in enumerate(corpus.sources) if source.id == drift.source.id)
    values: dict[Place, object] = {}
    if drift.line_count != drift.source.line_count:
        values["sources", at, "line_count"] = drift.line_count
    for group, ranges in enumerate(drift.uncited):
        # A group that lost all its lines stays for a person to remove: an empty list would not be read.
        if ranges and ranges != drift.source.uncited[group].lines:
            values["sources", at, "uncited", group, "lines"] = ranges
    return values


def _write(root: Path, document: Document, values: dict[Place, object]) -> None:
    """Replaces values in a file, from its end upwards, and makes sure that it then says this and nothing else new."""
    name, path = document.path, root / document.path
    text = path.read_text(encoding="utf-8").split("\n")
    for place in sorted(values, key=document.line_of, reverse=True):
        replace_value(text, document.line_of(place), str(place[-1]), values[place])
    wanted = load_document(path, name)[0].data
    for place, value in values.items():
        _set(wanted, place, _as_read(value))
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_text("\n".join(text), encoding="utf-8", newline="\n")
        after, problems = load_document(aside, name)
        if problems or after.data != wanted:
            line = min(map(document.line_of, values))
            raise KbError(f"{name}:{line}: the new lines cannot be written without changing more; write them by hand")
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _set(data: object, place: Place, value: object) -> None:
    part: object = data
    for step in place[:-1]:
        part = part[step]  # type: ignore[index]  # a list or a mapping, as the place says
    part[place[-1]] = value  # type: ignore[index]


def _as_read(value: object) -> object:
    """A value as the loader reads it: every scalar a string."""
    return [_as_read(part) for part in value] if isinstance(value, list | tuple) else str(value)
