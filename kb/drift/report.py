"""Says what a check of the sources found: as text for a person, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from kb.drift.findings import Change, Finding, SourceDrift, State
from kb.pages.words import join_words, say_lines
from kb.terminal import paint

COLOURS = {State.UNCHANGED: "green", State.MOVED: "yellow", State.CHANGED: "red", State.GONE: "red", State.UNSTAMPED: "red"}
HEADINGS = {
    State.CHANGED: "Changed: look at these facts, and revise or stamp them",
    State.GONE: "Gone: withdraw these facts, or find where else the source says it",
    State.UNSTAMPED: "Without digests: run scripts/check_facts --stamp",
}


def render_text(drift: SourceDrift, stream: TextIO) -> str:
    """One source's result for a terminal: counts, then what needs a look, the lines before the facts."""
    counted = [paint(f"{count} {state}", COLOURS[State(state)], stream) for state, count in drift.counts.items() if count]
    facts, new = len(drift.findings), len(drift.new)
    parts = [
        f"{paint(drift.source.id, 'bold', stream)}: {_count(facts, 'fact')}: {', '.join(counted) or 'nothing to check'}; "
        f"{_count(new, 'line')} without a fact"
    ]
    if drift.line_count != drift.source.line_count:
        parts.append(f"The copy has {_count(drift.line_count, 'line')}; kb/sources.yaml says {drift.source.line_count}.")
    if drift.old is None and any(change.old is None for finding in drift.findings for change in finding.changes):
        parts.append("No older copy is at hand, so the old texts cannot be shown; name one with --old FILE.")
    if moved := drift.of(State.MOVED):
        parts.append("\n".join([paint("Moved: --apply writes the new lines", "bold", stream), *map(_say_move, moved)]))
    for state in (State.CHANGED, State.GONE):
        if found := drift.of(state):
            parts.append("\n".join([paint(HEADINGS[state], "bold", stream), *_say_changes(found, stream)]))
    if found := drift.of(State.UNSTAMPED):
        rows = (f"  {finding.citation}  {finding.path}:{finding.at}" for finding in found)
        parts.append("\n".join([paint(HEADINGS[State.UNSTAMPED], "bold", stream), *rows]))
    if drift.new:
        heading = "New lines: write a fact for each, or list it under uncited in kb/sources.yaml"
        parts.append("\n".join([paint(heading, "bold", stream), *(f"  {line.number}: {line.text}" for line in drift.new)]))
    return "\n\n".join(parts)


def describe(drift: SourceDrift) -> dict[str, object]:
    """One source's result as data for JSON."""
    return {
        "id": drift.source.id,
        "copy": drift.copy.name,
        "old": drift.old.name if drift.old else None,
        "line_count": drift.line_count,
        "needs_look": drift.needs_look,
        "counts": drift.counts,
        "facts": [_describe_finding(finding) for finding in drift.findings],
        "uncited": [
            {"reason": str(group.reason), "lines": group.lines, "found": found}
            for group, found in zip(drift.source.uncited, drift.uncited, strict=True)
        ],
        "new": [{"line": line.number, "text": line.text} for line in drift.new],
    }


def _describe_finding(finding: Finding) -> dict[str, object]:
    return {
        "id": finding.citation,
        "path": finding.path,
        "at": finding.at,
        "state": str(finding.state),
        "lines": finding.source.lines,
        "found": finding.found,
        "changes": [
            {"line": change.line, "old": change.old, "now": [{"line": line.number, "text": line.text} for line in change.now]}
            for change in finding.changes
        ],
    }


def _say_move(finding: Finding) -> str:
    return f"  {finding.citation}  {say_lines(finding.source.lines)} → {say_lines(finding.found or ())}  {finding.path}:{finding.at}"


def _say_changes(findings: Sequence[Finding], stream: TextIO) -> list[str]:
    """Each lost line once, with its old and its new text, and under it the facts that rest on it."""
    facts: dict[Change, list[Finding]] = {}
    for finding in findings:
        for change in finding.changes:
            facts.setdefault(change, []).append(finding)
    rows = []
    for change, group in sorted(facts.items(), key=lambda item: item[0].line):
        rows.append(f"  line {change.line} read:  {paint(change.old or '(not known)', 'dim', stream)}")
        rows += [f"  line {line.number} reads: {line.text}" for line in change.now] or ["  nothing stands in its place"]
        rows.append(f"    {join_words(f'{finding.citation} ({finding.path}:{finding.at})' for finding in group)}")
    return rows


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
