"""What a check of a source's copy found, fact by fact."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kb.models import Provenance, Source

Ranges = tuple[tuple[int, int], ...]
"""Inclusive ranges of 1-based lines."""


class State(StrEnum):
    """What became of the lines of one fact.

    ``moved``: all of them stand elsewhere. ``changed``: at least one reads differently or is missing. ``gone``: none is
    there any more, and nothing took its place. ``unstamped``: the fact has no digests, so nothing can be said.
    """

    UNCHANGED = "unchanged"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"
    UNSTAMPED = "unstamped"


@dataclass(frozen=True)
class Line:
    """A line of a copy: its 1-based number and its text."""

    number: int
    text: str


@dataclass(frozen=True)
class Change:
    """A cited line that the copy does not hold.

    Attributes:
        line: Its number when it was read.
        old: Its text then; None when no older copy holds it.
        now: What stands in its place; empty when nothing does.
    """

    line: int
    old: str | None
    now: tuple[Line, ...]


@dataclass(frozen=True)
class Finding:
    """What became of one fact's lines.

    Attributes:
        citation: The revision, e.g. ``ZM-APP-002v1``.
        path: Its file, relative to the repository.
        at: The 1-based line of the file that names the source's lines.
        source: Its provenance as the file has it.
        state: What became of them.
        found: Where they stand now; None unless they moved.
        changes: The lines that are not there as they were read.
    """

    citation: str
    path: str
    at: int
    source: Provenance
    state: State
    found: Ranges | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class SourceDrift:
    """What became of one source.

    Attributes:
        source: The source.
        copy: The copy that was checked.
        old: The older copy that gave the old texts, when one was at hand.
        line_count: How many lines the copy has.
        findings: One for each fact of the source, in file order.
        uncited: For each entry of the source's ``uncited``, where its lines stand now.
        new: Lines of the copy with neither a fact nor a reason for having none.
    """

    source: Source
    copy: Path
    old: Path | None
    line_count: int
    findings: tuple[Finding, ...]
    uncited: tuple[Ranges, ...]
    new: tuple[Line, ...]

    def of(self, state: State) -> list[Finding]:
        """The findings of one state."""
        return [finding for finding in self.findings if finding.state is state]

    @property
    def counts(self) -> dict[str, int]:
        """State → number of facts."""
        counted = Counter(finding.state for finding in self.findings)
        return {str(state): counted[state] for state in State}

    @property
    def needs_look(self) -> bool:
        """Whether anybody has to do anything."""
        return bool(self.new) or any(finding.state is not State.UNCHANGED for finding in self.findings)
