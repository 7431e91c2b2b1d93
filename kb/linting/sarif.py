"""The report as SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kb.linting.report import LEVELS, RULES, Finding, LintReport, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render_sarif(report: LintReport) -> str:
    """One run with a result for each finding; a document that could not be read is a notification of the run."""
    rules = [
        {
            "id": str(rule),
            "shortDescription": {"text": text},
            "fullDescription": {"text": text},
            "help": {"text": text},
            "defaultConfiguration": {"level": str(LEVELS[rule])},
        }
        for rule, text in RULES.items()
    ]
    run = {
        "tool": {
            "driver": {"name": "lint_citations", "version": report.release, "rules": rules, "properties": {"release": report.release}}
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.unreadable,
                "toolExecutionNotifications": [
                    {"level": "error", "message": {"text": one.message}, "locations": [locate(one.document)]} for one in report.unreadable
                ],
            }
        ],
        "results": [_describe(finding) for finding in report.findings],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _describe(finding: Finding) -> dict[str, Any]:
    location = locate(finding.document)
    if finding.page is None and finding.line is not None:
        location["physicalLocation"]["region"] = {"startLine": finding.line, "startColumn": finding.column}
    else:
        # A line of a PDF page is no line of the file: said in words instead.
        location["logicalLocations"] = [{"fullyQualifiedName": finding.where().partition(": ")[2]}]
    # The same finding at another line is still the same finding.
    print_of = f"{finding.rule}:{finding.citation}:{finding.value or ''}"
    return {
        "ruleId": str(finding.rule),
        "ruleIndex": list(Rule).index(finding.rule),
        "level": str(finding.level),
        "message": {"text": finding.message},
        "locations": [location],
        "partialFingerprints": {"citation/v1": print_of},
        "properties": finding.model_dump(mode="json", include={"citation", "changes", "replaced_by", "near", "value", "expected"}),
    }


def locate(document: str) -> dict[str, Any]:
    """A file as a location."""
    path = Path(document)
    return {"physicalLocation": {"artifactLocation": {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix())}}}
