"""The report as what code hosts show beside the lines of a change: workflow commands of GitHub, the code quality report of GitLab."""

from __future__ import annotations

import hashlib
import json

from kb.linting.report import Finding, Level, LintReport

_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}
_GITLAB = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}


def render_github(report: LintReport) -> str:
    """A workflow command a line; what stands in a line of a file names it."""
    lines = []
    for finding in report.findings:
        place: dict[str, object] = {
            "file": finding.document,
            **({"line": finding.line, "col": finding.column} if _has_line(finding) else {}),
        }
        place["title"] = f"{finding.rule} {finding.citation}"
        lines.append(_command(_GITHUB[finding.level], place, finding.message))
    lines += [_command("error", {"file": one.document, "title": "unreadable"}, one.message) for one in report.unreadable]
    return "\n".join(lines)


def render_gitlab(report: LintReport) -> str:
    """A list of issues; what stands in no line of a file is told of its first one."""
    issues = [
        _describe(finding.document, str(finding.rule), _GITLAB[finding.level], finding.message, finding.line if _has_line(finding) else 1)
        for finding in report.findings
    ]
    issues += [_describe(one.document, "unreadable", "critical", one.message, 1) for one in report.unreadable]
    return json.dumps(issues, ensure_ascii=False, indent=2)


def _has_line(finding: Finding) -> bool:
    # A line of a PDF page is no line of the file.
    return finding.page is None and finding.line is not None


def _command(name: str, place: dict[str, object], message: str) -> str:
    properties = ",".join(f"{key}={_escape(str(value)).replace(':', '%3A').replace(',', '%2C')}" for key, value in place.items())
    return f"::{name} {properties}::{_escape(message)}"


def _escape(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _describe(document: str, rule: str, severity: str, message: str, line: int | None) -> dict[str, object]:
    fingerprint = hashlib.sha256(json.dumps([document, rule, line, message]).encode()).hexdigest()
    location = {"path": document, "lines": {"begin": line}}
    return {"description": message, "check_name": rule, "fingerprint": fingerprint, "severity": severity, "location": location}
