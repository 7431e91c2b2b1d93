"""The report as text for people, and as JSON."""

from __future__ import annotations

import json
from typing import TextIO

from kb.linting.report import Finding, Level, LintReport
from kb.terminal import paint

COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}


def render_text(report: LintReport, stream: TextIO | None = None, show_all: bool = False) -> str:
    """One line a finding, by document and place, what changed below it; then what could not be read, and the counts.

    Args:
        report: What was found.
        stream: Where it is shown, which decides on colours; without it there are none.
        show_all: List every citation with its status, before the findings of all documents.
    """
    lines = [f"{one.where()}: {one.status}: {one.citation}{f' {one.title}' if one.title else ''}" for one in report.citations if show_all]
    for finding in report.findings:
        lines += _render_finding(finding, stream)
    lines += [f"{one.document}: {_paint('unreadable', 'red', stream)}: {one.message}" for one in report.unreadable]
    return "\n".join([*lines, render_summary(report, stream)])


def render_summary(report: LintReport, stream: TextIO | None = None) -> str:
    """The closing line of counts."""
    counts = report.summary
    line = f"{_count(counts.documents, 'document')}, {_count(counts.citations, 'citation')}: " + ", ".join(
        (_count(counts.errors, "error"), _count(counts.warnings, "warning"), _count(counts.notes, "note"))
    )
    if counts.unreadable:
        line += f"; {_count(counts.unreadable, 'document')} could not be read"
    return _paint(line, "red" if counts.errors or counts.unreadable else "yellow" if counts.warnings else "green", stream)


def render_json(report: LintReport) -> str:
    """The report as the API sends it."""
    return report.model_dump_json(indent=2)


def _render_finding(finding: Finding, stream: TextIO | None) -> list[str]:
    level = _paint(finding.level, COLOURS[finding.level], stream)
    lines = [f"{finding.where()}: {level}: [{finding.rule}] {finding.message}"]
    for change in finding.changes:
        lines += [f"    {change.field}", f"      - {_show(change.old)}", f"      + {_show(change.new)}"]
    return lines


def _show(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _paint(text: str, colour: str, stream: TextIO | None) -> str:
    return paint(text, colour, stream) if stream is not None else text
