"""What `scripts/sources` does, with progress and exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from kb.commands import report_error, show_path
from kb.drift.apply import apply_moves
from kb.drift.check import check_source
from kb.drift.findings import SourceDrift
from kb.drift.report import describe, render_text
from kb.errors import KbError
from kb.fetch import fetch_source
from kb.loader import Corpus, find_root, load_corpus
from kb.models import Source
from kb.sources import find_copy, previous_of, read_lines, verifies
from kb.terminal import Step

USAGE = 2


class WrongUsage(KbError):
    """The command was given what it cannot work with; the message says what to give instead."""


def run_fetch(ids: Sequence[str]) -> int:
    """Fetches sources; returns the exit code: 0 when all arrived, 1 when one did not, 2 for a wrong name."""
    root, failed = find_root(), False
    try:
        corpus = load_corpus(root)
        sources = choose_sources(corpus, ids)
    except KbError as error:
        return _report(error)
    for source in sources:
        try:
            with Step(f"Fetching {source.id}"):
                fetched = fetch_source(source, root, keep=partial(rest_on, corpus, source))
        except KbError as error:
            failed = bool(report_error(error))
            continue
        state = "fetched" if fetched.changed else "unchanged"
        print(f"{source.id}: {state}, {fetched.lines} lines, {show_path(fetched.copy, root)}")
        if fetched.changed and fetched.previous:
            print(f"  the copy before: {show_path(fetched.previous, root)}; scripts/sources check compares")
        if find_copy(source, root) != fetched.copy:
            print(f"  KB_SOURCES names another copy of {source.id}, which is the one that is used.", file=sys.stderr)
    return int(failed)


def run_check(ids: Sequence[str], old: Path | None = None, apply: bool = False, as_json: bool = False) -> int:
    """Checks the copies of sources and prints what became of every fact's lines.

    Args:
        ids: The sources; empty for all.
        old: An older copy, for exactly one source; without it the one that a fetch kept.
        apply: Write the lines of what merely moved.
        as_json: Print JSON.

    Returns:
        The exit code: 0 when nothing needs a look, 1 when something does or could not be checked, 2 for wrong usage.
    """
    root = find_root()
    try:
        corpus = load_corpus(root)
        sources = choose_sources(corpus, ids)
        if old and len(sources) != 1:
            raise WrongUsage(f"--old is for one source; name it: {', '.join(source.id for source in sources)}")
        if old and not old.is_file():
            raise WrongUsage(f"--old {old}: there is no such file")
        drifts = check_copies(corpus, sources, old)
        written = apply_moves(corpus, drifts) if apply else []
        if written:
            corpus = load_corpus(root)
            drifts = check_copies(corpus, choose_sources(corpus, ids), old)
    except KbError as error:
        return _report(error)
    unchecked = [source for source in sources if source.id not in {drift.source.id for drift in drifts}]
    needs_look = bool(unchecked) or any(drift.needs_look for drift in drifts)
    if as_json:
        report = {
            "needs_look": needs_look,
            "unchecked": [source.id for source in unchecked],
            "written": written,
            "sources": [describe(drift) for drift in drifts],
        }
        print(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        for name in written:
            print(f"wrote {name}")
        for drift in drifts:
            print(render_text(drift, sys.stdout))
    for source in unchecked:
        hint = "run scripts/sources fetch, or name its folder in KB_SOURCES"
        print(f"There is no local copy of {source.id}, so nothing was checked; {hint}.", file=sys.stderr)
    return int(needs_look)


def choose_sources(corpus: Corpus, ids: Sequence[str]) -> list[Source]:
    """The sources with these IDs, or all.

    Raises:
        WrongUsage: There is none with an ID.
    """
    known = {source.id: source for source in corpus.sources}
    for one in ids:
        if one not in known:
            raise WrongUsage(f"there is no source {one}; kb/sources.yaml has {', '.join(known)}")
        if not known[one].has_lines:
            raise WrongUsage(f"{one} is a page: it has no lines to fetch and compare; read it again at {known[one].url}")
    return [known[one] for one in dict.fromkeys(ids)] or [source for source in known.values() if source.has_lines]


def check_copies(corpus: Corpus, sources: Sequence[Source], old: Path | None) -> list[SourceDrift]:
    """The state of every source that has a copy."""
    drifts = []
    for source in sources:
        copy = find_copy(source, corpus.root)
        if copy is not None:
            kept = previous_of(copy)
            drifts.append(check_source(corpus, source, copy, old or (kept if kept.is_file() else None)))
    return drifts


def rest_on(corpus: Corpus, source: Source, copy: Path) -> bool:
    """Whether the facts rest on a copy rather than on the one that was kept earlier: only then is it worth keeping instead."""
    kept = previous_of(copy)
    provenances = [fact.latest.source for fact in corpus.facts if fact.latest.source.id == source.id]
    held, held_before = (sum(verifies(one, read_lines(path)) for one in provenances) for path in (copy, kept))
    return held >= held_before


def _report(error: KbError) -> int:
    report_error(error)
    return USAGE if isinstance(error, WrongUsage) else 1
